"""Terms of our own namespaces that a query names and that do not exist: an answer without rows would not tell.

What the vocabulary lacks (``dg:oposesMembership``) can never match and is an error; what this graph lacks (``actor:Swedn``)
is told beside the answer. Both name the nearest term that there is.
"""

from collections.abc import Iterable, Iterator, Sequence

from diplograph.ontology import QueryError, load_schema
from diplograph.ontology.identifiers import ACTOR, BASE, BID, CAMEO, DOCUMENT, EVENT, ONTOLOGY, PLOVER, PROPOSITION

from ..rdf import PREFIXES, STORE_TERMS, URIRef, compact, load_labels
from .messages import did_you_mean, nearest
from .results import Answering
from .tokens import Token, decode_codepoints, significant_tokens

__all__ = ["QueryWarning", "absent_terms", "named_iris", "refuse_unknown_terms"]

_STORE = PREFIXES["store"]
_VOCABULARIES = (ONTOLOGY, PLOVER, CAMEO, _STORE)
# Propositions have no class of their own to find them by.
_THINGS = tuple(
    namespace
    for namespace in PREFIXES.values()
    if namespace.startswith(BASE) and namespace not in (*_VOCABULARIES, PROPOSITION)
)
_MOST_NAMES = 200_000


class QueryWarning(UserWarning):
    """A query names what its graph does not have."""


def named_iris(query: str) -> tuple[str, ...]:
    """The IRIs that the patterns of a query name, in their order; those of its prologue and of what it constructs left out.

    >>> named_iris("PREFIX x: <urn:x:> CONSTRUCT { ?s x:new ?o } { ?s x:old 'x:none' ; <urn:p> ?o }")
    ('urn:x:old', 'urn:p')
    """
    prefixes = dict(PREFIXES)
    found = []
    for token in _without_template(_without_prologue(significant_tokens(decode_codepoints(query)), prefixes)):
        prefix, colon, local = token.text.partition(":")
        if token.kind == "iri":
            found.append(token.text[1:-1])
        elif token.kind == "name" and colon and local and prefix in prefixes:
            found.append(prefixes[prefix] + local.replace("\\", ""))
    return tuple(dict.fromkeys(found))


def refuse_unknown_terms(query: str) -> None:
    """Raise GraphError for a term that a vocabulary of ours (dg:, plover:, cameo:, store:) does not have."""
    known = load_labels().keys() | {_STORE + name for name in STORE_TERMS}
    for iri in named_iris(query):
        namespace = next((name for name in _VOCABULARIES if iri.startswith(name) and iri != name), None)
        if namespace is not None and iri not in known:
            near = _near(iri, namespace, known) or "; docs/ontology.html lists what there is, --ontology FILE adds yours"
            raise QueryError(f"SPARQL: there is no {compact(iri)}{near}")


def absent_terms(query: str, store: Answering) -> str | None:
    """One sentence on the actors, events, bids, documents and the like that the query names and the graph does not have."""
    named = [iri for iri in named_iris(query) if iri.startswith(_THINGS) and iri not in _THINGS]
    if not named:
        return None
    found = _instances(store, f"VALUES ?node {{ {' '.join(map(URIRef, named))} }} ?node a ?kind")
    absent = [_describe_absent(iri, store) for iri in named if iri not in found]
    return f"{store.location}: there is no {', and no '.join(absent)}" if absent else None


def _without_prologue(tokens: Iterable[Token], prefixes: dict[str, str]) -> Iterator[Token]:
    """The tokens but for declarations; ``prefixes`` takes down what these declare."""
    declaring: Token | None = None
    for token in tokens:
        is_keyword = token.kind == "word" and token.text.upper() in ("PREFIX", "BASE")
        if declaring is not None and token.kind == "iri":
            if declaring.kind == "name":
                prefixes[declaring.text[:-1]] = token.text[1:-1]
            declaring = None
        elif is_keyword or (declaring is not None and declaring.kind == "word" and token.kind == "name"):
            declaring = token
        else:
            declaring = None
            yield token


def _without_template(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens but for what stands in the first braces after CONSTRUCT: terms that are made, not asked for."""
    depth = 0
    before = ""
    for token in tokens:
        if depth or (token.text == "{" and before == "CONSTRUCT"):
            depth += (token.text == "{") - (token.text == "}")
        else:
            yield token
        before = token.text.upper()


def _instances(store: Answering, pattern: str) -> set[str]:
    return {str(iri) for (iri,) in store.query(f"SELECT DISTINCT ?node {{ {pattern} }}", limit=_MOST_NAMES)}


def _describe_absent(iri: str, store: Answering) -> str:
    from .actor_names import ActorNames

    if iri.startswith(ACTOR):
        return ActorNames(store).describe_absent(iri)
    namespace, kinds = next(((name, kinds) for name, kinds in _kinds() if iri.startswith(name)), (iri, ()))
    known = _instances(store, f"VALUES ?kind {{ {' '.join(kinds)} }} ?node a ?kind") if kinds else ()
    return f"{compact(iri)} in this graph{_near(iri, namespace, known)}"


def _near(iri: str, namespace: str, known: Iterable[str]) -> str:
    names = (other.removeprefix(namespace) for other in known if other.startswith(namespace))
    return did_you_mean(compact(namespace + name) for name in nearest(iri.removeprefix(namespace), names))


def _kinds() -> Iterator[tuple[str, Sequence[str]]]:
    """The namespaces whose names people type, each with the classes of what is in it."""
    yield BID, ("dg:MembershipBid",)
    yield DOCUMENT, ("schema:NewsArticle", "dg:EventRecord")
    yield EVENT, [f"dg:{kind}" for kind in load_schema().kinds_of("Event")]
