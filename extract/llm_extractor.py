"""Extractor whose claims a large language model states and the text proves."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import Claim, Document, InputError

from .claims import Trace
from .extractor import Extractor
from .llm import Interview, LlmClaimFinder, LlmSettings, LlmUsage, read_settings
from .syntax import Analysis

if TYPE_CHECKING:
    from .explanation import SentenceExplanation

__all__ = ["LlmExtractor"]


class LlmExtractor(Extractor):
    """An extractor that asks a language model; names, dates and places are found by rules, as by every other.

    ``llm`` says which model and where, None what the environment says. Other arguments and errors are those of ``Extractor``;
    ``extract`` raises ``ModelError`` too where no model answers. ``name`` has the model too, ``usage`` what was asked and
    what it cost.
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        actors: Iterable[Path | str] = (),
        ontology: Iterable[Path | str] = (),
        frames: Iterable[Path | str] = (),
        skip: bool = True,
        llm: LlmSettings | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        settings = llm if llm is not None else read_settings()
        super().__init__(model=model, actors=actors, ontology=ontology, frames=frames, skip=skip)
        self.interview = Interview(settings, self.resources.schema, sleep=sleep)
        self.name += f", llm {settings.model}"

    @property
    def usage(self) -> LlmUsage:
        return self.interview.usage

    def _claims(self, document: Document, analysis: Analysis, trace: Trace | None) -> tuple[Claim, ...]:
        finder = LlmClaimFinder(
            document, analysis, self.resources, ask=self.interview.statements, usage=self.usage, trace=trace
        )
        return finder.find()

    def explain(self, document: Document) -> "tuple[SentenceExplanation, ...]":
        """Raises ``InputError``: why a model states what it states nobody can tell."""
        raise InputError(
            "the extractor llm explains nothing: all that speaks for its claims is their quotes; name another extractor"
        )
