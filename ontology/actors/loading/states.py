"""States, territories and governments of the shipped tables: names, peoples, capitals, seats and organs."""

from importlib.resources.abc import Traversable

from diplograph.ontology import identifiers
from diplograph.ontology.claim import Actor
from diplograph.ontology.errors import DataError

from ..actor_base import ActorBase
from ..names import NameKind
from ..rows import read_rows, split_cell

__all__ = ["add_governments", "add_metonyms", "add_state_aliases", "add_states"]

_MEMBER_STATUS = "UN member"
_HOUSE = "LEG"
_IGO = "IGO"
# Columns of states.csv that hold names.
_NAMES = (
    ("short_name", NameKind.NAME),
    ("official_name", NameKind.NAME),
    ("other_names", NameKind.NAME),
    ("adjectives", NameKind.ADJECTIVE),
    ("nouns", NameKind.PEOPLE),
    ("capitals", NameKind.CAPITAL),
    ("former_names", NameKind.FORMER),
)
# Kinds of state_aliases.csv; the others repeat what states.csv says.
_ALIAS_KINDS = {
    "name_variant": NameKind.NAME,
    "demonym_variant": NameKind.ADJECTIVE,
    "former_name": NameKind.FORMER,
    "place": NameKind.PLACE,
    "other": NameKind.PLACE,
}


def _people(nouns: list[str], state: Actor) -> Actor:
    """The people of a territory whose statehood is contested: "Palestinians" act where no government of theirs is meant.

    One actor, whichever of the nouns a text uses; called by the first that is plural.
    """
    plural = (noun.removeprefix("the ") for noun in nouns if noun.endswith("s") or noun.startswith("the "))
    name = next(plural, nouns[0])
    return Actor(iri=f"{identifiers.ACTOR}group-{identifiers.slug(name)}", name=name, kind="GroupActor", code=state.code)


def add_states(base: ActorBase, folder: Traversable) -> None:
    """Add the states and territories of ``states.csv`` with all their names."""
    rows = list(read_rows(folder, "states.csv", ("code", "iso2", "qid", "status", "parent", *(column for column, _ in _NAMES))))
    # Sovereign states first: "French" is France before it is St. Pierre and Miquelon.
    rows.sort(key=lambda row: (bool(row[4]), row[3] != _MEMBER_STATUS))
    for code, alpha2, qid, status, parent, *cells in rows:
        supranational = status == "supranational union"
        actor = Actor(
            iri=identifiers.ACTOR + code,
            name=cells[0],
            kind="InternationalOrganization" if supranational else "State",
            code=_IGO if supranational else (split_cell(parent) or [code])[0] if code.startswith("X-") else code,
            wikidata=qid or None,
        )
        base.actors[code] = actor
        if alpha2:
            base.alpha2[alpha2] = code
        said = {column: split_cell(cell) for (column, _), cell in zip(_NAMES, cells, strict=True)}
        if said["adjectives"]:
            base.adjectives[actor.iri] = said["adjectives"][0]
        _add_names(base, actor, said, is_contested=status != _MEMBER_STATUS)


def _add_names(base: ActorBase, state: Actor, said: dict[str, list[str]], *, is_contested: bool) -> None:
    """The names of a state, and of its people, which is the state itself where nobody contests that it is one."""
    people = _people(said["nouns"], state) if is_contested and said["nouns"] else state
    for column, kind in _NAMES:
        for text in said[column]:
            base.add(text, people if kind is NameKind.PEOPLE else state, kind)
    for adjective in said["adjectives"] if people != state else ():
        # "The French people" are not those of St. Pierre and Miquelon.
        known = base.names.get(adjective)
        if known is not None and known.actor == state:
            base.add(f"{adjective} people", people, NameKind.PEOPLE)


def add_state_aliases(base: ActorBase, folder: Traversable) -> None:
    """Add the further names and places of ``state_aliases.csv``."""
    for alias, code, kind in read_rows(folder, "state_aliases.csv", ("alias", "code", "kind")):
        alias_kind = _ALIAS_KINDS.get(kind)
        # Short dictionary entries ("In", "No") are words far more often than places.
        if alias_kind is not None and code in base.actors and len(alias) > 3:
            base.add(alias, base.actors[code], alias_kind)


def add_metonyms(base: ActorBase, folder: Traversable) -> None:
    """Add capitals, seats, ministries, legislatures and forces of ``metonyms.csv``, which stand for their state or body.

    An organ that ``acts_alone`` does not: it is an actor below its state. Another is one only against its own state.
    """
    columns = ("term", "actor", "sector", "kind", "organ", "acts_alone")
    for term, code, sector, kind, organ, alone in read_rows(folder, "metonyms.csv", columns):
        actor = base.state(code)
        if actor is None:
            continue
        if organ:
            body, _, owner = organ.partition(" of ")
            base.organs[term] = base.organ(organ, actor)
            if sector == _HOUSE and owner.removeprefix("the ") == actor.name:
                base.organs[term] = base.body_of(actor, body)
        meant = base.organs[term] if organ and alone else actor
        base.add(term, meant, NameKind.CAPITAL if kind.startswith("capital") else NameKind.METONYM, sector or None)


def add_governments(base: ActorBase, folder: Traversable) -> None:
    """Add who governs where ``states.csv`` tells a government from the state: the actor for whom the officials act.

    Raises ``DataError`` for a code that is no actor's.
    """
    for code, government in read_rows(folder, "states.csv", ("code", "government")):
        if government and government not in base.actors:
            raise DataError(f"states.csv: {code}: government {government!r} is no code of an actor; add a row for it")
        if government:
            base.governments[base.actors[code].iri] = base.actors[government]
