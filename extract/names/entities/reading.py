"""Named entities of a text: what the pipeline found, mended, and what it overlooked."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from diplograph.ontology.actors import Name, OfficeIndex

from ...words import Lexicon
from ..mention import Mention
from .mending import EntityMender
from .overlooked import OverlookedNames
from .person_names import PersonNames

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["read_entities"]


def read_entities(doc: "Doc", lexicon: Lexicon, known: Mapping[str, Name], persons: OfficeIndex) -> Iterator[Mention]:
    """Persons, bodies, places and nationalities of ``doc``; ``known`` has the names of the actor base, ``persons`` its persons.

    Events are left out: they are read as the nouns that they are, with the parties and places inside.
    """
    names = PersonNames(doc, lexicon, known, persons)
    overlooked = OverlookedNames(names)
    found = list(EntityMender(names).entities())
    yield from found
    for mention in overlooked.persons():
        # "Pam Bondi", of which the pipeline saw "Bondi", holds what it saw; before "Xi Jinping" stands "President of China".
        beside = (e for e in found if e.start < mention.end and mention.start - 1 < e.end and not _holds(mention, e))
        if not any(e.end > mention.start or not names.is_held(mention.start, mention.end, e.text) for e in beside):
            yield mention
    yield from overlooked.bodies()


def _holds(mention: Mention, other: Mention) -> bool:
    return mention.start <= other.start and other.end <= mention.end and mention.end - mention.start > other.end - other.start
