"""Territories of the shipped table: islands, shoals and regions that states claim and that act in nobody's name."""

from importlib.resources.abc import Traversable

from diplograph.ontology import identifiers
from diplograph.ontology.claim import Actor
from diplograph.ontology.errors import DataError

from ..actor_base import ActorBase
from ..names import NameKind
from ..rows import read_rows, split_cell

__all__ = ["add_territories"]


def add_territories(base: ActorBase, folder: Traversable) -> None:
    """Add the territories of ``territories.csv``; elsewhere in a text their names are places of the state that holds them."""
    for name, aliases, qid, code in read_rows(folder, "territories.csv", ("name", "aliases", "qid", "state")):
        state = base.state(code)
        if code and state is None:
            raise DataError(f"territories.csv: {name}: {code!r} is no code of states.csv; name a state, or none")
        territory = Actor(identifiers.mint(identifiers.ACTOR, "territory", name), name, "Territory", wikidata=qid or None)
        for text in (name, *split_cell(aliases)):
            if text in base.territories:
                other = base.territories[text].name
                raise DataError(f"territories.csv: {text!r} is a name of {other} and of {name}; take one out")
            base.territories[text] = territory
            if state is not None:
                base.add(text, state, NameKind.PLACE)
