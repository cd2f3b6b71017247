"""Graph files read into memory, in every format; nothing that they name is fetched."""

import json
import re
import sys
from pathlib import Path

from diplograph.ontology import GraphError
from diplograph.ontology.identifiers import BASE

from ..rdf import MisplacedNodeError, find_format, from_quads, refuse_foreign, separate_direct
from .oxigraph import MemoryStore

__all__ = ["describe_parse_error", "read_graph"]


# Standard input has no suffix; what commands print is Turtle, which is TriG too.
_STANDARD_INPUT = Path("-")
_STANDARD_INPUT_FORMAT = ".trig"


def read_graph(path: Path) -> MemoryStore:
    """The graph in a file, in memory; of ``-``, standard input, as Turtle or TriG. Nothing is fetched from the network.

    Raises GraphError where it cannot be read.
    """
    import pyoxigraph

    is_piped = path == _STANDARD_INPUT
    if not is_piped and not path.suffix and not path.exists():
        raise GraphError(f"{path}: no such store or graph file")
    graph_format = find_format(path.with_suffix(_STANDARD_INPUT_FORMAT) if is_piped else path)
    try:
        text = (sys.stdin.buffer.read() if is_piped else path.read_bytes()).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraphError(f"{path}: not UTF-8 (byte {error.start}); is this a graph file?") from None
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error.strerror or error}") from None
    if graph_format.syntax == "JSON_LD":
        _refuse_remote_contexts(path, text)
    store = MemoryStore(str(path))
    try:
        quads = pyoxigraph.parse(text, format=getattr(pyoxigraph.RdfFormat, graph_format.syntax), base_iri=BASE)
        store.load(refuse_foreign(separate_direct(from_quads(quads)), path))
    except MisplacedNodeError as error:
        raise GraphError(f"{path}: {error}") from None
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not valid {path.suffix[1:] or 'Turtle or TriG'}: {describe_parse_error(error)}") from error
    return store


def describe_parse_error(error: Exception) -> str:
    """One line, the place first: "line 3: ..."."""
    message = str(getattr(error, "msg", None) or error).strip().split("\n")[0]
    place = re.match(r"Parser error at line (\d+).*?: (.*)", message)
    return (f"line {place[1]}: {place[2]}" if place else message)[:200]


def _refuse_remote_contexts(path: Path, text: str) -> None:
    """JSON-LD may name a context by address, which rdflib would fetch: a graph file must not reach the network or a disk."""
    try:
        pending = [json.loads(text)]
    except (ValueError, RecursionError) as error:
        raise GraphError(f"{path}: not valid JSON: {error}") from None
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            contexts = value.get("@context", [])
            contexts = contexts if isinstance(contexts, list) else [contexts]
            if any(isinstance(context, str) for context in contexts) or "@import" in value:
                raise GraphError(f"{path}: names a JSON-LD context by address, which is not fetched; write it into the file")
            pending.extend(value.values())
