"""Extractors as a build is given them: by name, or made already."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import InputError, add_ontology

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor, LlmSettings

__all__ = ["LLM", "ExtractorSpec", "check_extractor", "make_extractor"]

# The extractor that needs settings of its own.
LLM = "llm"


@dataclass(frozen=True, slots=True)
class ExtractorSpec:
    """An extractor by name with its options, or one that is made already: what another process needs to make the same."""

    extractor: "ClaimExtractor | str" = "both"
    model: str | None = None
    actors: tuple[Path | str, ...] = ()
    ontology: tuple[Path | str, ...] = ()
    frames: tuple[Path | str, ...] = ()
    skip: bool = True
    llm: "LlmSettings | None" = None

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
            llm=self.llm,
        )


def make_extractor(
    extractor: "ClaimExtractor | str",
    *,
    model: str | None = None,
    actors: Sequence[Path | str] = (),
    ontology: Sequence[Path | str] = (),
    frames: Sequence[Path | str] = (),
    skip: bool = True,
    llm: "LlmSettings | None" = None,
) -> "ClaimExtractor":
    """What finds the claims: one of ``EXTRACTORS`` by its name, made with the options, or one of somebody's own.

    Raises InputError for a name that there is not, for options beside an extractor that is made already, but for an ontology,
    which may declare what it finds, and for settings of a language model beside an extractor that asks none.
    """
    from diplograph.extract import EXTRACTORS

    settings = check_extractor(extractor, model, actors, frames, skip=skip, llm=llm)
    if not isinstance(extractor, str):
        return extractor
    own = {} if settings is None else {"llm": settings}
    return EXTRACTORS[extractor](model=model, actors=actors, ontology=ontology, frames=frames, skip=skip, **own)


def check_extractor(
    extractor: "ClaimExtractor | str",
    model: str | None,
    actors: Sequence[Path | str],
    frames: Sequence[Path | str],
    *,
    skip: bool,
    llm: "LlmSettings | None" = None,
) -> "LlmSettings | None":
    """The settings of the language model, where the extractor asks one: those that are given, else the environment's.

    Raises InputError where ``make_extractor`` would, without loading anything.
    """
    from diplograph.extract import EXTRACTORS

    if not isinstance(extractor, str):
        if model is not None or actors or frames or not skip:
            raise InputError(
                "model, actors, frames and skip are for extractors by name; give them to your own where you make it"
            )
    elif extractor not in EXTRACTORS:
        raise InputError(f"there is no extractor {extractor!r}; use one of {', '.join(EXTRACTORS)}")
    if extractor == LLM:
        from diplograph.extract import read_settings

        return llm if llm is not None else read_settings()
    if llm is not None:
        raise InputError(f"settings of a language model are for the extractor {LLM}; name it, or leave them out")
    return None
