"""Root repairs: sentences whose verb the parser missed, mended where the surface leaves hardly a doubt.

- Where the root is a noun, the past tense that hangs on one of its nouns is the verb ("planes using flares hit a camp").
- A clause that spells out the noun before it ends with its object; the passive behind is the verb of the sentence ("the claim
  that Chad attacked Mali was repeated", "its bid to join NATO was blocked").
- Of two clauses with a semicolon between, the first is no content of the second.
- Of two subjects of one verb, the first with a past tense of its own, each has its verb ("men hit a camp, and refugees fled").
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["mend_roots"]

_NOUNS = ("NOUN", "PROPN")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_SPELLING = ("acl", "acl:relcl", "ccomp")
# What the parser may take the subject that opens a sentence for.
_OPENING = ("dep", "ROOT", "advcl", "obl")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def mend_roots(doc: "Doc") -> None:
    """Give the sentences of ``doc`` the verb that is theirs, in place."""
    for sentence in list(doc.sents):
        _promote_verb(sentence)
        _part_subjects(sentence)
        _close_clause(sentence)
        _part_at_semicolon(sentence)


def _promote_verb(sentence: "Span") -> None:
    """Make the only finite verb of a sentence its root, with the noun that was the root as its subject."""
    root = sentence.root
    if root.pos_ not in (*_NOUNS, "NUM", "PRON", "DET") or any(child.dep_ in (*_SUBJECTS, "cop") for child in root.children):
        return
    # "The following states voted against it:" announces no noun.
    announced = any(child.lower_ == "following" for child in root.children)
    tags = ("VBD", "VBN") if announced else ("VBD",)
    clauses = [token for token in sentence if token.dep_ == "acl" and token.i > root.i]
    # "Gunmen crossed the border and killed a man": what stands beside a past tense is one, and what has an object.
    verbs = [token for token in clauses if token.tag_ in tags or (token.tag_ == "VBN" and _is_past(token))]
    if len(verbs) != 1 or any(token.tag_ in ("VBZ", "VBP", "MD") for token in sentence):
        return
    verb = verbs[0]
    if verb.nbor(-1).text == "," or any(child.dep_ in (*_SUBJECTS, "mark") for child in verb.children):
        return
    verb.head, verb.dep_ = verb, "ROOT"
    root.head, root.dep_ = verb, "nsubj"


def _is_past(verb: "Token") -> bool:
    """True for a past tense that the tagger took for a participle, in a sentence that has no other verb."""
    if any(child.dep_ == "conj" and child.tag_ == "VBD" for child in verb.children):
        return True
    is_alone = not any(token.tag_ == "VBD" for token in verb.sent)
    return is_alone and verb.sent[-1].text == "." and verb.i == verb.head.i + 1 and _takes_object(verb)


def _takes_object(verb: "Token") -> bool:
    """True for a verb with an object, or with a party that is to do something ("called on Chad to leave"): it is no passive."""
    deps = {child.dep_ for child in verb.children}
    if "obj" in deps:
        return True
    by = any(case.lower_ == "by" for child in verb.children for case in child.children if child.dep_ in ("obl", "obl:agent"))
    is_told = any(child.dep_ in ("advcl", "xcomp") and child.tag_ == "VB" for child in verb.children)
    return "obl" in deps and is_told and not by


def _part_subjects(sentence: "Span") -> None:
    """Give the first of two subjects of one verb the past tense that the parser hung on it."""
    second = sentence.root
    subjects = [child for child in second.children if child.dep_ == "nsubj" and child.i < second.i]
    if len(subjects) != 2 or not any(child.dep_ == "cc" for child in subjects[1].children):
        return
    clauses = (child for child in subjects[0].children if child.dep_ == "acl" and child.i < subjects[1].i)
    first = next((clause for clause in clauses if clause.tag_ == "VBD"), None)
    if first is None:
        return
    first.head, first.dep_ = first, "ROOT"
    subjects[0].head = first
    second.head, second.dep_ = first, "conj"


def _close_clause(sentence: "Span") -> None:
    """Make the predicate of a sentence of what the parser hung on the clause between its subject and itself."""
    noun = next((token for token in (sentence[0], sentence.root) if token.dep_ in _OPENING), sentence.root)
    clause = next((child for child in noun.children if child.dep_ in _SPELLING and child.i > noun.i), None)
    if clause is None or any(child.dep_ in (*_SUBJECTS, "cop") for child in noun.children):
        return
    if noun.pos_ not in _NOUNS:
        # "Claims that Chad attacked Mali are baseless": at the head of a sentence, before "that", it is a noun.
        if noun.i != sentence.start or noun.i + 1 == len(noun.doc) or noun.nbor(1).lower_ != "that":
            return
        noun.pos_, noun.tag_ = "NOUN", "NNS"
    elif clause.dep_ == "ccomp":
        return
    verb = next((child for child in clause.children if child.dep_ == "ccomp" and child.i > clause.i), None)
    if verb is None or not _is_finite(verb) or any(c.dep_ == "obj" and c.lower_ != "that" for c in clause.children):
        return
    name = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
    if name is None or name.left_edge.i != clause.i + 1 or name.i > verb.i:
        return
    passive, above = name.dep_ == "nsubj:pass", noun.head
    clause.dep_ = "acl"
    for that in (child for child in clause.children if child.lower_ == "that" and child.i < clause.i):
        that.dep_ = "mark"
    name.head, name.dep_ = clause, "obj"
    verb.head, verb.dep_ = (verb, "ROOT") if above == noun else (above, "ccomp")
    noun.head, noun.dep_ = verb, "nsubj:pass" if passive else "nsubj"


def _is_finite(verb: "Token") -> bool:
    auxiliaries = (child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop"))
    return any(token.tag_ in _FINITE for token in (verb, *auxiliaries))


def _part_at_semicolon(sentence: "Span") -> None:
    """Coordinate two clauses with a semicolon between of which the parser took one for the content of the other."""
    root = sentence.root
    for clause in [child for child in root.children if child.dep_ == "ccomp"]:
        first, second = sorted((clause, root), key=lambda verb: verb.i)
        parted = any(word.text == ";" for word in sentence.doc[first.i + 1 : second.i])
        if parted and any(child.dep_ in _SUBJECTS and child.i > first.i for child in second.children):
            first.head, first.dep_ = first, "ROOT"
            second.head, second.dep_ = first, "conj"
