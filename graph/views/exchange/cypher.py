"""Cypher for Neo4j, Memgraph and others that speak it: statements that can be run again without doubling anything."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from diplograph.ontology import Claim, Document

from .property_graph import GraphNode, Relationship, nodes_of, relationships_of

__all__ = ["to_cypher"]

# A statement is a transaction, which a server holds in memory.
_AT_ONCE = 500


def to_cypher(claims: Sequence[Claim], documents: Iterable[Document]) -> str:
    """Statements that make a property graph of claims: ``cypher-shell --file claims.cypher``.

    Nodes are ``(:Entity:State {iri, name, code, ...})``, claims relationships of the type of their relation, with the
    attributes of ``views.network``; ``key`` tells one claim from another. Text of articles stands in string literals with every
    character escaped that could end one.
    """
    known = {document.id: document for document in documents}
    lines = ["CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE;"]
    by_labels: defaultdict[tuple[str, ...], list[GraphNode]] = defaultdict(list)
    for node in nodes_of(claims):
        by_labels[node.labels].append(node)
    for labels, nodes in sorted(by_labels.items()):
        for some in _in_chunks(nodes):
            rows = ",\n  ".join(_map({"iri": node.iri, "properties": node.properties}) for node in some)
            names = "".join(f":`{label}`" for label in labels)
            lines.append(f"UNWIND [\n  {rows}\n] AS row MERGE (n:Entity {{iri: row.iri}}) SET n{names}, n += row.properties;")
    by_type: defaultdict[str, list[Relationship]] = defaultdict(list)
    for relationship in relationships_of(claims, known):
        by_type[relationship.type].append(relationship)
    for kind, relationships in sorted(by_type.items()):
        for several in _in_chunks(relationships):
            rows = ",\n  ".join(
                _map({"key": one.key, "start": one.start, "end": one.end, "properties": one.properties}) for one in several
            )
            lines.append(
                f"UNWIND [\n  {rows}\n] AS row MATCH (a:Entity {{iri: row.start}}), (b:Entity {{iri: row.end}}) "
                f"MERGE (a)-[c:`{kind}` {{key: row.key}}]->(b) SET c += row.properties;"
            )
    return "\n".join([*lines, ""])


def _in_chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, _AT_ONCE)):
        yield chunk


def _map(properties: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"`{name}`: {_literal(value)}" for name, value in properties.items()) + "}"


def _literal(value: Any) -> str:
    r"""A value as Cypher writes it.

    >>> print(_literal("it's \\ here\n"), _literal(2), _literal({"a": 0.5}))
    'it\u0027s \u005C here\u000A' 2 {`a`: 0.5}
    """
    if isinstance(value, Mapping):
        return _map(value)
    if isinstance(value, str):
        return "'" + "".join(map(_escaped, value)) + "'"
    return repr(value)


def _escaped(character: str) -> str:
    if character in "'\\" or not character.isprintable():
        units = character.encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{units[place]:02X}{units[place + 1]:02X}" for place in range(0, len(units), 2))
    return character
