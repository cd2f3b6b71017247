"""Repair of a damaged store: what can be read stays, what can be made anew is, and what is lost is named by its ids.

Damaged files are moved into a folder of the store (``damaged-1``), never deleted. Until all is done a note (``repair.json``)
says what has been found; whoever is interrupted runs the command again.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph
from diplograph.ontology import StoreError

from ....rdf import DCTERMS, Term
from ..checksums import CHECKSUMS, MARK, QUADS, QUOTES, Checksums
from ..damage import Damage, describe_full_disk
from ..directory import EmbeddedStore
from ..engine import OxigraphEngine
from ..journal import head_of, promised_articles, read_part
from ..layout import (
    ASIDE,
    JOURNAL,
    REPAIR,
    find_misplaced,
    is_store_directory,
    mark_directory,
    read_format_version,
    refuse_unreadable,
)
from ..lock import StoreLock
from ..memory import MemoryStore
from ..purging import finish_purge
from ..quote_index import QuoteIndex
from .diagnosing import diagnose_files, parses
from .salvage import read_through, salvage
from .wholeness import keep_whole_articles, remake

__all__ = ["Repair", "repair"]

_NEW, _READY, _WORK, _SALVAGED, _LOST = "oxigraph.new", "oxigraph.ready", "oxigraph.work", "salvaged.nq", "add-again.txt"
_MISPLACED = "misplaced"


@dataclass(frozen=True, slots=True)
class Repair:
    """``done`` in words; ``lost`` are ids of articles that must be added again; ``aside`` has the damaged files."""

    done: tuple[str, ...]
    lost: tuple[str, ...] = ()
    aside: Path | None = None


@dataclass(slots=True)
class _Note:
    """What an interrupted repair knows."""

    aside: str
    done: list[str] = field(default_factory=list)
    articles: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    rebuilt: bool = False
    lost_texts: bool = False


def repair(directory: Path) -> Repair:
    """Mend a store; one that is not damaged stays as it is.

    Raises StoreError where the directory is no store, is taken, or cannot be written: it is not worse then than before.
    """
    if not is_store_directory(directory):
        read_format_version(directory)
    lock = StoreLock(directory, exclusive=True)
    try:
        finish_purge(directory)
        refuse_unreadable(directory)
        note = _read_note(directory)
        for damage in list(find_misplaced(directory)):
            # What is left is a store that lacks a file.
            note = note or _begin(directory)
            note.done.append(str(damage))
            _put_aside(directory, note, damage.file, within=_MISPLACED)
        checksums, damages = diagnose_files(directory)
        if note is None and not damages:
            lock.release()
            EmbeddedStore(directory, write=True).close()  # takes in what a killed writer has left
            return Repair(())
        note = note or _begin(directory)
        note.done += [line for line in map(str, damages) if line not in note.done]
        _mend_files(directory, note, checksums, damages)
    except OSError as error:
        reason = describe_full_disk(error) or error.strerror or str(error)
        raise StoreError(f"{directory}: cannot be repaired: {reason}; what was damaged is kept, run it again") from None
    finally:
        lock.release()
    _mend_content(directory, note)
    (directory / REPAIR).unlink()
    aside = directory / note.aside
    return Repair(tuple(note.done), tuple(note.lost), aside if aside.exists() else None)


def _read_note(directory: Path) -> _Note | None:
    try:
        return _Note(**json.loads((directory / REPAIR).read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        (directory / REPAIR).unlink()
        return None


def _write_note(directory: Path, note: _Note) -> None:
    coming = directory / f"{REPAIR}.new"
    with coming.open("w", encoding="utf-8") as file:
        json.dump({name: getattr(note, name) for name in _Note.__slots__}, file)
        file.flush()
        os.fsync(file.fileno())
    coming.replace(directory / REPAIR)


def _begin(directory: Path) -> _Note:
    number = 1
    while (directory / f"{ASIDE}-{number}").exists():
        number += 1
    note = _Note(f"{ASIDE}-{number}")
    with suppress(StoreError):
        index = QuoteIndex(directory / QUOTES)
        try:
            note.articles = {str(node): name for node, name in index.articles().items()}
        finally:
            index.close()
    for note_of_part in sorted((directory / JOURNAL).glob("*.promised")):
        names = promised_articles(note_of_part.with_suffix(".nq"))
        note.articles |= {name: name for name in names if name not in note.articles.values()}
    _write_note(directory, note)
    return note


def _mend_files(directory: Path, note: _Note, checksums: Checksums | None, damages: list[Damage]) -> None:
    """Put every damaged file aside and, of the quads, what can be read in their place."""
    names = {damage.file for damage in damages}
    if MARK in names:
        _put_aside(directory, note, MARK)
        mark_directory(directory)
    _mend_quads(directory, note, checksums, names)
    if QUOTES in names or note.rebuilt:
        for path in directory.glob(f"{QUOTES}*"):
            _put_aside(directory, note, path.name)
    for part in sorted({name for name in names if name.startswith(f"{JOURNAL}/")}):
        _mend_part(directory, note, directory / part)
    # From here on its files are others; until the store is closed again nothing is known of them.
    if checksums is None or CHECKSUMS in names:
        _put_aside(directory, note, CHECKSUMS)
    if note.rebuilt:
        (directory / CHECKSUMS).unlink(missing_ok=True)
    elif checksums is not None:
        Checksums(
            {name: entry for name, entry in checksums.files.items() if name.endswith(".sst")}, checksums.manifest, is_open=True
        ).write(directory)


def _mend_quads(directory: Path, note: _Note, checksums: Checksums | None, names: set[str]) -> None:
    quads, ready = directory / QUADS, directory / _READY
    damaged = {name for name in names if name.startswith(QUADS)}
    if ready.exists():
        _swap(directory, note)
        return
    if not damaged:
        return
    if checksums is not None and not checksums.is_open and checksums.manifest is not None:
        tables = {name for name in checksums.files if name.endswith(".sst")}
        there = {f"{QUADS}/{path.name}" for path in quads.glob("*.sst")}
        if there - tables and read_through(quads) is None:
            note.done.append(f"{QUADS} was written by another program, and is whole")
            (directory / CHECKSUMS).unlink()
            return
        if not damaged & tables:
            _restore_manifest(directory, note, checksums, damaged)
            return
    found = salvage(quads, checksums, directory / _WORK, directory / _NEW)
    note.lost_texts = found.lost_texts
    _write_note(directory, note)
    (directory / _NEW).rename(ready)
    _swap(directory, note)


def _restore_manifest(directory: Path, note: _Note, checksums: Checksums, damaged: set[str]) -> None:
    """Where all tables are whole, the copy of what names them is all that is needed: a closed store has nothing in its logs."""
    assert checksums.manifest is not None
    quads, (name, content) = directory / QUADS, checksums.manifest
    for each in sorted(damaged):
        _put_aside(directory, note, each)
    if not (quads / name).exists():
        (quads / name).write_bytes(content)
    (quads / "CURRENT").write_text(f"{name}\n", "ascii")
    note.done.append(f"{QUADS}/{name} is as its last writer left it")


def _swap(directory: Path, note: _Note) -> None:
    """Put the quads that were read in the place of the damaged ones."""
    note.rebuilt = True
    _write_note(directory, note)
    _put_aside(directory, note, QUADS)
    (directory / _READY).rename(directory / QUADS)


def _mend_part(directory: Path, note: _Note, part: Path) -> None:
    """Leave in a part of the journal the batches that are whole; what is readable of others waits in a file of its own."""
    kept, left = [], []
    if part.exists():
        for batch in read_part(part):
            if batch.is_whole and parses(batch.content):
                kept.append(batch.content)
            elif not batch.is_torn:
                left += [line for line in batch.content.split(b"\n") if line and not line.startswith(b"#") and parses(line)]
    if left:
        with (directory / _SALVAGED).open("ab") as file:
            file.write(b"\n".join(left) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    coming = part.with_suffix(".new")
    coming.write_bytes(b"".join(head_of(content) + content for content in kept))
    _put_aside(directory, note, f"{JOURNAL}/{part.stem}.promised", keep=True)
    if part.exists():
        _put_aside(directory, note, f"{JOURNAL}/{part.name}", keep=True)
    (directory / JOURNAL / f"{part.stem}.promised").unlink(missing_ok=True)
    if kept:
        coming.replace(part)
    else:
        coming.unlink()
        part.unlink(missing_ok=True)


def _put_aside(directory: Path, note: _Note, name: str, *, keep: bool = False, within: str = "") -> None:
    """Move a file or folder to where the damaged ones are kept, or copy it there."""
    source, target = directory / name, directory / note.aside / within / name
    if not source.exists() or (target.exists() and keep):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return
    if keep:
        shutil.copy2(source, target)
    else:
        source.rename(target)


def _mend_content(directory: Path, note: _Note) -> None:
    """Open the store for what is left to do in it: the journal, the wholeness of articles, index, counts and quotes."""
    with EmbeddedStore(directory, write=True, repairing=True) as store:
        engine: Any = store._engine
        assert isinstance(engine, OxigraphEngine)
        known = {Term(node): name for node, name in note.articles.items()}
        known |= dict(_ids(engine))
        note.articles = {str(node): name for node, name in known.items()}
        _write_note(directory, note)
        if note.rebuilt:
            keep_whole_articles(engine, trusting=not note.lost_texts)
            remake(engine)
        salvaged = directory / _SALVAGED
        if salvaged.exists():
            with MemoryStore() as memory:
                memory_engine = memory._engine
                memory_engine.inner.bulk_load(salvaged.read_bytes(), format=pyoxigraph.RdfFormat.N_QUADS)
                known |= dict(_ids(memory_engine))
                keep_whole_articles(memory_engine, trusting=False, elsewhere=engine)
                store.load(memory.statements())
        there = dict(_ids(engine))
        note.lost = sorted({name for node, name in known.items() if node not in there} - set(there.values()))
        store.refresh()
        _write_note(directory, note)
    salvaged.unlink(missing_ok=True)
    if note.lost:
        aside = directory / note.aside
        aside.mkdir(exist_ok=True)
        (aside / _LOST).write_text("".join(f"{name}\n" for name in note.lost), "utf-8")


def _ids(engine: OxigraphEngine) -> Iterator[tuple[Term, str]]:
    predicate = pyoxigraph.NamedNode(DCTERMS.identifier[1:-1])
    for quad in engine.inner.quads_for_pattern(None, predicate, None, pyoxigraph.DefaultGraph()):
        if isinstance(quad.object, pyoxigraph.Literal):
            yield Term(str(quad.subject)), quad.object.value
