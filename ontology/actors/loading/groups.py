"""Armed groups and parties of the shipped tables."""

from importlib.resources.abc import Traversable

from diplograph.ontology import identifiers
from diplograph.ontology.claim import Actor

from ..actor_base import ActorBase
from ..names import NameKind
from ..rows import read_rows, split_cell

__all__ = ["add_armed_groups", "add_parties"]

# Code of an armed group that is based in no one state.
_ARMED = "IMG"
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
                base.add(text, actor, NameKind.GROUP, sector)


def add_parties(base: ActorBase, folder: Traversable) -> None:
    """Add the parties of ``parties.csv``."""
    for name, aliases, state in read_rows(folder, "parties.csv", ("name", "aliases", "state")):
        # Abbreviations of parties are left out: most are those of something better known ("AP", "UN", "PM").
        texts = [text for text in (name, *split_cell(aliases)) if " " in text]
        if texts:
            actor = Actor(identifiers.mint(identifiers.ACTOR, state, name), name, "Organization", state)
            for text in texts:
                base.add(text, actor, NameKind.PARTY, "PTY")
