"""Graph files read into memory, in every format; nothing that they name is fetched."""

import contextlib
import re
import sys
from pathlib import Path

from diplograph.ontology import GraphError, os_reason
from diplograph.ontology.identifiers import BASE

from ..graph_text import check_graph_text
from ..limits import limits
from ..rdf import find_format, from_quads, refuse_foreign, separate_direct
from .oxigraph import MemoryStore

__all__ = ["describe_memory_error", "describe_parse_error", "read_graph"]


# Standard input has no suffix; what commands print is Turtle, which is TriG too.
_STANDARD_INPUT = Path("-")
_STANDARD_INPUT_FORMAT = ".trig"


def read_graph(path: Path) -> MemoryStore:
    """The graph in a file, in memory; of ``-``, standard input, as Turtle or TriG. Nothing is fetched from the network.

    Raises GraphError where it cannot be read, or would take more memory, time or stack than ``limits.yaml`` allows.
    """
    import pyoxigraph

    is_piped = path == _STANDARD_INPUT
    if not is_piped and not path.suffix and not path.exists():
        raise GraphError(f"{path}: no such store or graph file; check the path")
    graph_format = find_format(path.with_suffix(_STANDARD_INPUT_FORMAT) if is_piped else path)
    text = _read_text(path)
    store = MemoryStore(str(path))
    try:
        check_graph_text(text, graph_format.syntax)
        quads = pyoxigraph.parse(text, format=getattr(pyoxigraph.RdfFormat, graph_format.syntax), base_iri=BASE)
        store.load(refuse_foreign(separate_direct(from_quads(quads)), path))
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not valid {path.suffix[1:] or 'Turtle or TriG'}: {describe_parse_error(error)}") from error
    except MemoryError as error:
        raise GraphError(f"{path}: {describe_memory_error(error)}") from None
    except GraphError as error:
        raise type(error)(str(error) if str(error).startswith(f"{path}: ") else f"{path}: {error}") from None
    return store


def _read_text(path: Path) -> str:
    most = limits().graph_file_bytes
    try:
        with contextlib.nullcontext(sys.stdin.buffer) if path == _STANDARD_INPUT else path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {os_reason(error)}") from None
    if len(data) > most:
        advice = "convert it to N-Quads and put that into a store: diplograph load"
        raise GraphError(f"{path}: holds more than {most:,} bytes, the most that is read at once; {advice}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraphError(f"{path}: not UTF-8 (byte {error.start}); is this a graph file?") from None


def describe_memory_error(error: MemoryError) -> str:
    """What the engine's reader, whose buffer is bounded, or this process lacks."""
    if "buffer" in str(error):
        return "holds a text or a line of more than 16 megabytes, the most that is read; is this a graph file?"
    return "needs more memory than there is; put it into a store: diplograph load"


def describe_parse_error(error: Exception) -> str:
    """One line, the place first: "line 3: ..."."""
    message = str(getattr(error, "msg", None) or error).strip().split("\n")[0]
    place = re.match(r"Parser error at line (\d+).*?: (.*)", message)
    return (f"line {place[1]}: {place[2]}" if place else message)[:200]
