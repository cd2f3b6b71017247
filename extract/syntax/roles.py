"""Argument slots of verbs and nouns over Universal Dependencies: who does what in a clause, whatever the voice.

An argument is asked for by its slot: ``agent`` and ``patient`` (logical, so that "was attacked by X" gives X as agent),
``teller`` (who is reported as saying a clause), ``recipient``, ``mod`` (nationalities and names before a noun), ``poss``,
``comp`` (a dependent clause), ``mandate`` (one that tells what is demanded), ``below`` (the nouns that hang on a noun),
``matrix`` (the subject of a clause above), or any preposition ("with", "against"). Slots chain with dots: ``patient.with`` is
the "with" of the patient ("held talks with Iran").
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..words import Grammar, load_words
from .clauses import (
    antecedent,
    children,
    conditions,
    is_infinitive,
    is_marked_gerund,
    is_nominal_gerund,
    is_passive,
    preposition,
    subject_of_clause,
)
from .coordination import conjuncts, sharing_verbs
from .remembering import answers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["LAST_SLOTS", "SLOTS", "arguments", "walk"]

# How many words a noun may stand below the clause whose subject it is about.
_HIGHEST = 8
_OBLIQUE = ("obl", "nmod", "obl:agent", "advcl", "obl:unmarked", "acl")
# Tenses of what is said to be so, which no demand has ("insists that Iran attacked").
_INDICATIVE = ("VBD", "VBZ")
_CLAUSES = ("ccomp", "xcomp", "acl", "csubj")
_PREMODIFIERS = ("amod", "compound", "nmod:desc", "nmod:poss", "nmod:unmarked", "det:poss", "nmod", "flat")
# Slots that only end a path or stand alone; ``fillers.py`` reads them.
LAST_SLOTS = frozenset({"bound", "place", "city", "next", "event", "sides", "echo"})


def _agents(verb: "Token") -> list["Token"]:
    if verb.pos_ in ("VERB", "AUX", "ADJ") or verb.dep_ == "xcomp" or _is_clause(verb):
        subject, passive = subject_of_clause(verb)
        if not passive and not is_passive(verb):
            return [subject] if subject is not None else []
        return [
            child
            for child in verb.children
            if child.dep_ == "obl:agent" or (child.dep_ == "obl" and preposition(child) == "by")
        ]
    return []


def _is_clause(token: "Token") -> bool:
    """True for a predicate of whatever word class, also for a verb that the tagger took for a noun ("that Iran match it")."""
    return any(child.dep_ in ("cop", "nsubj", "nsubj:pass") for child in token.children)


def _patients(verb: "Token") -> list["Token"]:
    subject, passive = subject_of_clause(verb)
    if passive or is_passive(verb):
        return [subject] if subject is not None else []
    objects = [antecedent(child, verb) for child in children(verb, "obj") or children(verb, "iobj")]
    if not objects and verb.lemma_ not in load_words(Grammar).objectless_verbs:
        objects = [child for other in sharing_verbs(verb) for child in children(other, "obj")]
    if not objects and verb.dep_ == "amod" and children(verb, "nsubj"):
        # A finite verb taken for a participle: "the EU imposed bans".
        return [verb.head]
    if (
        not objects
        and verb.dep_ == "acl:relcl"
        and not any(c.lower_ in load_words(Grammar).relative_pronouns for c in children(verb, "nsubj"))
    ):
        # "the country that Russia attacked", "the deal Iran signed"
        subject_child = children(verb, "nsubj")
        return [verb.head] if subject_child else []
    return objects


def _modifiers(noun: "Token") -> list["Token"]:
    """Everything before a noun that can name an actor, nested compounds included ("EU membership talks"), depth first.

    Without recursion: "Chad's ally's ally's ..." nests as deep as an article likes.
    """
    found: list[Token] = []
    pending = [(noun, iter(_premodifiers(noun)))]
    while pending:
        head, siblings = pending[-1]
        child = next(siblings, None)
        if child is None:
            pending.pop()
            continue
        found.append(child)
        found += [c for c in conjuncts(child)[1:] if c.i < head.i]
        pending.append((child, iter(_premodifiers(child))))
    return found


def _premodifiers(noun: "Token") -> list["Token"]:
    return [child for child in children(noun, *_PREMODIFIERS) if child.i < noun.i and not preposition(child)]


def arguments(token: "Token", slot: str) -> list["Token"]:
    """Head tokens that fill one slot of a verb or noun; coordinated ones are not expanded.

    Unknown slots are taken as prepositions. "Signed a treaty with Japan" may hang "Japan" on the verb or on its object: a frame
    names both, ``with`` and ``patient.with``.
    """
    rule = _RULES.get(slot)
    if rule is not None:
        return rule(token)
    own = [child for child in token.children if _is_oblique(child, slot)]
    shared = [
        child for verb in sharing_verbs(token) for child in verb.children if child.i > token.i and _is_oblique(child, slot)
    ]
    return [antecedent(child, token) for child in own or shared]


def _is_oblique(child: "Token", slot: str) -> bool:
    return child.dep_ in _OBLIQUE and preposition(child) == slot and not _is_absolute(child)


def _is_absolute(noun: "Token") -> bool:
    """True for "with both parties agreeing", a clause of its own."""
    return preposition(noun) == "with" and any(child.dep_ == "acl" and child.tag_ == "VBG" for child in noun.children)


def _is_content(clause: "Token") -> bool:
    """True for an infinitive, a gerund after a preposition and "Ukraine joining NATO": what the verb above is about."""
    return is_infinitive(clause) or is_marked_gerund(clause) or is_nominal_gerund(clause)


def _complements(token: "Token") -> list["Token"]:
    return [child for child in token.children if child.dep_ in _CLAUSES or (child.dep_ == "advcl" and _is_content(child))]


def _possessors(token: "Token") -> list["Token"]:
    return children(token, "nmod:poss", "det:poss")


def _clause(noun: "Token") -> list["Token"]:
    """The verb in whose clause a noun stands ("flew to Minsk for talks": flew)."""
    current = noun
    if noun.pos_ == "NOUN" and noun.dep_ in ("advcl", "acl") and not children(noun, "nsubj", "cop"):
        # "After a meeting with Mali, Chad said": the parser takes what the preposition opens for a clause.
        current = noun.head
        if current.pos_ == "VERB":
            return [current]
    for _ in range(4):
        if current.head == current or current.dep_ in (
            "acl",
            "acl:relcl",
            "advcl",
            "ccomp",
            "parataxis",
            "nsubj",
            "nsubj:pass",
        ):
            return []
        current = current.head
        if current.pos_ == "VERB" or children(current, "cop"):
            return [current]
    return []


def _matrix(noun: "Token") -> list["Token"]:
    """The subject of the nearest clause above a noun that does not hold the noun ("Chad says the talks with Mali failed")."""
    current = noun
    for _ in range(_HIGHEST):
        below, current = current, current.head
        if below == current:
            return []
        subject = next((child for child in children(current, "nsubj", "nsubj:pass") if child != below), None)
        if subject is not None and (current.pos_ in ("VERB", "AUX") or _is_clause(current)):
            return [antecedent(subject, current)]
    return []


def _below(noun: "Token") -> list["Token"]:
    """The nouns that hang on a noun behind it, at whatever depth, in the order of the text."""
    found, queue = list["Token"](), [noun]
    while queue:
        nouns = [child for child in children(queue.pop(), "nmod") if child.i > noun.i]
        found, queue = found + nouns, queue + nouns
    return sorted(found, key=lambda token: token.i)


def _tellers(token: "Token") -> list["Token"]:
    """The subjects of the verbs of reporting above and beside a clause ("Chad said that ...", "..., Chad said")."""
    reporting = load_words(Grammar).reporting_verbs
    beside = [verb for verb in children(token, "parataxis") if verb.i > token.i and not children(verb, "ccomp")]
    above = [token.head] if token.dep_ in ("ccomp", "parataxis") else []
    return [subject for verb in (*above, *beside) if verb.lemma_ in reporting for subject in _agents(verb)]


_RULES: dict[str, Callable[["Token"], list["Token"]]] = {
    "agent": _agents,
    "patient": _patients,
    "recipient": lambda token: children(token, "iobj"),
    "mod": _modifiers,
    "poss": _possessors,
    "comp": _complements,
    "head": lambda token: [token.head] if token.head != token else [],
    "gerund": lambda token: [child for child in children(token, "advcl") if child.tag_ == "VBG"],
    "appos": lambda token: children(token, "appos"),
    "apposed": lambda token: [token.head] if token.dep_ == "appos" else [],
    "below": _below,
    "matrix": _matrix,
    "obj": lambda token: children(token, "obj"),
    "clause": _clause,
    "condition": conditions,
    "self": lambda token: [token],
    "det": lambda token: children(token, "det"),
    "teller": _tellers,
    "mandate": lambda token: [clause for clause in _complements(token) if clause.tag_ not in _INDICATIVE],
    "case": lambda token: children(token, "case"),
    "mark": lambda token: children(token, "mark"),
    "aux": lambda token: children(token, "aux"),
    "advmod": lambda token: children(token, "advmod"),
}

# What a frame can ask for beside prepositions.
SLOTS = frozenset(_RULES)


def walk(token: "Token", path: str) -> Iterator["Token"]:
    """Tokens at the end of a dotted path of slots, coordination and nouns of measure expanded at every step."""
    doc = token.doc
    for i in _reached(doc, token.i, path, answers(doc)):
        yield doc[i]


def _reached(doc: "Doc", i: int, path: str, known: dict[Any, Any]) -> tuple[int, ...]:
    """The words at the end of a path from the word ``i``, each once; of longer paths the beginning is often the same."""
    found: tuple[int, ...] | None = known.get((i, path))
    if found is None:
        before, _, slot = path.rpartition(".")
        if before:
            reached = [end for start in _reached(doc, i, before, known) for end in _reached(doc, start, slot, known)]
        else:
            reached = [end.i for argument in arguments(doc[i], slot) for end in _expanded(argument)]
        found = known[i, path] = tuple(dict.fromkeys(reached))
    return found


def _expanded(token: "Token") -> Iterator["Token"]:
    """The token, what is coordinated with it, and what each measures ("a series of attacks": series, attacks)."""
    for part in conjuncts(token):
        yield part
        if part.lemma_.lower() in load_words(Grammar).measures or part.lower_ in load_words(Grammar).measures:
            for child in part.children:
                if child.dep_ == "nmod" and preposition(child) == "of":
                    yield from conjuncts(child)
