"""Why an answer has no rows: what the graph lacks, and what to do about it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from diplograph.ontology import GraphError

from .parameters import read_parameters
from .ready_queries import ReadyQuery
from .stores.query_predicates import asked_predicates
from .terms import URIRef
from .vocabulary import PREFIXES, compact

if TYPE_CHECKING:
    from .knowledge_graph import KnowledgeGraph

__all__ = ["name_of", "why_nothing", "why_nothing_is_ready"]

_CLAIMS = "?claim a dg:Claim"
# What a graph of articles may lack: the pattern that tells, and what to say of a graph.
_LACKING = MappingProxyType(
    {
        "dates": (
            "{ ?claim dg:start ?day } UNION { ?article dcterms:date ?day }",
            "no claim and no article of {} has a day; give articles with a dateline, or as JSON Lines with a date",
        ),
        "outlets": (
            "?article schema:publisher ?outlet",
            "no article of {} names its outlet; give articles with a dateline, or as JSON Lines with an outlet",
        ),
        "speakers": ("?claim dg:speaker ?speaker", "no claim of {} has a speaker"),
    }
)
# Where what rules give stands, beside relations.
_OF_RULES = (PREFIXES["dg"], PREFIXES["rdfs"] + "subPropertyOf", PREFIXES["rdf"] + "subject")


def name_of(graph: "KnowledgeGraph") -> str:
    """The graph as a message calls it: its place, but for one in memory, whose file is known to whoever opened it."""
    return "this graph" if graph.store.location == "memory" else graph.store.location


def why_nothing_is_ready(graph: "KnowledgeGraph", ready: ReadyQuery, values: Mapping[str, str]) -> str:
    """A plausible reason why a ready query, asked of ``graph`` with ``values``, has no answer."""
    asked = [f"{one.name}={values.get(one.name, one.default)}" for one in read_parameters(ready.text)]
    wanted = f" with {', '.join(asked)}" if asked else ""
    if "actor base" in ready.needs:
        return f"the actor base has nothing{wanted}"
    for need in ready.needs:
        pattern, reason = _LACKING.get(need, (_CLAIMS, ""))
        if _has(graph, _CLAIMS) and not _has(graph, pattern):
            return reason.format(name_of(graph))
    return _of_claims(graph, f"answers {ready.name}{wanted}")


def why_nothing(graph: "KnowledgeGraph", query: str) -> str:
    """A plausible reason why a query of somebody's own has no answer."""
    named = sorted(iri for iri in asked_predicates(query) or () if iri.startswith(_OF_RULES))
    absent = [compact(iri) for iri in named if not _has(graph, f"?s {URIRef(iri)} ?o")]
    if absent and _has(graph, _CLAIMS):
        try:
            rows = len(graph.derived.store.query(query))
        except GraphError:  # too many claims to derive from on the way
            return f"nothing in {name_of(graph)} is said by {', '.join(absent)}; some things are by diplograph derive alone"
        if rows:
            return f"with what follows by rules there are {rows}: diplograph derive adds it"
        return f"nothing in {name_of(graph)} is said by {', '.join(absent)}"
    return _of_claims(graph, "fits all patterns of the query: ask for fewer, or put some in OPTIONAL { }")


def _of_claims(graph: "KnowledgeGraph", what: str) -> str:
    number = graph.store.query(f"SELECT (COUNT(?claim) AS ?n) {{ {_CLAIMS} }}").rows[0][0]
    return f"none of the {number:,} claims of {name_of(graph)} {what}" if number else f"{name_of(graph)} holds no claims"


def _has(graph: "KnowledgeGraph", pattern: str) -> bool:
    return bool(graph.store.query(f"ASK {{ {pattern} }}"))
