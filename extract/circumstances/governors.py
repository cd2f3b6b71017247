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
_CONTENT_PREPOSITIONS = frozenset({"of", "for", "to", "about", "against", "with", "on", "from", "into"})


def lemma_with_particle(governor: "Token") -> str:
    """The lemma, with its particle where there is one ("rule out", "pull back")."""
    lemma, words = governor.lemma_.lower(), load_words(StanceWords)
    known = words.negating | words.planned
    for child in governor.children:
        phrase = f"{lemma} {child.lower_}"
        follows = child.i == governor.i + 1 and child.dep_ in ("advmod", "xcomp") and phrase in known
        if child.dep_ == "compound:prt" or follows:
            return phrase
    return lemma


def read_governor(governor: "Token", below: "Token", words: StanceWords, stance: Stance) -> None:
    key = lemma_with_particle(governor)
    if _read_untruth(governor, below, words, stance) or is_yet_to(below):
        return
    if is_refuted(below, governor, words):
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
    elif key in words.demanded and (key != "have" or is_infinitive(below)) and not _is_named_or_done(below):
        stance.set(Modality.DEMANDED, "governing word", governor)
    elif key in words.alleged:
        stance.set(Modality.ALLEGED, "governing word", governor)
    elif key in words.possible or (key in words.enabling and governor.pos_ == "NOUN" and is_infinitive(below)):
        stance.set(Modality.POSSIBLE, "governing word", governor)
    elif key in words.planned and (_is_plan(governor, below) or key in words.scheduling):
        stance.set(Modality.PLANNED, "governing word", governor)


def _read_untruth(governor: "Token", below: "Token", words: StanceWords, stance: Stance) -> bool:
    """Reads what says of a clause or noun that it is not so, kept from being so or out of reach; False where nothing does."""
    key = lemma_with_particle(governor)
    # "The reports are wrong", "it would be wrong to say"; an attack that is wrong took place.
    told = below.lemma_.lower() in words.hearsay or (below.dep_ == "csubj" and _is_told(below, below.lemma_, words))
    known = words.untrue | words.mistaken if told else words.untrue
    untrue = key in known and below.dep_ in ("nsubj", "nsubj:pass", "csubj", "ccomp")
    # "Said wrongly that": the clause may hang on the adverb.
    untrue = untrue or (governor.pos_ == "ADV" and key in words.falsely)
    falsity, error = _find_falsity(governor, words), _find_error(governor, words)
    if falsity is not None:
        stance.stop(falsity)
    elif error is not None and (key in words.refuting or _is_told(governor, key, words)):
        # What somebody falsely denies is so; what is falsely told is not.
        if key not in words.refuting:
            stance.stop(error)
    elif untrue or key in words.stopping or (key in words.resisting and below.lemma_.lower() in words.attempts):
        stance.stop(governor)
    elif is_infinitive(below) and _has_adverb(governor, words.excessive):
        stance.flip("too much for it", governor)
    else:
        return False
    return True


def _is_told(verb: "Token", key: str, words: StanceWords) -> bool:
    """True for a verb of saying, claiming or charging."""
    telling = load_words(Grammar).reporting_verbs | words.claiming | words.alleged | words.showing
    return verb.pos_ == "VERB" and key in telling


def _find_error(verb: "Token", words: StanceWords) -> "Token | None":
    """The word by which a verb of saying or denying says what is not so ("said wrongly that")."""
    return next(
        (
            child
            for child in verb.children
            if (child.dep_ == "advmod" and child.lower_ in words.falsely)
            or (child.dep_ == "obl" and child.lower_ in words.errors and preposition(child) in ("in", "by"))
        ),
        None,
    )


def _has_adverb(adjective: "Token", listed: frozenset[str]) -> bool:
    return adjective.pos_ in ("ADJ", "ADV") and any(c.dep_ == "advmod" and c.lower_ in listed for c in adjective.children)


def _find_falsity(told: "Token", words: StanceWords) -> "Token | None":
    """The word by which what a noun tells is not so ("false reports that", "reports that ... proved to be old pictures")."""
    if told.lemma_.lower() not in words.hearsay | words.charges or is_refuted(told, told.head, words):
        return None
    named = next((child for child in told.children if child.dep_ == "amod" and child.lower_ in words.untrue), None)
    if named is not None or told.dep_ != "nsubj" or lemma_with_particle(told.head) not in words.proving:
        return named
    proved = next((child for child in told.head.children if child.dep_ == "xcomp"), None)
    if proved is None:
        return None
    lemma = proved.lemma_.lower()
    is_other = proved.pos_ == "NOUN" and lemma not in words.warrants | words.facts
    return proved if is_other or lemma in words.untrue | words.mistaken else None


def _is_named_or_done(below: "Token") -> bool:
    """True for "called the attack a mistake" and "was pressed into attacking": what one is brought to is done."""
    named = below.dep_ == "obj" and any(c.dep_ == "xcomp" and c.pos_ in ("NOUN", "ADJ") for c in below.head.children)
    return named or any(child.dep_ in ("mark", "case") and child.lower_ == "into" for child in below.children)


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
        told = noun in words.charges | words.hearsay | words.warrants
        # "It is not the case that it had attacked"
        told = told or (noun in words.facts and any(child.dep_ == "cop" for child in current.head.children))
        return (told and ("that" in marks or _spells_out(current))) or (
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


def _spells_out(clause: "Token") -> bool:
    """True for a whole clause without "that" ("reports its soldiers had attacked Mali", not "reports it had denied")."""
    deps = {child.dep_ for child in clause.children}
    subjects = [child for child in clause.children if child.dep_ in ("nsubj", "nsubj:pass")]
    whole = bool(subjects) and all(child.lower_ not in load_words(Grammar).relative_pronouns for child in subjects)
    return whole and bool(deps & {"obj", "obl"}) and clause.left_edge.i == clause.head.i + 1


def _follows_verb(gerund: "Token") -> bool:
    """True for a gerund right after the verb that it belongs to, whatever the parser made of it ("ruled out attacking")."""
    if gerund.tag_ != "VBG" or gerund.dep_ != "advcl" or not gerund.i:
        return False
    before = gerund.nbor(-1)
    return before == gerund.head or (before.head == gerund.head and before.dep_ == "compound:prt")
