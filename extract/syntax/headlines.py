"""The syntax of headlines, which leave out articles and auxiliaries ("Chad denies arming rebels", "Envoy expelled from Togo").

- A name with a colon that opens a line ("Kremlin: NATO broke its word") is apart from what follows, and never its subject.
- The present tense right after a name is the verb of its clause, whatever the parser took it for; what follows is its object.
- A past participle before the preposition that its passive has is one ("accused of", "expelled from"), done to the noun before.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["HeadlineGrammar", "keep_verbs_with_objects", "mend_headlines", "mend_presents", "part_labels"]

# Within how many tokens the object of a verb begins and ends.
_REACH = 3
# How many tokens before a colon may say whose turn it is.
_LONGEST_LABEL = 6
_MISREAD_OBJECTS = ("vocative", "nmod:unmarked", "obl:unmarked", "dep")
_OBJECT_OPENERS = ("JJ", "NN", "NNS", "NNP", "NNPS", "CD", "VBG")


@dataclass(frozen=True, slots=True)
class HeadlineGrammar:
    """The lists of ``headlines.yaml``."""

    passives: frozenset[str]
    plurals: frozenset[str]


def keep_verbs_with_objects(doc: "Doc", verbs: Collection[int]) -> None:
    """Let no sentence of an unparsed ``doc`` begin close behind one of the ``verbs`` after names."""
    for i in verbs:
        for token in doc[i + 1 : i + 1 + _REACH]:
            if not token.text[0].isalnum():
                break
            token.is_sent_start = False


def part_labels(doc: "Doc", names: Collection[int]) -> None:
    """Let a sentence of an unparsed ``doc`` begin behind each name with a colon that opens a line."""
    for i in names:
        opens = i == 0 or doc[i - 1].is_space
        if opens and i + 2 < len(doc) and doc[i + 1].text == ":" and not doc[i + 2].is_lower:
            doc[i + 2].is_sent_start = True
    for colon in doc[1:-1]:
        if colon.text == ":" and not colon.nbor(1).is_lower and _is_turn(doc, colon.i, names):
            colon.nbor(1).is_sent_start = True


def _is_turn(doc: "Doc", colon: int, names: Collection[int]) -> bool:
    """True where capitals and names alone stand between the head of a line and a colon: a turn ("MS. HARLOW:", "Q:")."""
    start = colon
    while start and not doc[start - 1].is_space and colon - start < _LONGEST_LABEL:
        start -= 1
    label = doc[start:colon]
    opens = start == 0 or doc[start - 1].is_space
    return opens and len(label) > 0 and all(token.is_upper or token.is_punct or token.i in names for token in label)


def mend_presents(doc: "Doc", verbs: Collection[int]) -> None:
    """Make the ``verbs`` after names verbs before lemmas are made of them; what they seemed to belong to is their object."""
    for verb in (doc[i] for i in sorted(verbs) if i < len(doc)):
        if verb.pos_ not in ("VERB", "AUX"):
            verb.pos_, verb.tag_ = "VERB", "VBZ" if verb.lower_.endswith("s") else "VBP"
        name, head = verb.nbor(-1), verb.head
        if head.i > verb.i and verb.dep_ in ("nsubj", "compound", "amod", "nmod") and head.tag_ in _OBJECT_OPENERS:
            _take_over(verb, head)
        for child in verb.children:
            if child.left_edge.i == verb.i + 1 and child.dep_ in _MISREAD_OBJECTS:
                child.dep_ = "obj"
        if name.head == verb or (name.dep_ in ("compound", "amod", "nmod", "nsubj") and name.head.i > verb.i):
            name.head, name.dep_ = verb, "nsubj"


def _take_over(verb: "Token", head: "Token") -> None:
    """Put the verb in the place of its head, and the head below it."""
    if head.head == head:
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = head.head, head.dep_
    for child in list(head.children):
        if child.is_punct:
            child.head = verb
    head.head, head.dep_ = verb, "xcomp" if head.tag_ == "VBG" else "obj"


def mend_headlines(doc: "Doc") -> None:
    """Give passives without an auxiliary their voice, in place."""
    passives = load_words(HeadlineGrammar).passives
    for verb in doc[:-1]:
        if verb.tag_ in ("VBD", "VBN") and f"{verb.lower_} {verb.nbor(1).lower_}" in passives:
            _mend_passive(verb)


def _mend_passive(verb: "Token") -> None:
    if any(child.dep_ in ("obj", "aux", "aux:pass", "ccomp", "cop") for child in verb.children):
        return
    subject = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    if subject is not None:
        verb.tag_, subject.dep_ = "VBN", "nsubj:pass"
