"""Prospects in a text: what phrases, "it" and "its veto" tell of memberships ("the wish to join NATO", "Mali opposes it")."""

from dataclasses import replace
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ..actors import Referents
from ..syntax import is_finite, walk
from ..words import load_words
from .bids import Bid, MembershipWords, candidates_of, prospects_of

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_bids", "find_last_bids", "find_other_candidate"]

_DEPTH = 4
# Within a phrase; a finite clause below it speaks of something else.
_PHRASE_DEPS = ("obj", "obl", "nmod", "compound", "amod", "acl", "xcomp", "ccomp", "advcl", "nmod:poss", "appos", "flat")


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
    owners = candidates_of(referents, walk(noun, "poss")) if bid.candidate is None and noun.pos_ == "NOUN" else []
    return replace(bid, candidate=owners[0]) if owners else bid


def _antecedent(word: "Token", referents: Referents, words: MembershipWords, *, reach: int) -> list[Bid]:
    """The prospect that a text names last before a word, in its sentence or at most ``reach`` sentences before it."""
    place = referents.analysis.place(word)
    start = referents.analysis.sentences[max(0, place - reach)].start
    for other in reversed(word.doc[start : word.i]):
        if (other.pos_ == "NOUN" and words.is_prospect(other.lemma_)) or (other.pos_ == "VERB" and other.lemma_ in words.verbs):
            bids = [bid for bid in prospects_of(other, referents, words) if bid.candidate is not None]
            if bids:
                return bids
    return []


def find_last_bids(token: "Token", referents: Referents) -> list[Bid]:
    """The prospects that a text named last before a word which leaves unsaid what it is about ("cast its veto")."""
    return _antecedent(token, referents, load_words(MembershipWords), reach=1)


def find_other_candidate(bid: Bid, actor: Actor, verb: "Token", referents: Referents) -> Actor | None:
    """Who would join where "its bid" cannot be that of the actor ("until Chad yields, Mali will block its bid").

    The state named last before it; None where no pronoun says whose the bid is, or where it could be one's own ("froze it").
    """
    is_owned = any(child.dep_ == "nmod:poss" and child.pos_ == "PRON" for child in bid.token.children)
    is_own = bid.candidate == actor and verb.lemma_ not in load_words(MembershipWords).of_others
    if not is_owned or is_own:
        return None
    place = referents.analysis.place(bid.token)
    start = referents.analysis.sentences[max(0, place - 1)].start
    for word in reversed(bid.token.doc[start : bid.token.i]):
        if referents.mention(word) is not None:
            other = next((a for a in referents.resolve(word) if a.kind == "State" and a not in (actor, bid.organization)), None)
            if other is not None:
                return other
    return None


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
    if not barring and _is_echo(token, words):
        return _antecedent(token, referents, words, reach=1 if token.pos_ == "NOUN" else 0)
    level = [token]
    for _ in range(_DEPTH):
        for current in level:
            bids = [_with_candidate(bid, referents) for bid in prospects_of(current, referents, words, barring=barring)]
            if bids:
                return [_of_possessor(bid, token, referents) for bid in bids]
        level = [c for current in level for c in current.children if _may_hold_bid(c, words)]
    return []
