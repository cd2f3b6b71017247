"""Membership bids: who might join which organization ("Kyiv's membership to the EU", "Ukraine joining NATO")."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ..actors import Referents
from ..syntax import conjuncts, is_finite, preposition, subject_of_clause, walk
from ..words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Bid", "MembershipWords", "find_bids"]

_BODY_KINDS = ("InternationalOrganization", "Organization")
_DEPTH = 4
# Within a phrase; a finite clause below it speaks of something else.
_PHRASE_DEPS = ("obj", "obl", "nmod", "compound", "amod", "acl", "xcomp", "ccomp", "advcl", "nmod:poss", "appos", "flat")


@dataclass(frozen=True, slots=True)
class MembershipWords:
    """The lists of ``bids.yaml``."""

    nouns: frozenset[str]
    seats: frozenset[str]
    weak_nouns: frozenset[str]
    nameless_nouns: frozenset[str]
    verbs: frozenset[str]
    admitting_verbs: frozenset[str]
    barring_verbs: frozenset[str]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bid:
    """A prospect: ``candidate`` is None where the phrase does not name one; ``token`` is the word that carries it."""

    candidate: Actor | None
    organization: Actor
    token: "Token"


def _bodies(referents: Referents, tokens: Iterator["Token"]) -> list[Actor]:
    return [actor for token in tokens for actor in referents.bodies(token)]


def _candidates(referents: Referents, tokens: Iterator["Token"]) -> list[Actor]:
    return [actor for token in tokens for actor in referents.resolve(token) if actor.kind != "InternationalOrganization"]


def _first(referents: Referents, token: "Token", paths: tuple[str, ...], *, bodies: bool) -> list[Actor]:
    for path in paths:
        found = (_bodies if bodies else _candidates)(referents, walk(token, path))
        if found:
            return found
    return []


def _bids_of_verb(token: "Token", referents: Referents, words: MembershipWords) -> Iterator[Bid]:
    barring = token.lemma_ in words.barring_verbs
    admitting = barring or token.lemma_ in words.admitting_verbs
    slots = ("out", "from", "of") if barring else ("to", "into", "in") if admitting else ("patient", "to", "into", "obj")
    organizations = _first(referents, token, slots, bodies=True)
    if not organizations:
        return
    if admitting:
        candidates = _first(referents, token, ("patient",), bodies=False)
    else:
        subject, _ = subject_of_clause(token)
        # "Ukraine joining NATO" hangs on Ukraine, on its head, or on nothing that can join.
        candidates = _candidates(referents, iter(conjuncts(subject))) if subject is not None else []
        if not candidates and token.dep_ in ("acl", "advcl", "xcomp"):
            candidates = _candidates(
                referents, iter(t for t in token.head.children if t.dep_ in ("nmod", "obl", "obj") and t.i < token.i)
            )
    for organization in organizations:
        for candidate in candidates or (None,):
            if candidate != organization:
                yield Bid(candidate, organization, token)


def _bids_of_noun(token: "Token", referents: Referents, words: MembershipWords) -> Iterator[Bid]:
    organizations = _first(referents, token, ("mod", "to", "in", "of", "into", "with", "appos"), bodies=True)
    if not organizations and token.dep_ in ("compound", "amod", "nmod"):
        # "Croatia's EU membership talks": the names hang on the last noun.
        organizations = _first(referents, token.head, ("mod", "with"), bodies=True)
    if not organizations and token.dep_ == "obj":
        # "would have granted Ireland membership in the UN": the organization may hang on the verb.
        organizations = _first(referents, token.head, ("in", "to", "of"), bodies=True)
    if not organizations and token.lemma_ in words.nameless_nouns:
        organizations = _only_body(token, referents)
    inner = [
        bid
        for path in ("for", "to", "comp", "of", "mod")
        for below in walk(token, path)
        for bid in _direct(below, referents, words)
    ]
    if (
        token.lemma_ in words.weak_nouns
        and not inner
        and not _is_entry(token, referents)
        and token.lemma_ not in words.nameless_nouns
    ):
        return
    candidates = _first(referents, token, ("poss", "mod", "by", "of", "for", "head.with", "head.recipient"), bodies=False)
    if token.lemma_ in words.seats:
        candidates = _candidates(referents, iter(walk(token, "for")))
        if not candidates and token.dep_ == "obj":
            # "has no place in NATO"
            candidates = _first(referents, token, ("head.agent",), bodies=False)
    if not candidates and preposition(token) == "for":
        # "recommending Kosovo for membership"
        candidates = _first(referents, token, ("head.patient",), bodies=False)
    for organization in organizations or [bid.organization for bid in inner]:
        known = candidates or [bid.candidate for bid in inner if bid.candidate is not None]
        for candidate in known or (None,):
            yield Bid(candidate, organization, token)


def _only_body(token: "Token", referents: Referents) -> list[Actor]:
    """The one organisation that the sentence names, or else the last one before it, which "accession talks" leave unsaid."""
    found = {
        actor.iri: actor
        for other in referents.analysis.sentence(token)
        if referents.mention(other) is not None
        for actor in referents.bodies(other)
    }
    return list(found.values()) if len(found) == 1 else list(() if found else referents.coreference.body(token))


def _is_entry(token: "Token", referents: Referents) -> bool:
    """ "WTO entry", "EU candidate", "the bid for NATO": the organization itself stands right there."""
    beside = (t for path in ("mod", "to", "into", "for") for t in walk(token, path))
    return any(referents.bodies(t) for t in beside if t.dep_ != "nmod:poss")


def _direct(token: "Token", referents: Referents, words: MembershipWords, *, barring: bool = False) -> list[Bid]:
    lemma = token.lemma_.lower()
    joining = words.barring_verbs if barring else words.verbs | words.admitting_verbs
    if token.pos_ == "VERB" and lemma in joining:
        return list(_bids_of_verb(token, referents, words))
    if lemma in words.verbs and token.tag_ == "VBG":
        return list(_bids_of_verb(token, referents, words))
    if token.pos_ in ("NOUN", "PROPN") and lemma in words.nouns:
        return list(_bids_of_noun(token, referents, words))
    return []


def _with_candidate(bid: Bid, referents: Referents) -> Bid:
    """ "The bid" without a candidate is that of the last one named for the same organization."""
    candidates = referents.discourse.candidates
    if bid.candidate is not None:
        candidates[bid.organization.iri] = bid.candidate
        return bid
    definite = any(child.dep_ == "det" and child.lower_ in ("the", "this", "that") for child in bid.token.children)
    known = candidates.get(bid.organization.iri) if definite else None
    return bid if known is None else replace(bid, candidate=known)


def _of_possessor(bid: Bid, noun: "Token", referents: Referents) -> Bid:
    """ "Georgia's efforts to become a member": whose efforts they are would join."""
    owners = _first(referents, noun, ("poss",), bodies=False) if bid.candidate is None and noun.pos_ == "NOUN" else []
    return replace(bid, candidate=owners[0]) if owners else bid


def _antecedent(pronoun: "Token", referents: Referents, words: MembershipWords) -> list[Bid]:
    """The prospect that a sentence names last before a pronoun ("opposes Turkish membership, while Spain supports it")."""
    start = referents.analysis.sentence(pronoun).start
    for noun in reversed(pronoun.doc[start : pronoun.i]):
        if noun.pos_ == "NOUN" and noun.lemma_ in words.nouns:
            bids = [bid for bid in _direct(noun, referents, words) if bid.candidate is not None]
            if bids:
                return bids
    return []


def _may_hold_bid(token: "Token", words: MembershipWords) -> bool:
    """True for what belongs to a phrase, and for what a resolution would do ("a resolution that would have admitted Chad")."""
    if token.dep_ == "acl:relcl" and token.head.lemma_.lower() in words.documents:
        return any(child.dep_ == "aux" and child.lower_ in ("would", "will") for child in token.children)
    return token.dep_ in _PHRASE_DEPS and not is_finite(token)


def find_bids(token: "Token", referents: Referents, *, barring: bool = False) -> list[Bid]:
    """Prospects that a token carries or holds in its phrase, nearest first; an empty list where there are none.

    With ``barring``, the words tell whom somebody keeps out ("a veto to keep Chad out of the UN"), not who would come in.
    """
    words = load_words(MembershipWords)
    if token.lower_ in ("it", "this", "that") and token.pos_ == "PRON":
        return _antecedent(token, referents, words)
    level = [token]
    for _ in range(_DEPTH):
        for current in level:
            bids = [_with_candidate(bid, referents) for bid in _direct(current, referents, words, barring=barring)]
            if bids:
                return [_of_possessor(bid, token, referents) for bid in bids]
        level = [c for current in level for c in current.children if _may_hold_bid(c, words)]
    return []
