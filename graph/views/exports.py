"""What a graph can be written as: one entry a format."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from diplograph.ontology import Claim, Document, GraphError, load_schema

from ..safe_text import HIDDEN_IN_JSON, escape_unicode
from .claim_sheet import to_table
from .tables import to_csv

if TYPE_CHECKING:
    import networkx
    from diplograph.extract import LinkedMention

__all__ = [
    "EXPORTS",
    "Export",
    "find_export",
    "read_ontology",
    "to_json_line",
    "to_mention_line",
    "to_records",
]


class WholeGraph(Protocol):
    """What an export is made of."""

    @property
    def claims(self) -> Sequence[Claim]:
        """Every claim, by document and place in its text."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document by id."""

    def serialize(self, suffix: str) -> bytes:
        """The bytes of a graph file of that suffix."""

    def to_networkx(self) -> "networkx.Graph[str]":
        """Actors and events as nodes, each claim as an edge."""


@dataclass(frozen=True, slots=True)
class Export:
    """A format: what it is good for, what gives its bytes, and whether they are text."""

    summary: str
    write: Callable[[WholeGraph], bytes]
    is_text: bool = True


def to_json_line(document: str, claims: Iterable[Claim]) -> str:
    """One line of JSON: the document's id and the records of its claims; control and direction marks are escaped."""
    return _line({"id": document, "claims": to_records(claims)})


def to_records(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """The records of claims, as ``diplograph extract`` prints them."""
    relations = load_schema().relations
    return [dict(claim.record(relations[claim.relation].plover_class(claim.polarity, claim.modality))) for claim in claims]


def to_mention_line(document: str, mentions: "Iterable[LinkedMention]") -> str:
    """One line of JSON: the document's id and its linked mentions; control and direction marks are escaped."""
    return _line({"id": document, "mentions": [mention.record() for mention in mentions]})


def _line(content: dict[str, Any]) -> str:
    line = json.dumps(content, ensure_ascii=False)
    return HIDDEN_IN_JSON.sub(escape_unicode, line)


def find_export(name: str | None, output: Path | None) -> Export:
    """The export called ``name``, or else by the suffix of ``output``; raises GraphError with the names that exist."""
    wanted = name or (output.suffix.removeprefix(".").lower() if output is not None else "")
    found = EXPORTS.get(wanted)
    if found is None:
        problem = f"{wanted!r} is not an export format" if wanted else "name an export format, or a file whose suffix tells it"
        raise GraphError(f"{problem}; use one of {', '.join(EXPORTS)}")
    return found


def read_ontology(name: str | None, output: Path | None) -> bytes:
    """The ontology as it ships, in Turtle; raises GraphError where another format is asked for."""
    wanted = name or (output.suffix.removeprefix(".").lower() if output is not None else "ttl")
    if wanted != "ttl":
        raise GraphError(f"the ontology is exported as ttl, not {wanted!r}; leave --format out, or name a .ttl file")
    return files("diplograph.ontology").joinpath("diplograph.ttl").read_bytes()


def _json_lines(graph: WholeGraph) -> bytes:
    claims: dict[str, list[Claim]] = {document.id: [] for document in graph.documents}
    for claim in graph.claims:
        claims[claim.document].append(claim)
    return "".join(to_json_line(document, found) + "\n" for document, found in claims.items()).encode()


def _csv(graph: WholeGraph) -> bytes:
    return to_csv(*to_table(graph.claims, graph.documents)).encode()


def _network(suffix: str) -> Callable[[WholeGraph], bytes]:
    def write(graph: WholeGraph) -> bytes:
        from .exchange import NETWORK_FORMATS

        return NETWORK_FORMATS[suffix].write(graph.to_networkx())

    return write


def _cytoscape(graph: WholeGraph) -> bytes:
    from .exchange import to_cytoscape

    return to_cytoscape(graph.to_networkx())


def _parquet(graph: WholeGraph) -> bytes:
    from .exchange import to_parquet

    return to_parquet(graph.claims, graph.documents)


def _cypher(graph: WholeGraph) -> bytes:
    from .exchange import to_cypher

    return to_cypher(graph.claims, graph.documents).encode()


def _neo4j(graph: WholeGraph) -> bytes:
    from .exchange import to_import_files

    return to_import_files(graph.claims, graph.documents)


def _follow_the_money(graph: WholeGraph) -> bytes:
    from .exchange import to_entities

    lines = (_line(dict(entity)) for entity in to_entities(graph.claims, graph.documents))
    return "".join(f"{line}\n" for line in lines).encode()


def _rdf(suffix: str) -> Callable[[WholeGraph], bytes]:
    def write(graph: WholeGraph) -> bytes:
        return graph.serialize(suffix)

    return write


EXPORTS = MappingProxyType(
    {
        "ttl": Export("Turtle", _rdf(".ttl")),
        "trig": Export("TriG: direct and derived triples in graphs of their own", _rdf(".trig")),
        "nq": Export("N-Quads: direct and derived triples in graphs of their own", _rdf(".nq")),
        "nt": Export("N-Triples", _rdf(".nt")),
        "rdf": Export("RDF/XML", _rdf(".rdf")),
        "jsonld": Export("JSON-LD with its context inside: direct and derived triples in graphs of their own", _rdf(".jsonld")),
        "graphml": Export("GraphML for yEd, igraph or Cytoscape", _network(".graphml")),
        "gexf": Export("GEXF for Gephi", _network(".gexf")),
        "json": Export("node-link JSON, as NetworkX and D3 read it", _network(".json")),
        "cyjs": Export("JSON for Cytoscape and Cytoscape.js", _cytoscape),
        "cypher": Export("statements for Neo4j and others that speak Cypher", _cypher),
        "neo4j": Export(
            "nodes.csv and relationships.csv, as a ZIP archive, for neo4j-admin database import", _neo4j, is_text=False
        ),
        "ftm": Export("FollowTheMoney entities, one line each, for Aleph and OpenSanctions' tools", _follow_the_money),
        "parquet": Export("one row a claim with typed columns, for pandas, Polars, DuckDB or Spark", _parquet, is_text=False),
        "csv": Export("one row a claim, for a spreadsheet", _csv),
        "jsonl": Export("claim records, one line a document, as diplograph extract prints them", _json_lines),
    }
)
