"""Import and export of stores: files, directories and endpoints as streams of statements, never held whole."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph
from diplograph.ontology import GraphError, os_reason
from diplograph.ontology.identifiers import BASE

from ..compression import COMPRESSED, open_for_reading, open_for_writing
from ..files import replacing
from ..limits import limits
from ..rdf import PREFIXES, PROV, SCHEMA, Statement, by_graph, from_quads, refuse_foreign, separate_direct, to_nquads
from .engine import in_chunks
from .graph_file import describe_memory_error, describe_parse_error, read_graph
from .opening import is_store, open_store

if TYPE_CHECKING:
    from .store import Store

__all__ = [
    "export_stream",
    "is_streamed",
    "provenance_statements",
    "read_statements",
    "streamed_suffix",
    "streams",
    "write_statements",
]

_SYNTAX = {".nq": pyoxigraph.RdfFormat.N_QUADS, ".trig": pyoxigraph.RdfFormat.TRIG}
_TRIPLE_TERM = re.compile(rb"<<|>>|\n")
_AT_ONCE = 50_000


def streamed_suffix(path: Path) -> str | None:
    """ ".nq" or ".trig" where ``path`` has it, before the ending of a compression if any; else None.

    >>> streamed_suffix(Path("news.nq.gz")), streamed_suffix(Path("news.ttl"))
    ('.nq', None)
    """
    suffix = path.with_suffix("").suffix if path.suffix.lower() in COMPRESSED else path.suffix
    return suffix.lower() if suffix.lower() in _SYNTAX else None


def is_streamed(path: Path) -> bool:
    """True where only a stream can read or write ``path``: a compressed file."""
    return path.suffix.lower() in COMPRESSED


def read_statements(source: str | Path) -> Iterator[Statement]:
    """Every statement of a store, or of a file: N-Quads and TriG as they come, gzip or zstd; other formats are read whole.

    Raises GraphError where the source cannot be read; what came before was good.
    """
    if is_store(source):
        with open_store(source) as store:
            yield from store.statements()
        return
    path = Path(source)
    suffix = streamed_suffix(path)
    if suffix is None:
        if is_streamed(path):
            raise GraphError(f"{path}: only .nq and .trig are read compressed; unpack it first")
        yield from read_graph(path).statements()
        return
    try:
        with open_for_reading(path) as file:
            # Labels of blank nodes hold for their file alone.
            watched = cast("IO[bytes]", _Watched(file, by_line=suffix == ".nq"))
            quads = pyoxigraph.parse(watched, format=_SYNTAX[suffix], base_iri=BASE, rename_blank_nodes=True)
            yield from refuse_foreign(separate_direct(from_quads(quads)), path)
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"{path}: not valid {suffix[1:]}: {describe_parse_error(error)}") from error
    except (OSError, EOFError) as error:
        raise GraphError(f"{path}: cannot be read: {os_reason(error) if isinstance(error, OSError) else error}") from None
    except MemoryError as error:
        raise GraphError(f"{path}: {describe_memory_error(error)}") from None


def provenance_statements(store: "Store") -> Iterator[Statement]:
    """What claims do not carry when they are read: the runs that found them, and the hashes of their articles."""
    said = store.pairs((PROV.wasGeneratedBy, SCHEMA.sha256))
    runs = {run for _, run in said[PROV.wasGeneratedBy]}
    for predicate, pairs in said.items():
        yield from (Statement(f"{subject} {predicate} {value}") for subject, value in pairs)
    yield from map(Statement, store.describe(runs, links={PROV.wasAssociatedWith}))


def streams(source: str | Path, format_: str | None, output: Path | None) -> bool:
    """True where an export is a stream: N-Quads or TriG of a store, and whatever is compressed."""
    if output is not None and is_streamed(output):
        return True
    wanted = f".{format_}" if format_ is not None else (streamed_suffix(output) if output is not None else None)
    return is_store(source) and wanted in _SYNTAX


def export_stream(store: "Store", format_: str | None, output: Path | None, standard: IO[bytes]) -> None:
    """Write ``store`` to ``output``, or to ``standard`` without one; raises GraphError for a format that is no stream."""
    suffix = f".{format_}" if format_ is not None else (streamed_suffix(output) if output is not None else None)
    if suffix not in _SYNTAX:
        raise GraphError(f"{output}: only nq and trig are written compressed; name it like news.nq.gz")
    write_statements(store, standard if output is None else output, str(suffix))


def write_statements(store: "Store", output: Path | IO[bytes], suffix: str) -> int:
    """Write every statement of ``store`` as N-Quads (".nq") or TriG (".trig") and give their number.

    A path appears whole or not at all, compressed by its ending. Raises GraphError.
    """
    if not isinstance(output, Path):
        return _write(store.statements(), output, suffix)
    with replacing(output) as temporary, open_for_writing(temporary, output.suffix.lower()) as file:
        return _write(store.statements(), file, suffix)


def _write(statements: Iterable[Statement], file: IO[bytes], suffix: str) -> int:
    number = 0
    if suffix == ".nq":
        for chunk in in_chunks(statements, _AT_ONCE):
            file.write(to_nquads(by_graph(chunk)))
            number += len(chunk)
        return number

    def quads() -> Iterator[pyoxigraph.Quad]:
        nonlocal number
        for chunk in in_chunks(statements, _AT_ONCE):
            number += len(chunk)
            yield from pyoxigraph.parse(to_nquads(by_graph(chunk)), format=pyoxigraph.RdfFormat.N_QUADS)

    pyoxigraph.serialize(quads(), output=file, format=pyoxigraph.RdfFormat.TRIG, prefixes=dict(PREFIXES))
    return number


class _Watched:
    """A file on its way to the parser, whose stack no nested triple terms are to exhaust."""

    def __init__(self, file: IO[bytes], *, by_line: bool) -> None:
        self._file = file
        self._by_line = by_line
        self._depth = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        if b"<<" in data:
            for found in _TRIPLE_TERM.finditer(data):
                if found[0] == b"<<":
                    self._depth += 1
                elif found[0] == b">>":
                    self._depth = max(0, self._depth - 1)
                elif self._by_line:
                    self._depth = 0
                if self._depth > limits().triple_terms:
                    raise GraphError(
                        "nests triple terms in triple terms without end; graphs of diplograph have none (RDF-star)"
                    )
        elif self._by_line and b"\n" in data:
            self._depth = 0
        return data
