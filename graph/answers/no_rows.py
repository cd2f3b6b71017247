"""Reasons for an answer without rows: what the graph lacks, and what to do about it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from diplograph.ontology import GraphError

from ..queries import Answering, ReadyQuery, asked_predicates, read_parameters
from ..rdf import PREFIXES, URIRef, compact

__all__ = ["holds", "name_of", "why_nothing", "why_nothing_is_ready"]

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
        "stories": ("?story a dg:Story", "no two articles of {} tell a story in nearly the same words"),
    }
)
# Where what rules give stands, beside relations.
_OF_RULES = (PREFIXES["dg"], PREFIXES["rdfs"] + "subPropertyOf", PREFIXES["rdf"] + "subject")


def name_of(store: Answering) -> str:
    """The graph as a message calls it: its place, but for one in memory, whose file is known to whoever opened it."""
    return "this graph" if store.location == "memory" else store.location


def why_nothing_is_ready(store: Answering, ready: ReadyQuery, values: Mapping[str, str]) -> str:
    """A plausible reason why a ready query, asked of ``store`` with ``values``, has no answer."""
    asked = [f"{one.name}={values.get(one.name, one.default)}" for one in read_parameters(ready.text)]
    wanted = f" with {', '.join(asked)}" if asked else ""
    if "actor base" in ready.needs:
        return f"the actor base has nothing{wanted}"
    for need in ready.needs:
        pattern, reason = _LACKING.get(need, (_CLAIMS, ""))
        if holds(store, _CLAIMS) and not holds(store, pattern):
            return reason.format(name_of(store))
    return _of_claims(store, f"answers {ready.name}{wanted}")


def why_nothing(store: Answering, query: str, derived: Callable[[], Answering]) -> str:
    """A plausible reason why a query of somebody's own has no answer; ``derived`` gives the store with what follows."""
    named = sorted(iri for iri in asked_predicates(query) or () if iri.startswith(_OF_RULES))
    absent = [compact(iri) for iri in named if not holds(store, f"?s {URIRef(iri)} ?o")]
    if absent and holds(store, _CLAIMS):
        try:
            rows = len(derived().query(query))
        except GraphError:  # too many claims to derive from on the way
            return f"nothing in {name_of(store)} is said by {', '.join(absent)}; some things are by diplograph derive alone"
        if rows:
            return f"with what follows by rules there are {rows}: diplograph derive adds it"
        return f"nothing in {name_of(store)} is said by {', '.join(absent)}"
    return _of_claims(store, "fits all patterns of the query: ask for fewer, or put some in OPTIONAL { }")


def _of_claims(store: Answering, what: str) -> str:
    number = store.query(f"SELECT (COUNT(?claim) AS ?n) {{ {_CLAIMS} }}").rows[0][0]
    return f"none of the {number:,} claims of {name_of(store)} {what}" if number else f"{name_of(store)} holds no claims"


def holds(store: Answering, pattern: str) -> bool:
    """True where the store has what a pattern names."""
    return bool(store.query(f"ASK {{ {pattern} }}"))
