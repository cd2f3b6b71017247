"""Armed groups, parties and peoples of the shipped tables."""

from dataclasses import replace
from importlib.resources.abc import Traversable

from diplograph.ontology import identifiers
from diplograph.ontology.claim import Actor
from diplograph.ontology.errors import DataError

from ..actor_base import ActorBase
from ..names import NameKind
from ..rows import read_rows, split_cell
from ..spelling import spelling_key

__all__ = ["add_armed_groups", "add_parties", "add_peoples"]

# Code of an armed group that is based in no one state.
_ARMED = "IMG"
_NO_CONSONANTS = str.maketrans("", "", "aeiouy'’-")
_OF_STATES = ("GOV", "MIL")


def add_armed_groups(base: ActorBase, folder: Traversable) -> None:
    """Add the groups of ``armed_groups.csv``; each is of the state that it is based in.

    Forces and authorities of a state stand in that table too (the Revolutionary Guards): they are organisations.
    """
    columns = ("group_id", "name", "abbreviations", "aliases", "base", "sector")
    for group_id, name, abbreviations, aliases, home, sector in read_rows(folder, "armed_groups.csv", columns):
        actor = Actor(
            iri=base.body_iri(group_id, "GROUP"),
            name=name,
            kind="Organization" if sector in _OF_STATES else "ArmedGroup",
            code=(split_cell(home) or [_ARMED])[0],
        )
        base.actors["GRP:" + group_id] = actor
        for text in (name, *split_cell(abbreviations), *split_cell(aliases)):
            if not text.isdigit():
                base.add(text, _called(text, actor), NameKind.GROUP, sector)


def _consonants(name: str) -> str:
    return name.lower().translate(_NO_CONSONANTS)


def _called(text: str, group: Actor) -> Actor:
    """The group by the name that a text gives it, where that only spells its own otherwise ("Al-Qaida")."""
    # Capitals spell nothing otherwise; most names are of other letters altogether, which is told at less cost.
    is_near = text.lower() != group.name.lower() and _consonants(text) == _consonants(group.name)
    is_spelled = is_near and spelling_key(text) == spelling_key(group.name)
    return replace(group, name=text) if is_spelled else group


def add_parties(base: ActorBase, folder: Traversable) -> None:
    """Add the parties of ``parties.csv``."""
    for name, aliases, state in read_rows(folder, "parties.csv", ("name", "aliases", "state")):
        # Abbreviations of parties are left out: most are those of something better known ("AP", "UN", "PM").
        texts = [text for text in (name, *split_cell(aliases)) if " " in text]
        if texts:
            actor = Actor(identifiers.mint(identifiers.ACTOR, state, name), name, "Organization", state)
            for text in texts:
                base.add(text, actor, NameKind.PARTY, "PTY")


def add_peoples(base: ActorBase, folder: Traversable) -> None:
    """Add the peoples of ``peoples.csv`` that are no state; one who lives in one state alone has its code.

    Raises ``DataError`` for a code that is no state's.
    """
    for name, aliases, code in read_rows(folder, "peoples.csv", ("name", "aliases", "state")):
        if code and base.state(code) is None:
            raise DataError(f"peoples.csv: {name}: {code!r} is no code of states.csv; name a state, or none")
        people = Actor(f"{identifiers.ACTOR}group-{identifiers.slug(name)}", name, "GroupActor", code or None)
        for text in (name, *split_cell(aliases)):
            base.add(text, people, NameKind.PEOPLE)
