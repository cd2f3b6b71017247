"""Governors: what the verb, noun or adjective above a clause or noun makes of it, and what it bears on at all."""

from typing import TYPE_CHECKING

from diplograph.ontology import Modality

from ..syntax import agent_phrases, is_infinitive, is_passive, preposition, subject_of_clause
from ..words import Grammar, load_words
from .denials import find_negation, is_yet_to
from .stance import Stance, StanceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "ends_at_aim",
    "find_warrant_denial",
    "is_left_open",
    "is_open",
    "is_refuted",
    "lemma_with_particle",
    "read_governor",
]

# Prepositions before the content of a plan, a demand or a charge ("plans for talks", "accused of attacking").
_SPELLING = ("acl", "acl:relcl")
_CLAUSAL = ("ccomp", "csubj")
_DISOWNED = ("obj", "xcomp", "nsubj:pass")
# What goes with a verb and is nothing that it governs.
_BESIDE = ("conj", "nsubj", "parataxis")
_CONTENT_PREPOSITIONS = frozenset({"of", "for", "to", "about", "against", "with", "on", "from"})


def lemma_with_particle(governor: "Token") -> str:
    """The lemma, with its particle where there is one ("rule out", "pull back")."""
    lemma, negating = governor.lemma_.lower(), load_words(StanceWords).negating
    for child in governor.children:
        phrase = f"{lemma} {child.lower_}"
        follows = child.i == governor.i + 1 and child.dep_ in ("advmod", "xcomp") and phrase in negating
        if child.dep_ == "compound:prt" or follows:
            return phrase
    return lemma


def read_governor(governor: "Token", below: "Token", words: StanceWords, stance: Stance) -> None:
    key = lemma_with_particle(governor)
    known = words.untrue | words.mistaken if below.lemma_.lower() in words.hearsay else words.untrue
    untrue = key in known and below.dep_ in ("nsubj", "nsubj:pass", "csubj", "ccomp")
    if untrue or key in words.stopping or (key in words.resisting and below.lemma_.lower() in words.attempts):
        stance.stop(governor)
    elif is_yet_to(below):
        return
    elif is_refuted(below, governor, words):
        _refute(governor, below, words, stance)
    elif key in words.negating:
        stance.flip("governing word", governor)
    elif key in words.cautioning and any(child.lower_ == "against" for child in below.children if child.i < below.i):
        stance.flip("governing word", governor)
        stance.set(Modality.DEMANDED, "governing word", governor)
    elif below.dep_ == "ccomp" and key in words.claiming and not _is_of_oneself(below):
        stance.set(Modality.ALLEGED, "verb of claiming", governor)
        _read_source(governor, words, stance)
    elif below.dep_ in _SPELLING and key in words.charges and not _is_of_oneself(below):
        stance.set(Modality.ALLEGED, "noun for a charge", governor)
    elif below.dep_ == "ccomp" and key in load_words(Grammar).reporting_verbs:
        _read_source(governor, words, stance)
    elif key in words.demanded and (key != "have" or is_infinitive(below)):
        stance.set(Modality.DEMANDED, "governing word", governor)
    elif key in words.alleged:
        stance.set(Modality.ALLEGED, "governing word", governor)
    elif key in words.possible:
        stance.set(Modality.POSSIBLE, "governing word", governor)
    elif key in words.planned and (_is_plan(governor, below) or key in words.scheduling):
        stance.set(Modality.PLANNED, "governing word", governor)


def is_refuted(below: "Token", governor: "Token", words: StanceWords) -> bool:
    """True where a verb says of what is told or charged, or of a deed, that it is not so."""
    dep = below.dep_
    if governor.pos_ != "VERB" or dep in _BESIDE:
        return False
    key, told = lemma_with_particle(governor), below.lemma_.lower()
    is_told = dep in _CLAUSAL or told in words.charges or told in words.hearsay
    return (key in words.refuting and is_told) or (key in words.disowning and (dep in _DISOWNED or _follows_verb(below)))


def _refute(governor: "Token", below: "Token", words: StanceWords, stance: Stance) -> None:
    if below.lemma_.lower() in words.charges and is_passive(governor) and not agent_phrases(governor):
        # "Mali's accusation that Chad attacked was rejected": it stands, whoever may believe it.
        stance.set(Modality.ALLEGED, "noun for a charge", below)
    else:
        stance.refute(governor)


def is_left_open(governor: "Token", words: StanceWords) -> bool:
    """True for what somebody "neither confirmed nor denied"."""
    said = {verb.lemma_ for verb in (governor, *governor.conjuncts)}
    return not said.isdisjoint(words.confirming) and not said.isdisjoint(words.disowning)


def find_warrant_denial(warrant: "Token", below: "Token") -> "Token | None":
    """The word by which there is no truth in what is told ("there is no evidence that", "found no truth in", "lacks proof")."""
    verb = warrant.head
    denial = find_negation(warrant, below) or find_negation(verb, warrant)
    return denial or (verb if lemma_with_particle(verb) in load_words(StanceWords).negating else None)


def _read_source(verb: "Token", words: StanceWords, stance: Stance) -> None:
    """What is told by "fake news" or in "false reports" is not so."""
    source = subject_of_clause(verb)[0]
    cue = (
        next((child for child in source.children if child.i < source.i and child.lower_ in words.untrue), None)
        if source
        else None
    )
    if cue is not None:
        stance.stop(cue)


def _is_of_oneself(clause: "Token") -> bool:
    """True for "claimed to have attacked" and "claimed that it had attacked": an avowal, and no charge."""
    subject = subject_of_clause(clause)[0]
    return subject is None or subject.pos_ == "PRON" or is_infinitive(clause)


def _is_plan(governor: "Token", below: "Token") -> bool:
    """True for "plans to meet", "a plan for talks" and "no intention of meeting"."""
    gerund = below.tag_ == "VBG" and governor.pos_ == "NOUN"
    return gerund or is_infinitive(below) or below.tag_ in ("VB", "NN", "NNS")


def is_open(current: "Token", words: StanceWords) -> bool:
    """True where what governs ``current`` bears on whether it holds; adjuncts and participles are taken as given."""
    dep = current.dep_
    if dep in ("xcomp", "ccomp", "csubj", "obj", "nsubj", "nsubj:pass", "iobj") or _follows_verb(current):
        return True
    if dep in ("advcl", "acl"):
        marks = {c.lower_ for c in current.children if c.dep_ in ("mark", "case")}
        # "the claim that it had attacked"
        return (
            lemma_with_particle(current.head) in words.warrants
            or is_infinitive(current)
            or bool(marks & _CONTENT_PREPOSITIONS)
            or (dep == "acl" and "that" in marks)
        )
    if dep == "acl:relcl":
        # "the claim that it had attacked", "a video that seems to show an attack"
        noun = lemma_with_particle(current.head)
        # "That" is no argument of a clause that has both.
        deps = {c.dep_ for c in current.children if c.lower_ != "that"}
        marks = {c.lower_ for c in current.children if c.dep_ == "mark" or {"nsubj", "obj"} <= deps}
        return (noun in words.charges | words.hearsay and "that" in marks) or (
            noun in words.hearsay and current.lemma_.lower() in words.showing
        )
    if dep in ("obl", "nmod"):
        key = lemma_with_particle(current.head)
        # "A package of aid" is aid.
        is_measured = preposition(current) == "of" and key in load_words(Grammar).measures
        # "no truth in reports that it had attacked", "dismissed as baseless reports that it had attacked"
        if is_measured or key in words.warrants or is_refuted(current, current.head, words):
            return True
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


def ends_at_aim(verb: "Token", words: StanceWords, stance: Stance) -> bool:
    """True for an aim that puts an end to something or prevents it: whoever means to stop the fighting says there is some."""
    key = lemma_with_particle(verb)
    if not _is_aim(verb) or key not in words.ceasing | words.negating | words.stopping:
        return False
    if key not in words.ceasing:
        stance.set(Modality.POSSIBLE, "what an aim is to prevent", verb)
    return True
