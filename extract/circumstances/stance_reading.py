"""Polarity and modality: whether a claim is affirmed, and whether as fact, plan, possibility, demand or charge.

The words around a trigger are read from the inside out: its own auxiliaries and negation first, then each governing verb, noun
or adjective up to the root of the sentence. Negations cancel each other; the innermost modality that is not "actual" wins.
The method is that of ConText-like rules (declared words with a scope) with syntax as the scope.
"""

from typing import TYPE_CHECKING

from diplograph.ontology import Modality

from ..syntax import (
    conditions,
    is_asked,
    is_headline,
    is_infinitive,
    is_inverted_condition,
    is_nominal_gerund,
    leading_conjunct,
    preposition,
)
from ..words import load_words
from .aims import ends_at_aim
from .denials import find_negation, is_yet_to, shares_negation
from .givens import is_given
from .governors import find_warrant_denial, is_left_open, is_open, lemma_with_particle, read_governor
from .stance import Stance, StanceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["read_stance"]

_BE = frozenset({"is", "are", "was", "were"})
_DURING = ("during", "at")


def _read_auxiliaries(token: "Token", words: StanceWords, stance: Stance, *, stative: bool) -> None:
    going = token.head if token.dep_ == "xcomp" and token.head.lower_ == "going" else None
    auxiliaries = [child for child in token.children if child.dep_ in ("aux", "aux:pass")]
    markers = {child.lower_ for child in token.children if child.dep_ == "mark"}
    alleging = next((child for child in token.children if child.lower_ in words.alleged_adverbs), None)
    if alleging is not None:
        stance.set(Modality.ALLEGED, "adverb", alleging)
    if markers & words.conditional_markers:
        stance.set(Modality.POSSIBLE, "conditional clause", token)
    for cue in auxiliaries:
        auxiliary = cue.lower_
        if auxiliary in words.planned_auxiliaries:
            if not stative:
                stance.set(Modality.PLANNED, "auxiliary", cue)
        elif auxiliary in words.possible_auxiliaries:
            stance.set(Modality.POSSIBLE, "auxiliary", cue)
        elif auxiliary in words.demanded_auxiliaries:
            stance.set(Modality.DEMANDED, "auxiliary", cue)
        elif auxiliary in words.conditional_auxiliaries:
            # "said it would meet" is a plan told later; "would meet if" a possibility; "would oppose" a position.
            conditional = any(
                c.dep_ == "advcl" and {m.lower_ for m in c.children} & words.conditional_markers for c in token.children
            )
            if conditional:
                stance.set(Modality.POSSIBLE, "auxiliary with a condition", cue)
            elif not stative:
                stance.set(Modality.PLANNED, "auxiliary", cue)
    if going is not None:
        stance.set(Modality.PLANNED, "auxiliary", going)
    elif _is_due(token) and not is_yet_to(token):
        stance.set(Modality.PLANNED, "is to", token)


def _is_due(token: "Token") -> bool:
    """True for "is to meet" and "are to be held"."""
    parts = [child for child in token.children if child.dep_ in ("aux", "aux:pass", "cop", "mark")]
    # "Is due to": the parser may take the adjective for a part of the mark.
    words = [word for part in parts for word in (part, *(child for child in part.children if child.dep_ == "fixed"))]
    forms = [word.lower_ for word in words if word.lower_ not in load_words(StanceWords).planned]
    return any(form in _BE and "to" in forms[place + 1 : place + 2] for place, form in enumerate(forms))


def _read_adjectives(token: "Token", words: StanceWords, stance: Stance) -> None:
    for child in token.children:
        if child.dep_ == "amod":
            word = child.lower_
            if word in words.planned_adjectives:
                stance.set(Modality.PLANNED, "adjective", child)
            elif word in words.possible_adjectives:
                stance.set(Modality.POSSIBLE, "adjective", child)
            elif word in words.alleged_adjectives:
                stance.set(Modality.ALLEGED, "adjective", child)
            elif word in words.negating_adjectives:
                stance.flip("adjective", child)


def _is_conditional(token: "Token", words: StanceWords) -> bool:
    """True for an attitude that depends on something ("will veto it unless", "made its approval conditional on")."""
    if token.pos_ == "VERB":
        standing = token.lemma_.lower() not in words.ending
        clauses = (clause for clause in conditions(token) if _is_of_same_clause(clause, token))
        return standing and any(mark.lower_ in words.conditions for clause in clauses for mark in clause.children)
    verb = token.head
    around = (verb, *verb.children, *token.subtree)
    return token.dep_ == "obj" and any(word.lemma_.lower() in words.conditioning for word in around)


def _is_of_same_clause(condition: "Token", verb: "Token") -> bool:
    """True for a condition that hangs on the verb or on what spells out its object ("will not back its bid to join if")."""
    above = condition.head
    return above == verb or (above.dep_ == "acl" and above.head.dep_ == "obj" and above.head.head == verb)


def read_stance(trigger: "Token", *, stative: bool = False) -> Stance:
    """The stance of the clause or noun that ``trigger`` heads.

    ``stative`` is for attitudes and speech acts: "would" leaves them standing, and a noun for one ("its objection") is taken as
    given unless a verb of ending governs it ("dropped its objection").
    """
    words = load_words(StanceWords)
    stance = Stance()
    if stative and trigger.pos_ in ("NOUN", "PROPN"):
        _read_attitude(trigger, words, stance)
        return stance
    if stative and _is_conditional(trigger, words):
        stance.set(Modality.POSSIBLE, "condition", trigger)
    current: Token = trigger
    below: Token | None = None
    for _ in range(8):
        _read_own(current, below, words, stance, stative=stative and current == trigger)
        if current.dep_ == "conj":
            _read_shared(current, leading_conjunct(current), words, stance, stative=stative)
            current = leading_conjunct(current)
        if is_headline(current):
            stance.set(Modality.PLANNED, "infinitive of a headline", current)
        head = current.head
        if _is_to_come(current, words) or (current == trigger and _is_of_plan(current)):
            stance.set(Modality.PLANNED, "clause of what is to come", current)
        if head == current or not is_open(current, words) or ends_at_aim(head, words, stance) or _is_either_way(current, words):
            break
        if is_left_open(head, words):
            stance.set(Modality.POSSIBLE, "neither confirmed nor denied", head)
            break
        if head.lemma_.lower() in words.warrants:
            denial = find_warrant_denial(head, current)
            if denial is not None:
                stance.deny(denial, "")
            break
        if head.lemma_ == "be" and is_infinitive(current):
            stance.set(Modality.PLANNED, "is to", head)
        read_governor(head, current, words, stance)
        below, current = current, head
    return stance


def _is_to_come(clause: "Token", words: StanceWords) -> bool:
    """True for the present tense of a time still ahead ("will ask when it meets Mali", "came before it meets Mali")."""
    if clause.dep_ != "advcl" or clause.tag_ not in ("VBZ", "VBP"):
        return False
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod") and child.i < clause.i}
    if not marks & words.temporal:
        return False
    past = clause.head.tag_ in ("VBD", "VBN") or any(c.dep_ == "aux" and c.tag_ == "VBD" for c in clause.head.children)
    return ("before" in marks and past) or read_stance(clause.head).modality is Modality.PLANNED


def _is_of_plan(event: "Token") -> bool:
    """True for an event at which something is yet to be done ("is to sign it during talks with Mali")."""
    if event.pos_ != "NOUN" or event.dep_ != "obl" or preposition(event) not in _DURING:
        return False
    return event.head.pos_ == "VERB" and read_stance(event.head).modality is Modality.PLANNED


def _is_either_way(clause: "Token", words: StanceWords) -> bool:
    """True for "nobody knows whether it attacked": what is not known is not denied."""
    return clause.dep_ == "ccomp" and any(c.dep_ == "mark" and c.lower_ in words.either_way for c in clause.children)


def _read_attitude(noun: "Token", words: StanceWords, stance: Stance) -> None:
    negation = find_negation(noun)
    ending = lemma_with_particle(noun.head)
    # Who denies a charge does not take it back.
    is_own = ending not in words.refuting or noun.lemma_.lower() not in words.charges
    ended = noun.dep_ in ("obj", "nsubj", "nsubj:pass") and ending in words.ending and is_own
    if negation is not None or ended:
        stance.flip("negation" if negation is not None else "verb of ending", negation or noun.head)
    if _is_conditional(noun, words):
        stance.set(Modality.POSSIBLE, "condition", noun.head)


def _read_own(current: "Token", below: "Token | None", words: StanceWords, stance: Stance, *, stative: bool) -> None:
    """What the words of a clause or noun say of it themselves; ``below`` is the part of it that has been read."""
    # "Did Iran not attack?" leaves it as open as "did Iran attack?".
    negation = find_negation(current, below) if not is_asked(current) else None
    if negation is not None and not (below is not None and is_given(below, current)):
        stance.deny(negation, lemma_with_particle(current) if below is not None else "")
    if is_yet_to(current):
        stance.flip("negation", current)
    if is_asked(current):
        stance.set(Modality.POSSIBLE, "question", current)
    if is_inverted_condition(current):
        stance.set(Modality.POSSIBLE, "conditional clause", current)
    if is_nominal_gerund(current) and not stative:
        stance.set(Modality.POSSIBLE, "prospect named by a gerund", current)
    _read_auxiliaries(current, words, stance, stative=stative)
    if current.pos_ in ("NOUN", "PROPN"):
        _read_adjectives(current, words, stance)


def _read_shared(current: "Token", head: "Token", words: StanceWords, stance: Stance, *, stative: bool) -> None:
    """A coordinated verb without a subject shares the auxiliaries of the first ("will meet and discuss")."""
    own = [child for child in current.children if child.dep_ in ("aux", "aux:pass", "nsubj", "nsubj:pass")]
    negation = shares_negation(current, head)
    if negation is not None:
        stance.deny(negation, "")
    if is_asked(head) and not own:
        stance.set(Modality.POSSIBLE, "question", head)
    # "Is to hold talks and meet": the tagger may take the bare form for a present tense.
    bare = current.tag_ in ("VB", "VBN", "VBG") or (current.tag_ == "VBP" and head.tag_ == "VB")
    if current.pos_ == "VERB" and not own and bare:
        _read_auxiliaries(head, words, stance, stative=stative)
