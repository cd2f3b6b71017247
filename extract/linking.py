"""Which actor a mention names: states and bodies from the actor base, persons by full name, surname, office and date."""

import re
from collections.abc import Iterable

from diplograph.ontology import Actor, Document, identifiers
from diplograph.ontology.actors import ActorBase, Office

from .groups import GROUP
from .mention import Mention

__all__ = ["Linker"]

_SPACES = re.compile(r"\s+")


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" -–'’\"“”")


class Linker:
    """Links the mentions of one document; persons named in full are known by their surname from then on."""

    def __init__(self, base: ActorBase, document: Document) -> None:
        self.base = base
        self.date = document.date.isoformat() if document.date is not None else None
        self._persons: dict[str, Actor] = {}
        self._represented: dict[str, Actor] = {}

    def register(self, mentions: Iterable[Mention]) -> None:
        """Learn the full names of a text before its surnames are linked, wherever they stand."""
        persons = [part for mention in mentions if mention.is_person for part in mention.members]
        for mention in sorted(persons, key=lambda m: -len(_clean(m.text).split())):
            actor = self.person(mention)
            words = actor.name.split() if actor.kind == "Person" else []
            for key in {_clean(mention.text), *words[-1:], _clean(mention.text).rpartition(" ")[2]}:
                self._persons.setdefault(key.casefold(), actor)
            state = self._state_of_title(mention)
            if state is not None:
                self._represented.setdefault(actor.iri, state)

    def person(self, mention: Mention) -> Actor:
        """The person that a mention names: one already named in the text, one of the actor base, or a local actor."""
        if mention.name is not None:
            return mention.name.actor
        name = _clean(mention.text)
        known = self._persons.get(name.casefold())
        if known is not None:
            return known
        title_state = self._state_of_title(mention)
        office = self._office(name, title_state)
        if office is not None:
            code = self._code(title_state) or self._code(self.base.state(office.actor))
            return Actor(identifiers.mint(identifiers.ACTOR, office.person), office.person, "Person", code)
        return Actor(
            identifiers.ACTOR + "local-" + identifiers.slug(name),
            name,
            "Person",
            self._code(title_state) or self._shared_code(name),
        )

    def named_person(self, mention: Mention) -> Actor | None:
        """The person whom the text calls by these words elsewhere, though the pipeline took them for a body here."""
        return self._persons.get(_clean(mention.text).casefold())

    def holder(self, mention: Mention) -> Actor | None:
        """Whom an office beside a name is held of: the state that owns a ministry, or the body itself."""
        return mention.owner.actor if mention.owner is not None else self.actor(mention)

    def _code(self, actor: Actor | None) -> str | None:
        return actor.code if actor is not None else None

    def _state_of_title(self, mention: Mention) -> Actor | None:
        if mention.title is None or mention.title.of is None:
            return None
        return self.holder(mention.title.of)

    def _office(self, name: str, state: Actor | None) -> Office | None:
        offices = self.base.offices_of(name)
        if offices:
            return self._best(offices, state)
        if " " in name:
            return None
        offices = self.base.offices_of_surname(name)
        if state is not None:
            offices = [o for o in offices if self.base.state(o.actor) == state]
        if self.date is not None:
            offices = [o for o in offices if o.covers(self.date)]
        # Of several persons of one name, the one whose office is best known, where only one has such an office.
        leading = [o for o in offices if o.kind == offices[0].kind]
        return leading[0] if len({o.person for o in leading}) == 1 else None

    def _best(self, offices: list[Office], state: Actor | None) -> Office:
        fitting = [o for o in offices if state is not None and self.base.state(o.actor) == state]
        current = [o for o in offices if self.date is not None and o.covers(self.date)]
        return (fitting or current or offices)[0]

    def _shared_code(self, name: str) -> str | None:
        """The code that all holders of a surname share, where the surname alone does not say who it is."""
        codes = {o.actor for o in self.base.offices_of_surname(name)} if " " not in name else set()
        return self._code(self.base.state(codes.pop())) if len(codes) == 1 else None

    def represented(self, person: Actor) -> Actor | None:
        """The state or body that a person's title in this text, or else the actor base, gives."""
        stated = self._represented.get(person.iri)
        return stated if stated is not None else self.known_state(person)

    def known_state(self, person: Actor) -> Actor | None:
        """The state or body of the office that the actor base knows the person by."""
        offices = self.base.offices_of(person.name)
        return self.base.state(self._best(offices, None).actor) if offices else None

    def actor(self, mention: Mention) -> Actor | None:
        """The actor of a mention; None for outlets, for places that are no actors, and for unknown nationalities."""
        if mention.is_person:
            return self.person(mention)
        if mention.name is not None:
            return mention.name.actor
        if mention.label == GROUP:
            return self.group(mention.text, self._code(mention.owner.actor if mention.owner is not None else None))
        if mention.label == "ORG":
            return self.named_person(mention) or self.body(mention, mention.owner.actor if mention.owner is not None else None)
        return None

    def body(self, mention: Mention, state: Actor | None = None) -> Actor:
        """A local organisation for an entity that the actor base does not know."""
        name = _clean(mention.text)
        return Actor(identifiers.ACTOR + "local-" + identifiers.slug(name), name, "Organization", self._code(state))

    def group(self, name: str, code: str | None) -> Actor:
        """A group actor: a plural that the text treats as one."""
        name = _clean(name)
        return Actor(identifiers.ACTOR + "group-" + identifiers.slug(name), name, "GroupActor", code)
