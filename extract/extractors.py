"""Extractors by name: what reads a document and gives its claims.

To add one, write a class with ``name`` and ``extract`` and put what makes it into ``EXTRACTORS``. What is heavy is imported
where one is made, so that the names can be listed without it.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from diplograph.ontology import Claim, Document, InputError

__all__ = ["EXTRACTORS", "ClaimExtractor", "ExtractorMaker"]


class ClaimExtractor(Protocol):
    """What a graph is built with; it may know documents and claims alone."""

    @property
    def name(self) -> str:
        """Name and version of what finds the claims, as the provenance of a graph records it."""
        ...

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document in the order of the text; characters of the evidence count in ``document.text``.

        Raises ``InputError`` for a document that cannot be read.
        """
        ...


class ExtractorMaker(Protocol):
    """Makes an extractor; ``model`` names a spaCy pipeline, ``actors`` are files of the user's own actors.

    ``ontology`` are files of his own relations, ``frames`` folders of the words that tell them. With ``skip`` it does not parse
    what a cheap scan tells to hold no claim.
    """

    def __call__(
        self,
        *,
        model: str | None = None,
        actors: Iterable[Path | str] = (),
        ontology: Iterable[Path | str] = (),
        frames: Iterable[Path | str] = (),
        skip: bool = True,
    ) -> ClaimExtractor: ...


def _frames(**options: Any) -> ClaimExtractor:
    from .extractor import Extractor

    return Extractor(**options)


def _learned(*, frames: Iterable[Path | str] = (), **options: Any) -> ClaimExtractor:
    from .fused_extractor import FusedExtractor

    if tuple(frames):
        raise InputError("the learned reader alone reads no frames; with frames of your own, take the extractor both or frames")
    return FusedExtractor(with_frames=False, **options)


def _both(**options: Any) -> ClaimExtractor:
    from .fused_extractor import FusedExtractor

    return FusedExtractor(**options)


def _llm(**options: Any) -> ClaimExtractor:
    from .llm_extractor import LlmExtractor

    return LlmExtractor(**options)


# By the name that a user gives; "both" is the one that is taken where none is named. "llm" alone asks a server, and takes
# ``llm``, the settings of one, beside the options of all.
EXTRACTORS: Mapping[str, ExtractorMaker] = MappingProxyType(
    {"both": _both, "frames": _frames, "learned": _learned, "llm": _llm}
)
