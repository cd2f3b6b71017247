"""RDF terms as N-Triples text: what a store loads, a wire carries and a digest is taken of, with no object in between.

rdflib's terms cost ten times as much to make, hash and sort, which is what loading a large archive would wait for.

https://www.w3.org/TR/n-triples/
"""

import re
from functools import cache
from typing import NewType

from diplograph.ontology.identifiers import ONTOLOGY

from .namespaces import PREFIXES

__all__ = [
    "DCTERMS",
    "DG",
    "OA",
    "OWL",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "STORE",
    "WD",
    "XSD",
    "Literal",
    "Term",
    "URIRef",
]

Term = NewType("Term", str)

_SPECIAL = re.compile(r'[\\"\n\r]').search
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def URIRef(iri: str) -> Term:  # noqa: N802 - named as in rdflib
    """An IRI.

    >>> URIRef("https://example.org/a")
    '<https://example.org/a>'
    """
    return Term(f"<{iri}>")


def Literal(value: str | int, *, lang: str | None = None, datatype: Term | None = None) -> Term:  # noqa: N802
    r"""A literal: plain, of a language or of a datatype; an int is an ``xsd:integer``.

    >>> Literal('a "b"\n', lang="en"), Literal(3)
    ('"a \\"b\\"\\n"@en', '"3"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if isinstance(value, int):
        value, datatype = str(value), XSD.integer
    text = f'"{value.translate(_ESCAPES) if _SPECIAL(value) else value}"'
    if lang is not None:
        return Term(f"{text}@{lang}")
    return Term(text if datatype is None else f"{text}^^{datatype}")


class Namespace:
    """IRIs that share a beginning, by local name: ``DG.subject``, ``DG["subject"]``."""

    def __init__(self, iri: str) -> None:
        self._name = cache(lambda local: URIRef(iri + local))

    def __getitem__(self, local: str) -> Term:
        return self._name(local)

    def __getattr__(self, local: str) -> Term:
        # Kept on the instance: this runs once for each name, not once for each triple.
        term = self._name(local)
        setattr(self, local, term)
        return term


DG = Namespace(ONTOLOGY)
DCTERMS, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, STORE, WD, XSD = (
    Namespace(PREFIXES[prefix])
    for prefix in ("dcterms", "oa", "owl", "prov", "rdf", "rdfs", "schema", "skos", "store", "wd", "xsd")
)
