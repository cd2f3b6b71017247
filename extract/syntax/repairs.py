"""Parse repairs: what the parser gets wrong where the surface leaves hardly a doubt, mended before frames read the syntax.

- "of" belongs to the noun right before it ("the foreign ministers of Iran"), not to one further back.
- A common noun after "and" stands beside the common noun before a name ("officials of the EU and representatives of Iran"), not
  beside the name that only belongs to that noun.
- A gerund of speaking after a place tells what the subject says ("marched in the city demanding a vote").
- "Joining" right after a name tells what the named are to do ("objected to Kyiv joining NATO").
- Only few verbs take a bare infinitive; after any other it is half of a compound ("suspended aid deliveries").
- A preposition right after a verb that takes it as a particle is one ("broke off talks").
- An infinitive right after the object of a verb spells out a noun for a plan or refusal ("repeated its refusal to return").
- A past tense coordinated with the present of a clause that was told goes on with the telling ("said Iran has oil, and left").
- "Between" never belongs to the name of a place ("a meeting in Washington between Rice and Lavrov").
- A verb after "nor" goes with the one after its "neither".
- A noun after "by" is no subject of the infinitive after it ("was said by officials to have met").
- A noun after "by" behind the object of a passive is its agent ("was granted a loan by India").
- "Except" before the last noun of a subject takes it out of the subject ("every state except Chad agreed").
- A preposition before a modifier belongs to the noun ("with Rwandan envoys").
- A noun after "to" behind a relative clause is no subject of the verb after it ("which would have admitted Chad to NATO was").
- A past tense that goes on after "..., the ministry said," goes with the saying ("did not attack, it said, and blamed Chad").
- Between a person and a noun with an adjective, "and" joins the two ("Bush and Iranian officials"), not the adjective.
"""

from typing import TYPE_CHECKING

from ..words import Grammar, load_words
from .root_repairs import mend_roots
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Doc, Token

__all__ = ["NEGATED", "PERSON", "mend_attachments", "mend_tags"]

# Key of Doc.user_data: indexes of conjunctions that stand for "nor", and of verbs right after it or after "neither".
NEGATED = "negated_coordination"
# The word that the parser reads for a person.
PERSON = "Bush"
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
        elif dep in ("nmod", "conj"):
            _reattach(token, names)
        elif dep == "acl":
            if token.tag_ == "VBG" and _is_prospect(token, names, grammar):
                token.head = token.nbor(-1)
            verb = _telling_verb(token, grammar)
            if verb is not None:
                token.head, token.dep_ = verb, "advcl"


def _reattach(token: "Token", names: "Container[int]") -> None:
    """Hang what the parser hung on a noun where it belongs."""
    if _is_agent_of_passive(token):
        token.head, token.dep_ = token.head.head, "obl:agent"
        return
    head = (_owner_of(token) or _parted(token, names)) if token.dep_ == "nmod" else _conjoined(token, names)
    if head is not None:
        token.head = head


def _conjoined(token: "Token", names: "Container[int]") -> "Token | None":
    return _correlate_of(token) or _parallel_of(token, names) or _matrix_of(token) or _saying_of(token)


def _saying_of(token: "Token") -> "Token | None":
    """The verb of saying between a clause and the past tense that the parser coordinated with the clause."""
    if token.tag_ != "VBD" or any(child.dep_ in (*_SUBJECTS, "mark") for child in token.children):
        return None
    said = [c for c in token.head.children if c.dep_ == "parataxis" and token.head.i < c.i < token.i and c.tag_ == "VBD"]
    return (
        said[-1] if said and all(word.is_punct or word.head == token for word in token.doc[said[-1].i + 1 : token.i]) else None
    )


def _mend_preposition(token: "Token", names: "Container[int]") -> None:
    """Hang a preposition on the noun whose modifier, a name, the parser hung it on."""
    modifier = token.head
    if (
        modifier.i in names
        and modifier.dep_ in ("amod", "compound")
        and token.i < modifier.i < modifier.head.i
        and modifier.head.pos_ in _NOUNS
    ):
        token.head = modifier.head


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


def _is_agent_of_passive(token: "Token") -> bool:
    """True for a noun after "by" that the parser hung on what somebody was given."""
    given = token.head
    by = any(child.dep_ == "case" and child.lower_ == "by" for child in token.children)
    return (
        by and token.dep_ == "nmod" and given.dep_ == "obj" and any(child.dep_ == "aux:pass" for child in given.head.children)
    )


def _has_modal(token: "Token") -> bool:
    deps = {child.dep_ for child in token.children}
    return "obj" in deps and "cop" not in deps and any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children)


def _matrix_of(token: "Token") -> "Token | None":
    """The verb of telling in the past tense with which another past tense goes on."""
    told = token.head
    if token.tag_ != "VBD" or told.tag_ not in ("VBZ", "VBP") or told.dep_ != "ccomp":
        return None
    own = any(child.dep_ in _SUBJECTS for child in token.children)
    return told.head if told.head.tag_ == "VBD" and told.head.i < told.i and not own else None


def _parted(token: "Token", names: "Container[int]") -> "Token | None":
    """The noun whose place "between" was hung on."""
    place = token.head
    if place.i not in names or place.dep_ not in ("nmod", "obl") or place.i > token.i:
        return None
    return place.head if any(child.dep_ == "case" and child.lower_ == "between" for child in token.children) else None


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
    token.head, token.dep_ = (token if dep == "ROOT" else head), dep
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
