"""Names of actors, and how each stands for its actor."""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from diplograph.ontology.claim import Actor

__all__ = ["Name", "NameKind", "fold"]


class NameKind(IntEnum):
    """How a name stands for its actor, in order of precedence where two actors share it."""

    NAME = 0
    ORGANIZATION = 1
    ADJECTIVE = 2
    PEOPLE = 3
    CAPITAL = 4
    METONYM = 5
    GROUP = 6
    PARTY = 7
    FORMER = 8
    PLACE = 9


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one actor; ``sector`` is a PLOVER sector code (GOV, MIL, LEG, ...) or None.

    ``by_user`` is True for a name out of a file of the user: such a name wins over what the pipeline takes the words for.
    """

    text: str
    actor: Actor
    kind: NameKind
    sector: str | None = None
    by_user: bool = False


def fold(name: str) -> str:
    """A name without case and diacritics, so that "Chavez" finds "Chávez"."""
    if name.isascii():
        return name.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
