"""Slot fillers: actors, events and places, from what the syntax gives down to what merely stands near."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology import Actor, Event
from diplograph.ontology.actors import NameKind

from ..actors import Referents
from ..syntax import conjuncts, is_excepted, preposition, walk
from ..words import Grammar, load_words
from .events import EventRegistry, load_event_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Filler", "FillerWords", "find_actors", "find_events", "find_territories"]

_NEAR_REACH = 14
_INSIDE_DEPTH = 3
_INSIDE_DEPS = ("amod", "compound", "nmod", "nmod:poss", "nmod:desc", "appos", "flat", "obl")
# What is off, near or round a place is not the place, and whom somebody fights alongside is not the foe.
_BESIDE = frozenset({"off", "near", "around", "from", "outside", "alongside", "except", "save", "but", "besides"})
_OWNER_DEPS = ("amod", "compound", "nmod:poss", "det:poss")
_PLACE_DEPS = ("appos", "nmod", "flat", "compound", "nmod:unmarked")
# Paths that ask for whoever is near.
_FALLBACKS = frozenset({"next", "near~", "sides", "echo"})
# How the paths to what something is done to begin.
_TO_WHAT = ("patient", "comp")
_CITY_KINDS = (NameKind.CAPITAL, NameKind.PLACE)
_NEAR_KINDS = ("State", "InternationalOrganization", "Person", "ArmedGroup")


@dataclass(frozen=True, slots=True)
class FillerWords:
    """The lists of ``fillers.yaml``."""

    private_nouns: frozenset[str]
    definite_determiners: frozenset[str]
    told_by: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a slot.

    ``is_exact`` is False where it was found inside the phrase or near the trigger. ``is_named`` is True where the words are a
    name of the actor or a noun for a body ("the alliance"), and not "EU force". ``slot`` is the path of the frame that gave
    it, ``token`` the word that names it.
    """

    value: Actor | Event
    is_exact: bool = True
    is_named: bool = True
    slot: str = ""
    token: "Token | None" = None
    # Whether what is said of the others is not said of it ("every state except Chad").
    is_excepted: bool = False
    # Whether it is taken out of all of a kind: that "not every state but Chad agreed" says nothing of Chad.
    is_of_all: bool = False


def find_excepted(token: "Token", paths: tuple[str, ...], referents: Referents) -> list[Filler]:
    """The actors that are excepted from what fills a slot ("every state except Chad")."""
    exceptives = load_words(Grammar).exceptives
    for path in paths:
        heads = list(walk(token, path.rstrip("~"))) if path not in _FALLBACKS else []
        nouns = [child for head in heads for child in head.children if preposition(child) in exceptives]
        found = [
            Filler(actor, slot=path, token=part, is_excepted=True, is_of_all=_is_of_all(noun.head))
            for noun in nouns
            for part in conjuncts(noun)
            for actor in referents.resolve(part)
        ]
        if found:
            return found
    return []


def _is_of_all(whole: "Token") -> bool:
    words = {whole.lower_, *(child.lower_ for child in whole.children if child.i < whole.i)}
    return not words.isdisjoint(load_words(Grammar).universals)


def find_actors(
    token: "Token",
    paths: tuple[str, ...],
    referents: Referents,
    *,
    unlike: Collection[str] = (),
    passed_over: list[Filler] | None = None,
) -> list[Filler]:
    """The actors that the first path gives that gives any, each once; those whose IRIs are in ``unlike`` do not count.

    They are added to ``passed_over``, if given.

    Beside the slots of ``roles.py``, a path can be ``next`` (the next actor in the clause), ``bound`` (US of "US-brokered"),
    ``sides`` (the parties that the text named last, where the patient is told as known) or ``echo`` (who made the claim or
    offer that the patient is), end in ``~`` (an actor inside the phrase will do), in ``.place`` (the state in which a place
    lies) or in ``.city`` (the same for the name of a city alone).
    """
    for path in paths:
        found = [
            f
            for f in _of_path(token, path, referents)
            if not _is_of_private(f.token) and not _is_venue(f.token, path, referents)
            if f.token is None or not is_excepted(f.token)
        ]
        if not found:
            continue
        fitting = [filler for filler in found if filler.value.iri not in unlike]
        if fitting:
            distinct = list({filler.value.iri: filler for filler in reversed(fitting)}.values())[::-1]
            return [replace(filler, slot=path) for filler in distinct]
        if passed_over is not None:
            passed_over.extend(found)
    return []


def _of_path(token: "Token", path: str, referents: Referents) -> list[Filler]:
    if path in _FALLBACKS and _has_person_as_object(token, referents):
        return []
    if path in _ALONE:
        return list(_ALONE[path](token, referents))
    if path.endswith(".place"):
        return [f for head in walk(token, path.removesuffix(".place")) for f in _states_of_place(head, referents)]
    if path.endswith(".city"):
        return [f for head in walk(token, path.removesuffix(".city")) for f in _states_of_city(head, referents)]
    inside = path.endswith("~")
    return [f for head in walk(token, path.rstrip("~")) for f in _of_head(head, referents, inside=inside)]


def _is_venue(token: "Token | None", path: str, referents: Referents) -> bool:
    """True for the city of an event to which something is done ("rejected the Geneva talks"): its state has no part in that."""
    if token is None or token.dep_ not in _OWNER_DEPS or not path.startswith(_TO_WHAT):
        return False
    mention = referents.mention(token)
    is_city = mention is not None and mention.name is not None and mention.name.kind in _CITY_KINDS
    return is_city and token.head.lemma_.lower() in load_event_nouns()


def _bound(participle: "Token", referents: Referents) -> Iterator[Filler]:
    yield from (Filler(actor, token=participle) for actor in referents.bound(participle))


def _sides(token: "Token", referents: Referents) -> Iterator[Filler]:
    yield from (Filler(party, is_exact=False, token=noun) for noun in _known_events(token) for party in referents.sides())


def _is_of_private(token: "Token | None") -> bool:
    """True for the state of a firm, a team or an app, and for the firm of an app: neither acts nor is acted on."""
    if token is None or token.dep_ not in _OWNER_DEPS:
        return False
    return token.head.lemma_.lower() in load_words(FillerWords).private_nouns


def _has_person_as_object(token: "Token", referents: Referents) -> bool:
    """True where somebody is the object though nobody known ("captured a commander near Ecuador"): no name near by is."""
    objects = (child for child in token.children if child.dep_ == "obj")
    return any(child.pos_ == "PRON" or referents.nouns.is_person_noun(child) for child in objects)


def find_events(
    token: "Token", paths: tuple[str, ...], events: EventRegistry, referents: Referents, *, bodies: bool
) -> list[Filler]:
    """Like ``find_actors`` for events; ``event`` is the event that the sentence names before the trigger.

    With ``bodies``, an organisation is as good as an event ("barred from the WTO").
    """
    for path in paths:
        if path == "event":
            before = ((events.event(head), head) for head in _nouns_before(token, referents))
            found = [Filler(event, is_exact=False, slot=path, token=head) for event, head in before if event is not None][:1]
        else:
            heads = walk(token, path.rstrip("~"))
            found = [
                filler
                for head in heads
                for filler in _events_of(_event_over(token, head), path, events, referents, bodies=bodies)
            ]
        if found:
            return list({filler.value.iri: filler for filler in reversed(found)}.values())[::-1]
    return []


def _event_over(token: "Token", head: "Token") -> "Token":
    """The noun that a relative clause tells of where it hangs on a party ("talks with the EU, from which Chad was barred")."""
    relative = token.dep_ == "acl:relcl" and token.head == head
    return head.head if relative and head.dep_ in ("nmod", "obl") and preposition(head) in ("with", "between") else head


def _events_of(head: "Token", path: str, events: EventRegistry, referents: Referents, *, bodies: bool) -> list[Filler]:
    event = events.event(head)
    if event is not None:
        return [Filler(event, slot=path, token=head)]
    return [Filler(actor, slot=path, token=head) for actor in referents.bodies(head)] if bodies else []


def find_territories(
    token: "Token", paths: tuple[str, ...], referents: Referents, *, unlike: Collection[str] = ()
) -> list[Filler]:
    """Like ``find_actors`` for what a state can claim: states, and places as the territories that they are."""
    for path in paths:
        named = ((head, territory) for head in walk(token, path) for territory in referents.territories.of(head))
        found = {t.iri: Filler(t, slot=path, token=head) for head, t in named if t.iri not in unlike}
        if found:
            return list(found.values())
    return []


def _nouns_before(token: "Token", referents: Referents) -> Iterator["Token"]:
    sentence = referents.analysis.sentence(token)
    return (token.doc[i] for i in range(token.i - 1, sentence.start - 1, -1) if token.doc[i].pos_ == "NOUN")


def _of_head(head: "Token", referents: Referents, *, inside: bool) -> Iterator[Filler]:
    actors = referents.resolve(head)
    named = head.i in referents.analysis.mentions or head.lemma_.lower() in referents.lexicon.body_nouns
    yield from (Filler(actor, is_named=named, token=head) for actor in actors)
    if inside and not actors:
        yield from _inside(head, referents)


def _inside(head: "Token", referents: Referents) -> Iterator[Filler]:
    """Actors inside a phrase whose head is none ("the capital of Iraq", "Iranian targets"), nearest level first."""
    level = [head]
    for _ in range(_INSIDE_DEPTH):
        level = [
            child
            for token in level
            for child in token.children
            if child.dep_ in _INSIDE_DEPS and preposition(child) not in _BESIDE
        ]
        found = [Filler(actor, is_exact=False, token=token) for token in level for actor in referents.located(token)]
        if found:
            yield from found
            return


def _known_events(token: "Token") -> list["Token"]:
    """The patient of a verb where it is told as known ("mediated the talks"), by those whom the text named before it."""
    determiners = load_words(FillerWords).definite_determiners
    nouns = (noun for noun in walk(token, "patient") if noun.pos_ == "NOUN")
    return [noun for noun in nouns if any(child.dep_ == "det" and child.lower_ in determiners for child in noun.children)][:1]


def _echoed(token: "Token", referents: Referents) -> Iterator[Filler]:
    """Who made "the claim" or "the offer" that a verb has as its known patient: the agent of the last verb that tells of it."""
    words = load_words(FillerWords)
    for noun in _known_events(token):
        verbs = words.told_by.get(noun.lemma_.lower(), ())
        before = referents.analysis.place(token)
        start = referents.analysis.sentences[max(0, before - 1)].start
        for verb in reversed(token.doc[start : token.i]):
            if verb.pos_ == "VERB" and verb.lemma_.lower() in verbs:
                for agent in walk(verb, "agent"):
                    for actor in referents.resolve(agent):
                        # What "the Chadian minister" claimed is Chad's claim.
                        unnamed = actor.kind == "Person" and referents.mention(agent) is None
                        side = (referents.linker.represented(actor) if unnamed else None) or actor
                        yield Filler(side, is_exact=False, token=noun)
                return


def _near(token: "Token", referents: Referents) -> Iterator[Filler]:
    """The next actor after the trigger in the same clause: what is left where the syntax gives nothing."""
    for other in token.doc[token.i + 1 : min(token.i + 1 + _NEAR_REACH, referents.analysis.sentence(token).end)]:
        # An infinitive is part of the clause ("threatened to launch a war on Iraq"); other clauses are their own.
        opens = other.dep_ == "nsubj" or (other.dep_ == "mark" and other.lower_ != "to")
        if opens or other.tag_ in ("VBD", "VBZ", "MD") or other.text in (";", ":", "—"):
            return
        named = other.i in referents.analysis.mentions or other.pos_ == "NOUN"
        whole = other.head if other.dep_ in _OWNER_DEPS else other
        if named and preposition(other) not in _BESIDE and preposition(whole) not in _BESIDE:
            actors = [actor for actor in referents.located(other) if actor.kind in _NEAR_KINDS]
            if actors:
                yield from (Filler(actor, is_exact=False, token=other) for actor in actors)
                return


def _states_of_place(head: "Token", referents: Referents) -> Iterator[Filler]:
    """The state that a place lies in ("in the capital Riyadh", "in San Jose, Costa Rica")."""
    for token in (head, *(child for child in head.children if child.dep_ in _PLACE_DEPS)):
        mention = referents.mention(token)
        names = (referents.base.places.get(part.text) for part in mention.members) if mention is not None else ()
        states = [state for state in names if state is not None] or referents.located(token)
        found = [Filler(state, token=token) for state in states if state.kind == "State"]
        if found:
            yield from found
            return


def _states_of_city(head: "Token", referents: Referents) -> Iterator[Filler]:
    """The state of a city that names an event ("the Vilnius summit")."""
    mention = referents.mention(head)
    if mention is not None and mention.name is not None and mention.name.kind in _CITY_KINDS and not mention.parts:
        yield Filler(mention.name.actor, token=head)


# Paths that are no slots, by what fills them.
_ALONE = {"bound": _bound, "next": _near, "sides": _sides, "echo": _echoed}
