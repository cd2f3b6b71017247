"""The actor base: states, organisations, armed groups, parties and office holders, by every name that texts use.

Where two actors claim one name, the kind that comes first in ``NameKind`` wins; within a kind, ``precedence`` says who has the
name, or that nobody has it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from diplograph.ontology import identifiers
from diplograph.ontology.claim import Actor

from .memberships import FULL_MEMBERS, Membership, MembershipIndex
from .names import Name, NameKind, fold
from .offices import Office, OfficeIndex, find_holders
from .organizations import Organization
from .rows import shipped_tables

__all__ = ["ActorBase"]


@dataclass(slots=True)
class ActorBase:
    """Actors by code (``RUS``, ``ORG:NATO``, ``GRP:HAMAS``), names by text, and who held which office when.

    ``places`` has the state of a city or region, whatever else that name stands for; ``territories`` what a name stands for
    where the region itself is meant; ``governments``, by the IRI of a state whose statehood is contested, who governs in its
    name; ``organs`` the organ that a name of a state's is of, where it acts in its own right; ``adjectives``, by the IRI of a
    state, the adjective that its organs are called by;
    ``alpha2`` the code of a state by its two letters of ISO 3166; ``sectors`` the PLOVER sector of a noun ("rebel");
    ``organizations`` what is known of an organisation, by IRI; ``precedence`` the one actor that a shared name is for (the
    end of its IRI), empty where it is for none; ``period_names``, by a name in a text, the IRI of whom it names and what that
    was called when texts used it. ``withdrawn`` are folded names of office holders that the user has taken from the base.
    """

    actors: dict[str, Actor] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    places: dict[str, Actor] = field(default_factory=dict)
    alpha2: dict[str, str] = field(default_factory=dict)
    territories: dict[str, Actor] = field(default_factory=dict)
    governments: dict[str, Actor] = field(default_factory=dict)
    organs: dict[str, Actor] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    sectors: dict[str, str] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    precedence: dict[str, str] = field(default_factory=dict)
    period_names: dict[str, tuple[str, str]] = field(default_factory=dict)
    office_index: OfficeIndex = field(default_factory=OfficeIndex)
    membership_index: MembershipIndex = field(default_factory=lambda: MembershipIndex(shipped_tables()))
    _codes: dict[str, str] = field(default_factory=dict)
    _persons: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "ActorBase":
        """A base of the same actors, to which others can be added; offices and memberships are shared."""
        return replace(self, actors=dict(self.actors), names=dict(self.names), _codes={}, _persons={})

    def add(self, text: str, actor: Actor, kind: NameKind, sector: str | None = None) -> None:
        """Give ``actor`` a name; a name that a kind of higher precedence already holds stays with its holder.

        Where ``precedence`` names the one actor that a name is for, no other gets it.
        """
        text = text.removeprefix("The ")
        if kind in (NameKind.CAPITAL, NameKind.PLACE) and actor.kind == "State":
            self.places.setdefault(text, actor)
        present = self.names.get(text)
        if text in self.excluded or (text in self.precedence and actor.iri != identifiers.ACTOR + self.precedence[text]):
            return
        if present is None or kind < present.kind:
            self.names[text] = Name(text, actor, kind, sector)

    def body_iri(self, identifier: str, suffix: str) -> str:
        """A readable IRI for a body; one whose identifier is a state's code (CAN) or an organisation's (RSF) gets a suffix."""
        iri = identifiers.ACTOR + identifiers.slug(identifier).upper()
        taken = identifier.upper() in self.actors or "ORG:" + identifier in self.actors
        return f"{iri}-{suffix}" if taken else iri

    def organ(self, name: str, state: Actor) -> Actor:
        """The organ of a state that acts in its own right, by its name ("Parliament of Nepal")."""
        iri = identifiers.mint(identifiers.ACTOR, state.iri.removeprefix(identifiers.ACTOR), name)
        return Actor(iri, name, "Organization", state.code, part_of=state)

    def body_of(self, state: Actor, body: str) -> Actor:
        """The organ of which a state has one ("Parliament"), called by whose it is.

        >>> from diplograph.ontology.actors import load_actors
        >>> base = load_actors()
        >>> parliament = base.body_of(base.actors["NPL"], "Parliament")
        >>> parliament.name, parliament.aliases
        ("Nepal's parliament", ('Parliament of Nepal',))
        """
        organ = self.organ(f"{body} of {state.name}", state)
        mark = "'" if state.name.endswith("s") else "'s"
        return replace(organ, name=f"{state.name}{mark} {body if ' ' in body else body.lower()}", aliases=(organ.name,))

    def government(self, state: Actor) -> Actor:
        """Who acts where officials of a state do: mostly the state itself.

        >>> from diplograph.ontology.actors import load_actors
        >>> base = load_actors()
        >>> [base.government(base.actors[code]).name for code in ("PSE", "ISR")]
        ['Palestinian Authority', 'Israel']
        """
        return self.governments.get(state.iri, state)

    def state(self, code: str | None) -> Actor | None:
        """The state or organisation that a code stands for."""
        return self.actors.get(code) if code else None

    def code_of(self, actor: Actor | str) -> str | None:
        """The code of an actor, given as Actor, IRI or code; None for one that the base does not hold.

        The European Union, a state's peer and an organisation in one, is ``EUE``.

        >>> from diplograph.ontology.actors import load_actors
        >>> load_actors().code_of("https://w3id.org/diplograph/actor/NATO")
        'ORG:NATO'
        """
        if not self._codes:
            self._codes = {held.iri: code for code, held in reversed(self.actors.items())}
        if isinstance(actor, str) and actor in self.actors:
            actor = self.actors[actor]
        return self._codes.get(actor if isinstance(actor, str) else actor.iri)

    def _iri(self, code: str) -> str:
        actor = self.actors.get(code)
        return actor.iri if actor is not None else ""

    def organization(self, actor: Actor | str) -> Organization | None:
        """Kind, parent, seat and dates of an organisation, given as Actor, IRI or code; None for what is none."""
        code = self.code_of(actor)
        return self.organizations.get(self.actors[code].iri) if code is not None else None

    def offices_of(self, person: str) -> list[Office]:
        """Offices of the person of that full name, best known first; an empty list for an unknown person."""
        return [] if fold(person) in self.withdrawn else self._known(self.office_index.of_person(person))

    def offices_of_iri(self, iri: str) -> list[Office]:
        """Offices of the person of that IRI, whatever a text calls him or her; none for whom no table has.

        >>> from .loading import load_actors
        >>> load_actors().offices_of_iri("https://w3id.org/diplograph/actor/sergey-lavrov")[0].person
        'Sergey Lavrov'
        """
        if not self._persons:
            persons = self.office_index.persons()
            self._persons = {identifiers.mint(identifiers.ACTOR, person): person for person in persons}
        person = self._persons.get(iri)
        return self.offices_of(person) if person is not None else []

    def _known(self, offices: list[Office]) -> list[Office]:
        """The offices but of persons whom the user has taken from the base."""
        return [office for office in offices if fold(office.person) not in self.withdrawn] if self.withdrawn else offices

    def offices_of_surname(self, surname: str) -> list[Office]:
        """Leading offices held by anybody of that surname."""
        return [] if fold(surname) in self.withdrawn else self._known(self.office_index.of_surname(surname))

    def offices_of_spelling(self, surname: str) -> list[Office]:
        """Leading offices held by anybody whose surname is another spelling of that one ("Zelenskiy")."""
        return [] if fold(surname) in self.withdrawn else self._known(self.office_index.of_spelling(surname))

    def offices_of_lesser_surname(self, surname: str) -> list[Office]:
        """Offices below the leading ones held by anybody of that surname."""
        return [] if fold(surname) in self.withdrawn else self._known(self.office_index.of_lesser_surname(surname))

    def holder(self, actor: Actor | str, kind: str, date: str) -> list[Office]:
        """Who held an office of ``kind`` ("head_of_government", "org_head") for ``actor`` on ``date`` (ISO), likeliest first.

        Mostly one; several where an office is shared, or changed hands that day; none where that is not known. ``likelihood``
        of each tells how sure it is. Of heads of government, one who is head of state too comes last: sources differ on
        whether a president beside a prime minister is one.

        >>> from diplograph.ontology.actors import load_actors
        >>> [office.person for office in load_actors().holder("GBR", "head_of_government", "2021-06-11")]
        ['Boris Johnson']
        """
        found = find_holders(self._offices_for(actor, kind), date)
        if kind == "head_of_government" and len(found) > 1:
            heads = {office.person for office in self.holder(actor, "head_of_state", date)}
            found.sort(key=lambda office: office.person in heads)
        return found

    def titled_holder(self, actor: Actor | str, kinds: Collection[str], titles: Collection[str], date: str) -> list[Office]:
        """Who held an office of ``kinds`` whose title has one of ``titles`` for ``actor`` on ``date``, likeliest first.

        Offices of which no title is known count where none with such a title was held.

        >>> from diplograph.ontology.actors import load_actors
        >>> kinds = ("head_of_state", "head_of_government")
        >>> [office.person for office in load_actors().titled_holder("IRN", kinds, ["president"], "2023-06-13")]
        ['Ebrahim Raisi']
        """
        offices = [office for kind in kinds for office in self._offices_for(actor, kind)]
        titled = [office for office in offices if any(word in office.title.lower() for word in titles)]
        return find_holders(titled, date) or find_holders([office for office in offices if not office.title], date)

    def _offices_for(self, actor: Actor | str, kind: str) -> list[Office]:
        code = self.code_of(actor)
        return self.office_index.of_actor(self._iri, self.actors[code].iri, kind) if code is not None else []

    def members(
        self, organization: Actor | str, date: str | None = None, *, statuses: Collection[str] = FULL_MEMBERS
    ) -> list[Membership]:
        """Members of an organisation (Actor, IRI or code): all that ever were, or those not known to be out on ``date``.

        An empty end does not mean that the state is a member today: ``likelihood`` and ``as_of`` tell how sure that is.
        """
        code = self.code_of(organization)
        rows = self.membership_index.of_organization("ORG:EU" if code == "EUE" else code or "")
        return [row for row in rows if row.status in statuses and (date is None or row.covers(date))]

    def memberships(self, actor: Actor | str, date: str | None = None) -> list[Membership]:
        """Every status that an actor has in an organisation, or those not known to be over on ``date``."""
        rows = self.membership_index.of_member(self.code_of(actor) or "")
        return [row for row in rows if date is None or row.covers(date)]
