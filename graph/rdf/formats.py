"""Graph files: one entry a format, chosen by suffix. The same triples always give the same bytes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from diplograph.ontology import GraphError
from rdflib import Dataset, Graph, URIRef

from .namespaces import DERIVED_GRAPH, PREFIXES
from .rdflib_datasets import default_graph, new_dataset, public_quads

if TYPE_CHECKING:
    from pyoxigraph import Triple

__all__ = [
    "FORMATS",
    "GraphFormat",
    "find_format",
    "load_context",
    "sort_prefixes",
]


_TYPE = f"<{PREFIXES['rdf']}type>"


@dataclass(frozen=True, slots=True)
class GraphFormat:
    """A way to write a dataset: pyoxigraph's name of the syntax, and what gives the bytes."""

    syntax: str
    serialize: Callable[[Dataset], bytes]


def _merge_graphs(dataset: Dataset) -> Graph:
    """All triples but the derived ones in one graph, sorted: a format without named graphs could not tell those apart."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    derived = URIRef(DERIVED_GRAPH)
    for triple in sorted({(s, p, o) for s, p, o, name in public_quads(dataset) if name != derived}):
        graph.add(triple)
    return graph


def _sort_lines(data: str) -> bytes:
    # Not splitlines(): U+2028 and its like stand unescaped inside literals.
    lines = sorted(line for line in data.split("\n") if line)
    return "".join(f"{line}\n" for line in lines).encode()


def _sort_dataset(dataset: Dataset) -> Dataset:
    ordered = new_dataset()
    for s, p, o, graph in sorted(public_quads(dataset), key=lambda quad: (str(quad[3] or ""), *quad[:3])):
        (default_graph(ordered) if graph is None else ordered.graph(graph)).add((s, p, o))
    return ordered


def _sort_json(value: Any) -> Any:
    """Lists of JSON-LD, which are sets, in one order; the keys are sorted on writing."""
    if isinstance(value, dict):
        return {key: _sort_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((_sort_json(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


def _unwrap_default_graph(graph: dict[str, Any]) -> list[dict[str, Any]]:
    # rdflib wraps the default graph too; without an @id, JSON-LD 1.1 takes that for a graph named by a blank node.
    return graph["@graph"] if graph.keys() == {"@graph"} else [graph]


def _write(dataset: Dataset, media: str) -> bytes:
    """Turtle or TriG, sorted, by pyoxigraph.

    rdflib writes the graphs of TriG in the order of a set, which changes from process to process, and in both a literal of
    several lines that ends in a backslash and a quote as no other reader takes it.
    """
    from pyoxigraph import DefaultGraph, RdfFormat, parse, serialize

    lines = _sort_dataset(dataset).serialize(format="nquads")
    quads = parse(lines, format=RdfFormat.N_QUADS, lenient=True)
    prefixes = {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}" in lines}
    ordered = sorted(quads, key=lambda q: ("" if q.graph_name == DefaultGraph() else str(q.graph_name), *_order(q.triple)))
    if media == "trig":
        data = serialize(ordered, format=RdfFormat.TRIG, prefixes=prefixes)
    else:
        triples = {quad.triple: None for quad in ordered if str(quad.graph_name) != f"<{DERIVED_GRAPH}>"}
        data = serialize(sorted(triples, key=_order), format=RdfFormat.TURTLE, prefixes=prefixes)
    assert data is not None
    return sort_prefixes(data)


def sort_prefixes(data: bytes) -> bytes:
    """Turtle or TriG with its prefixes, which pyoxigraph writes in the order of a hash table, in alphabetical order."""
    lines = data.split(b"\n")
    count = next((place for place, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])


def _order(triple: "Triple") -> tuple[str, bool, str, str]:
    """By subject, its class first, then by predicate and object."""
    subject, predicate, object_ = map(str, triple)
    return subject, predicate != _TYPE, predicate, object_


def _rdf_xml(dataset: Dataset) -> bytes:
    # An XML reader takes a bare carriage return for a line feed: https://www.w3.org/TR/xml/#sec-line-ends
    return _merge_graphs(dataset).serialize(format="xml", encoding="utf-8").replace(b"\r", b"&#13;")


@cache
def load_context() -> dict[str, Any]:
    """The JSON-LD context of exported graphs, ``ontology/context.jsonld``: the short names that make claims plain JSON."""
    text = files("diplograph.ontology").joinpath("context.jsonld").read_text("utf-8")
    context: dict[str, Any] = json.loads(text)["@context"]
    return context


def _nest_evidence(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each claim with its evidence inside: whoever reads the file as plain JSON finds the quote where the claim is."""
    evidence = {node["id"]: node for node in nodes if "quote" in node}
    cited = {name for node in nodes for name in node.get("evidence", ())}
    nested = [node for node in nodes if node.get("id") not in cited or node.get("id") not in evidence]
    for node in nested:
        if "evidence" in node:
            node["evidence"] = [evidence.get(name, name) for name in node["evidence"]]
    return nested


def _json_ld(dataset: Dataset) -> bytes:
    from rdflib.plugins.serializers.jsonld import from_rdf

    # rdflib's own writer orders keys by whether orjson is installed.
    document = from_rdf(_sort_dataset(dataset), context_data=load_context())  # type: ignore[no-untyped-call]
    nodes = [node for graph in document.get("@graph", []) for node in _unwrap_default_graph(graph)]
    document["@graph"] = _nest_evidence(nodes)
    return json.dumps(_sort_json(document), indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


FORMATS = MappingProxyType(
    {
        ".ttl": GraphFormat("TURTLE", lambda dataset: _write(dataset, "turtle")),
        ".trig": GraphFormat("TRIG", lambda dataset: _write(dataset, "trig")),
        ".nq": GraphFormat("N_QUADS", lambda dataset: _sort_lines(_sort_dataset(dataset).serialize(format="nquads"))),
        ".nt": GraphFormat("N_TRIPLES", lambda dataset: _sort_lines(_merge_graphs(dataset).serialize(format="nt11"))),
        ".rdf": GraphFormat("RDF_XML", _rdf_xml),
        ".jsonld": GraphFormat("JSON_LD", _json_ld),
    }
)


def find_format(path: Path) -> GraphFormat:
    """The format that the suffix of ``path`` names; raises GraphError for a suffix that names none."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise GraphError(f"{path}: {path.suffix or 'no suffix'} is not a graph format; use one of {', '.join(FORMATS)}")
    return found
