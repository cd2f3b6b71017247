"""Polarity and modality: whether a claim is affirmed, and whether as fact, plan, possibility, demand or charge.

The words around a trigger are read from the inside out: its own auxiliaries and negation first, then each governing verb, noun
or adjective up to the root of the sentence. Negations cancel each other; the innermost modality that is not "actual" wins.
The method is that of ConText-like rules (declared words with a scope) with syntax as the scope.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from diplograph.ontology import Modality, Polarity

from ..syntax import NEGATED, has_negated_coordination, is_excepted, is_headline, is_infinitive, is_nominal_gerund, preposition
from ..words import Grammar, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Reason", "Stance", "StanceWords", "read_stance"]

# Prepositions before the content of a plan, a demand or a charge ("plans for talks", "accused of attacking").
_CONTENT_PREPOSITIONS = frozenset({"of", "for", "to", "about", "against", "with", "on", "from"})


_BE = frozenset({"is", "are", "was", "were"})
_NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The lists of ``stance.yaml``."""

    negating: frozenset[str]
    planned: frozenset[str]
    possible: frozenset[str]
    demanded: frozenset[str]
    alleged: frozenset[str]
    planned_auxiliaries: frozenset[str]
    possible_auxiliaries: frozenset[str]
    demanded_auxiliaries: frozenset[str]
    conditional_auxiliaries: frozenset[str]
    conditional_markers: frozenset[str]
    ending: frozenset[str]
    scheduling: frozenset[str]
    planned_adjectives: frozenset[str]
    possible_adjectives: frozenset[str]
    alleged_adjectives: frozenset[str]
    negating_adjectives: frozenset[str]
    negations: frozenset[str]
    negated_prepositions: frozenset[str]


class Reason(NamedTuple):
    """Why a stance changed: what it became, by which rule, and the word that the rule read."""

    value: str
    rule: str
    cue: "Token | None"


@dataclass(slots=True)
class Stance:
    """Polarity and modality as they build up from the trigger outwards."""

    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    reasons: list[Reason] = field(default_factory=list)

    def flip(self, rule: str = "", cue: "Token | None" = None) -> None:
        self.polarity = Polarity.AFFIRMED if self.polarity is Polarity.NEGATED else Polarity.NEGATED
        self.reasons.append(Reason(str(self.polarity), rule, cue))

    def set(self, modality: Modality, rule: str = "", cue: "Token | None" = None) -> None:
        # "Accused of planning to attack": what is charged is no plan that the text tells of.
        if self.modality is Modality.ACTUAL or (modality is Modality.ALLEGED and self.modality is Modality.PLANNED):
            self.modality = modality
            self.reasons.append(Reason(str(modality), rule, cue))

    def note(self, value: str, rule: str, cue: "Token | None") -> None:
        """Keeps why something else was read from the same words."""
        self.reasons.append(Reason(value, rule, cue))


def find_negation(token: "Token", below: "Token | None" = None) -> "Token | None":
    """The word that negates the clause itself, if one does: "not", "never", "no talks", "neither A nor B did".

    ``below`` is a child whose own negation has been counted already.
    """
    if token.pos_ == "VERB" and has_negated_coordination(token):
        return token
    return next((child for child in token.children if child != below and _denies(child)), None)


def _denies(child: "Token") -> bool:
    """True for a negation, and for a subject or object that is nobody or nothing."""
    dep = child.dep_
    if is_excepted(child) or _is_before_exception(child):
        return False
    if child.lower_ in load_words(StanceWords).negations and dep in ("advmod", "det", "cc:preconj", "aux", "mark"):
        return True
    if dep in ("nsubj", "nsubj:pass"):
        denied = child.lower_ in ("nobody", "none") or has_negated_coordination(child)
        return denied or any(c.lower_ in ("no", "neither", "not") for c in child.children if c.i < child.i)
    if dep in ("obj", "xcomp"):
        return child.pos_ in _NOUNS and has_negated_coordination(child)
    return _is_none(child) if dep == "obl" else dep == "case" and child.lower_ == "without"


def _is_before_exception(negation: "Token") -> bool:
    """True for "not" in "A and B but not C", wherever the parser hangs it."""
    doc, i = negation.doc, negation.i
    return 0 < i < len(doc) - 1 and negation.lower_ == "not" and doc[i - 1].lower_ == "but" and doc[i + 1].pos_ in _NOUNS


def _is_none(noun: "Token") -> bool:
    """True for "belongs to neither A nor B", "at no time" and "to no one"; "with no end in sight" denies nothing."""
    if noun.i in noun.doc.user_data.get(NEGATED, ()):
        return True
    denied = any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children)
    return denied and preposition(noun) in load_words(StanceWords).negated_prepositions


def is_negated(token: "Token") -> bool:
    """True where a word negates the clause of a token."""
    return find_negation(token) is not None


def _read_auxiliaries(token: "Token", words: StanceWords, stance: Stance, *, stative: bool) -> None:
    going = token.head if token.dep_ == "xcomp" and token.head.lower_ == "going" else None
    auxiliaries = [child for child in token.children if child.dep_ in ("aux", "aux:pass")]
    markers = {child.lower_ for child in token.children if child.dep_ == "mark"}
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
    elif _is_due(token):
        stance.set(Modality.PLANNED, "is to", token)


def _is_due(token: "Token") -> bool:
    """True for "is to meet" and "are to be held"."""
    forms = [child.lower_ for child in token.children if child.dep_ in ("aux", "aux:pass", "cop", "mark")]
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


def _key(governor: "Token") -> str:
    """The lemma, with its particle where there is one ("rule out")."""
    particles = [child.lower_ for child in governor.children if child.dep_ == "compound:prt"]
    return f"{governor.lemma_.lower()} {particles[0]}" if particles else governor.lemma_.lower()


def _read_governor(governor: "Token", below: "Token", words: StanceWords, stance: Stance) -> None:
    key = _key(governor)
    if key in words.negating:
        stance.flip("governing word", governor)
    elif below.dep_ == "ccomp" and key in load_words(Grammar).reporting_verbs:
        return
    elif key in words.demanded and (key != "have" or is_infinitive(below)):
        stance.set(Modality.DEMANDED, "governing word", governor)
    elif key in words.alleged:
        stance.set(Modality.ALLEGED, "governing word", governor)
    elif key in words.possible:
        stance.set(Modality.POSSIBLE, "governing word", governor)
    elif key in words.planned and (_is_plan(governor, below) or key in words.scheduling):
        stance.set(Modality.PLANNED, "governing word", governor)


def _is_plan(governor: "Token", below: "Token") -> bool:
    """True for "plans to meet", "a plan for talks" and "no intention of meeting"."""
    gerund = below.tag_ == "VBG" and governor.pos_ == "NOUN"
    return gerund or is_infinitive(below) or below.tag_ in ("VB", "NN", "NNS")


def _is_open(current: "Token", words: StanceWords) -> bool:
    """True where what governs ``current`` bears on whether it holds; adjuncts and participles are taken as given."""
    dep = current.dep_
    if dep in ("xcomp", "ccomp", "csubj", "obj", "nsubj", "nsubj:pass", "iobj"):
        return True
    if dep in ("advcl", "acl"):
        marks = {c.lower_ for c in current.children if c.dep_ in ("mark", "case")}
        # "the claim that it had attacked"
        return is_infinitive(current) or bool(marks & _CONTENT_PREPOSITIONS) or (dep == "acl" and "that" in marks)
    if dep in ("obl", "nmod"):
        governing = _key(current.head) in words.planned | words.possible | words.demanded | words.alleged | words.negating
        return governing and preposition(current) in _CONTENT_PREPOSITIONS
    return dep in ("compound", "amod")


def read_stance(trigger: "Token", *, stative: bool = False) -> Stance:
    """The stance of the clause or noun that ``trigger`` heads.

    ``stative`` is for attitudes and speech acts: "would" leaves them standing, and a noun for one ("its objection") is taken as
    given unless a verb of ending governs it ("dropped its objection").
    """
    words = load_words(StanceWords)
    stance = Stance()
    current = trigger
    if stative and trigger.pos_ in ("NOUN", "PROPN"):
        negation = find_negation(trigger)
        if negation is not None or _key(trigger.head) in words.ending:
            stance.flip("negation" if negation is not None else "verb of ending", negation or trigger.head)
        return stance
    below: Token | None = None
    for _ in range(8):
        negation = find_negation(current, below)
        if negation is not None:
            stance.flip("negation", negation)
        if is_nominal_gerund(current):
            stance.set(Modality.POSSIBLE, "prospect named by a gerund", current)
        _read_auxiliaries(current, words, stance, stative=stative and current == trigger)
        if current.pos_ in ("NOUN", "PROPN"):
            _read_adjectives(current, words, stance)
        if current.dep_ == "conj":
            _read_shared(current, current.head, words, stance, stative=stative)
            while current.dep_ == "conj" and current.head != current:
                current = current.head
        head = current.head
        if is_headline(current):
            stance.set(Modality.PLANNED, "infinitive of a headline", current)
        if head == current or not _is_open(current, words):
            break
        if head.lemma_ == "be" and is_infinitive(current):
            stance.set(Modality.PLANNED, "is to", head)
        _read_governor(head, current, words, stance)
        below, current = current, head
    return stance


def _read_shared(current: "Token", head: "Token", words: StanceWords, stance: Stance, *, stative: bool) -> None:
    """A coordinated verb without a subject shares the auxiliaries of the first ("will meet and discuss")."""
    own = [child for child in current.children if child.dep_ in ("aux", "aux:pass", "nsubj", "nsubj:pass")]
    if current.pos_ == "VERB" and not own and current.tag_ in ("VB", "VBN", "VBG"):
        _read_auxiliaries(head, words, stance, stative=stative)
