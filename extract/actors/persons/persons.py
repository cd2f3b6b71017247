"""Person disambiguation: which office holder a name means, by full name, by surname, and by what the text says of the person.

A surname is nobody's alone. What speaks for one of its bearers is the state or office in the title, the states that the article
names, and, for who leads a state on the day of the article and shares the surname with few, that day. Where nothing does, or
where two are left, nobody is meant rather than the wrong one. One letter off is another person too: another spelling is taken
for one only where names reach English from another script, or where the title names the office.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase, Office, fold, last_name, spelling_key

from ...words import Lexicon, load_words

__all__ = ["OF_DICTIONARY", "Found", "LinkingWords", "PersonFinder", "in_role"]

# A shorter surname is too common to be known by its spelling, or to be that of the only person who ever bore it.
_SHORTEST_LESSER = 6
_SHORTEST_SPELLED = 5
# With more namesakes, the holder of a leading office, or the leader of a state, is not meant by the surname alone: in a text
# with a day, in one without, and where the text names the state too.
_NAMESAKES_DATED, _NAMESAKES_UNDATED, _NAMESAKES_PLACED = (1, 3), (2, 6), (3, 10)
# Dictionaries of persons list slips among the spellings of a name.
OF_DICTIONARY = "government"
_FOREMOST = ("head_of_state", "head_of_government")


@dataclass(frozen=True, slots=True)
class LinkingWords:
    """What ``persons.yaml`` declares: certainty by what a link rests on, kinds and titles of offices by role, scripts, and
    the titles that persons are called by.
    """

    certainty: Mapping[str, float]
    roles: Mapping[str, list[str]]
    titles: Mapping[str, list[str]]
    thrones: frozenset[str]
    throne_titles: frozenset[str]
    name_titles: frozenset[str]
    surname_titles: frozenset[str]
    transliterated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """An office that the person holds or held, and how sure it is, between 0 and 1, that this person is meant."""

    office: Office
    certainty: float


def _identity(person: str) -> tuple[str, str]:
    """First and last name: "Barack H. Obama" is "Barack Obama"."""
    words = fold(person).split()
    return words[0], words[-1]


def _persons(offices: Iterable[Office]) -> set[tuple[str, str]]:
    return {_identity(office.person) for office in offices}


class PersonFinder:
    """Finds persons of the actor base for one text.

    ``date`` is the day of the article (ISO) or None; ``states`` are the IRIs of the states and bodies that the text names.
    """

    def __init__(self, base: ActorBase, date: str | None, states: Collection[str]) -> None:
        self.base = base
        self.date = date
        self.states = states
        self.words = load_words(LinkingWords)

    def find(self, name: str, owner: Actor | None, role: str) -> Found | None:
        """The office holder of that name, None where not certain; ``owner`` and ``role`` are what a title beside it says."""
        return self._named(name, owner, role) or self._with_title(name, owner, role)

    def _named(self, name: str, owner: Actor | None, role: str) -> Found | None:
        offices = self.base.offices_of(name)
        if offices and (" " in name or not self.base.offices_of_surname(name)):
            best = self._best(offices, owner, role)
            if best.kind == OF_DICTIONARY and owner is None and self._is_slip(best, name):
                return None
            return Found(best, self.words.certainty["full_name"])
        surname = last_name(name)
        fits = _fits_first_name(name) if " " in name else None
        leading = [office for office in self.base.offices_of_surname(surname) if fits is None or fits(office.person)]
        if leading:
            return self._among(leading, owner, role, surname)
        spelled = [office for office in self.base.offices_of_spelling(surname) if fits is None or fits(office.person)]
        if spelled and len(surname) >= _SHORTEST_SPELLED:
            return self._spelled(spelled, owner, role)
        lesser = [office for office in self.base.offices_of_lesser_surname(surname) if fits is None or fits(office.person)]
        is_rare = self.date is None and len(surname) >= _SHORTEST_LESSER
        return self._only(lesser, owner, "lesser", placed=not is_rare)

    def _with_title(self, name: str, owner: Actor | None, role: str) -> Found | None:
        """The only person whom the tables call by that title and name ("Pope Benedict")."""
        offices = self.base.offices_of(f"{role} {name}") if role else []
        return self._only(offices, owner, "titled", placed=False)

    def _is_slip(self, office: Office, name: str) -> bool:
        """True for a variant of a dictionary that may be another person: of no state named here, or one letter off."""
        known, called = fold(office.person), fold(name)
        if known == called:
            return False
        is_other_surname = known.rpartition(" ")[2] != called.rpartition(" ")[2]
        return not self._is_placed(office) or (is_other_surname and office.actor not in self.words.transliterated)

    def _spelled(self, offices: Sequence[Office], owner: Actor | None, role: str) -> Found | None:
        """The only person whose name ``offices`` spell otherwise: of another script, or one whose office the title names."""
        kinds = self.words.roles.get(role.lower(), ())
        titled = [office for office in offices if office.kind in kinds and (owner is None or self._state(office) == owner)]
        written = [office for office in offices if office.actor in self.words.transliterated]
        return self._only(titled or written, owner, "spelled", placed=not titled)

    def _state(self, office: Office) -> Actor | None:
        return self.base.state(office.actor)

    def _is_placed(self, office: Office) -> bool:
        state = self._state(office)
        return state is not None and state.iri in self.states

    def _is_in_office(self, office: Office) -> bool:
        """True for who leads a state on the day of the article."""
        return self.date is not None and office.kind in _FOREMOST and office.attests(self.date)

    def _best(self, offices: Sequence[Office], owner: Actor | None, role: str = "") -> Office:
        """Of the offices of one person, the one of the state that the title names, else of the role, else held on the day."""
        fitting = [office for office in offices if owner is not None and self._state(office) == owner]
        return (fitting or in_role(offices, role, self.date))[0]

    def _among(self, offices: Sequence[Office], owner: Actor | None, role: str, surname: str) -> Found | None:
        """Of several bearers of a surname the one whom title, day and states leave; of those equal, the best known office."""
        if owner is not None:
            offices = [office for office in offices if self._state(office) == owner]
        offices = self._in_time(offices)
        if role.lower() in self.words.thrones:
            offices = [office for office in offices if self._has_title(office, role.lower())]
        kinds = self.words.roles.get(role.lower(), ())
        titled = [office for office in offices if office.kind in kinds]
        placed = [office for office in titled or offices if self._is_placed(office)]
        left = placed or titled or list(offices)
        if not left:
            return None
        if len(_persons(left)) > 1:
            left = [office for office in left if office.kind == left[0].kind]
        if len(_persons(left)) > 1:
            return None
        is_titled = owner is not None or bool(titled)
        if not is_titled and not self._is_supported(left[0], surname):
            return None
        basis = "titled" if is_titled else "dated" if self.date else "placed" if placed else "leading"
        return Found(self._best(left, owner, role), self.words.certainty[basis])

    def _has_title(self, office: Office, role: str) -> bool:
        """True for a king of the tables, where a text speaks of a king; no president is one."""
        return any(title in office.title.lower() for title in self.words.titles[role])

    def _is_supported(self, office: Office, surname: str) -> bool:
        """True where state or day speak for the holder of an office whom a text without a title calls by the surname.

        A text without a day is not held against anybody whose surname is rare: nothing in it can say who was in office.
        """
        is_foremost = office.kind in _FOREMOST
        covers = self.date is not None and office.covers(self.date)
        namesakes = self._namesakes(office, surname)
        if any(self._is_placed(other) for other in self.base.offices_of(office.person)):
            return (covers and is_foremost) or namesakes <= _NAMESAKES_PLACED[covers or is_foremost]
        if not is_foremost and self.base.office_index.is_family_first(office.actor):
            return False
        if self.date is None:
            return namesakes <= _NAMESAKES_UNDATED[is_foremost]
        return covers and namesakes <= _NAMESAKES_DATED[is_foremost]

    def _namesakes(self, office: Office, surname: str) -> int:
        """How many others of the tables bear the surname, each counted once however spelled."""
        others = [*self.base.offices_of_surname(surname), *self.base.offices_of_lesser_surname(surname)]
        keys = {tuple(map(spelling_key, identity)) for identity in _persons(others)}
        return len(keys - {tuple(map(spelling_key, _identity(office.person)))})

    def _in_time(self, offices: Sequence[Office]) -> list[Office]:
        """Those who held the office on the day of the article, else those who held it before."""
        if self.date is None:
            return list(offices)
        day = self.date
        return [office for office in offices if office.covers(day)] or [o for o in offices if o.start and o.start <= day]

    def _only(self, offices: Sequence[Office], owner: Actor | None, basis: str, *, placed: bool) -> Found | None:
        """The only person of a surname; with ``placed``, only where title or text name the state, or who leads one now."""
        fitting = [office for office in offices if owner is None or self._state(office) == owner]
        if placed and owner is None:
            fitting = [office for office in fitting if self._is_placed(office) or self._is_in_office(office)]
        if len(_persons(fitting)) != 1:
            return None
        return Found(self._best(fitting, owner), self.words.certainty[basis])


def in_role(offices: Sequence[Office], role: str, date: str | None) -> Sequence[Office]:
    """Of the offices of one person those that a title names ("High Representative"), else those held on ``date``, else all."""
    named = [office for office in offices if role and role.lower() in office.title.lower()]
    current = [office for office in named or offices if date is not None and office.covers(date)]
    return current or named or offices


def _fits_first_name(name: str) -> Callable[[str], bool]:
    """Whether a person can be called by that full name: first names or initials agree, or it is a surname of two words."""
    words = fold(name).split()
    first = words[0].rstrip(".")

    def fits(person: str) -> bool:
        other = fold(person).split()
        if len(first) == 1 or "." in first:
            return other[0].startswith(first[0])
        of_surname = first in load_words(Lexicon).particles and other[-len(words) :] == words
        return spelling_key(other[0]) == spelling_key(first) or of_surname

    return fits
