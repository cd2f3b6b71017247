"""Purge of a store: its files written anew, so that no word of what was removed is left in one.

Oxigraph never drops a string, and RocksDB keeps what is deleted until it merges the tables that hold it. So the quads, and the
index of quotes, are copied into a folder of the store (``purge.new``), which is renamed (``purged``) once all of it is on the
disk. Who is killed before leaves the store as it was; after, whoever opens it next puts the new files in the place of the old.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph
from diplograph.ontology import StoreError

from ...rdf import DCTERMS, OA, Term
from .checksums import CHECKSUMS, MARK, QUADS, QUOTES, Checksums
from .damage import describe_full_disk, explain, reading
from .layout import ASIDE, JOURNAL, PURGED, PURGING
from .quote_index import QuoteIndex
from .ready import ColumnFile
from .snapshot import drop_abandoned

__all__ = ["copy_files", "finish_purge", "make_quote_index", "refuse_purge", "texts_of"]

_TOLD_EVERY = 10_000
# RocksDB merges the new tables into others before it drops them.
_ROOM = 2


def refuse_purge(directory: Path, articles: set[str]) -> None:
    """Raises StoreError where a purge could not be done or would lose something; ``articles`` are the ids in the store."""
    for path in sorted(directory.glob(f"{ASIDE}-*/add-again.txt")):
        lost = [name for name in path.read_text("utf-8").splitlines() if name not in articles]
        if lost:
            advice = f"add them again, or delete {path.parent}: a purge deletes what a repair has put aside"
            raise StoreError(f"{path}: names what is not in the store yet ({lost[0]!r}, {len(lost)} in all); {advice}")
    served = drop_abandoned(directory)
    if served:
        raise StoreError(
            f"{served[0]}: is a snapshot that a server reads, and keeps what was removed; end diplograph serve first"
        )
    files = list((directory / QUADS).iterdir()) if (directory / QUADS).is_dir() else []
    needed = _ROOM * sum(map(_size, files)) + _size(directory / QUOTES)
    free = shutil.disk_usage(directory).free
    if free < needed:
        room = f"{needed / 10**6:,.0f} MB, and the disk has {free / 10**6:,.0f}"
        raise StoreError(f"{directory}: a purge writes the store anew beside itself, which takes up to {room}; free some")


def _size(path: Path) -> int:
    """The bytes of a file; 0 where there is none, for a store that is open merges tables and drops them meanwhile."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def copy_files(directory: Path, quads: pyoxigraph.Store, progress: Callable[[int, int], None] | None = None) -> None:
    """Write all that ``quads`` hold, the quads of the store, into files of their own; raises StoreError.

    ``progress`` hears how many statements are written, and of how many.
    """
    coming = directory / PURGING
    shutil.rmtree(coming, ignore_errors=True)
    try:
        coming.mkdir()
        shutil.copyfile(directory / MARK, coming / MARK)
        _copy_quads(directory, quads, coming / QUADS, progress)
        Checksums.take(coming, None).write(coming)
        for path in (*coming.rglob("*"), coming):
            _force(path)
    except (OSError, RuntimeError) as error:
        if "Corruption" in str(error):
            raise explain(str(directory), error) from error
        reason = describe_full_disk(error) or str(error)
        raise StoreError(f"{directory}: cannot be purged: {reason}; it is as it was") from None
    finally:
        if not (coming / CHECKSUMS).exists():
            shutil.rmtree(coming, ignore_errors=True)


def _copy_quads(directory: Path, quads: pyoxigraph.Store, target: Path, progress: Callable[[int, int], None] | None) -> None:
    total, done = len(quads), 0

    def counted() -> Iterator[pyoxigraph.Quad]:
        nonlocal done
        for quad in reading(str(directory), quads):
            done += 1
            if progress is not None and done % _TOLD_EVERY == 0:
                progress(done, total)
            yield quad

    copy = pyoxigraph.Store(str(target))
    copy.bulk_extend(counted())
    copy.flush()
    copy.optimize()
    if len(copy) != total:
        raise StoreError(f"{directory}: cannot be purged: {done:,} of {total:,} statements were copied; it is as it was")
    make_quote_index(target.with_name(QUOTES), copy, str(directory))


def make_quote_index(path: Path, quads: pyoxigraph.Store, location: str) -> None:
    """The index of the quotes, and of the ids of articles, in ``quads``; ``path`` appears whole or not at all."""
    coming = path.with_suffix(".new")
    coming.unlink(missing_ok=True)
    made = QuoteIndex(coming, write=True)
    made.add(texts_of(quads, OA.exact, location), articles=texts_of(quads, DCTERMS.identifier, location))
    made.close()
    coming.replace(path)


def texts_of(quads: pyoxigraph.Store, predicate: Term, location: str) -> Iterator[tuple[Term, str]]:
    """Each node of the claims' graph with a text that it has by ``predicate``."""
    found = quads.quads_for_pattern(None, pyoxigraph.NamedNode(predicate[1:-1]), None, pyoxigraph.DefaultGraph())
    for quad in reading(location, found):
        if isinstance(quad.object, pyoxigraph.Literal) and isinstance(quad.subject, pyoxigraph.NamedNode):
            yield Term(str(quad.subject)), quad.object.value


def finish_purge(directory: Path, *, commit: bool = False) -> None:
    """Put the new files of a purge, where there are any, in the place of the old ones; nobody may have the store open.

    Only with ``commit`` those are taken that no purge has declared to be whole; without, they go. Raises StoreError.
    """
    coming, ready = directory / PURGING, directory / PURGED
    try:
        if commit:
            _refuse_other_users(directory)
            coming.rename(ready)
            _force(directory)
        shutil.rmtree(coming, ignore_errors=True)
        if not ready.is_dir():
            return
        for name in (QUADS, QUOTES, CHECKSUMS):
            if (ready / name).exists():
                _delete(directory / name)
                (ready / name).rename(directory / name)
        ColumnFile.remove(directory)
        for path in (*directory.glob(f"{ASIDE}-*"), *directory.glob(f"{QUOTES}-*"), directory / JOURNAL):
            _delete(path)
        _force(directory)
        shutil.rmtree(ready)
    except OSError as error:
        raise StoreError(f"{directory}: its purge cannot be finished: {error.strerror or error}; repeat the command") from None


def _refuse_other_users(directory: Path) -> None:
    """Raises StoreError where this process has the quads open still: what lets go of them later would delete files by name."""
    try:
        pyoxigraph.Store(str(directory / QUADS))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{directory}: cannot be purged while this process reads it; close what reads it first") from error


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _force(path: Path) -> None:
    """Have the disk know a file or the entries of a directory, where the system can do that."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
