"""Extractors as a build is given them: by name, or made already."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import InputError

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor

__all__ = ["check_extractor", "make_extractor"]


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
