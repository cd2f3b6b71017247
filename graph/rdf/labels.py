"""Words for terms: labels of the ontology, and how a claim is put ("alleged by Oslo") in place of polarity and modality."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from diplograph.ontology import Modality, Polarity, ontology_texts
from diplograph.ontology.identifiers import ONTOLOGY

from .namespaces import PREFIXES

__all__ = ["MODALITY_WORDS", "POLARITY_WORDS", "claim_status", "load_labels"]

POLARITY_WORDS = MappingProxyType({Polarity.AFFIRMED: "affirmed", Polarity.NEGATED: "denied"})
MODALITY_WORDS = MappingProxyType(
    {
        Modality.ACTUAL: "stated as fact",
        Modality.PLANNED: "planned",
        Modality.POSSIBLE: "possible",
        Modality.DEMANDED: "demanded",
        Modality.ALLEGED: "alleged",
    }
)

# Without a speaker, and with one.
_STATUS = MappingProxyType(
    {
        (Polarity.AFFIRMED, Modality.ACTUAL): ("stated as fact", "stated by {}"),
        (Polarity.AFFIRMED, Modality.PLANNED): ("planned", "planned, says {}"),
        (Polarity.AFFIRMED, Modality.POSSIBLE): ("possible", "possible, says {}"),
        (Polarity.AFFIRMED, Modality.DEMANDED): ("demanded", "demanded by {}"),
        (Polarity.AFFIRMED, Modality.ALLEGED): ("alleged", "alleged by {}"),
        (Polarity.NEGATED, Modality.ACTUAL): ("denied", "denied by {}"),
        (Polarity.NEGATED, Modality.PLANNED): ("planned not to", "planned not to, says {}"),
        (Polarity.NEGATED, Modality.POSSIBLE): ("possibly not", "possibly not, says {}"),
        (Polarity.NEGATED, Modality.DEMANDED): ("demanded not to", "demanded not to by {}"),
        (Polarity.NEGATED, Modality.ALLEGED): ("alleged not to", "alleged not to by {}"),
    }
)


def claim_status(polarity: Polarity, modality: Modality, speaker: str | None = None) -> str:
    """How a claim is put, and by whom.

    >>> claim_status(Polarity.AFFIRMED, Modality.ALLEGED, "Oslo"), claim_status(Polarity.NEGATED, Modality.ACTUAL)
    ('alleged by Oslo', 'denied')
    """
    alone, with_speaker = _STATUS[polarity, modality]
    return with_speaker.format(speaker) if speaker else alone


def load_labels() -> Mapping[str, str]:
    """The label of each term of the ontology by its IRI; of polarities and modalities the words for readers.

    >>> load_labels()[ONTOLOGY + "opposesMembership"], load_labels()[ONTOLOGY + "negated"]
    ('opposes membership of', 'denied')
    """
    return _labels(ontology_texts())


@cache
def _labels(texts: Sequence[str]) -> Mapping[str, str]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    label, pref = (NamedNode(PREFIXES[prefix] + name) for prefix, name in (("rdfs", "label"), ("skos", "prefLabel")))
    found = {
        quad.subject.value: quad.object.value
        for text in texts
        for quad in parse(text, format=RdfFormat.TURTLE)
        if quad.predicate in (label, pref) and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        if quad.object.language in (None, "en")
    }
    words = (*POLARITY_WORDS.items(), *MODALITY_WORDS.items())
    return MappingProxyType(found | {ONTOLOGY + term.value: word for term, word in words})
