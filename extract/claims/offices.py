"""Offices and standings: who represents whom, told before a name, after it or beside it ("the Kremlin spokesman, Ali Diop")."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ..actors import Linker, Referents, local_seat
from ..circumstances import is_negated
from ..syntax import walk
from ..words import Lexicon, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["Holding", "find_holdings", "find_standings"]


_MAX_CLIMB = 4


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The lists of ``offices.yaml``."""

    not_for_state: frozenset[str]


@dataclass(frozen=True, slots=True)
class Holding:
    """``person`` holds ``role`` of ``body``; ``is_former`` where it is said to be over, ``is_negated`` where it is denied."""

    person: Actor
    role: str
    body: Actor
    token: "Token"
    is_former: bool = False
    is_negated: bool = False


def find_holdings(tokens: Iterable["Token"], referents: Referents, linker: Linker, lexicon: Lexicon) -> Iterator[Holding]:
    """Offices that the text gives to persons among ``tokens``."""
    for token in tokens:
        mention = referents.mention(token)
        if mention is None:
            yield from _from_predicate(token, referents, lexicon)
        if mention is None or not mention.is_person:
            continue
        for part in mention.members:
            held = list(_from_title(token, part, linker)) or list(_from_apposition(token, mention, referents, lexicon))
            yield from (replace(holding, body=linker.base.government(holding.body)) for holding in held)


def _from_predicate(token: "Token", referents: Referents, lexicon: Lexicon) -> Iterator[Holding]:
    """ "Peskov is the Kremlin spokesman": an office that a clause says of a person."""
    if token.lemma_.lower() not in lexicon.office_nouns or not any(child.dep_ == "cop" for child in token.children):
        return
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    persons = [actor for actor in referents.resolve(subject) if actor.kind == "Person"] if subject is not None else []
    bodies = [actor for actor in referents.phrases.owners(token) if actor.kind != "Person"]
    if persons and bodies:
        former = any(child.lower_ in lexicon.former_words for child in token.children)
        yield Holding(persons[0], _role(token), bodies[0], token, former, is_negated=is_negated(token))


def _from_title(token: "Token", mention: "Mention", linker: Linker) -> Iterator[Holding]:
    title = mention.title
    if title is None:
        return
    person = linker.person(mention)
    body = local_seat(mention, linker.base)
    if body is None and title.of is not None:
        body = linker.holder(title.of)
    if body is None or (title.of is not None and title.of.label == "ORG" and title.of.owner is None):
        # "Cabinet Secretary": whose cabinet, the actor base may know; a text that never names the state does not tell it.
        known = linker.known_state(person)
        # Of a person whom it calls by the last name alone it takes more than "American" or "Washington" to tell.
        is_told = linker.is_named if " " in mention.text else linker.is_named_in_full
        body = known if known is not None and is_told(known) else body
    if body is None or body.kind == "Person":
        return
    if body.kind != "State" or load_words(OfficeWords).not_for_state.isdisjoint(title.role.lower().split()):
        role = _role_of_counterpart(person, linker) if title.is_counterpart else title.role
        yield Holding(person, role, body, token, title.is_former)


def _role_of_counterpart(person: Actor, linker: Linker) -> str:
    offices = linker.offices(person)
    return offices[0].title if offices else "counterpart"


def _from_apposition(token: "Token", mention: "Mention", referents: Referents, lexicon: Lexicon) -> Iterator[Holding]:
    """ "Peskov, the Kremlin spokesman" and "the leader of the party, Morgan Tsvangirai"."""
    nouns = [child for child in token.children if child.dep_ in ("appos", "nmod:desc")]
    if token.dep_ in ("appos", "flat", "nmod:desc", "nmod", "conj") and token.head != token and token.head.i < token.i:
        # "the leader of the party, Morgan Tsvangirai": the name may hang on any noun of the phrase before it.
        above = token.head
        nouns.append(above)
        while above.dep_ in ("nmod", "conj", "compound") and len(nouns) < _MAX_CLIMB:
            above = above.head
            nouns.append(above)
    for noun in nouns:
        if noun.lemma_.lower() not in lexicon.office_nouns or noun.i in referents.analysis.mentions:
            continue
        person = referents.resolve(token)
        bodies = [
            actor
            for path in ("poss", "mod", "of", "for", "to", "with", "at", "in")
            for t in walk(noun, path)
            for actor in referents.resolve(t)
        ]
        bodies = [body for body in bodies if body.kind != "Person"]
        if person and bodies:
            former = any(child.lower_ in lexicon.former_words for child in noun.children)
            yield Holding(person[0], _role(noun), bodies[0], token, former)
            return


def _role(noun: "Token") -> str:
    parts = [
        child.text
        for child in noun.children
        if child.i < noun.i and child.dep_ in ("amod", "compound") and child.text[0].isalpha()
    ]
    kept = [
        part
        for part in parts
        if part.lower() in ("prime", "foreign", "defense", "defence", "vice", "deputy", "chief", "nuclear", "opposition")
    ]
    return " ".join([*kept, noun.text])


def find_standings(tokens: Iterable["Token"], referents: Referents) -> Iterator[tuple[Actor, str, Actor, "Token"]]:
    """States that the text calls member or candidate of an organisation: state, word, organisation, token."""
    for token in tokens:
        mention = referents.mention(token)
        for part in mention.members if mention is not None else ():
            if part.title is not None and part.name is not None:
                of = part.title.of
                bodies = (of.name.actor,) if of is not None and of.name is not None else referents.coreference.body(token)
                for body in bodies:
                    yield part.name.actor, part.title.role, body, token
