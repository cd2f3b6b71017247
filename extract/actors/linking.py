"""Entity linking: states and bodies of the actor base, persons by full name, surname, office and date."""

import re
from collections import defaultdict
from collections.abc import Iterable

from diplograph.ontology import Actor, Document, identifiers
from diplograph.ontology.actors import ActorBase, NameKind, Office, fold, spelling_key

from ..names import GROUP, Mention
from ..words import load_words
from .persons import OF_DICTIONARY, Found, LinkingWords, NameForms, PersonFinder, in_role

__all__ = ["Linker"]

# Digits of the digest that tells the unnamed groups and bare surnames of articles apart.
_OWN_DIGITS = 8
# A shorter word within a name is a particle or an initial.
_SHORTEST_INNER = 4
# Letters that no accent is taken from.
_PLAIN = str.maketrans("łıđø", "lido")
_GOVERNMENT = "GOV"
_SPACES = re.compile(r"\s+")
_REGNAL = re.compile(r"(.+ [IVX]+) of [A-Z]")


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" -–'’\"“”")


def _without_initials(name: str) -> str:
    first, *others = name.split()
    return " ".join([first, *(word for word in others if not word.endswith(".") and len(word) > 1)]).rstrip(",")


def _sound(word: str) -> str:
    return spelling_key(word.translate(_PLAIN).removeprefix("al-"))


def _own_name(office: Office) -> str:
    """What the tables call a holder, without the state that dictionaries tell monarchs by ("Letsie III of Lesotho")."""
    monarch = _REGNAL.match(office.person)
    return monarch[1] if monarch is not None else office.person


def _called(name: str, titled: str, office: Office, *, is_listed: bool) -> str:
    """What a text calls the holder of an office: its own full name, where that is another form or spelling of the tables' name.

    That name says more than a part of it, one with initials or one in capitals, and no slip is repeated: another form has
    the same first and last name or is listed (``is_listed``), another spelling is one of other letters. Kings go by their
    first name and ``titled``, which has their title before it ("King Abdullah").
    """
    known = _own_name(office)
    short = _without_initials(known)
    if fold(name) == fold(short):
        return short
    if titled:
        return titled
    words, others = fold(name).split(), fold(known).split()
    if any(len(word.rstrip(".")) == 1 for word in words) or any(word.isupper() for word in name.split()):
        return known
    if words == others[-len(words) :] or (len(words) == 1 and (words[0] in others or not is_listed)):
        return known
    # "Binyamin" only spells "Benjamin" otherwise; "Bill" is another name than "William".
    is_other = is_listed and (len(words) == 1 or words[0][0] != others[0][0])
    if is_other or (words[0], words[-1]) == (others[0], others[-1]):
        return name
    rest = iter(others)
    is_part = all(word in rest for word in words)
    is_spelled = office.actor in load_words(LinkingWords).transliterated or not known.isascii()
    is_spelled = is_spelled and all(_sound(words[i]) == _sound(others[i]) for i in (0, -1))
    return known if is_part or not is_spelled else name


def _are_of_two_states(person: Actor, owner: Actor | None) -> bool:
    return owner is not None and owner.kind == "State" and person.code not in (None, owner.code)


class Linker:
    """Links the mentions of one document; persons named in full are known by their surname from then on."""

    def __init__(self, base: ActorBase, document: Document) -> None:
        self.base = base
        self.document = document.id
        self.date = document.date.isoformat() if document.date is not None else None
        self._finder = PersonFinder(base, self.date, frozenset())
        self._persons: dict[str, Actor] = {}
        # Who bears a surname in this text, with the places of their full names, where several do.
        self._bearers: defaultdict[str, list[tuple[int, Actor]]] = defaultdict(list)
        self._forms = NameForms()
        self._represented: dict[str, Actor] = {}
        self._roles: dict[str, str] = {}
        self._former: set[str] = set()
        # The states that the text names, or whose groups it names.
        self._codes: frozenset[str] = frozenset()
        self._named: set[str] = set()
        self._named_in_full: set[str] = set()
        # By the words within their full names.
        self._inner: dict[str, Actor] = {}
        # Names of one word that stand without a title somewhere.
        self._bare: set[str] = set()
        self._certainty: dict[str, float] = {}
        # What the text, and what the tables, call the persons of the actor base, by IRI.
        self._called: dict[str, str] = {}
        self._known_as: dict[str, str] = {}

    def register(self, mentions: Iterable[Mention]) -> None:
        """Learn the states and the full names of a text before its surnames are linked, wherever they stand."""
        parts = [part for mention in mentions for part in mention.members]
        titles = [part.title.of for part in parts if part.title is not None and part.title.of is not None]
        states = {part.name.actor.iri for part in (*parts, *titles) if part.name is not None}
        named = (part.name for part in (*parts, *titles) if part.name is not None)
        self._named = {name.actor.iri for name in named if name.kind is not NameKind.PLACE}
        plain = (part.name for part in parts if part.name is not None and part.name.kind is NameKind.NAME)
        self._named_in_full = {name.actor.iri for name in plain}
        self._finder = PersonFinder(self.base, self.date, states)
        self._codes = frozenset(filter(None, (self.state_code(part.name.actor) for part in (*parts, *titles) if part.name)))
        persons = [part for part in parts if part.is_person]
        self._bare = {fold(_clean(part.text)) for part in persons if not part.honorific and part.title is None}
        for mention in sorted(persons, key=lambda m: (not m.aliases, -len(_clean(m.text).split()), not m.calling, m.start)):
            actor = self.person(mention)
            name = _clean(mention.text)
            words = actor.name.split() if actor.kind == "Person" else []
            if " " in name:
                self._bearers[fold(name.rpartition(" ")[2])].append((mention.start, actor))
            self._forms.add(name, mention.aliases, actor)
            for key in {name, *words[-1:], name.rpartition(" ")[2], *mention.aliases}:
                self._persons.setdefault(fold(key), actor)
            # Of two surnames the first is the one in use ("Luis Posada Carriles").
            for word in name.split()[1:-1]:
                self._inner.setdefault(fold(word), actor)
            if mention.title is not None and mention.title.role:
                self._roles.setdefault(actor.iri, mention.title.role)
            if mention.title is not None and mention.title.is_former:
                self._former.add(actor.iri)
            state = self._state_of_title(mention)
            if state is not None:
                self._represented.setdefault(actor.iri, state)

    def person(self, mention: Mention) -> Actor:
        """The person that a mention names: one already named in the text, one of the actor base, or a local actor."""
        if mention.name is not None:
            return mention.name.actor
        name = _clean(mention.text)
        known = self._bearer(name, mention.start) or self._persons.get(fold(name)) or self._of_form(name)
        known = known or (self._inner.get(fold(name)) if len(name) >= _SHORTEST_INNER else None)
        owner = self._state_of_title(mention)
        # The king of Jordan and the Saudi king, both called Abdullah, are two.
        if known is not None and (" " in name or not _are_of_two_states(known, owner)):
            return known
        role = mention.title.role if mention.title is not None else mention.honorific
        titled = self._with_title(name, mention.honorific or role)
        found = self._finder.find(name, owner, role) if owner is not None or not mention.calling else None
        if found is not None:
            is_titled = role in load_words(LinkingWords).throne_titles and " " not in name
            # With a nickname inside, the name is no form that anybody is called by.
            own = "" if mention.aliases else name
            return self._holder_of(found, owner, own, f"{role} {name}" if is_titled else "")
        code = self._code(owner) or (self._shared_code(name) if not mention.calling else None) or self._code_of_office(mention)
        return Actor(self._mint("local-", name, of_article=" " not in name), titled, "Person", code)

    def _with_title(self, name: str, title: str) -> str:
        """The name with a title that goes with it: a mullah's, and one of a single word that never stands without."""
        words = load_words(LinkingWords)
        is_alone = " " not in name and fold(name) not in self._bare
        return f"{title} {name}" if title in words.name_titles or (is_alone and title in words.surname_titles) else name

    def _of_form(self, name: str) -> Actor | None:
        """Whom the text names in another form, but for names that somebody of the actor base has."""
        return None if self.base.offices_of(name) else self._forms.find(name)

    def _mint(self, kind: str, name: str, *, of_article: bool) -> str:
        """The IRI of somebody whom the actor base does not know; ``of_article`` for names that mean another one elsewhere."""
        own = "-" + identifiers.digest(self.document)[:_OWN_DIGITS] if of_article else ""
        return identifiers.ACTOR + kind + identifiers.slug(name) + own

    def state_code(self, actor: Actor) -> str | None:
        """The code of the state that an actor is or belongs to; None for what belongs to none."""
        return actor.code if actor.code is not None and self.base.state(actor.code) is not None else None

    def _code_of_office(self, mention: Mention) -> str | None:
        """The only state of the text, for the holder of an office of state whose title does not name it."""
        role = mention.title.role.lower() if mention.title is not None else ""
        of_state = role in load_words(LinkingWords).roles
        return next(iter(self._codes)) if of_state and len(self._codes) == 1 else None

    def _bearer(self, name: str, position: int) -> Actor | None:
        """Of several persons of one surname in this text, the one named in full last before; None where one alone bears it."""
        bearers = self._bearers.get(fold(name), [])
        if len({actor.iri for _, actor in bearers}) < 2:
            return None
        return max(((place, actor) for place, actor in bearers if place <= position), key=lambda b: b[0], default=bearers[0])[1]

    def _holder_of(self, found: Found, owner: Actor | None, name: str = "", titled: str = "") -> Actor:
        office = found.office
        iri = identifiers.mint(identifiers.ACTOR, office.person)
        self._known_as[iri] = office.person
        if name:
            is_listed = office.kind != OF_DICTIONARY and office in self.base.offices_of(name)
            is_taken = titled in self._called.values()
            self._called.setdefault(iri, _called(name, "" if is_taken else titled, office, is_listed=is_listed))
        code = self._code(owner) or self._code(self.base.state(office.actor))
        person = Actor(iri, self._called.get(iri, _own_name(office)), "Person", code, wikidata=office.wikidata)
        self._certainty[person.iri] = max(found.certainty, self._certainty.get(person.iri, 0.0))
        return person

    def is_former(self, person: Actor) -> bool:
        """True where the text says that a person held an office before."""
        return person.iri in self._former

    def is_named(self, state: Actor) -> bool:
        """True where the text names a state or body itself, and not only a place in it."""
        return state.iri in self._named

    def is_named_in_full(self, state: Actor) -> bool:
        """True where the text has the name of a state or body, and not only an adjective, its capital or a title with it."""
        return state.iri in self._named_in_full

    def certainty(self, actor: Actor) -> float:
        """How sure it is, between 0 and 1, that the text means this actor: 1 for names that leave no choice."""
        return self._certainty.get(actor.iri, 1.0)

    def office_holder(self, owner: Actor, role: str) -> Actor | None:
        """Who held the office of a title ("prime minister") for a state or body on the day of the article.

        None without a date, for a role that is none, and where more than one holder, or none that is likely, is known.
        """
        if self.date is None:
            return None
        holders = self._holders(owner, role.lower(), self.date)
        likelihood = holders[0].likelihood(self.date) if len(holders) == 1 else 0.0
        if likelihood < load_words(LinkingWords).certainty["holder"]:
            return None
        return self._holder_of(Found(holders[0], likelihood), owner)

    def _holders(self, owner: Actor, role: str, date: str) -> list[Office]:
        words = load_words(LinkingWords)
        kinds = words.roles.get(role, ())
        if role in words.titles:
            return self.base.titled_holder(owner, kinds, words.titles[role], date)
        return next(filter(None, (self.base.holder(owner, kind, date) for kind in kinds)), [])

    def role(self, person: Actor) -> str | None:
        """The office that the text gives a person ("foreign minister"), None where it gives none."""
        return self._roles.get(person.iri)

    def named_person(self, mention: Mention) -> Actor | None:
        """The person whom the text calls by these words elsewhere, though the pipeline took them for a body here."""
        name = _clean(mention.text)
        return self._persons.get(fold(name)) or self._of_form(name)

    def holder(self, mention: Mention) -> Actor | None:
        """Whom an office beside a name is held of: the state that owns a ministry, or the body itself."""
        return mention.owner.actor if mention.owner is not None else self.actor(mention)

    def _code(self, actor: Actor | None) -> str | None:
        return actor.code if actor is not None else None

    def _state_of_title(self, mention: Mention) -> Actor | None:
        if mention.title is None or mention.title.of is None:
            return None
        return self.holder(mention.title.of)

    def _shared_code(self, name: str) -> str | None:
        """The code that all holders of a surname share, where the text names that state but not which of them it is."""
        codes = {o.actor for o in self.base.offices_of_surname(name)} if " " not in name else set()
        code = self._code(self.base.state(codes.pop())) if len(codes) == 1 else None
        return code if code in self._codes else None

    def represented(self, person: Actor) -> Actor | None:
        """The state or body that a person's title in this text, or else the actor base, gives."""
        stated = self._represented.get(person.iri)
        state = stated if stated is not None else self.known_state(person)
        return self.base.government(state) if state is not None else None

    def offices(self, person: Actor) -> list[Office]:
        """The offices of a person of the text by the actor base, best known first."""
        return self.base.offices_of(self._known_as.get(person.iri, person.name))

    def known_state(self, person: Actor) -> Actor | None:
        """The state or body of the office that the actor base knows the person by, of several the one that the text names."""
        # A private namesake holds no office.
        is_known = person.iri in self._known_as or person.iri == identifiers.mint(identifiers.ACTOR, person.name)
        offices = self.offices(person) if is_known or person.wikidata is not None else []
        return self.base.state(in_role(offices, self.role(person) or "", self.date)[0].actor) if offices else None

    def actor(self, mention: Mention) -> Actor | None:
        """The actor of a mention; None for outlets, for places that are no actors, and for unknown nationalities."""
        if mention.is_person:
            return self.person(mention)
        if mention.name is not None:
            # "The Palestinian government".
            is_government = mention.name.kind is NameKind.NAME and mention.name.sector == _GOVERNMENT
            return self.base.government(mention.name.actor) if is_government else mention.name.actor
        if mention.label == GROUP:
            return self.group(mention.text, self._code(mention.owner.actor if mention.owner is not None else None))
        if mention.label == "ORG":
            return self.named_person(mention) or self.body(mention, mention.owner.actor if mention.owner is not None else None)
        return None

    def body(self, mention: Mention, state: Actor | None = None) -> Actor:
        """A local organisation for an entity that the actor base does not know."""
        name = _clean(mention.text)
        return Actor(self._mint("local-", name, of_article=False), name, "Organization", self._code(state))

    def own(self, name: str, kind: str) -> Actor:
        """An actor of this article alone."""
        return Actor(self._mint("local-", name, of_article=True), name, kind)

    def group(self, name: str, code: str | None) -> Actor:
        """A group actor: a plural that the text treats as one; one without a name of its own is the article's alone."""
        name = _clean(name)
        iri = self._mint("group-", name, of_article=name.islower())
        return Actor(f"{iri}-{code}" if code is not None else iri, name, "GroupActor", code)
