"""SPARQL texts: their kind, their parameters, and what an engine says against them."""

import re
from collections.abc import Mapping
from typing import Literal

from diplograph.ontology import QueryError

from ..rdf import PREFIXES
from .messages import did_you_mean, nearest
from .results import QueryResult, Value
from .tokens import Token, significant_tokens, tokens

__all__ = [
    "QueryResult",
    "Value",
    "declare_prefixes",
    "describe_syntax_error",
    "query_kind",
    "replace_variables",
]

QueryKind = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
_KINDS: tuple[QueryKind, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def query_kind(text: str) -> QueryKind:
    """The form of a query; raises GraphError for a text that has none.

    >>> query_kind("PREFIX select: <x:> ASK { ?s select:p 'construct' }")
    'ASK'
    """
    before = ""
    for token in significant_tokens(text):
        # No space is needed behind a keyword: "SELECTDISTINCT", "DESCRIBE:x".
        if token.kind == "word" or (token.kind == "name" and before != "PREFIX"):
            for kind in _KINDS:
                if token.text.upper().startswith(kind):
                    return kind
        before = token.text.upper()
    raise QueryError("SPARQL: neither SELECT nor ASK, CONSTRUCT or DESCRIBE: this is no query")


def replace_variables(text: str, terms: Mapping[str, str]) -> str:
    """The query with a term for each variable written "$name", which the grammar takes for "?name"; strings are left alone.

    >>> replace_variables("ASK { ?a ?b $a FILTER('$a' = $a) }", {"a": "<x:>"})
    "ASK { ?a ?b <x:> FILTER('$a' = <x:>) }"
    """

    def replace(token: Token) -> str:
        is_parameter = token.kind == "variable" and token.text.startswith("$")
        return terms.get(token.text[1:], token.text) if is_parameter else token.text

    return "".join(map(replace, tokens(text)))


def declare_prefixes(text: str) -> str:
    """The query with our prefixes declared, as far as it uses them; its lines keep their numbers."""
    used = [prefix for prefix in PREFIXES if f"{prefix}:" in text and not re.search(rf"(?i)\bprefix\s+{prefix}:", text)]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in used) + text


def describe_syntax_error(text: str, message: str) -> str:
    """What an engine says of a query, as one line with line and column: "SPARQL: line 2, column 2: cannot read '}'".

    ``message`` holds "LINE:COLUMN" where the engine knows the place; the grammar's list of what it expected is left out.
    """
    place = re.search(r"\b(\d+):(\d+)\b", message)
    if place is None:
        return f"SPARQL: {message.strip().splitlines()[0][:200] if message.strip() else 'cannot be evaluated'}"
    number, column = int(place[1]), int(place[2])
    lines = text.split("\n")
    line = lines[number - 1] if number <= len(lines) else ""
    if not text.strip():
        return "SPARQL: the query is empty; ask, for example: SELECT ?who { ?who a dg:State }"
    return f"SPARQL: line {number}, column {column}: {_reason(line, column, message)}{_misspelt_form(text)}"


def _reason(line: str, column: int, message: str) -> str:
    if "Prefix not found" in message:
        found = re.findall(r"([\w.-]*):", line[: column + 1])
        return f"the prefix {found[-1] if found else ''}: is not declared; ours are {', '.join(PREFIXES)}"
    meaning = re.search(r"The [a-zA-Z][^,\[\]]+", message)
    if meaning is not None:
        return f"cannot be evaluated: {meaning[0].strip()}"
    rest = line[column - 1 :].strip()[:40]
    return f"cannot read {rest!r}" if rest else "the query ends too early"


def _misspelt_form(text: str) -> str:
    """The form of a query that its first word comes near, as the end of a message."""
    first = re.match(r"\s*(\w+)", text)
    if first is None or first[1].upper() in _KINDS:
        return ""
    return did_you_mean(nearest(first[1], _KINDS))
