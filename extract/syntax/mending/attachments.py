"""Attachments of nouns and conjuncts: what the parser hung on the wrong word, of those that the surface tells.

- "of" belongs to the noun right before it ("the foreign ministers of Iran"), not to one further back.
- A common noun after "and" stands beside the common noun before a name ("officials of the EU and representatives of Iran"), not
  beside the name that only belongs to that noun.
- A past tense coordinated with the present of a clause that was told goes on with the telling ("said Iran has oil, and left").
- "Between" never belongs to the name of a place ("a meeting in Washington between Rice and Lavrov").
- A verb after "nor" goes with the one after its "neither".
- A noun after "by" behind the object of a passive is its agent ("was granted a loan by India").
- A past tense that goes on after "..., the ministry said," goes with the saying ("did not attack, it said, and blamed Chad").
- A person behind a comma is who the noun before a state says ("the ambassador to Iraq, Ali Diop, met"), not the state.
- An infinitive after "and to" goes with the infinitive before it ("applied to join the EU and to join NATO").
"""

from typing import TYPE_CHECKING

from ...words import Grammar, load_words

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Token

__all__ = ["NEGATED", "PERSON", "reattach"]

# Key of Doc.user_data: indexes of conjunctions that stand for "nor", and of verbs right after it or after "neither".
NEGATED = "negated_coordination"
# The word that the parser reads for a person.
PERSON = "Bush"
_NOUNS = ("NOUN", "PROPN")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")


def reattach(token: "Token", names: "Container[int]") -> None:
    """Hang what the parser hung where it belongs; ``token`` is a noun's modifier or a conjunct."""
    if token.dep_ == "appos":
        token.head = _told_by(token, names) or token.head
        return
    if _is_agent_of_passive(token):
        token.head, token.dep_ = token.head.head, "obl:agent"
        return
    head = (_owner_of(token) or _parted(token, names)) if token.dep_ == "nmod" else _conjoined(token, names)
    if head is not None:
        token.head = head


def _told_by(token: "Token", names: "Container[int]") -> "Token | None":
    """The noun that says who a person behind a comma is, where the parser chose the state that belongs to the noun."""
    state = token.head
    is_person = token.i in names and token.text == PERSON and token.nbor(-1).text == ","
    of_state = state.i in names and state.text != PERSON and state.dep_ == "nmod" and state.head.pos_ == "NOUN"
    return state.head if is_person and of_state else None


def _conjoined(token: "Token", names: "Container[int]") -> "Token | None":
    head = _correlate_of(token) or _parallel_of(token, names) or _matrix_of(token)
    return head or _saying_of(token) or _infinitive_before(token)


def _infinitive_before(token: "Token") -> "Token | None":
    """The infinitive with which another goes on, and not the verb above it."""
    verb = token.head
    if token.tag_ != "VB" or verb.tag_ == "VB" or not _has_to(token):
        return None
    below = (child for child in verb.children if child.dep_ in ("xcomp", "advcl") and child.i < token.i)
    return next((child for child in below if _has_to(child)), None)


def _has_to(verb: "Token") -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)


def _saying_of(token: "Token") -> "Token | None":
    """The verb of saying between a clause and the past tense that the parser coordinated with the clause."""
    if token.tag_ != "VBD" or any(child.dep_ in (*_SUBJECTS, "mark") for child in token.children):
        return None
    said = [c for c in token.head.children if c.dep_ == "parataxis" and token.head.i < c.i < token.i and c.tag_ == "VBD"]
    return (
        said[-1] if said and all(word.is_punct or word.head == token for word in token.doc[said[-1].i + 1 : token.i]) else None
    )


def _correlate_of(token: "Token") -> "Token | None":
    """The verb after "neither" for the one after its "nor"."""
    negated = token.doc.user_data.get(NEGATED, ())
    if token.i not in negated or token.head.i in negated:
        return None
    verbs = [i for i in negated if i < token.i and token.doc[i].pos_ == "VERB" and token.doc[i].sent == token.sent]
    return token.doc[max(verbs)] if verbs else None


def _owner_of(token: "Token") -> "Token | None":
    """The noun right before "of", where the parser chose one further back."""
    if token.head.pos_ not in _NOUNS:
        return None
    case = next((child for child in token.children if child.dep_ == "case"), None)
    if case is None or case.lower_ != "of" or not case.i:
        return None
    before = case.nbor(-1)
    further = token.head.i < before.i < token.i
    return before if further and before.pos_ in _NOUNS and not token.is_ancestor(before) else None


def _parallel_of(token: "Token", names: "Container[int]") -> "Token | None":
    """The common noun to which the name belongs that a common noun was coordinated with."""
    if token.i in names or token.pos_ != "NOUN":
        return None
    name = token.head
    noun = name.head
    belongs = name.i in names and name.dep_ == "nmod" and noun.i < name.i
    return noun if belongs and noun.pos_ == "NOUN" and noun.i not in names else None


def _is_agent_of_passive(token: "Token") -> bool:
    """True for a noun after "by" that the parser hung on what somebody was given."""
    given = token.head
    by = any(child.dep_ == "case" and child.lower_ == "by" for child in token.children)
    return (
        by and token.dep_ == "nmod" and given.dep_ == "obj" and any(child.dep_ == "aux:pass" for child in given.head.children)
    )


def _matrix_of(token: "Token") -> "Token | None":
    """The verb of telling with which another of its tense goes on, and not the verb of another tense that it tells of."""
    told = token.head
    if told.dep_ != "ccomp" or any(child.dep_ in _SUBJECTS for child in token.children):
        return None
    goes_on = token.tag_ == "VBD" and told.tag_ in ("VBZ", "VBP")
    # "denies that it attacked and says that"
    tells = token.tag_ in ("VBZ", "VBP") and told.tag_ == "VBD" and token.lemma_ in load_words(Grammar).reporting_verbs
    return told.head if (goes_on or tells) and told.head.tag_ == token.tag_ and told.head.i < told.i else None


def _parted(token: "Token", names: "Container[int]") -> "Token | None":
    """The noun whose place "between" was hung on."""
    place = token.head
    if place.i not in names or place.dep_ not in ("nmod", "obl") or place.i > token.i:
        return None
    return place.head if any(child.dep_ == "case" and child.lower_ == "between" for child in token.children) else None
