"""SPARQL over a graph: read-only, and offline whatever the query says."""

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

from diplograph.ontology import GraphError

from .query_results import QueryResult, Value
from .vocabulary import PREFIXES

__all__ = [
    "QueryResult",
    "Value",
    "check_query",
    "declare_prefixes",
    "describe_syntax_error",
    "query_kind",
    "read_query",
    "replace_variables",
]

# The parser of the engine recurses, and would take the process down with it.
_DEEPEST = 200

_UPDATE = re.compile(
    r"(?:\s|#[^\n]*(?:\n|$)|(?:PREFIX\s+\S*\s*|BASE\s*)<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)

# Strings, IRIs, comments and escapes are passed over; no SERVICE clause fits into an IRI, which holds neither space nor brace.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\''
    r'|<[^<>"{}|^`\\\x00-\x20]*>|#[^\n\r]*|\\.|(?P<name>[?$@]\w+|[\w.-]*:[\w.:%-]*)|(?P<word>[A-Za-z]+)'
    r"|(?P<open>[{(\[!+-]|\^)|(?P<close>[})\]])",
    re.DOTALL,
)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def read_query(name: str) -> str:
    """The text of a query that comes with diplograph (``queries/*.rq``); raises GraphError with the names that exist.

    >>> read_query("denials").splitlines()[0]
    '# What texts deny: each negated claim with the sentence that says so.'
    """
    queries = {entry.name.removesuffix(".rq"): entry for entry in files("diplograph.graph").joinpath("queries").iterdir()}
    if name not in queries:
        raise GraphError(f"there is no query named {name!r}; use one of {', '.join(sorted(queries))}")
    return queries[name].read_text("utf-8")


def check_query(text: str) -> None:
    """Raise GraphError for an update, for SERVICE and FROM, which would reach the network, and for nesting without end.

    Words inside strings, IRIs, comments, variables and prefixed names do not count; escaped letters do.
    """
    if _UPDATE.match(text):
        raise GraphError("SPARQL: this is an update; a query only reads (SELECT, ASK, CONSTRUCT, DESCRIBE)")
    _scan(text)
    decoded = _CODEPOINT.sub(_decode, text)
    if decoded != text:
        _scan(decoded)


def query_kind(text: str) -> Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]:
    """The form of a query; raises GraphError for a text that has none.

    >>> query_kind("PREFIX select: <x:> ASK { ?s select:p 'construct' }")
    'ASK'
    """
    for token in _TOKEN.finditer(text):
        word = (token["word"] or "").upper()
        if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return word  # type: ignore[return-value]
    raise GraphError("SPARQL: neither SELECT nor ASK, CONSTRUCT or DESCRIBE: this is no query")


def replace_variables(text: str, terms: Mapping[str, str]) -> str:
    """The query with a term for each variable written "$name", which the grammar takes for "?name"; strings are left alone.

    >>> replace_variables("ASK { ?a ?b $a FILTER('$a' = $a) }", {"a": "<x:>"})
    "ASK { ?a ?b <x:> FILTER('$a' = <x:>) }"
    """

    def replace(token: re.Match[str]) -> str:
        name = token["name"] or ""
        return terms.get(name[1:], name) if name.startswith("$") else token[0]

    return _TOKEN.sub(replace, text)


def declare_prefixes(text: str) -> str:
    """The query with our prefixes declared, as far as it uses them; its lines keep their numbers."""
    used = [prefix for prefix in PREFIXES if f"{prefix}:" in text and not re.search(rf"(?i)\bprefix\s+{prefix}:", text)]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in used) + text


def _decode(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _scan(text: str) -> None:
    depth = deepest = signs = 0
    for token in _TOKEN.finditer(text):
        opening = token["open"]
        signs = signs + 1 if opening and opening in "!+-^" else 0
        if token["word"]:
            _refuse_network(token["word"].upper())
        elif opening and opening in "{([":
            depth += 1
        elif token["close"]:
            depth -= 1
        deepest = max(deepest, depth, signs)
    if deepest > _DEEPEST:
        raise GraphError("SPARQL: the query is nested too deeply")


def _refuse_network(word: str) -> None:
    if word == "SERVICE":
        raise GraphError("SPARQL: SERVICE would reach the network; query one graph at a time")
    if word == "FROM":
        raise GraphError("SPARQL: FROM would load a file or an address; name a graph with GRAPH <...> { ... }")


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
    return f"SPARQL: line {number}, column {column}: {_reason(line, column, message)}"


def _reason(line: str, column: int, message: str) -> str:
    if "Prefix not found" in message:
        found = re.findall(r"([\w.-]*):", line[: column + 1])
        return f"the prefix {found[-1] if found else ''}: is not declared; ours are {', '.join(PREFIXES)}"
    meaning = re.search(r"The [a-zA-Z][^,\[\]]+", message)
    if meaning is not None:
        return f"cannot be evaluated: {meaning[0].strip()}"
    rest = line[column - 1 :].strip()[:40]
    return f"cannot read {rest!r}" if rest else "the query ends too early"
