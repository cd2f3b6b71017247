"""Offices that persons held, found by name, by surname, and by office and day."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from .names import fold
from .rows import read_rows, split_cell
from .spelling import spelling_key
from .tenure import Tenure, load_certainty

__all__ = ["Office", "OfficeIndex", "find_holders", "last_name", "read_offices"]

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
# Offices whose holders go by a first name, and the number behind it.
_CROWN = re.compile("king|queen|emir|amir|sultan|pope|monarch|emperor|grand duke|prince of", re.IGNORECASE)
_NUMBER = re.compile("[ivxl]+")
# What tells a son from a father of the same name.
_SUFFIX = re.compile(r",? (?:i{2,3}|jr\.?|sr\.?)$", re.IGNORECASE)
_RANK_OF_LEADERS = frozenset(_LEADING[:2])
_RANK = {kind: place for place, kind in enumerate(_LEADING)}


def last_name(person: str) -> str:
    """The last word of a name, without what tells a son from a father.

    >>> last_name("Martin Luther King, Jr.")
    'King'
    """
    return _SUFFIX.sub("", person).rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class Office(Tenure):
    """An office that a person held for an actor, which ``actor`` names by code; see ``Tenure`` for the dates."""

    person: str
    kind: str
    title: str
    actor: str
    start: str = ""
    end: str = ""
    as_of: str = ""
    end_basis: str = ""
    recalled: tuple[str, ...] = ()
    source: str = ""
    wikidata: str | None = None

    def likelihood(self, date: str) -> float:
        """Likelihood, between 0 and 1, that the person held the office on ``date`` (ISO).

        >>> Office("Ana", "head_of_state", "Queen", "RUS", "2001-01-20", "2009-01-20", source="book").likelihood("2010-01-01")
        0.0
        """
        marks = load_certainty()
        return self.likelihood_at(date, marks.get(f"stays_{self.kind}", marks["stays_office"]))


_COLUMNS = (
    *("person", "variants", "qid", "office_kind", "office", "actor"),
    *("from", "to", "to_basis", "as_of", "recall_fields", "source"),
)
_SNAPSHOT_COLUMNS = ("person", "local_name", "qid", "office_kind", "office", "actor", "from", "as_of", "source")
_DICTIONARY_COLUMNS = ("person", "variants", "actor", "roles", "source")
# The cells of ``_COLUMNS``. Most rows are never asked for: they become an Office when they are.
_Row = tuple[str, ...]


def _from_snapshot(row: _Row) -> _Row:
    """A row of ``_SNAPSHOT_COLUMNS`` with the cells of ``_COLUMNS``: nobody had left when the snapshot was taken."""
    person, local, qid, kind, title, actor, start, as_of, source = row
    return person, local if local != person else "", qid, kind, title, actor, start, "", "", as_of, "", source


def _office(row: _Row) -> Office:
    person, _, qid, kind, title, actor, start, end, basis, as_of, recalled, source = row
    return Office(
        *(person, kind, title, actor, start, end, as_of, basis),
        recalled=("row",) if source == "recall" else tuple(split_cell(recalled)),
        source=source,
        wikidata=qid or None,
    )


def _dictionary_office(row: _Row) -> Office:
    person, _, actor, roles, source = row
    start, end = [*roles.split("|")[0].split(":"), "", ""][1:3]
    return Office(person, "government", "", actor, start, end, source=source)


def _merge(offices: Iterable[Office]) -> list[Office]:
    """One office for all rows of the same person, actor, kind and start, attested by what any of them says."""
    merged: dict[tuple[str, ...], Office] = {}
    for office in offices:
        key = (fold(office.person), office.actor, office.kind, office.start)
        other = merged.setdefault(key, office)
        if other is not office:
            merged[key] = _unite(other, office)
    return list(merged.values())


def _unite(first: Office, second: Office) -> Office:
    """``first``, with the later attestation of the two; a sourced end wins over a bound and over none."""
    better = min(first, second, key=lambda office: (not office.end, office.end_basis == "upper_bound"))
    return replace(
        first,
        end=better.end,
        end_basis=better.end_basis,
        as_of=max(first.as_of, second.as_of),
        recalled=tuple(mark for mark in first.recalled if mark in second.recalled),
        source="+".join(dict.fromkeys([*first.source.split("+"), *second.source.split("+")])),
        wikidata=first.wikidata or second.wikidata,
    )


class OfficeIndex:
    """Rows of office holders by folded name and folded surname; offices are made when somebody asks for them."""

    def __init__(self, family_first: Collection[str] = ()) -> None:
        self._family_first = family_first
        self._by_name: defaultdict[str, list[_Row]] = defaultdict(list)
        self._by_surname: defaultdict[str, list[_Row]] = defaultdict(list)
        self._dictionary: dict[str, _Row] = {}
        self._rows: list[_Row] = []
        self._first_names: frozenset[str] | None = None
        self._by_spelling: defaultdict[str, list[str]] | None = None
        self._lesser: defaultdict[str, list[_Row]] | None = None
        self._by_office: defaultdict[tuple[str, str], list[_Row]] | None = None

    def add(self, rows: Iterable[_Row]) -> None:
        """Add rows of the cells of ``_COLUMNS``."""
        by_name, by_surname, kept = self._by_name, self._by_surname, self._rows
        for row in rows:
            kept.append(row)
            folded = fold(row[0])
            by_name[folded].append(row)
            if row[3] in _RANK:
                monarch = row[3] == "head_of_state" and _CROWN.search(row[4]) is not None
                called = folded.removeprefix(fold(row[4]) + " ") if monarch else folded
                for surname in self._surnames_of(called, row[5], by_first_name=monarch):
                    by_surname[surname].append(row)
            if row[1]:
                for variant in row[1].split("|"):
                    by_name[fold(variant)].append(row)

    def _surnames_of(self, folded: str, actor: str, *, by_first_name: bool) -> set[str]:
        """What a person is called for short: the last name, without its article, or where it stands first that one.

        Monarchs and popes are called by their first name ("King Abdullah"), which a number may follow.
        """
        first, last = folded.partition(" ")[0], last_name(folded)
        if by_first_name:
            last = folded.rpartition(" ")[2]
            return {first, last} if _NUMBER.fullmatch(last) is None else {first}
        surnames = {last, last.removeprefix("al-").removeprefix("el-")}
        return surnames | {first} if actor in self._family_first else surnames

    def add_dictionary(self, rows: Iterable[_Row]) -> None:
        """Add rows of the cells of ``_DICTIONARY_COLUMNS``, for names that no office is known of; the first of a name stays."""
        known = self._dictionary
        for row in rows:
            known.setdefault(fold(row[0]), row)
            if row[1]:
                for variant in row[1].split("|"):
                    known.setdefault(fold(variant), row)

    def is_family_first(self, actor: str) -> bool:
        """True for the code of a state whose people are called by a family name that stands first and that many share."""
        return actor in self._family_first

    def has_person(self, name: str) -> bool:
        """True where somebody of that full name is known."""
        folded = fold(name)
        return folded in self._by_name or folded in self._dictionary

    def is_first_name(self, word: str) -> bool:
        """True for the first name of somebody in the tables that is the surname of fewer ("Tobias", not "Morales")."""
        if self._first_names is None:
            firsts, lasts = Counter[str](), Counter[str]()
            for person, actor in ((row[0], row[5] if len(row) == len(_COLUMNS) else row[2]) for row in self._all_rows()):
                words = fold(person).split()
                if len(words) > 1 and actor not in self._family_first:
                    firsts[words[0]] += 1
                    lasts[words[-1]] += 1
            self._first_names = frozenset(name for name, count in firsts.items() if count > lasts[name])
        return fold(word) in self._first_names

    def _all_rows(self) -> Iterator[_Row]:
        yield from self._rows
        yield from {id(row): row for row in self._dictionary.values()}.values()

    def persons(self) -> Iterator[str]:
        """The name of everybody in the tables, some more than once."""
        return (row[0] for row in self._all_rows())

    def all_offices(self) -> list[Office]:
        """Every office of the tables, then those that dictionaries alone know, in the order of the files."""
        unknown = {id(row): row for row in self._dictionary.values() if fold(row[0]) not in self._by_name}
        return [*_merge(map(_office, self._rows)), *map(_dictionary_office, unknown.values())]

    def of_body(self, code: str) -> list[Office]:
        """The offices of the state or body of that code, as ``all_offices`` has them."""
        alone = {id(row): row for row in self._dictionary.values() if row[2] == code and fold(row[0]) not in self._by_name}
        held = (row for row in self._rows if row[5] == code)
        return [
            office for office in (*_merge(map(_office, held)), *map(_dictionary_office, alone.values())) if office.actor == code
        ]

    @property
    def surnames(self) -> Collection[str]:
        """Folded surnames of those who held a leading office."""
        return self._by_surname

    def has_surname(self, word: str) -> bool:
        """True for the surname of somebody who held a leading office, with diacritics or without."""
        return fold(word) in self._by_surname

    def of_person(self, person: str) -> list[Office]:
        """Offices of the person of that full name, best known first."""
        name = fold(person)
        rows = self._by_name.get(name)
        if rows:
            return _sort(_merge(map(_office, rows)))
        return [_dictionary_office(self._dictionary[name])] if name in self._dictionary else []

    def of_surname(self, surname: str) -> list[Office]:
        """Leading offices held by anybody of that surname, best known first."""
        return _sort(_merge(map(_office, self._by_surname.get(fold(surname), ()))))

    def of_spelling(self, surname: str) -> list[Office]:
        """Leading offices held by anybody whose surname is another spelling of ``surname``, best known first."""
        return _sort(_merge(_office(row) for known in self._spelled(surname) for row in self._by_surname[known]))

    def is_spelling_of_leader(self, word: str) -> bool:
        """True for another spelling of the surname of somebody who led a state ("Zelenskyi")."""
        return any(row[3] in _RANK_OF_LEADERS for known in self._spelled(word) for row in self._by_surname[known])

    def _spelled(self, surname: str) -> Sequence[str]:
        if self._by_spelling is None:
            self._by_spelling = defaultdict(list)
            for known in self._by_surname:
                self._by_spelling[spelling_key(known)].append(known)
        return self._by_spelling.get(spelling_key(surname), ())

    def of_lesser_surname(self, surname: str) -> list[Office]:
        """What is known of persons of that surname who held no leading office: dictionaries and lesser offices."""
        if self._lesser is None:
            self._lesser = defaultdict(list)
            for name, row in self._dictionary.items():
                self._lesser[last_name(name)].append(row)
            for row in self._rows:
                if row[3] not in _RANK:
                    self._lesser[last_name(fold(row[0]))].append(row)
        rows = self._lesser.get(fold(surname), ())
        return _merge(_office(row) if len(row) == len(_COLUMNS) else _dictionary_office(row) for row in rows)

    def of_actor(self, iri_of: Callable[[str], str], iri: str, kind: str) -> list[Office]:
        """Offices of one kind of the actor with that IRI; ``iri_of`` gives the IRI of a code, two codes may share one."""
        if self._by_office is None:
            self._by_office = defaultdict(list)
            for row in self._rows:
                self._by_office[iri_of(row[5]), row[3]].append(row)
        return _merge(map(_office, self._by_office.get((iri, kind), ())))


def _sort(offices: list[Office]) -> list[Office]:
    """Best known first: by rank of the office, then (the president of France is co-prince of Andorra too) by sources."""
    return sorted(offices, key=lambda office: (_RANK.get(office.kind, len(_RANK)), -office.source.count("+")))


def find_holders(offices: Iterable[Office], date: str) -> list[Office]:
    """Of offices of one kind of one actor, those held on ``date`` (ISO), likeliest first; one for each person.

    Those that a source, or a recalled end, puts on that day leave no room for what is merely not excluded. Without them,
    somebody whose end is open is passed over where a later holder is known by then, or where the row is too old to tell.
    """
    covering = [office for office in offices if office.covers(date)]
    attested = [office for office in covering if office.attests(date)]
    started = [office for office in offices if (office.start or office.as_of) and (office.start or office.as_of) <= date]
    latest = max(((office.start or office.as_of) for office in started), default="")
    minimum = load_certainty()["holder_minimum"]
    found = attested or [
        office for office in covering if office.likelihood(date) >= minimum and not (office.start or office.as_of) < latest
    ]
    found.sort(key=lambda office: -office.likelihood(date))
    return list({fold(office.person): office for office in reversed(found)}.values())[::-1]


def read_offices(folder: Traversable) -> OfficeIndex:
    """The index of all tables of persons."""
    index = OfficeIndex(frozenset(code for code, _ in read_rows(folder, "name_order.csv", ("code", "source"))))
    for name in ("officeholders.csv", "officeholders_other.csv"):
        index.add(read_rows(folder, name, _COLUMNS))
    index.add(map(_from_snapshot, read_rows(folder, "officeholders_2026_ccbysa.csv", _SNAPSHOT_COLUMNS)))
    index.add_dictionary(read_rows(folder, "phoenix_persons.csv", _DICTIONARY_COLUMNS))
    return index
