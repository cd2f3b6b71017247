"""Claims in plain words: the label of an edge, the sentence of a claim, the heading of a page."""

from collections.abc import Sequence

from diplograph.ontology import Claim, Document, Modality, Polarity, Relation

__all__ = ["base_form", "page_title", "sentence", "verb_phrase"]

_SIBILANT_ENDINGS = ("ches", "shes", "sses", "xes", "oes")
_AUXILIARIES = {
    Modality.PLANNED: ("is to", "is not to", "is NOT to"),
    Modality.POSSIBLE: ("may", "may not", "may NOT"),
    Modality.DEMANDED: ("should", "should not", "should NOT"),
}


def base_form(verb: str) -> str:
    """The infinitive of a verb in the third person singular.

    >>> [base_form(verb) for verb in ("opposes", "is", "allies", "reaches", "hosts")]
    ['oppose', 'be', 'ally', 'reach', 'host']
    """
    if verb in {"is", "has"}:
        return {"is": "be", "has": "have"}[verb]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(_SIBILANT_ENDINGS) else verb[:-1]


def verb_phrase(label: str, polarity: Polarity, modality: Modality, *, loud: bool = False) -> str:
    """The relation's label ("opposes membership of") with polarity and modality in words; ``loud`` writes NOT in capitals.

    >>> verb_phrase("opposes membership of", Polarity.NEGATED, Modality.ACTUAL)
    'does not oppose membership of'
    >>> verb_phrase("is excluded from", Polarity.AFFIRMED, Modality.POSSIBLE)
    'may be excluded from'
    """
    verb, _, rest = label.partition(" ")
    negated = polarity is Polarity.NEGATED
    word = "NOT" if loud else "not"
    if modality in _AUXILIARIES:
        affirmed, denied, denied_loudly = _AUXILIARIES[modality]
        words = [(denied_loudly if loud else denied) if negated else affirmed, base_form(verb), rest]
    elif negated:
        words = ["is", word, rest] if verb == "is" else ["does", word, base_form(verb), rest]
    else:
        words = [verb, rest]
    if modality is Modality.ALLEGED:
        words.insert(1 if verb == "is" and not negated else 0, "allegedly")
    return " ".join(part for part in words if part)


def sentence(claim: Claim, relation: Relation) -> list[str]:
    """The claim as a readable sentence, in parts: names at even places, our own words between them.

    >>> from diplograph.ontology import Actor, load_schema
    >>> russia, ukraine, nato = (Actor(iri=n, name=n, kind="State") for n in ("Russia", "Ukraine", "NATO"))
    >>> claim = Claim("a", russia, "opposesMembership", ukraine, organization=nato, polarity=Polarity.NEGATED)
    >>> "".join(sentence(claim, load_schema().relations["opposesMembership"]))
    'Russia does not oppose membership of Ukraine in NATO'
    """
    words = verb_phrase(relation.phrase(claim.manner), claim.polarity, claim.modality)
    parts = [claim.subject.name, f" {words} ", claim.object.name]
    if claim.organization is not None:
        parts += [" in ", claim.organization.name]
    return parts


def page_title(documents: Sequence[Document]) -> str:
    """The heading of a page that is given none: the title of the only article, or how many there are."""
    if len(documents) == 1:
        return documents[0].title or documents[0].id
    return f"{len(documents):,} articles"
