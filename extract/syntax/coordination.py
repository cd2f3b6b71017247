"""Coordination over Universal Dependencies: what goes together, what verbs share, what is excepted or denied of all."""

from typing import TYPE_CHECKING

from ..words import Grammar, load_words
from .clauses import NON_FINITE, is_finite, starts_phrase
from .mending import NEGATED
from .remembering import remembered

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["conjuncts", "has_negated_coordination", "is_excepted", "leading_conjunct", "sharing_verbs"]

_NOMINAL = ("NOUN", "PROPN")
_VERBAL = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubj:pass", "expl")
# What may bear the negation of what it hangs on ("nor did it attack").
_BEARERS = ("cc:preconj", "cc", "det", "advmod", "nsubj", "aux", "aux:pass")
_DENYING = frozenset({"not", "neither", "no"})
_NOT_CHOSEN = frozenset({"rather than", "instead of"})
# What may stand between two verbs that share an object, and what a verb that has one of its own has behind it.
_BETWEEN_VERBS = frozenset({"cc", "advmod", "aux", "aux:pass", "punct"})
_BEHIND = frozenset({"obj", "iobj", "ccomp", "xcomp", "obl"})


def conjuncts(token: "Token") -> list["Token"]:
    """The token and what is coordinated with it, in the order of the text, without clauses hung on a noun and "but not B"."""
    doc = token.doc
    return [doc[i] for i in _conjuncts(token)]


@remembered
def _conjuncts(token: "Token") -> list[int]:
    found, queue = [], [token]
    while queue:
        current = queue.pop(0)
        found.append(current.i)
        queue += [child for child in current.children if child.dep_ == "conj" and _are_alike(current, child)]
    return sorted(found)


def _are_alike(first: "Token", other: "Token") -> bool:
    """False for a clause beside a noun and for a finite verb beside an infinitive or gerund: they hang elsewhere."""
    verbs = ("VERB", "AUX")
    if other.pos_ in verbs and first.pos_ not in verbs:
        return False
    if other.pos_ not in verbs and is_excepted(other):
        return False
    return not (is_finite(other) and first.tag_ in NON_FINITE)


def is_excepted(noun: "Token") -> bool:
    """True for B in "A, not B", "A but not B", "A rather than B" and "A but neither B nor C": what is said of A is not of B."""
    if noun.dep_ == "conj" and any(starts_phrase(child, _NOT_CHOSEN) for child in noun.children):
        return True
    words = {child.lower_ for child in noun.lefts}
    if words.isdisjoint(_DENYING) and noun.i not in noun.doc.user_data.get(NEGATED, ()):
        return False
    start = noun.left_edge.i
    if "but" not in words and not (start and noun.doc[start - 1].lower_ == "but") and not _is_contrasted(noun):
        return False
    kind = noun.dep_.split(":")[0]
    return noun.dep_ == "conj" or any(other.dep_.split(":")[0] == kind and other.i < start for other in noun.head.children)


def _is_contrasted(noun: "Token") -> bool:
    """True for a noun right behind "not" ("Sweden, not Norway", "by Mali, not by Niger"), but for "not only Norway"."""
    other = load_words(Grammar).not_contrasting
    denials = [child for child in noun.children if child.lower_ == "not" and child.i < noun.i]
    return noun.pos_ in _NOMINAL and any(denial.nbor().lower_ not in other for denial in denials)


def leading_conjunct(token: "Token") -> "Token":
    """What a coordination hangs on its head by; a finite verb goes with a finite one ("refused to attack and left")."""
    current = token
    while current.dep_ == "conj" and current.head != current:
        current = current.head
    while is_finite(token) and current.tag_ in NON_FINITE and current.head != current:
        current = current.head
    return current


def sharing_verbs(verb: "Token") -> list["Token"]:
    """The verbs right before and after with which a verb shares what stands behind the last ("never met or bargained with")."""
    if verb.pos_ != "VERB":
        return []
    first = verb
    while first.dep_ == "conj" and first.head.pos_ == "VERB" and first.head.i < first.i:
        first = first.head
    group, queue = [first], [first]
    while queue:
        found = [child for child in queue.pop().children if child.dep_ == "conj" and child.pos_ == "VERB"]
        group, queue = group + found, queue + found
    group.sort(key=lambda token: token.i)
    place = group.index(verb)
    start = next((i for i in range(place, 0, -1) if not _are_joined(group[i - 1], group[i])), 0)
    stop = next((i for i in range(place + 1, len(group)) if not _are_joined(group[i - 1], group[i])), len(group))
    last = group[stop - 1]
    has_own = any(child.dep_ in _BEHIND and verb.i < child.i < last.i for child in verb.children)
    return [] if has_own else [other for other in group[start:stop] if other != verb]


def _are_joined(first: "Token", second: "Token") -> bool:
    """True where only conjunctions, pauses and what goes with the verb stand between two."""
    between = first.doc[first.i + 1 : second.i]
    return all(token.dep_ in _BETWEEN_VERBS or token.is_punct for token in between)


def has_negated_coordination(token: "Token") -> bool:
    """True inside "neither A nor B" and after "no"."""
    group = [token]
    while group[-1].dep_ == "conj" and group[-1].head != group[-1]:
        group.append(group[-1].head)
    negated = token.doc.user_data.get(NEGATED, frozenset())
    return any(
        child.i in negated or child.lower_ in ("neither", "nor", "no", "none")
        for member in conjuncts(group[-1])
        for child in (member, *member.children)
        if (child == member or child.dep_ in _BEARERS) and not is_excepted(child)
        if member == token or not _is_clause_of_its_own(member, token)
    )


def _is_clause_of_its_own(verb: "Token", other: "Token") -> bool:
    """True for a coordinated verb whose subject is not that of the other ("met Chad, but neither Oman nor Mali came")."""
    own = [next((child for child in part.children if child.dep_ in _SUBJECTS), None) for part in (verb, other)]
    later = own[0] if verb.i > other.i else own[1]
    return verb.pos_ in _VERBAL and later is not None
