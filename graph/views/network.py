"""Claims as a NetworkX graph."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from diplograph.ontology import Actor, Claim, Document, Event, load_schema

from ..garbage import uncollected
from ..rdf import compact
from ..safe_text import UNFIT_FOR_XML

if TYPE_CHECKING:
    import networkx

__all__ = ["describe_claim", "describe_node", "plain_attributes", "to_networkx"]


def describe_claim(claim: Claim, document: Document | None = None) -> dict[str, Any]:
    """The attributes of a claim as plain text and numbers, absent where the text does not say.

    ``quote``, ``trigger``, ``quote_start`` and ``quote_end`` are those of the first piece of evidence (``start`` and ``end``
    are times in GEXF); ``evidence_count`` tells of more. Of a claim that was coded, ``quote`` is how.
    """
    relation = load_schema().relations[claim.relation]
    first = claim.evidence[0] if claim.evidence else None
    date = claim.date
    described = {
        "relation": claim.relation,
        "family": relation.family,
        "plover": relation.plover_class(claim.polarity, claim.modality),
        "polarity": str(claim.polarity),
        "modality": str(claim.modality),
        "manner": claim.manner,
        "organization": _name(claim.organization),
        "speaker": _name(claim.speaker),
        "role": claim.role,
        "date": date.start if date is not None else None,
        "date_end": date.end if date is not None else None,
        "date_precision": date.precision if date is not None else None,
        "place": claim.place,
        "country": _name(claim.country),
        "quote": first.quote if first is not None else next(iter(claim.grounds), None),
        "trigger": first.trigger if first is not None else None,
        "quote_start": first.start if first is not None else None,
        "quote_end": first.end if first is not None else None,
        "evidence_count": len(claim.evidence),
        "document": claim.document,
        "title": document.title if document is not None else None,
        "document_date": document.date.isoformat() if document is not None and document.date is not None else None,
        "url": document.url if document is not None else None,
        "outlet": claim.outlet or (document.outlet if document is not None else None),
        "confidence": claim.confidence,
        "frame": claim.frame,
    }
    return plain_attributes(described)


def to_networkx(
    claims: Iterable[Claim], documents: Mapping[str, Document], *, only_stated: bool = False
) -> "networkx.MultiDiGraph[str]":
    """A MultiDiGraph: actors and events are nodes, each claim is one edge from subject to object, keyed by the claim's key.

    Nodes are named as in SPARQL ("actor:RUS", "event:saudi-talks"). A claim over a membership goes to the candidate, with
    the body as ``organization``. With ``only_stated``, only what texts affirm as actual.

    All attributes are text or numbers that GraphML, GEXF and GML hold; what a text does not say is not there, so ask with
    ``edge.get("date")``. Nodes have ``name`` and the same as ``label`` (GML keeps a label of its own), ``kind``, ``iri``, of
    actors ``code``, ``wikidata`` and ``aliases`` (joined by "; "), of events ``place``. Edges have ``relation``, ``family``,
    ``plover``, ``polarity``, ``modality``, ``manner``, ``organization``, ``speaker``, ``role``, ``date``, ``date_end`` (days),
    ``date_precision``, ``place``, ``country``, ``quote``, ``trigger``, ``quote_start``, ``quote_end`` (characters of the
    article), ``evidence_count``, ``document``, ``title``, ``document_date``, ``url``,
    ``outlet``, ``confidence`` and ``frame``.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    names: dict[str, str] = {}
    with uncollected():
        for claim in claims:
            if only_stated and not claim.is_stated_fact:
                continue
            for node in (claim.subject, claim.object):
                if node.iri not in names:
                    names[node.iri] = compact(node.iri)
                    graph.add_node(names[node.iri], **describe_node(node))
            described = describe_claim(claim, documents.get(claim.document))
            graph.add_edge(names[claim.subject.iri], names[claim.object.iri], claim.key, **described)
    return graph


def plain_attributes(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Those attributes that say something, in characters that formats of networks can hold."""
    said = {name: value for name, value in attributes.items() if value is not None and value != ""}
    for name, value in said.items():
        # Whatever is unfit is not printable either, and that is known of a text at once.
        if type(value) is str and not value.isprintable():
            said[name] = UNFIT_FOR_XML.sub("\ufffd", value)
    return said


def _name(actor: Actor | None) -> str | None:
    return actor.name if actor is not None else None


def describe_node(node: Actor | Event) -> dict[str, Any]:
    """The attributes of an actor or event as plain text: those of a node in every network."""
    described = {"name": node.name, "label": node.name, "kind": node.kind, "iri": node.iri}
    if isinstance(node, Actor):
        more = {"code": node.code, "wikidata": node.wikidata, "aliases": "; ".join(node.aliases)}
        return plain_attributes({**described, **more})
    return plain_attributes({**described, "place": node.place})
