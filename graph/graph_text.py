"""Texts of graph files, looked through before a parser sees them: what would exhaust its stack, its memory or its time.

XML entities that stand for ever more text, elements or objects nested without end, triple terms within triple terms, contexts
that are to be fetched. Whatever diplograph writes is passed at the cost of a count.
"""

import json
import re
from contextlib import suppress
from xml.parsers import expat

from diplograph.ontology import GraphError

from .limits import limits

__all__ = ["check_graph_text", "nested_triple_terms"]

_ENTITY = re.compile(r"<!ENTITY\s+([^\s%\"'<>&;]+)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_TRIPLE_TERM = re.compile(r"<<|>>")
_LESS, _GREATER, _SLASH, _QUESTION = b"<>/?"


def check_graph_text(text: str, syntax: str) -> None:
    """Raise GraphError for a text of a syntax (pyoxigraph's name of it) that would harm who reads it."""
    if syntax == "RDF_XML":
        _check_entities(text)
        _check_elements(text)
    elif syntax == "JSON_LD":
        _check_json(text)
    elif nested_triple_terms(text) > limits().triple_terms:
        raise GraphError("nests triple terms in triple terms without end; graphs of diplograph have none (RDF-star)")


def nested_triple_terms(text: str) -> int:
    """How deep triple terms are nested at the most; what texts and comments have of their brackets counts too."""
    if text.count("<<") <= limits().triple_terms:
        return 0
    depth = deepest = 0
    for found in _TRIPLE_TERM.finditer(text):
        depth = depth + 1 if found[0] == "<<" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _check_entities(text: str) -> None:
    """https://www.w3.org/TR/xml/#sec-entity-decl, as far as they abbreviate namespaces, which editors of ontologies do."""
    if "<!" not in text:
        return
    most = limits()
    found = _ENTITY.findall(text)
    values = {name: double or single for name, double, single in found}
    is_plain = len(found) == len(re.findall(r"<!\s*ENTITY", text, re.IGNORECASE))
    if not is_plain or any("&" in value or "%" in value or "<" in value for value in values.values()):
        raise GraphError("declares XML entities that are made of others or kept elsewhere, which are not read; write them out")
    if any(len(value) > most.entity_characters for value in values.values()):
        raise GraphError(f"declares an XML entity of more than {most.entity_characters:,} characters; write it out")
    if sum(text.count(f"&{name};") * len(value) for name, value in values.items()) > most.entity_text_characters:
        raise GraphError(f"its XML entities stand for more than {most.entity_text_characters:,} characters; write them out")


def _check_elements(text: str) -> None:
    most = limits().graph_depth
    depth = _depth_of_plain(text.encode())
    if depth is None:
        depth = _depth_by_parsing(text, most)
    if depth > most:
        raise GraphError(f"nests elements more than {most} deep; name what they describe by rdf:about, one beside the other")


def _depth_of_plain(data: bytes) -> int | None:
    """How deep elements are nested where every sign of a tag is one: no comment, no section, no bare ">"; else None."""
    if b"<!" in data or data.count(b"<?") > 1 or data.count(b"<") != data.count(b">"):
        return None
    import numpy as np

    signs = np.frombuffer(data + b" ", dtype=np.uint8)
    opening = np.flatnonzero(signs == _LESS)
    closing = np.flatnonzero(signs == _GREATER)
    after, before = signs[opening + 1], signs[closing - 1]
    steps = np.zeros(len(opening) + len(closing), dtype=np.int64)
    # In the text tags open and close in turn.
    steps[0::2] = np.where(after == _SLASH, -1, np.where(after == _QUESTION, 0, 1))
    steps[1::2] = np.where(before == _SLASH, -1, 0)
    return int(np.cumsum(steps).max(initial=0))


def _depth_by_parsing(text: str, most: int) -> int:
    depth = deepest = 0
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)
        if depth > most:
            raise OverflowError

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    with suppress(OverflowError, expat.ExpatError):  # what is no XML the reader of RDF tells, with the place
        parser.Parse(text, True)
    return deepest


def _check_json(text: str) -> None:
    """JSON-LD may name a context by address: a graph file must not reach the network or a disk."""
    most = limits().graph_depth
    try:
        level = [json.loads(text)]
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise GraphError(f"not valid JSON: {reason[:200]}") from None
    for _ in range(most):
        inner: list[object] = []
        for value in level:
            if isinstance(value, list):
                inner.extend(value)
            elif isinstance(value, dict):
                contexts = value.get("@context", [])
                contexts = contexts if isinstance(contexts, list) else [contexts]
                if any(isinstance(context, str) for context in contexts) or "@import" in value:
                    raise GraphError("names a JSON-LD context by address, which is not fetched; write it into the file")
                inner.extend(value.values())
        if not inner:
            return
        level = inner
    raise GraphError(f"nests objects and lists more than {most} deep; name them by @id, one beside the other")
