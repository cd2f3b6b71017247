"""Extractors as a build is given them: by name, or made already."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import InputError, add_ontology

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor

__all__ = ["ExtractorSpec", "check_extractor", "make_extractor"]


@dataclass(frozen=True, slots=True)
class ExtractorSpec:
    """An extractor by name with its options, or one that is made already: what another process needs to make the same."""

    extractor: "ClaimExtractor | str" = "both"
    model: str | None = None
    actors: tuple[Path | str, ...] = ()
    ontology: tuple[Path | str, ...] = ()
    frames: tuple[Path | str, ...] = ()
    skip: bool = True

    def check(self) -> None:
        """Raises InputError where ``make`` would, without loading anything."""
        check_extractor(self.extractor, self.model, self.actors, self.frames, skip=self.skip)

    def make(self) -> "ClaimExtractor":
        """The extractor, whose own relations hold for the process from here on; raises what ``make_extractor`` raises."""
        add_ontology(*self.ontology)
        return make_extractor(
            self.extractor,
            model=self.model,
            actors=self.actors,
            ontology=self.ontology,
            frames=self.frames,
            skip=self.skip,
        )


def make_extractor(
    extractor: "ClaimExtractor | str",
    *,
    model: str | None = None,
    actors: Sequence[Path | str] = (),
    ontology: Sequence[Path | str] = (),
    frames: Sequence[Path | str] = (),
    skip: bool = True,
) -> "ClaimExtractor":
    """What finds the claims: one of ``EXTRACTORS`` by its name, made with the options, or one of somebody's own.

    Raises InputError for a name that there is not, and for options beside an extractor that is made already, but for an
    ontology, which may declare what it finds.
    """
    from diplograph.extract import EXTRACTORS

    check_extractor(extractor, model, actors, frames, skip=skip)
    if not isinstance(extractor, str):
        return extractor
    return EXTRACTORS[extractor](model=model, actors=actors, ontology=ontology, frames=frames, skip=skip)


def check_extractor(
    extractor: "ClaimExtractor | str",
    model: str | None,
    actors: Sequence[Path | str],
    frames: Sequence[Path | str],
    *,
    skip: bool,
) -> None:
    """Raises InputError where ``make_extractor`` would, without loading anything."""
    from diplograph.extract import EXTRACTORS

    if not isinstance(extractor, str):
        if model is not None or actors or frames or not skip:
            raise InputError(
                "model, actors, frames and skip are for extractors by name; give them to your own where you make it"
            )
    elif extractor not in EXTRACTORS:
        raise InputError(f"there is no extractor {extractor!r}; use one of {', '.join(EXTRACTORS)}")
