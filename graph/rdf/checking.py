"""SHACL validation: whether a graph is as ``ontology/shapes.ttl`` asks, told in words with the claim concerned.

SHACL is evaluated by pySHACL, an extra: those who only build and query do without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

from diplograph.ontology import DataError, DiplographError, ontology_texts
from rdflib import RDF, RDFS, SH, BNode, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from .namespaces import compact
from .rdflib_datasets import DG, OA

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Violation", "check_dataset"]

Triple = tuple[Node, Node, Node]

_MISSING = "checking a graph needs pySHACL; install it with: pip install 'diplograph[check]'"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong: ``node`` offends against what ``message`` says; ``found`` is the value at fault, if any.

    ``claim`` says in words which claim is concerned, and ``quote`` what proves it; both are empty where no claim is.
    """

    node: str
    message: str
    found: str = ""
    claim: str = ""
    quote: str = ""

    def __str__(self) -> str:
        parts = [f"{self.node}: {self.message}"]
        parts += [f"found {self.found}"] if self.found else []
        parts += [f"the claim: {self.claim}"] if self.claim else []
        parts += [f'"{self.quote}"'] if self.quote else []
        return "; ".join(parts)


def check_dataset(dataset: Dataset) -> list[Violation]:
    """Everything in ``dataset`` that the shapes forbid, sorted; an empty list where it conforms.

    Raises DiplographError where pySHACL is not installed, DataError where it cannot evaluate the shapes.
    """
    try:
        import pyshacl
    except ImportError:
        raise DiplographError(_MISSING) from None
    data = _with_ontology(dataset)
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inplace=True, inference="none")
    if not isinstance(report, Graph):
        raise DataError(f"shapes.ttl: cannot be evaluated: {report}")
    return sorted({_explain(result, report, data) for result in report.subjects(RDF.type, SH.ValidationResult)})


@cache
def _shapes() -> Graph:
    return _read(files("diplograph.ontology").joinpath("shapes.ttl").read_text("utf-8"))


@lru_cache(8)
def _triples_of(text: str) -> tuple[Triple, ...]:
    return tuple(_read(text))


def _read(text: str) -> Graph:
    return Graph(bind_namespaces="none").parse(data=text, format="turtle")


def _with_ontology(dataset: Dataset) -> Graph:
    """All triples of the dataset in one graph, with the ontology, which knows the super-classes."""
    graph = Graph(bind_namespaces="none")
    for triple in chain.from_iterable(map(_triples_of, ontology_texts())):
        graph.add(triple)
    for subject, predicate, object_, _ in dataset.quads((None, None, None, None)):
        graph.add((subject, predicate, object_))
    return graph


def _explain(result: Node, report: Graph, data: Graph) -> Violation:
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    path = report.value(result, SH.resultPath)
    found = _show(value)
    if (result, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent) in report and value is not None:
        focus, found = value, compact(str(path)) if isinstance(path, URIRef) else ""
    elif (result, SH.sourceConstraintComponent, SH.OrConstraintComponent) in report and path is None:
        return _violation(focus, "has some and lacks others of dg:start, dg:end and dg:precision", "", data)
    message = report.value(result, SH.resultMessage)
    return _violation(focus, str(message), found, data)


def _violation(focus: Node | None, message: str, found: str, data: Graph) -> Violation:
    claim = _claim_of(focus, data)
    described = "" if claim is None else _describe(claim, data)
    evidence = None if claim is None else data.value(claim, DG.evidence, any=True)
    quote = None if evidence is None else data.value(evidence, OA.exact, any=True)
    return Violation(_show(focus), message, found, described, "" if quote is None else str(quote))


def _show(node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node, BNode):
        return "a node without an IRI"
    return repr(str(node)) if isinstance(node, Literal) else compact(str(node))


def _claim_of(node: Node | None, data: Graph) -> Node | None:
    """The node itself where it is a claim, else the first claim that names it."""
    if node is None or (node, RDF.type, DG.Claim) in data:
        return node
    users = (subject for subject in data.subjects(None, node) if (subject, RDF.type, DG.Claim) in data)
    return min(users, key=str, default=None)


def _describe(claim: Node, data: Graph) -> str:
    """Subject, relation and object of a claim by their names, as far as it has them."""
    return " ".join(_names(claim, data))


def _names(claim: Node, data: Graph) -> Iterator[str]:
    polarity = data.value(claim, DG.polarity, any=True)
    for predicate in (DG.subject, DG.relation, DG.object):
        node = data.value(claim, predicate, any=True)
        if predicate == DG.relation and polarity == DG.negated:
            yield "(denied)"
        yield "?" if node is None else _name(node, data)


def _name(node: Node, data: Graph) -> str:
    if (node, RDF.type, DG.MembershipBid) in data:
        parts: Iterable[Node | None] = (data.value(node, DG.candidate, any=True), data.value(node, DG.organization, any=True))
        return " in ".join("?" if part is None else _label(part, data) for part in parts)
    return _label(node, data)


def _label(node: Node, data: Graph) -> str:
    label = data.value(node, RDFS.label, any=True)
    return _show(node) if label is None else str(label)
