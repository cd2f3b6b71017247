"""Parse repairs: what the parser gets wrong where the surface leaves hardly a doubt, mended before frames read the syntax.

- A gerund of speaking after a place tells what the subject says ("marched in the city demanding a vote").
- "Joining" right after a name tells what the named are to do ("objected to Kyiv joining NATO").
- Only few verbs take a bare infinitive; after any other it is half of a compound ("suspended aid deliveries").
- A preposition right after a verb that takes it as a particle is one ("broke off talks").
- An infinitive right after the object of a verb spells out a noun for a plan or refusal ("repeated its refusal to return").
- A noun after "by" is no subject of the infinitive after it ("was said by officials to have met").
- "Except" before the last noun of a subject takes it out of the subject ("every state except Chad agreed").
- A preposition before a modifier belongs to the noun ("with Rwandan envoys"), and one before two nouns to the first.
- A noun after "to" behind a relative clause is no subject of the verb after it ("which would have admitted Chad to NATO was").
- "Neighboring" right before a name belongs to the name ("accused neighboring Chad of"), and never governs it.
- Between a person and a noun with an adjective, "and" joins the two ("Bush and Iranian officials"), not the adjective.
"""

from typing import TYPE_CHECKING

from ...words import Grammar, load_words
from ..vocabulary import Vocabulary
from .attachments import PERSON, reattach
from .root_repairs import mend_roots

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Doc, Token

__all__ = ["PERSON", "mend_attachments", "mend_tags"]

_LONGEST_PHRASE = 5
_NOUNS = ("NOUN", "PROPN")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")


def mend_tags(doc: "Doc", names: "Container[int]", vocabulary: Vocabulary) -> None:
    """Mend word classes before lemmas are made of them; ``names`` are the indexes of the tokens that stand for mentions.

    What only looks like a name by its capital is a common noun ("Demonstrators blocked ...", "the Foreign Ministers of"), "was
    vetoed by" is a passive, "will free prisoners" and "offered to mediate" have verbs, whatever else the parser saw.
    """
    verbs = vocabulary.only_verbs
    for token in doc:
        if token.pos_ in ("NOUN", "ADJ"):
            _mend_infinitive(token, verbs)
        opens = token.tag_ in ("NN", "NNS") and token.is_sent_start
        if token.pos_ == "PROPN" and (opens or token.tag_ == "NNPS") and token.i not in names:
            token.pos_ = "NOUN"
        if token.tag_ == "JJ" and token.pos_ == "ADJ" and _has_modal(token):
            token.pos_, token.tag_ = "VERB", "VB"
        copulas = [child for child in token.children if child.dep_ == "cop"] if token.tag_ == "VBN" else []
        if copulas and any(_is_agent(child) for child in token.children):
            for child in token.children:
                if child.dep_ == "cop":
                    child.dep_, token.pos_ = "aux:pass", "VERB"
                elif child.dep_ == "nsubj":
                    child.dep_ = "nsubj:pass"


def mend_attachments(doc: "Doc", names: "Container[int]") -> None:
    """Mend the heads of ``doc`` in place; ``names`` are the indexes of the tokens that stand for actor mentions."""
    grammar = load_words(Grammar)
    mend_roots(doc)
    for token in doc:
        _mend_neighbour(token, names, grammar)
        dep = token.dep_
        if dep == "advcl" and token.tag_ == "VBG" and _is_prospect(token, names, grammar):
            token.head, token.dep_ = token.nbor(-1), "acl"
        elif dep in ("xcomp", "ccomp", "advcl") and token.tag_ == "VB":
            _mend_compound(token, grammar)
            noun = _spelled_out(token, grammar)
            if noun is not None:
                token.head, token.dep_ = noun, "acl"
        elif dep == "case":
            _mend_particle(token, grammar)
            _mend_preposition(token, names)
        elif dep == "obl":
            _mend_excepted_object(token, grammar)
        elif dep in ("nsubj", "nsubj:pass"):
            _mend_agent(token)
            _mend_goal(token)
            _mend_exception(token, grammar)
        elif dep in ("compound", "amod", "nmod:desc"):
            _part_person(token, names)
        elif dep in ("nmod", "conj", "appos"):
            reattach(token, names)
        elif dep == "acl":
            if token.tag_ == "VBG" and _is_prospect(token, names, grammar):
                token.head = token.nbor(-1)
            verb = _telling_verb(token, grammar)
            if verb is not None:
                token.head, token.dep_ = verb, "advcl"


def _mend_preposition(token: "Token", names: "Container[int]") -> None:
    """Hang a preposition on the noun whose modifier, a name, the parser hung it on, or on the first noun behind it of two."""
    modifier = token.head
    first = modifier.head
    if modifier.dep_ == "conj" and token.i < first.i < modifier.i and first.dep_ in ("obj", "obl", "nmod"):
        token.head, first.dep_ = first, "obl" if first.dep_ == "obj" else first.dep_
        return
    if (
        modifier.i in names
        and modifier.dep_ in ("amod", "compound")
        and token.i < modifier.i < modifier.head.i
        and modifier.head.pos_ in _NOUNS
    ):
        token.head = modifier.head


def _mend_neighbour(token: "Token", names: "Container[int]", grammar: Grammar) -> None:
    """Put the name behind "neighboring" in the place of the word, where the parser took that for a verb over it."""
    name = token.nbor(1) if token.i + 1 < len(token.doc) else token
    governs = token.pos_ == "VERB" and name.head == token and token.head != token
    if not governs or token.lower_ not in grammar.neighbouring or name.i not in names:
        return
    case = next((child for child in token.children if child.dep_ in ("mark", "case") and child.i < token.i), None)
    is_verbal = token.head.pos_ in ("VERB", "AUX")
    name.dep_ = token.dep_ if token.dep_ == "conj" else ("obl" if is_verbal else "nmod") if case is not None else "obj"
    if case is not None:
        case.dep_ = "case"
    above = token.head
    for child in list(token.children):
        child.head = name if child == case or child.dep_ in ("cc", "det") else above
    token.head, token.dep_, token.pos_, token.tag_ = name, "amod", "ADJ", "JJ"


def _mend_infinitive(token: "Token", verbs: "Container[str]") -> None:
    """Make an infinitive of a verb after "to" that was taken for a noun."""
    to = token.nbor(-1) if token.i else token
    if to.lower_ != "to" or to.head != token or to.dep_ != "case":
        return
    if token.lower_ in verbs and token.head != token:
        token.pos_, token.tag_, to.dep_, to.tag_ = "VERB", "VB", "mark", "TO"
        token.dep_ = "xcomp" if token.head.pos_ in ("VERB", "ADJ") else "acl"


def _is_agent(token: "Token") -> bool:
    by = token.dep_ == "obl" and any(child.dep_ == "case" and child.lower_ == "by" for child in token.children)
    return token.dep_ == "obl:agent" or by


def _has_modal(token: "Token") -> bool:
    deps = {child.dep_ for child in token.children}
    return "obj" in deps and "cop" not in deps and any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children)


def _spelled_out(token: "Token", grammar: Grammar) -> "Token | None":
    """The noun before an infinitive that the parser hung on the verb above it."""
    mark = next((child for child in token.children if child.dep_ == "mark" and child.lower_ == "to"), None)
    noun = mark.nbor(-1) if mark is not None and mark.i else token
    fits = noun.head == token.head and noun.dep_ == "obj" and noun.lemma_ in grammar.infinitive_nouns
    return noun if fits else None


def _telling_verb(token: "Token", grammar: Grammar) -> "Token | None":
    """The verb whose subject does what a gerund says that hangs on the place before it."""
    place = token.head
    telling = token.tag_ == "VBG" and token.lemma_ in grammar.telling_gerunds
    if (
        not telling
        or place.lemma_.lower() in grammar.speech_nouns
        or place.dep_ != "obl"
        or place.head.pos_ != "VERB"
        or place.i > token.i
    ):
        return None
    return place.head


def _is_prospect(token: "Token", names: "Container[int]", grammar: Grammar) -> bool:
    """True for a gerund of joining right after a name that stands where it does or is what it hangs on."""
    if token.lemma_ not in grammar.joining_gerunds or token.i - 1 not in names:
        return False
    name = token.nbor(-1)
    return name == token.head or (name.head == token.head and name.dep_ in ("obj", "obl", "nmod"))


def _mend_particle(token: "Token", grammar: Grammar) -> None:
    """Make a particle and its object of what the parser took for a preposition and its noun."""
    if not token.i or token.head.dep_ != "obl":
        return
    verb, noun = token.nbor(-1), token.head
    if verb != noun.head or verb.pos_ != "VERB" or f"{verb.lemma_} {token.lower_}" not in grammar.phrasal_verbs:
        return
    if sum(child.dep_ == "case" for child in noun.children) == 1 and not any(c.dep_ == "obj" for c in verb.children):
        token.head, token.dep_, noun.dep_ = verb, "compound:prt", "obj"


def _mend_agent(token: "Token") -> None:
    """Hang the noun after "by" on the passive above the infinitive whose subject the parser made of it."""
    passive = token.head.head
    by = any(child.dep_ == "case" and child.lower_ == "by" for child in token.children)
    if by and passive != token.head and any(child.dep_ == "aux:pass" for child in passive.children):
        token.head, token.dep_ = passive, "obl:agent"


def _mend_goal(token: "Token") -> None:
    """Hang a noun with a preposition on the relative clause before it, where the parser made a second subject of it."""
    before = [child for child in token.head.children if child.dep_ in _SUBJECTS and child.i < token.i]
    if not before or not any(child.dep_ == "case" and child.i < token.i and child.tag_ != "POS" for child in token.children):
        return
    clause = next((child for child in before[-1].children if child.dep_ == "acl:relcl" and child.i < token.i), None)
    if clause is not None:
        token.head, token.dep_ = clause, "obl"


def _mend_exception(token: "Token", grammar: Grammar) -> None:
    """Hang who is excepted on the noun before "except", which is the subject, whatever the parser made of it."""
    start = token.left_edge.i
    opening = token.doc[start]
    if opening.lower_ not in grammar.exceptives and start and token.doc[start - 1].lower_ in grammar.exceptives:
        opening = token.doc[start - 1]
    if opening.lower_ not in grammar.exceptives or not opening.i or opening.head.i < opening.i:
        return
    verb = token.head
    whole = token.doc[opening.i - 1]
    while whole.head != verb and whole.head.i != whole.i:
        whole = whole.head
    counted = any(word.lower_ in grammar.totals for word in (whole, *whole.children))
    if whole.head == verb and whole.pos_ in (*_NOUNS, "PRON", "DET") and whole.i < opening.i and counted:
        whole.dep_, token.head, token.dep_ = token.dep_, whole, "nmod"
        opening.head, opening.dep_ = token, "case"


def _mend_excepted_object(token: "Token", grammar: Grammar) -> None:
    """Hang who is excepted from an object on it ("sanctioned every country except Chad")."""
    opening = next((child for child in token.children if child.dep_ == "case" and child.lower_ in grammar.exceptives), None)
    whole = opening.nbor(-1) if opening is not None and opening.i else token
    if whole.dep_ == "obj" and whole.head == token.head:
        token.head, token.dep_ = whole, "nmod"


def _part_person(token: "Token", names: "Container[int]") -> None:
    """Coordinate a person with the noun whose first modifier the parser made of him or her."""
    noun = token.head
    if token.i not in names or token.text != PERSON or noun.i in names or noun.pos_ != "NOUN":
        return
    conjunction = token.nbor(1)
    if conjunction.lower_ != "and" or noun.i - conjunction.i > _LONGEST_PHRASE:
        return
    dep, head = noun.dep_, noun.head
    before = [child for child in noun.children if child.dep_ == "case" and child.i < token.i]
    for case in before:
        case.head = token
    token.head, token.dep_ = (token if dep == "ROOT" else head), "obl" if before and dep == "obj" else dep
    noun.head, noun.dep_ = token, "conj"
    conjunction.head = noun


def _mend_compound(token: "Token", grammar: Grammar) -> None:
    """Make a compound of a verb form and a noun after a verb that takes no bare infinitive."""
    verb = token.head
    if token.dep_ == "advcl" or verb.i >= token.i or verb.lemma_ in grammar.bare_infinitives:
        return
    noun = token.nbor(1) if token.i + 1 < len(token.doc) else token
    own = any(child.dep_ in (*_SUBJECTS, "mark", "aux") for child in token.children)
    if noun.head != token or noun.dep_ != "obj" or noun.pos_ != "NOUN" or own:
        return
    noun.head, noun.dep_ = verb, "obj"
    for child in list(token.children):
        child.head = noun if child.i > noun.i else verb
    token.head, token.dep_, token.pos_, token.tag_ = noun, "compound", "NOUN", "NN"
