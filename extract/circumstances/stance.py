"""Polarity and modality: whether a claim is affirmed, and whether as fact, plan, possibility, demand or charge.

The words around a trigger are read from the inside out: its own auxiliaries and negation first, then each governing verb, noun
or adjective up to the root of the sentence. Negations cancel each other; the innermost modality that is not "actual" wins.
The method is that of ConText-like rules (declared words with a scope) with syntax as the scope.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from diplograph.ontology import Modality, Polarity

from ..syntax import is_asked, is_headline, is_infinitive, is_nominal_gerund, leading_conjunct, preposition, subject_of_clause
from ..words import Grammar, load_words
from .denials import find_negation, is_yet_to, shares_negation

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["STOPPED", "Reason", "Stance", "StanceWords", "read_stance"]

# Prepositions before the content of a plan, a demand or a charge ("plans for talks", "accused of attacking").
_CONTENT_PREPOSITIONS = frozenset({"of", "for", "to", "about", "against", "with", "on", "from"})
# The rule by which an act was blocked, averted or called off.
STOPPED = "act that is stopped"
_BE = frozenset({"is", "are", "was", "were"})


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
    alleged_adverbs: frozenset[str]
    claiming: frozenset[str]
    cautioning: frozenset[str]
    hearsay: frozenset[str]
    untrue: frozenset[str]
    stopping: frozenset[str]
    resisting: frozenset[str]
    attempts: frozenset[str]
    open_when_denied: frozenset[str]
    conditioning: frozenset[str]
    ceasing: frozenset[str]


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
        self.polarity = self.polarity.opposite
        self.reasons.append(Reason(str(self.polarity), rule, cue))

    def set(self, modality: Modality, rule: str = "", cue: "Token | None" = None) -> None:
        # "Accused of planning to attack": what is charged is no plan that the text tells of.
        if self.modality is Modality.ACTUAL or (modality is Modality.ALLEGED and self.modality is Modality.PLANNED):
            self.modality = modality
            self.reasons.append(Reason(str(modality), rule, cue))

    def stop(self, cue: "Token") -> None:
        """What was stopped was meant to be and is not."""
        self.flip(STOPPED, cue)
        if self.modality in (Modality.PLANNED, Modality.POSSIBLE):
            self.modality = Modality.ACTUAL

    def deny(self, cue: "Token", governor: str) -> None:
        """A negation: who did not rule out an act leaves it open, who never failed to act did."""
        twice = self.polarity is Polarity.NEGATED and governor in load_words(StanceWords).open_when_denied
        self.flip("negation", cue)
        if twice:
            self.set(Modality.POSSIBLE, "denial that is denied", cue)

    def note(self, value: str, rule: str, cue: "Token | None") -> None:
        """Keeps why something else was read from the same words."""
        self.reasons.append(Reason(value, rule, cue))


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
    untrue = key in words.untrue and below.dep_ in ("nsubj", "nsubj:pass", "csubj", "ccomp")
    if untrue or key in words.stopping or (key in words.resisting and below.lemma_.lower() in words.attempts):
        stance.stop(governor)
    elif is_yet_to(below):
        return
    elif key in words.negating:
        stance.flip("governing word", governor)
    elif key in words.cautioning and any(child.lower_ == "against" for child in below.children if child.i < below.i):
        stance.flip("governing word", governor)
        stance.set(Modality.DEMANDED, "governing word", governor)
    elif below.dep_ == "ccomp" and key in words.claiming and not _is_of_oneself(below):
        stance.set(Modality.ALLEGED, "verb of claiming", governor)
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


def _is_of_oneself(clause: "Token") -> bool:
    """True for "claimed to have attacked" and "claimed that it had attacked": an avowal, and no charge."""
    subject = subject_of_clause(clause)[0]
    return subject is None or subject.pos_ == "PRON" or is_infinitive(clause)


def _is_plan(governor: "Token", below: "Token") -> bool:
    """True for "plans to meet", "a plan for talks" and "no intention of meeting"."""
    gerund = below.tag_ == "VBG" and governor.pos_ == "NOUN"
    return gerund or is_infinitive(below) or below.tag_ in ("VB", "NN", "NNS")


def _is_open(current: "Token", words: StanceWords) -> bool:
    """True where what governs ``current`` bears on whether it holds; adjuncts and participles are taken as given."""
    dep = current.dep_
    if dep in ("xcomp", "ccomp", "csubj", "obj", "nsubj", "nsubj:pass", "iobj") or _follows_verb(current):
        return True
    if dep in ("advcl", "acl"):
        marks = {c.lower_ for c in current.children if c.dep_ in ("mark", "case")}
        # "the claim that it had attacked"
        return is_infinitive(current) or bool(marks & _CONTENT_PREPOSITIONS) or (dep == "acl" and "that" in marks)
    if dep in ("obl", "nmod"):
        key = _key(current.head)
        listed = (words.planned, words.possible, words.demanded, words.alleged, words.negating, words.hearsay, words.attempts)
        governing = any(key in lemmas for lemmas in listed)
        return governing and preposition(current) in _CONTENT_PREPOSITIONS
    return dep in ("compound", "amod")


def _follows_verb(gerund: "Token") -> bool:
    """True for a gerund right after the verb that it belongs to, whatever the parser made of it ("ruled out attacking")."""
    if gerund.tag_ != "VBG" or gerund.dep_ != "advcl" or not gerund.i:
        return False
    before = gerund.nbor(-1)
    return before == gerund.head or (before.head == gerund.head and before.dep_ == "compound:prt")


def _is_aim(verb: "Token") -> bool:
    """True for an infinitive of purpose ("is mediating to end the war")."""
    return is_infinitive(verb) and (verb.dep_ == "advcl" or (verb.dep_ == "acl" and verb.head.pos_ == "PROPN"))


def _is_conditional(token: "Token", words: StanceWords) -> bool:
    """True for an attitude that depends on something ("will veto it unless", "made its approval conditional on")."""
    if token.pos_ == "VERB":
        clauses = [child for child in token.children if child.dep_ == "advcl"]
        standing = token.lemma_.lower() not in words.ending
        return standing and any(mark.lower_ in ("if", "unless") for clause in clauses for mark in clause.children)
    verb = token.head
    around = (verb, *verb.children, *token.subtree)
    return token.dep_ == "obj" and any(word.lemma_.lower() in words.conditioning for word in around)


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
            _read_shared(current, current.head, words, stance, stative=stative)
            current = leading_conjunct(current)
        if is_headline(current):
            stance.set(Modality.PLANNED, "infinitive of a headline", current)
        head = current.head
        if head == current or not _is_open(current, words) or _ends_at_aim(head, words, stance):
            break
        if head.lemma_ == "be" and is_infinitive(current):
            stance.set(Modality.PLANNED, "is to", head)
        _read_governor(head, current, words, stance)
        below, current = current, head
    return stance


def _read_attitude(noun: "Token", words: StanceWords, stance: Stance) -> None:
    negation = find_negation(noun)
    if negation is not None or _key(noun.head) in words.ending:
        stance.flip("negation" if negation is not None else "verb of ending", negation or noun.head)
    if _is_conditional(noun, words):
        stance.set(Modality.POSSIBLE, "condition", noun.head)


def _read_own(current: "Token", below: "Token | None", words: StanceWords, stance: Stance, *, stative: bool) -> None:
    """What the words of a clause or noun say of it themselves; ``below`` is the part of it that has been read."""
    negation = find_negation(current, below)
    if negation is not None:
        stance.deny(negation, _key(current) if below is not None else "")
    if is_yet_to(current):
        stance.flip("negation", current)
    if is_asked(current):
        stance.set(Modality.POSSIBLE, "question", current)
    if is_nominal_gerund(current):
        stance.set(Modality.POSSIBLE, "prospect named by a gerund", current)
    _read_auxiliaries(current, words, stance, stative=stative)
    if current.pos_ in ("NOUN", "PROPN"):
        _read_adjectives(current, words, stance)


def _ends_at_aim(verb: "Token", words: StanceWords, stance: Stance) -> bool:
    """True for an aim that puts an end to something or prevents it: whoever means to stop the fighting says there is some."""
    key = _key(verb)
    if not _is_aim(verb) or key not in words.ceasing | words.negating | words.stopping:
        return False
    if key not in words.ceasing:
        stance.set(Modality.POSSIBLE, "what an aim is to prevent", verb)
    return True


def _read_shared(current: "Token", head: "Token", words: StanceWords, stance: Stance, *, stative: bool) -> None:
    """A coordinated verb without a subject shares the auxiliaries of the first ("will meet and discuss")."""
    own = [child for child in current.children if child.dep_ in ("aux", "aux:pass", "nsubj", "nsubj:pass")]
    negation = shares_negation(current, head)
    if negation is not None:
        stance.deny(negation, "")
    if is_asked(head) and not own:
        stance.set(Modality.POSSIBLE, "question", head)
    if current.pos_ == "VERB" and not own and current.tag_ in ("VB", "VBN", "VBG"):
        _read_auxiliaries(head, words, stance, stative=stative)
