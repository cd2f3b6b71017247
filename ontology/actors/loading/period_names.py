"""Names of their time: what a state or body was called when a text was written ("Burma", "European Economic Community")."""

from importlib.resources.abc import Traversable

from diplograph.ontology.errors import DataError

from ..actor_base import ActorBase
from ..rows import read_rows, split_cell

__all__ = ["add_period_names"]


def add_period_names(base: ActorBase, folder: Traversable) -> None:
    """Add to ``base.period_names`` what ``period_names.csv`` says, each name by the words that call for it.

    Raises ``DataError`` for a code that is no actor's.
    """
    for name, code, words in read_rows(folder, "period_names.csv", ("name", "actor", "words")):
        actor = base.actors.get(code)
        if actor is None:
            raise DataError(f"period_names.csv: {name}: {code!r} is no code of an actor; add a row for it")
        base.period_names.update(dict.fromkeys(split_cell(words), (actor.iri, name)))
