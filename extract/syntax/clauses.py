"""Clauses over Universal Dependencies: subjects, voice, prepositions, questions, headlines."""

from functools import cache
from typing import TYPE_CHECKING

from ..words import Grammar, load_words
from .remembering import remembered

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = [
    "NON_FINITE",
    "agent_phrases",
    "antecedent",
    "children",
    "conditions",
    "is_asked",
    "is_finite",
    "is_gerund",
    "is_headline",
    "is_infinitive",
    "is_inverted_condition",
    "is_marked_gerund",
    "is_nominal_gerund",
    "is_passive",
    "preposition",
    "starts_phrase",
    "subject_of_clause",
]

_FINITE, NON_FINITE = frozenset({"VBD", "VBZ", "VBP"}), frozenset({"VB", "VBG"})
_MAX_INHERITANCE = 6
_ASKING = frozenset({"WRB", "WP", "WDT", "WP$"})
_PAUSES = frozenset({",", ":", ";", "-", "–", "—"})
_LONGEST_PHRASE = 4
# Of whom there are few, so that an infinitive tells who they are ("the first to visit Chad").
_FEW = frozenset({"first", "second", "third", "last", "latest", "next", "only"})
# Key of Doc.user_data.
_ASKS = "asks"


def children(token: "Token", *deps: str) -> list["Token"]:
    return [child for child in token.children if child.dep_ in deps]


def is_finite(token: "Token") -> bool:
    return token.tag_ in _FINITE


def is_gerund(verb: "Token") -> bool:
    """True for "attacking", and for "having attacked" and "being attacked", of which only the auxiliary has the form."""
    if verb.tag_ != "VBN":
        return verb.tag_ == "VBG"
    auxiliaries = children(verb, "aux", "aux:pass")
    return (
        bool(auxiliaries) and auxiliaries[0].tag_ == "VBG" and auxiliaries[0].lower_ in load_words(Grammar).gerund_auxiliaries
    )


@remembered
def preposition(token: "Token") -> str:
    """The preposition before a noun, lower case, fixed ones joined ("because of"); empty where there is none."""
    for child in token.children:
        if child.dep_ == "case" and child.i < token.i and child.pos_ != "PART":
            return "_".join([child.lower_, *(part.lower_ for part in child.children if part.dep_ == "fixed")])
    return ""


def agent_phrases(verb: "Token") -> list["Token"]:
    """The agents of a passive: "by" phrases, whatever the label."""
    return [
        child for child in verb.children if child.dep_ == "obl:agent" or (child.dep_ == "obl" and preposition(child) == "by")
    ]


@remembered
def is_passive(verb: "Token") -> bool:
    """True for passive clauses and for past participles that modify a noun ("the man arrested by police")."""
    while not _is_passive_alone(verb):
        # "were arrested and expelled": a bare participle is what it is coordinated with.
        if verb.dep_ != "conj" or verb.tag_ != "VBN" or children(verb, "nsubj", "obj", "aux"):
            return False
        verb = verb.head
    return True


def _is_passive_alone(verb: "Token") -> bool:
    if any(child.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass") for child in verb.children):
        return True
    if verb.dep_ not in ("acl", "amod", "advcl", "xcomp") or children(verb, "nsubj", "obj", "aux", "mark"):
        return False
    # "Nicaragua, expelled from the OAS, ...": the tagger may take the participle for a past tense.
    after_comma = verb.i > 0 and verb.nbor(-1).text == ","
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and after_comma)
    return bool(agent_phrases(verb)) or (participle and (verb.dep_ != "advcl" or after_comma))


def antecedent(token: "Token", verb: "Token") -> "Token":
    """The noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ in load_words(Grammar).relative_pronouns and token.pos_ in ("PRON", "DET", "SCONJ"):
        clause = verb
        while clause.dep_ in ("conj", "xcomp") and clause.head != clause:
            clause = clause.head
        if clause.dep_ in ("acl:relcl", "acl"):
            return _told_of(clause.head)
    return token


def _told_of(noun: "Token") -> "Token":
    """The name that a noun says something of ("Chad is the only state that"), or the noun itself."""
    subjects = children(noun, "nsubj") if noun.pos_ == "NOUN" and children(noun, "cop") else []
    return next((subject for subject in subjects if subject.pos_ == "PROPN"), noun)


def _own_subject(verb: "Token") -> "Token | None":
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer"):
            return child
        if child.dep_ == "csubj" and child.tag_ == "VBG" and not children(child, "aux", "mark"):
            # "The agency working in Chad said": the noun, not the working.
            return next(iter(children(child, "nsubj")), None)
    return None


def subject_of_clause(verb: "Token", depth: int = 0) -> tuple["Token | None", bool]:
    """The surface subject, inherited where the clause has none of its own, and whether it is that of a passive."""
    subject = _own_subject(verb)
    if subject is not None:
        return antecedent(subject, verb), subject.dep_ == "nsubj:pass" or is_passive(verb)
    if depth > _MAX_INHERITANCE or verb.head == verb:
        return None, False
    if verb.dep_ in ("acl", "acl:relcl"):
        return _subject_at_noun(verb, depth), is_passive(verb)
    controlling = _controlling_object(verb)
    if controlling is not None:
        return controlling, is_passive(verb)
    if verb.dep_ in ("xcomp", "conj", "advcl") or (verb.dep_ == "ccomp" and (verb.tag_ == "VB" or is_gerund(verb))):
        return subject_of_clause(_sharing_head(verb), depth + 1)[0], is_passive(verb)
    return None, False


def _sharing_head(verb: "Token") -> "Token":
    """The verb whose subject a clause shares; a finite conjunct shares that of a finite verb, wherever it was hung."""
    head = verb.head
    if verb.dep_ == "conj" and is_finite(verb):
        while not is_finite(head) and head.head != head:
            head = head.head
    return head


def _controlling_object(verb: "Token") -> "Token | None":
    """Whose doing the clause below a verb is, where it is not its subject's.

    The object of "urged Iran to stop" and "accused Iran of helping", the prepositional one of "called on Iran to stop".
    """
    head, grammar = verb.head, load_words(Grammar)
    if head.pos_ != "VERB" or head.lemma_ in grammar.subject_control or verb.dep_ not in ("xcomp", "advcl", "ccomp"):
        return None
    controls = head.lemma_ in grammar.object_control or bool(grammar.oblique_control(head.lemma_))
    # Below a verb that is not known to control, only a plain infinitive complement is its object's doing.
    if verb.dep_ != "xcomp" and not (controls and (is_infinitive(verb) or is_marked_gerund(verb))):
        return None
    objects = children(head, "obj", "iobj")
    objects += [child for child in children(head, "obl") if preposition(child) in grammar.oblique_control(head.lemma_)]
    return next((antecedent(child, head) for child in objects), None)


def is_infinitive(verb: "Token") -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)


def is_headline(verb: "Token") -> bool:
    """True for the infinitive of a headline ("Chad to sign peace deal"), which tells a plan of its subject."""
    noun = verb.head
    is_named = noun.pos_ == "PROPN" or _is_somebody(noun)
    opened = verb.dep_ == "acl" and noun.dep_ == "ROOT" and is_named and noun.i == verb.i - 2
    return is_infinitive(verb) and (opened or (verb.dep_ == "ROOT" and verb.i > 1 and verb.nbor(-2).pos_ == "PROPN"))


def conditions(verb: "Token") -> list["Token"]:
    """Clauses that say what would avert or bring about a deed ("unless Iran complies"), however deep the parser hung them."""
    clauses = (clause for clause in verb.subtree if clause.dep_ == "advcl" and clause.i > verb.i)
    marks = load_words(Grammar).conditional_marks
    return [clause for clause in clauses if any(mark.lower_ in marks for mark in children(clause, "mark"))]


def _is_somebody(noun: "Token") -> bool:
    """True for a noun right behind a name, without an article, that is no plan or right ("French president to visit Mali")."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() in load_words(Grammar).infinitive_nouns:
        return False
    modifiers = [child for child in noun.children if child.i < noun.i]
    return bool(modifiers) and all(child.dep_ in ("amod", "compound") and child.is_title for child in modifiers)


def starts_phrase(token: "Token", phrases: frozenset[str]) -> bool:
    """True where one of the phrases, in lower case, begins with a token."""
    if token.lower_ not in _openers(phrases):
        return False
    words = [word.lower_ for word in token.doc[token.i : token.i + _LONGEST_PHRASE]]
    return any(" ".join(words[:length]) in phrases for length in range(1, len(words) + 1))


@cache
def _openers(phrases: frozenset[str]) -> frozenset[str]:
    """The first words of phrases: few words of a text are one, and the list is asked for nearly all of them."""
    return frozenset(phrase.split(" ")[0] for phrase in phrases)


def _holds_question(doc: "Doc") -> bool:
    """True where a text has a question mark; looked for once, since most texts have none."""
    holds: bool | None = doc.user_data.get(_ASKS)
    if holds is None:
        holds = doc.user_data[_ASKS] = any(token.text == "?" for token in doc)
    return holds


def is_asked(clause: "Token") -> bool:
    """True for a clause that a question leaves open ("Has Iran attacked?"); "why did Iran attack?" takes it as given."""
    if not _holds_question(clause.doc):
        return False
    rest = [clause.text]
    for token in clause.doc[clause.i + 1 :]:
        if token.is_sent_start:
            break
        rest.append(token.text)
    if "?" not in rest:
        return False
    subject = next((child for child in clause.children if child.dep_ in ("nsubj", "nsubj:pass", "expl")), None)
    if subject is None or any(token.tag_ in _ASKING for token in clause.doc[clause.left_edge.i : clause.i]):
        return False
    if any(child.dep_ in ("aux", "aux:pass", "cop") and child.i < subject.i for child in clause.children):
        return True
    # "Chad attacked Sudan?", but not "Chad attacked Sudan: why?" and "Chad attacked Sudan, did it not?".
    return clause.dep_ == "ROOT" and _PAUSES.isdisjoint(rest)


def is_inverted_condition(clause: "Token") -> bool:
    """True for "had Chad attacked, ...": a condition without "if"."""
    first = clause.doc[clause.left_edge.i]
    return clause.dep_ == "advcl" and first.head == clause and first.lower_ in load_words(Grammar).inverted_auxiliaries


def is_nominal_gerund(verb: "Token") -> bool:
    """True for a gerund with a subject of its own ("Ukraine joining NATO"), which names a prospect and states nothing."""
    if verb.tag_ != "VBG" or children(verb, "aux", "mark"):
        return False
    named = verb.dep_ == "acl" and verb.head.pos_ == "PROPN" and verb.head.i == verb.i - 1
    return bool(children(verb, "nsubj")) or (named and verb.lemma_ in load_words(Grammar).joining_gerunds)


def is_marked_gerund(verb: "Token") -> bool:
    marks = load_words(Grammar).gerund_marks
    return is_gerund(verb) and any(child.dep_ in ("mark", "case") and child.lower_ in marks for child in verb.children)


def _subject_at_noun(verb: "Token", depth: int) -> "Token | None":
    """The subject of a clause that hangs on a noun: the noun, or who has the plan that the noun is."""
    noun = verb.head
    if verb.dep_ == "acl:relcl" or (verb.tag_ == "VB" and _told_of(noun) != noun and _is_one_of_few(noun)):
        return _told_of(noun)
    if verb.tag_ in NON_FINITE and noun.lemma_.lower() in load_words(Grammar).speech_nouns:
        # "issued a statement condemning": whoever issued it condemns.
        return _controller_of_noun(noun, depth) or noun
    if (verb.tag_ != "VB" and not is_marked_gerund(verb)) or is_headline(verb):
        return noun
    # "accused Poland of attacking" may hang the gerund on Poland.
    controls = noun.head.lemma_ in load_words(Grammar).object_control
    if controls and noun.dep_ == "obl:agent":
        # "was accused by Poland of attacking"
        return subject_of_clause(noun.head, depth + 1)[0]
    if controls and noun.dep_ in ("obj", "iobj"):
        return noun
    is_charge = noun.lemma_.lower() in load_words(Grammar).charge_nouns
    return _charged_with(noun, depth) if is_charge else _controller_of_noun(noun, depth)


def _is_one_of_few(noun: "Token") -> bool:
    """True for "the first" and "the most senior official", whom an infinitive tells apart from others."""
    words = [word for child in noun.children for word in (child, *child.children)]
    return any(word.tag_ in ("JJS", "RBS") or word.lower_ in _FEW for word in words)


def _charged_with(charge: "Token", depth: int) -> "Token | None":
    """Who is said to do what a gerund on a charge tells ("rejected accusations of arming rebels", "charges against X of")."""
    against = next(
        (child for word in (charge, charge.head) for child in word.children if preposition(child) == "against"), None
    )
    if against is not None or charge.dep_ != "obj":
        return against
    makes = charge.head.lemma_ in load_words(Grammar).reporting_verbs | load_words(Grammar).charging_verbs
    return None if makes else subject_of_clause(charge.head, depth + 1)[0]


def _controller_of_noun(noun: "Token", depth: int) -> "Token | None":
    """Who has the plan, right or refusal that an infinitive spells out ("Israel's plan to attack")."""
    for child in noun.children:
        if child.dep_ == "nmod:poss" or (child.dep_ in ("amod", "compound") and child.is_title):
            return child
    grammar = load_words(Grammar)
    if noun.lemma_.lower() in grammar.punishments:
        # "sanctions on Iran for arming rebels": what somebody is punished for is that one's doing.
        punished = [child for word in (noun, noun.head) for child in word.children if preposition(child) in ("on", "against")]
        return next(iter(punished), None)
    opposed = preposition(noun) == "against" or _lemma_with_particle(noun.head) in grammar.opposing_verbs
    if noun.dep_ in ("obj", "obl", "xcomp") and not opposed:
        return subject_of_clause(noun.head, depth + 1)[0]
    return None


def _lemma_with_particle(verb: "Token") -> str:
    return " ".join([verb.lemma_.lower(), *(child.lower_ for child in children(verb, "compound:prt"))])
