"""Graph files: one entry a format, chosen by suffix. The same triples always give the same bytes.

rdflib is imported by what writes: who only asks which formats there are does not wait for it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from diplograph.ontology import GraphError

from .namespaces import DERIVED_GRAPH, INTERNAL_GRAPHS, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple
    from rdflib import Dataset, Graph

__all__ = [
    "FORMATS",
    "GraphFormat",
    "find_format",
    "load_context",
    "sort_prefixes",
]


_TYPE = f"<{PREFIXES['rdf']}type>"
# Of literals whose form tells.
_UNWRITTEN_TYPES = {PREFIXES["xsd"] + "string", PREFIXES["rdf"] + "langString"}


@dataclass(frozen=True, slots=True)
class GraphFormat:
    """A way to write a dataset: pyoxigraph's name of the syntax, and what gives the bytes."""

    syntax: str
    serialize: "Callable[[Dataset], bytes]"


def _merge_graphs(dataset: "Dataset") -> "Graph":
    """All triples but the derived ones in one graph, sorted: a format without named graphs could not tell those apart."""
    from rdflib import Graph, URIRef

    from .rdflib_datasets import public_quads

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    derived = URIRef(DERIVED_GRAPH)
    for triple in sorted({(s, p, o) for s, p, o, name in public_quads(dataset) if name != derived}):
        graph.add(triple)
    return graph


def _sort_dataset(dataset: "Dataset") -> "Dataset":
    from .rdflib_datasets import default_graph, new_dataset, public_quads

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


def _as_quads(dataset: "Dataset") -> "Store":
    """The dataset as pyoxigraph has it: what it is a view of, or else a copy."""
    import pyoxigraph

    viewed = getattr(dataset.store, "viewed", None)
    if isinstance(viewed, pyoxigraph.Store):
        return viewed
    copy = pyoxigraph.Store()
    lines = _sort_dataset(dataset).serialize(format="nquads")
    copy.extend(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True))
    return copy


def _public_graphs(store: "Store", *, derived: bool) -> "list[DefaultGraph | NamedNode | BlankNode]":
    """The graphs that a file shows, in order."""
    from pyoxigraph import DefaultGraph

    hidden = INTERNAL_GRAPHS if derived else {*INTERNAL_GRAPHS, DERIVED_GRAPH}
    named = [graph for graph in store.named_graphs() if graph.value not in hidden]
    return [DefaultGraph(), *sorted(named, key=str)]


def _write_lines(dataset: "Dataset", *, merged: bool) -> bytes:
    """N-Quads, or with all graphs but the derived one ``merged`` N-Triples, as sorted lines."""
    store = _as_quads(dataset)
    lines: set[str] = set()
    for graph in _public_graphs(store, derived=not merged):
        name = "" if merged or str(graph) == "DEFAULT" else f"{graph} "
        lines.update(f"{quad.triple} {name}.\n" for quad in store.quads_for_pattern(None, None, None, graph))
    return "".join(sorted(lines)).encode()


def _write(dataset: "Dataset", *, merged: bool) -> bytes:
    """TriG, or with all graphs but the derived one ``merged`` Turtle, sorted, by pyoxigraph.

    rdflib writes the graphs of TriG in the order of a set, which changes from process to process, and in both a literal of
    several lines that ends in a backslash and a quote as no other reader takes it. Subject by subject, so that nothing but the
    names of subjects is held beside the graph.
    """
    from pyoxigraph import RdfFormat, serialize

    store = _as_quads(dataset)
    graphs = _public_graphs(store, derived=not merged)
    spaces = {space for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph) for space in _spaces(quad)}
    prefixes = {prefix: name for prefix, name in PREFIXES.items() if any(space.startswith(name) for space in spaces)}
    if merged:
        data = serialize(_ordered_triples(store, graphs), format=RdfFormat.TURTLE, prefixes=prefixes)
    else:
        data = serialize(_ordered_quads(store, graphs), format=RdfFormat.TRIG, prefixes=prefixes)
    assert data is not None
    return sort_prefixes(data)


def _ordered_quads(store: "Store", graphs: "Sequence[DefaultGraph | NamedNode | BlankNode]") -> "Iterator[Quad]":
    """By graph, then as ``_ordered_triples``."""
    from pyoxigraph import Quad

    for graph in graphs:
        for triple in _ordered_triples(store, [graph]):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _ordered_triples(store: "Store", graphs: "Sequence[DefaultGraph | NamedNode | BlankNode]") -> "Iterator[Triple]":
    """By subject, its class first, then by predicate and object; each once."""
    from pyoxigraph import BlankNode, NamedNode

    subjects = {str(quad.subject) for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)}
    for name in sorted(subjects):
        subject = BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name[1:-1])
        described = {quad.triple for graph in graphs for quad in store.quads_for_pattern(subject, None, None, graph)}
        yield from sorted(described, key=_order)


def _spaces(quad: "Quad") -> "Iterator[str]":
    """What the IRIs of a statement begin with, to their last / or #."""
    from pyoxigraph import Literal, NamedNode

    terms = [quad.subject, quad.predicate, quad.object]
    if isinstance(quad.object, Literal):
        terms[2] = quad.object.datatype
    for term in terms:
        if isinstance(term, NamedNode) and term.value not in _UNWRITTEN_TYPES:
            yield term.value[: max(term.value.rfind("#"), term.value.rfind("/")) + 1]


def sort_prefixes(data: bytes) -> bytes:
    """Turtle or TriG with its prefixes, which pyoxigraph writes in the order of a hash table, in alphabetical order."""
    end = 0
    while data.startswith(b"@prefix ", end):
        end = data.index(b"\n", end) + 1
    return b"".join([*sorted(data[:end].splitlines(keepends=True)), data[end:]])


def _order(triple: "Triple") -> tuple[bool, str, str]:
    predicate = str(triple.predicate)
    return predicate != _TYPE, predicate, str(triple.object)


def _rdf_xml(dataset: "Dataset") -> bytes:
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


def _json_ld(dataset: "Dataset") -> bytes:
    try:
        return _as_json(dataset)
    except RecursionError:
        message = "nodes without names are nested too deeply to be written as JSON-LD; write the graph as .nq or .trig"
        raise GraphError(message) from None


def _as_json(dataset: "Dataset") -> bytes:
    from rdflib.plugins.serializers.jsonld import from_rdf

    # rdflib's own writer orders keys by whether orjson is installed.
    document = from_rdf(_sort_dataset(dataset), context_data=load_context())  # type: ignore[no-untyped-call]
    nodes = [node for graph in document.get("@graph", []) for node in _unwrap_default_graph(graph)]
    document["@graph"] = _nest_evidence(nodes)
    return json.dumps(_sort_json(document), indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


FORMATS = MappingProxyType(
    {
        ".ttl": GraphFormat("TURTLE", partial(_write, merged=True)),
        ".trig": GraphFormat("TRIG", partial(_write, merged=False)),
        ".nq": GraphFormat("N_QUADS", partial(_write_lines, merged=False)),
        ".nt": GraphFormat("N_TRIPLES", partial(_write_lines, merged=True)),
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
