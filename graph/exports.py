"""What a graph can be written as: one entry a format."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from diplograph.ontology import Claim, GraphError, load_schema

from .claim_sheet import to_table

if TYPE_CHECKING:
    from diplograph.extract import LinkedMention

    from .knowledge_graph import KnowledgeGraph

__all__ = [
    "EXPORTS",
    "Export",
    "find_export",
    "read_ontology",
    "to_csv",
    "to_json_line",
    "to_mention_line",
    "to_records",
]

# C1 controls and the marks that reorder text on a terminal; json.dumps escapes the C0 controls itself.
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Export:
    """A format: what it is good for, and what gives its bytes."""

    summary: str
    write: Callable[["KnowledgeGraph"], bytes]


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
    return _HIDDEN.sub(lambda mark: f"\\u{ord(mark[0]):04x}", line)


def to_csv(columns: Iterable[str], rows: Iterable[Iterable[Any]], *, delimiter: str = ",") -> str:
    """CSV that a spreadsheet opens as data: text that it would run as a formula gets an apostrophe in front.

    >>> to_csv(["quote"], [["=1+1"]])
    "quote\\r\\n'=1+1\\r\\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([_defuse(value) for value in row] for row in rows)
    return buffer.getvalue()


def find_export(name: str | None, output: Path | None) -> Export:
    """The export called ``name``, or else by the suffix of ``output``; raises GraphError with the names that exist."""
    wanted = name or (output.suffix.removeprefix(".").lower() if output is not None else "")
    found = EXPORTS.get(wanted)
    if found is None:
        raise GraphError(f"{wanted!r} is not an export format; use one of {', '.join(EXPORTS)}")
    return found


def read_ontology(name: str | None, output: Path | None) -> bytes:
    """The ontology as it ships, in Turtle; raises GraphError where another format is asked for."""
    wanted = name or (output.suffix.removeprefix(".").lower() if output is not None else "ttl")
    if wanted != "ttl":
        raise GraphError(f"the ontology is exported as ttl, not {wanted!r}; leave --format out, or name a .ttl file")
    return files("diplograph.ontology").joinpath("diplograph.ttl").read_bytes()


def _defuse(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.lstrip()[:1] in tuple("=+-@") else value


def _json_lines(graph: "KnowledgeGraph") -> bytes:
    claims: dict[str, list[Claim]] = {document.id: [] for document in graph.documents}
    for claim in graph.claims:
        claims[claim.document].append(claim)
    return "".join(to_json_line(document, found) + "\n" for document, found in claims.items()).encode()


def _csv(graph: "KnowledgeGraph") -> bytes:
    return to_csv(*to_table(graph.claims, graph.documents)).encode()


def _graphml(graph: "KnowledgeGraph") -> bytes:
    import networkx

    return "\n".join([*networkx.generate_graphml(graph.to_networkx()), ""]).encode()


def _rdf(suffix: str) -> Callable[["KnowledgeGraph"], bytes]:
    def write(graph: "KnowledgeGraph") -> bytes:
        return graph.serialize(suffix)

    return write


EXPORTS = MappingProxyType(
    {
        "ttl": Export("Turtle", _rdf(".ttl")),
        "trig": Export("TriG: direct triples in a graph of their own", _rdf(".trig")),
        "nq": Export("N-Quads", _rdf(".nq")),
        "nt": Export("N-Triples", _rdf(".nt")),
        "rdf": Export("RDF/XML", _rdf(".rdf")),
        "jsonld": Export("JSON-LD with its context inside", _rdf(".jsonld")),
        "graphml": Export("GraphML for Gephi, yEd or Cytoscape", _graphml),
        "csv": Export("one row a claim, for a spreadsheet", _csv),
        "jsonl": Export("claim records, one line a document", _json_lines),
    }
)
