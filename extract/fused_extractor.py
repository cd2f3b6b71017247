"""Extractors with the learned reader: both proposers weighed by one model, or the reader alone."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import Claim, Document

from .claims import Trace
from .extractor import Extractor
from .learned import FusedClaimFinder, load_fusion_model, load_reader
from .syntax import Analysis

if TYPE_CHECKING:
    from .explanation import SentenceExplanation

__all__ = ["FusedExtractor"]


class FusedExtractor(Extractor):
    """An extractor whose claims frames and reader propose, or with ``with_frames=False`` the reader alone.

    Arguments and errors are those of ``Extractor``; ``name`` has the version of the reader too.
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        actors: Iterable[Path | str] = (),
        ontology: Iterable[Path | str] = (),
        frames: Iterable[Path | str] = (),
        skip: bool = True,
        with_frames: bool = True,
    ) -> None:
        super().__init__(model=model, actors=actors, ontology=ontology, frames=frames, skip=skip)
        self.with_frames = with_frames
        self.learned, self.fusion = load_reader(), load_fusion_model()
        self.name += f", {'frames and ' if with_frames else ''}reader {self.learned.version}"

    def _explained(self, document: Document, analysis: Analysis) -> "tuple[SentenceExplanation, ...]":
        from .explanation import explain_fusion

        sentences = super()._explained(document, analysis)
        if not self.with_frames:
            sentences = tuple(replace(sentence, attempts=()) for sentence in sentences)
        return explain_fusion(sentences, self._finder(document, analysis, None).weigh(), self.fusion)

    def _claims(self, document: Document, analysis: Analysis, trace: Trace | None) -> tuple[Claim, ...]:
        return self._finder(document, analysis, trace).find(self.fusion)

    def _finder(self, document: Document, analysis: Analysis, trace: Trace | None) -> FusedClaimFinder:
        return FusedClaimFinder(document, analysis, self.resources, self.learned, trace=trace, with_frames=self.with_frames)
