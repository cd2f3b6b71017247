"""The actor base: states, organisations, armed groups, parties and office holders, by every name that texts use.

The tables are CSV files beside this module; adding an actor or a name is adding a row. Lists inside a cell are separated by
``|``. Where two rows claim one name, the kind that comes first in ``PRECEDENCE`` wins.
"""

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO

from diplograph.ontology import identifiers
from diplograph.ontology.claim import Actor
from diplograph.ontology.errors import DataError

__all__ = ["ActorBase", "Name", "NameKind", "Office", "load_actors"]

_MEMBER_STATUS = "UN member"
# Codes of bodies that belong to no state.
_IGO, _NGO, _ARMED = "IGO", "NGO", "IMG"


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


# Kinds of state_aliases.csv; the others repeat what states.csv says.
_ALIAS_KINDS = {
    "name_variant": NameKind.NAME,
    "demonym_variant": NameKind.ADJECTIVE,
    "former_name": NameKind.FORMER,
    "place": NameKind.PLACE,
    "other": NameKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one actor; ``sector`` is a PLOVER sector code (GOV, MIL, LEG, ...) or None."""

    text: str
    actor: Actor
    kind: NameKind
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held for an actor; dates are ISO, as precise as the source, empty where unknown."""

    person: str
    kind: str
    title: str
    actor: str
    start: str = ""
    end: str = ""

    def covers(self, date: str) -> bool:
        """True where ``date`` (ISO) is not outside the known bounds; unknown bounds exclude nothing."""
        return (not self.start or self.start <= date) and (not self.end or date <= self.end)


def fold(name: str) -> str:
    """A name without case and diacritics, so that "Chavez" finds "Chávez"."""
    if name.isascii():
        return name.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


@dataclass(slots=True)
class ActorBase:
    """Actors by code (``RUS``, ``ORG:NATO``, ``GRP:HAMAS``), names by text, offices by a person's folded name."""

    actors: dict[str, Actor] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    # States by the name of a city or region in them, whatever else that name stands for.
    places: dict[str, Actor] = field(default_factory=dict)
    offices: dict[str, list[Office]] = field(default_factory=dict)
    surnames: dict[str, list[Office]] = field(default_factory=dict)
    sectors: dict[str, str] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()

    def add(self, text: str, actor: Actor, kind: NameKind, sector: str | None = None) -> None:
        """Give ``actor`` a name; a name that a kind of higher precedence already holds stays with its holder."""
        text = text.removeprefix("The ")
        if kind in (NameKind.CAPITAL, NameKind.PLACE) and actor.kind == "State":
            self.places.setdefault(text, actor)
        present = self.names.get(text)
        if text in self.excluded:
            return
        if present is None or kind < present.kind:
            self.names[text] = Name(text, actor, kind, sector)

    def state(self, code: str | None) -> Actor | None:
        """The state or organisation that a code stands for."""
        return self.actors.get(code) if code else None

    def offices_of(self, person: str) -> list[Office]:
        """Offices of the person of that full name, best known first; an empty list for an unknown person."""
        return self.offices.get(fold(person), [])

    def offices_of_surname(self, surname: str) -> list[Office]:
        """Leading offices held by anybody of that surname."""
        return self.surnames.get(fold(surname), [])


def _rows(folder: Traversable, name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The cells of ``columns`` in each row of a table; ``DataError`` where a column is missing or a row is ragged."""
    reader = csv.reader(StringIO(folder.joinpath(name).read_text("utf-8")))
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    if missing:
        raise DataError(f"{name}: column {missing[0]!r} is missing; the columns are {', '.join(header)}")
    places = [(column, header.index(column)) for column in columns]
    for row in reader:
        if len(row) != len(header):
            raise DataError(
                f"{name}, line {reader.line_num}: the row has more or fewer cells than the header; quote cells with commas"
            )
        yield {column: row[place] for column, place in places}


def _body_iri(base: ActorBase, identifier: str, suffix: str) -> str:
    """A readable IRI for a body; one whose identifier is a state's code too (CAN, NAM) gets a suffix."""
    iri = identifiers.ACTOR + identifiers.slug(identifier).upper()
    return f"{iri}-{suffix}" if identifier.upper() in base.actors else iri


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


# Columns of states.csv that hold names.
_STATE_NAMES = (
    ("short_name", NameKind.NAME),
    ("official_name", NameKind.NAME),
    ("other_names", NameKind.NAME),
    ("adjectives", NameKind.ADJECTIVE),
    ("nouns", NameKind.PEOPLE),
    ("capitals", NameKind.CAPITAL),
    ("former_names", NameKind.FORMER),
)


def _people(text: str, state: Actor) -> Actor:
    """The people of a territory whose statehood is contested: "Palestinians" act where no government of theirs is meant."""
    return Actor(iri=f"{identifiers.ACTOR}group-{identifiers.slug(text)}", name=text, kind="GroupActor", code=state.code)


def _add_states(base: ActorBase, folder: Traversable) -> None:
    columns = ("code", "qid", "status", "parent", *(column for column, _ in _STATE_NAMES))
    # Sovereign states first: "French" is France before it is St. Pierre and Miquelon.
    rows = sorted(_rows(folder, "states.csv", columns), key=lambda row: (bool(row["parent"]), row["status"] != _MEMBER_STATUS))
    for row in rows:
        code = row["code"]
        supranational = row["status"] == "supranational union"
        actor = Actor(
            iri=identifiers.ACTOR + code,
            name=row["short_name"],
            kind="InternationalOrganization" if supranational else "State",
            code=_IGO if supranational else (_split(row["parent"]) or [code])[0] if code.startswith("X-") else code,
            wikidata=row["qid"] or None,
        )
        base.actors[code] = actor
        for text, kind in ((text, kind) for column, kind in _STATE_NAMES for text in _split(row[column])):
            base.add(text, _people(text, actor) if kind is NameKind.PEOPLE and row["status"] != _MEMBER_STATUS else actor, kind)
    for row in _rows(folder, "state_aliases.csv", ("alias", "code", "kind")):
        alias_kind = _ALIAS_KINDS.get(row["kind"])
        # Short dictionary entries ("In", "No") are words far more often than places.
        if alias_kind is not None and row["code"] in base.actors and len(row["alias"]) > 3:
            base.add(row["alias"], base.actors[row["code"]], alias_kind)


def _add_organizations(base: ActorBase, folder: Traversable) -> None:
    union = base.actors.get("EUE")
    for row in _rows(folder, "organizations.csv", ("org_id", "qid", "name", "abbreviations", "aliases", "kind", "code")):
        if row["org_id"] == "EU" and union is not None:
            actor = union
        else:
            actor = Actor(
                iri=_body_iri(base, row["org_id"], "ORG"),
                name=row["name"],
                kind="InternationalOrganization",
                code=_NGO if row["code"].startswith("NGO") else _IGO,
                wikidata=row["qid"] or None,
            )
        base.actors["ORG:" + row["org_id"]] = actor
        for text in (row["name"], *_split(row["abbreviations"]), *_split(row["aliases"])):
            base.add(text, actor, NameKind.ORGANIZATION)


def _add_metonyms(base: ActorBase, folder: Traversable) -> None:
    for row in _rows(folder, "metonyms.csv", ("term", "actor", "sector", "kind")):
        actor = base.state(row["actor"])
        if actor is not None:
            capital = row["kind"].startswith("capital")
            base.add(row["term"], actor, NameKind.CAPITAL if capital else NameKind.METONYM, row["sector"] or None)


def _add_groups(base: ActorBase, folder: Traversable) -> None:
    for row in _rows(folder, "armed_groups.csv", ("group_id", "name", "abbreviations", "aliases", "base")):
        actor = Actor(
            iri=_body_iri(base, row["group_id"], "GROUP"),
            name=row["name"],
            kind="ArmedGroup",
            code=(_split(row["base"]) or [_ARMED])[0],
        )
        base.actors["GRP:" + row["group_id"]] = actor
        for text in (row["name"], *_split(row["abbreviations"]), *_split(row["aliases"])):
            if not text.isdigit():
                base.add(text, actor, NameKind.GROUP, "REB")
    for row in _rows(folder, "parties.csv", ("name", "abbreviations", "aliases", "state")):
        actor = Actor(
            iri=identifiers.mint(identifiers.ACTOR, row["state"], row["name"]),
            name=row["name"],
            kind="Organization",
            code=row["state"],
        )
        # Abbreviations of parties are left out: most are those of something better known ("AP", "UN", "PM").
        for text in (row["name"], *_split(row["aliases"])):
            if " " in text:
                base.add(text, actor, NameKind.PARTY, "PTY")


# Offices whose holders are known by surname alone, best known first.
_LEADING = (
    "head_of_state",
    "head_of_government",
    "org_head",
    "foreign_minister",
    "defence_minister",
    "armed_group_leader",
    "vice_head_of_state",
    "opposition_leader",
    "spokesperson",
    "envoy",
)


def _add_persons(base: ActorBase, folder: Traversable) -> None:
    offices: defaultdict[str, list[Office]] = defaultdict(list)
    surnames: defaultdict[str, list[Office]] = defaultdict(list)
    columns = ("person", "variants", "office_kind", "office", "actor", "from", "to", "source")
    # The president of France is co-prince of Andorra too: of offices of one kind, the one that more sources give comes first.
    for row in sorted(_rows(folder, "officeholders.csv", columns), key=lambda row: -row["source"].count("+")):
        office = Office(row["person"], row["office_kind"], row["office"], row["actor"], row["from"], row["to"])
        for name in (row["person"], *_split(row["variants"])):
            offices[fold(name)].append(office)
        if row["office_kind"] in _LEADING:
            surnames[fold(row["person"]).rpartition(" ")[2]].append(office)
    for row in _rows(folder, "phoenix_persons.csv", ("person", "variants", "actor", "roles")):
        start, end = [*row["roles"].split("|")[0].split(":"), "", ""][1:3]
        office = Office(row["person"], "government", "", row["actor"], start, end)
        for name in (row["person"], *_split(row["variants"])):
            if fold(name) not in offices:
                offices[fold(name)].append(office)
    rank = {kind: place for place, kind in enumerate(_LEADING)}
    for held in (*offices.values(), *surnames.values()):
        held.sort(key=lambda office: rank.get(office.kind, len(rank)))
    base.offices, base.surnames = dict(offices), dict(surnames)


def _add_sectors(base: ActorBase, folder: Traversable) -> None:
    for row in _rows(folder, "agents.csv", ("term", "irregular_plural", "sector")):
        for term in (row["term"], row["irregular_plural"]):
            # A head noun is one word; "police chief" is found by "chief".
            if term and " " not in term:
                base.sectors.setdefault(term.casefold(), row["sector"])


@cache
def load_actors() -> ActorBase:
    """The actor base that ships with diplograph, read once; treat it as read-only.

    >>> load_actors().names["Kremlin"].actor.name
    'Russia'
    """
    folder = files("diplograph.ontology.actors")
    base = ActorBase(excluded=frozenset(row["text"] for row in _rows(folder, "excluded_names.csv", ("text", "reason"))))
    _add_states(base, folder)
    _add_organizations(base, folder)
    _add_metonyms(base, folder)
    _add_groups(base, folder)
    _add_persons(base, folder)
    _add_sectors(base, folder)
    return base
