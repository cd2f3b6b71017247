"""Writes docs/ontology.html, the ontology for readers, from ontology/diplograph.ttl: python docs/make_ontology_page.py

With --check it writes nothing and fails where the page is not the one that the ontology gives.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ontology.html"
DG = Namespace("https://w3id.org/diplograph/ontology#")
PLOVER = URIRef("https://w3id.org/diplograph/plover")
CAMEO = URIRef("https://w3id.org/diplograph/cameo")
PREFIXES = {
    "https://w3id.org/diplograph/ontology#": "",
    "https://w3id.org/diplograph/plover/": "plover:",
    "https://w3id.org/diplograph/cameo/": "cameo:",
    "http://www.wikidata.org/entity/": "wd:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://www.w3.org/ns/oa#": "oa:",
    "http://www.w3.org/ns/org#": "org:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/2002/07/owl#": "owl:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "https://schema.org/": "schema:",
}
# What the page says of a term, in this order.
ROWS = (
    ("a kind of", RDFS.subClassOf),
    ("one of", OWL.equivalentClass),
    ("is a", RDFS.subPropertyOf),
    ("of", RDFS.domain),
    ("to", RDFS.range),
    ("inverse", OWL.inverseOf),
    ("family", DG.family),
    ("manners", DG.manners),
    ("reads", DG.phrase),
    ("PLOVER class", DG.plover),
    ("when planned", DG.ploverPlanned),
    ("CAMEO code", DG.cameo),
    ("covers also", SKOS.narrowMatch),
    ("not coded, because", DG.notCoded),
    ("same as", SKOS.exactMatch),
    ("close to", SKOS.closeMatch),
    ("related to", SKOS.relatedMatch),
    ("example", SKOS.example),
)


def name(iri: str) -> str:
    """A term with its prefix; terms of diplograph by their name alone."""
    for namespace, prefix in PREFIXES.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri


def values(graph: Graph, node: Node) -> Iterator[Node]:
    """The node itself, or the members of the union or enumeration that it is; restrictions are left out."""
    if not isinstance(node, BNode):
        yield node
        return
    for predicate in (OWL.unionOf, OWL.oneOf):
        members = graph.value(node, predicate)
        if members is not None:
            yield from (member for member in Collection(graph, members) if not isinstance(member, BNode))


def cell(graph: Graph, node: Node) -> dict[str, str]:
    """What a value shows, and where it leads: terms of ours on this page, others at home."""
    if isinstance(node, Literal):
        return {"text": str(node), "href": ""}
    label = graph.value(node, SKOS.prefLabel)
    text = name(str(node)) + (f" ({label})" if label is not None and str(node).startswith(str(CAMEO)) else "")
    ours = str(node).startswith((str(DG), f"{PLOVER}/", f"{CAMEO}/"))
    return {"text": text, "href": f"#{name(str(node))}" if ours else str(node)}


def entry(graph: Graph, term: Node) -> dict[str, Any]:
    """One term: its name, label, definition, and rows of what is said of it."""
    rows = []
    for title, predicate in ROWS:
        nodes = [value for node in graph.objects(term, predicate) for value in values(graph, node)]
        cells = [cell(graph, node) for node in nodes]
        if predicate == OWL.inverseOf:
            cells += [cell(graph, node) for node in graph.subjects(predicate, term)]
        if cells:
            rows.append({"title": title, "cells": sorted(cells, key=lambda item: item["text"])})
    if (term, RDF.type, OWL.SymmetricProperty) in graph:
        rows.append({"title": "symmetric", "cells": [{"text": "holds both ways", "href": ""}]})
    label = graph.value(term, RDFS.label) or graph.value(term, SKOS.prefLabel)
    definition = graph.value(term, SKOS.definition) or ""
    return {"name": name(str(term)), "iri": str(term), "label": str(label), "definition": str(definition), "rows": rows}


def sections(graph: Graph) -> list[dict[str, Any]]:
    """The terms of diplograph in sections, each in the order of the alphabet."""
    ours = sorted({s for s in graph.subjects(RDF.type, None) if isinstance(s, URIRef) and s.startswith(DG)})
    quadrants = {q for q in ours if any(str(m).startswith(f"{PLOVER}/") for m in graph.objects(q, SKOS.closeMatch))}
    relations = [term for term in ours if (term, RDF.type, DG.Relation) in graph]
    backwards = [term for term in ours if graph.value(term, OWL.inverseOf) is not None]
    properties = [
        term
        for term in ours
        if {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty} & set(graph.objects(term, RDF.type))
        and term not in {*quadrants, *relations, *backwards}
    ]
    classes = [term for term in ours if (term, RDF.type, OWL.Class) in graph]
    individuals = [term for term in ours if (term, RDF.type, OWL.NamedIndividual) in graph]
    titled = (
        ("Relations", "What claims say of actors: subject acts, object is acted upon.", relations),
        ("Quadrants", "The four quadrants of PLOVER as wider relations; no claim names one itself.", sorted(quadrants)),
        ("Relations backwards", "The same read from the object; for tables and reasoners.", backwards),
        ("Classes", "What there is.", classes),
        ("Properties", "What is said of claims, actors, evidence and provenance.", properties),
        ("Values", "Of polarity, modality and manner.", individuals),
    )
    return [{"title": t, "about": about, "entries": [entry(graph, x) for x in terms]} for t, about, terms in titled]


def concepts(graph: Graph, kind: URIRef) -> list[dict[str, str]]:
    """PLOVER classes or CAMEO codes, by code."""
    rows = []
    for node in sorted(node for node in graph.subjects(RDF.type, kind) if not isinstance(node, BNode)):
        plover = graph.value(node, DG.plover)
        broader = graph.value(node, SKOS.broader)
        rows.append(
            {
                "name": name(str(node)),
                "code": str(graph.value(node, SKOS.notation) or graph.value(node, SKOS.prefLabel)),
                "label": str(graph.value(node, SKOS.definition) or graph.value(node, SKOS.prefLabel)),
                "above": name(str(plover or broader or "")),
            }
        )
    return rows


def event_classes(graph: Graph) -> dict[str, list[dict[str, str]]]:
    """The quadrants and classes of PLOVER, and the codes of CAMEO."""
    return {
        "quadrants": concepts(graph, SKOS.Concept),
        "plover": concepts(graph, DG.PloverClass),
        "cameo": concepts(graph, DG.CameoCode),
    }


def render() -> str:
    """The page as HTML that loads nothing."""
    graph = Graph().parse(ROOT / "ontology" / "diplograph.ttl", format="turtle")
    loader = jinja2.FileSystemLoader(ROOT / "docs")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    version = graph.value(URIRef("https://w3id.org/diplograph/ontology"), OWL.versionInfo)
    return environment.get_template("ontology.html.j2").render(
        version=str(version), sections=sections(graph), **event_classes(graph)
    )


if __name__ == "__main__":
    page = render()
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text("utf-8") != page:
            sys.exit("docs/ontology.html is not what the ontology gives: run python docs/make_ontology_page.py")
    else:
        PAGE.write_text(page, "utf-8")
