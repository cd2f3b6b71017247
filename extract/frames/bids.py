"""Membership bids: who might join which organization ("Kyiv's membership to the EU", "Ukraine joining NATO")."""

from collections.abc import Iterable, Iterator
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
# Where the organization stands with verbs that keep out, let in, go there and join.
_OUT, _IN, _THERE = ("out", "from", "of"), ("to", "into", "in", "inside"), ("to", "into", "in")
_JOINED = ("patient", "to", "into", "obj")
# Where it stands with nouns, and where the prospect stands that a noun is about.
_OF_NOUN = ("mod", "to", "in", "of", "into", "with", "on", "at", "appos")
_WITHIN_NOUN = ("for", "to", "comp", "of", "mod", "on", "about", "towards", "toward")
# Whose prospect a noun is.
_OWNERS = ("poss", "mod", "by", "of", "for", "head.with", "head.recipient", "to")
# Within a phrase; a finite clause below it speaks of something else.
_PHRASE_DEPS = ("obj", "obl", "nmod", "compound", "amod", "acl", "xcomp", "ccomp", "advcl", "nmod:poss", "appos", "flat")


@dataclass(frozen=True, slots=True)
class MembershipWords:
    """The lists of ``bids.yaml``."""

    nouns: frozenset[str]
    members: frozenset[str]
    seats: frozenset[str]
    weak_nouns: frozenset[str]
    carriers: frozenset[str]
    nameless_nouns: frozenset[str]
    becoming: frozenset[str]
    insides: frozenset[str]
    verbs: frozenset[str]
    moving_verbs: frozenset[str]
    admitting_verbs: frozenset[str]
    barring_verbs: frozenset[str]
    documents: frozenset[str]
    echoes: frozenset[str]

    def is_prospect(self, lemma: str) -> bool:
        """True for nouns that are a prospect themselves, and for those that are about one below them."""
        return lemma in self.nouns or lemma in self.carriers


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


def _of_subject(clause: "Token", referents: Referents) -> list[Actor]:
    """Who the subject of a clause is, or whose it is ("Chad's future lies in NATO")."""
    subject, _ = subject_of_clause(clause)
    if subject is None:
        return []
    return _candidates(referents, iter(conjuncts(subject))) or _first(referents, subject, ("poss",), bodies=False)


def _bids_of_verb(token: "Token", referents: Referents, words: MembershipWords) -> Iterator[Bid]:
    barring = token.lemma_ in words.barring_verbs
    admitting = barring or token.lemma_ in words.admitting_verbs
    going = _THERE if token.lemma_ in words.moving_verbs else _JOINED
    organizations = _first(referents, token, _OUT if barring else _IN if admitting else going, bodies=True)
    if not organizations:
        return
    if admitting:
        candidates = _first(referents, token, ("patient",), bodies=False)
        if not candidates and any(word.pos_ != "PRON" for word in walk(token, "obj")):
            # "brought the matter to the UN"
            return
    else:
        # "Ukraine joining NATO" hangs on Ukraine, on its head, or on nothing that can join.
        candidates = _of_subject(token, referents)
        if not candidates and token.dep_ in ("acl", "advcl", "xcomp"):
            candidates = _candidates(
                referents, iter(t for t in token.head.children if t.dep_ in ("nmod", "obl", "obj") and t.i < token.i)
            )
    yield from _joined(candidates, organizations, token)


def _joined(candidates: list[Actor], organizations: Iterable[Actor], token: "Token") -> Iterator[Bid]:
    """Each candidate, None where there is none, with each organization but itself."""
    for organization in organizations:
        for candidate in candidates or (None,):
            if candidate != organization:
                yield Bid(candidate, organization, token)


def _bids_of_noun(token: "Token", referents: Referents, words: MembershipWords) -> Iterator[Bid]:
    lemma = token.lemma_.lower()
    if lemma in words.members and not _is_membership(token, words):
        return
    inner = [bid for path in _WITHIN_NOUN for below in walk(token, path) for bid in _direct(below, referents, words)]
    organizations = _bodies_of_noun(token, referents, words) if lemma not in words.carriers else []
    is_bare = lemma in words.weak_nouns and not inner and not _is_entry(token, referents)
    if is_bare and not _is_nameless(token, words):
        return
    candidates = _owners(token, referents, words)
    if lemma in words.carriers:
        # "Serbia's campaign against Kosovo's membership" is about Kosovo.
        yield from (replace(bid, candidate=bid.candidate or next(iter(candidates), None), token=token) for bid in inner)
        return
    known = candidates or [bid.candidate for bid in inner if bid.candidate is not None]
    for organization in organizations or [bid.organization for bid in inner]:
        for candidate in known or (None,):
            yield Bid(candidate, organization, token)


def _bodies_of_noun(token: "Token", referents: Referents, words: MembershipWords) -> list[Actor]:
    """The organization of the prospect that a noun is, from its phrase, from the word above it, or from the text before."""
    found = _first(referents, token, _OF_NOUN, bodies=True)
    if not found and token.dep_ in ("compound", "amod", "nmod"):
        # "Croatia's EU membership talks": the names hang on the last noun.
        found = _first(referents, token.head, ("mod", "poss", "with"), bodies=True)
    if not found and token.dep_ == "obj":
        # "would have granted Ireland membership in the UN": the organization may hang on the verb.
        found = _first(referents, token.head, ("in", "to", "of", "on"), bodies=True)
    return found or (_only_body(token, referents) if _is_nameless(token, words) else [])


def _owners(token: "Token", referents: Referents, words: MembershipWords) -> list[Actor]:
    """Whose prospect a noun is."""
    lemma = token.lemma_.lower()
    if lemma in words.seats:
        found = _first(referents, token, ("for", "poss", "head.recipient"), bodies=False)
        # "has no place in NATO"
        return found or (_first(referents, token, ("head.agent",), bodies=False) if token.dep_ == "obj" else [])
    found = _first(referents, token, _OWNERS, bodies=False)
    if not found and token.dep_ == "compound":
        # "Turkey's candidate status", "accession talks with Turkey"
        found = _first(referents, token.head, ("poss", "with"), bodies=False)
    if not found and preposition(token) in ("for", "as"):
        # "recommending Kosovo for membership", "took Chad in as a member"
        found = _first(referents, token, ("head.patient",), bodies=False)
    return found or (_members(token, referents, words) if lemma in words.members else [])


def _is_membership(member: "Token", words: MembershipWords) -> bool:
    """True where a noun for a member says what somebody is or would be, not who they are ("at the request of its members")."""
    is_predicate = any(child.dep_ == "cop" for child in member.children)
    return is_predicate or member.dep_ == "compound" or preposition(member) == "as" or _becomes(member, words)


def _becomes(noun: "Token", words: MembershipWords) -> bool:
    return noun.dep_ in ("xcomp", "obj") and noun.head.lemma_ in words.becoming


def _members(token: "Token", referents: Referents, words: MembershipWords) -> list[Actor]:
    """Who is or becomes what a noun for a member says ("wants Chad to be a member", "to become part of NATO")."""
    return _of_subject(token.head if _becomes(token, words) else token, referents)


def _is_nameless(token: "Token", words: MembershipWords) -> bool:
    """True where a noun may leave the organization unsaid ("its bid", "candidate status", "to become a member")."""
    lemma = token.lemma_.lower()
    if lemma in words.nameless_nouns:
        return True
    if lemma in words.members:
        return _becomes(token, words) and not any(child.dep_ == "nmod" for child in token.children)
    return token.dep_ == "compound" and words.is_prospect(lemma) and token.head.lemma_.lower() in words.carriers


def _bids_of_place(token: "Token", referents: Referents, words: MembershipWords) -> Iterator[Bid]:
    """What "wants Chad to be in NATO" says: the organization is where somebody would be."""
    if preposition(token) not in words.insides or not any(child.dep_ == "cop" for child in token.children):
        return
    yield from _joined(_of_subject(token, referents), referents.bodies(token), token)


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
    beside = (t for path in ("mod", "to", "into", "for", "in") for t in walk(token, path))
    return any(referents.bodies(t) for t in beside if t.dep_ != "nmod:poss")


def _direct(token: "Token", referents: Referents, words: MembershipWords, *, barring: bool = False) -> list[Bid]:
    lemma = token.lemma_.lower()
    joining = words.barring_verbs if barring else words.verbs | words.moving_verbs | words.admitting_verbs
    if token.pos_ == "VERB" and lemma in joining:
        return list(_bids_of_verb(token, referents, words))
    if referents.mention(token) is not None or lemma in referents.lexicon.body_nouns:
        return list(_bids_of_place(token, referents, words))
    if lemma in words.verbs and token.tag_ == "VBG":
        return list(_bids_of_verb(token, referents, words))
    if token.pos_ in ("NOUN", "PROPN") and words.is_prospect(lemma):
        return list(_bids_of_noun(token, referents, words))
    return []


def _with_candidate(bid: Bid, referents: Referents) -> Bid:
    """ "The bid" without a candidate is that of the last one named for the same organization."""
    candidates = referents.discourse.candidates
    if bid.candidate is not None:
        candidates[bid.organization.iri] = bid.candidate
        return bid
    definite = any(_points_back(child) for child in bid.token.children)
    known = candidates.get(bid.organization.iri) if definite else None
    return bid if known is None else replace(bid, candidate=known)


def _points_back(child: "Token") -> bool:
    """True for "the", "its" and the like before a noun."""
    possessive = child.dep_ in ("nmod:poss", "det:poss") and child.pos_ == "PRON"
    return possessive or (child.dep_ == "det" and child.lower_ in ("the", "this", "that"))


def _of_possessor(bid: Bid, noun: "Token", referents: Referents) -> Bid:
    """ "Georgia's efforts to become a member": whose efforts they are would join."""
    owners = _first(referents, noun, ("poss",), bodies=False) if bid.candidate is None and noun.pos_ == "NOUN" else []
    return replace(bid, candidate=owners[0]) if owners else bid


def _antecedent(word: "Token", referents: Referents, words: MembershipWords) -> list[Bid]:
    """The prospect that a sentence names last before a word that points back to it.

    As "it" does in "opposes Turkish membership, while Spain supports it"; "the idea" may point to the sentence before, too.
    """
    place = referents.analysis.place(word)
    start = referents.analysis.sentences[place - 1 if place and word.pos_ == "NOUN" else place].start
    for noun in reversed(word.doc[start : word.i]):
        if noun.pos_ == "NOUN" and words.is_prospect(noun.lemma_):
            bids = [bid for bid in _direct(noun, referents, words) if bid.candidate is not None]
            if bids:
                return bids
    return []


def _is_echo(token: "Token", words: MembershipWords) -> bool:
    """True for "it" and "the idea", which can stand for a prospect that is named before."""
    if token.pos_ == "PRON":
        return token.lower_ in ("it", "this", "that")
    is_known = any(_points_back(child) for child in token.children)
    return is_known and token.lemma_.lower() in words.echoes and token.right_edge == token


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
    if _is_echo(token, words):
        return _antecedent(token, referents, words)
    level = [token]
    for _ in range(_DEPTH):
        for current in level:
            bids = [_with_candidate(bid, referents) for bid in _direct(current, referents, words, barring=barring)]
            if bids:
                return [_of_possessor(bid, token, referents) for bid in bids]
        level = [c for current in level for c in current.children if _may_hold_bid(c, words)]
    return []
