"""Event codes: what the ontology knows of CAMEO and PLOVER, by which data sets of events are coded."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .claim import SCHEMES
from .identifiers import CAMEO, PLOVER
from .turtle import parse_turtle
from .vocabulary import ontology_texts

__all__ = ["EventCode", "load_event_codes"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_NAMESPACES = dict(zip(SCHEMES, (CAMEO, PLOVER), strict=True))


@dataclass(frozen=True, slots=True)
class EventCode:
    """One code: ``notation`` is what tables hold ("042"), ``label`` that in words."""

    iri: str
    notation: str
    label: str


@cache
def load_event_codes(scheme: str) -> Mapping[str, EventCode]:
    """The codes of one of ``SCHEMES``, by notation.

    >>> load_event_codes("CAMEO")["042"].label
    'make a visit'
    """
    statements = parse_turtle([("diplograph.ttl", ontology_texts()[0])])
    codes = {}
    for node in statements.said:
        notation, label = statements.first(node, _SKOS + "notation"), statements.first(node, _SKOS + "prefLabel")
        if node.startswith(_NAMESPACES[scheme]) and notation is not None:
            codes[notation] = EventCode(node, notation, label or notation)
    return MappingProxyType(codes)
