"""Quads that can still be read of a damaged store, by whichever of its indexes holds them, copied into a new one.

The engine keeps each quad in three or six orders, so that the loss of an index loses nothing. Texts are kept once: what needs
one that is lost is lost with it, and ``wholeness`` says which articles those were.
"""

import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph

from ....rdf import DCTERMS, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, STORE
from ..checksums import Checksums
from ..damage import explain
from .version_edits import tables_of, without_tables

__all__ = ["Salvage", "known_predicates", "read_through", "salvage"]

_TABLE = re.compile(r"(\d{6,})\.sst")
# Column families by number, in the order in which Oxigraph makes them.
_TEXTS, _BY_SUBJECT, _BY_PREDICATE = {1}, {5, 8}, {3, 9}
# A scan that meets a damaged index says so without end; one that meets lost texts goes on.
_MOST_ERRORS = 1000
_MOST_TRIES = 200

_OTHER_PREDICATES = (
    *(RDF.type, RDFS.label, SKOS.altLabel, OWL.sameAs, OA.start, OA.end, OA.exact),
    *(DCTERMS.identifier, DCTERMS.title, DCTERMS.date, DCTERMS.language, DCTERMS.source),
    *(SCHEMA.publisher, SCHEMA.sha256, SCHEMA.softwareVersion, PROV.hadMember, PROV.startedAtTime, PROV.endedAtTime),
    *(PROV.wasAssociatedWith, PROV.wasAttributedTo, PROV.wasDerivedFrom, PROV.wasGeneratedBy, PROV.wasQuotedFrom),
    *(STORE.affirms, STORE.denies, STORE.digest, STORE.fingerprint, STORE.band, STORE.uncounted, STORE.unindexed),
)


@dataclass(slots=True)
class Salvage:
    """What came of it; where ``lost_texts``, quads may be missing that no index can make up for."""

    quads: int = 0
    lost_texts: bool = False
    errors: list[str] = field(default_factory=list)


def read_through(quads: Path) -> str | None:
    """Read all that a store's engine has, by each kind of index; the first complaint, None where there is none."""
    try:
        store = pyoxigraph.Store.read_only(str(quads))
        graphs = [pyoxigraph.DefaultGraph(), *store.named_graphs()]
        predicates = {quad.predicate for quad in store}
        for graph in graphs:
            by_predicate = sum(1 for one in predicates for _ in store.quads_for_pattern(None, one, None, graph))
            seen: set[object] = set()
            by_object = 0
            for quad in store.quads_for_pattern(None, None, None, graph):
                if quad.object not in seen:
                    seen.add(quad.object)
                    by_object += sum(1 for _ in store.quads_for_pattern(None, None, quad.object, graph))
            if by_object < by_predicate:
                return f"its indexes hold {by_predicate:,} and {by_object:,} quads of the same graph"
    except (OSError, RuntimeError) as error:
        return str(explain(str(quads.parent), error))
    return None


def salvage(quads: Path, checksums: Checksums | None, work: Path, target: Path) -> Salvage:
    """Copy what is readable of the engine's files in ``quads`` to a new store ``target``; ``work`` is a folder for a while.

    Raises StoreError where the new one cannot be written.
    """
    for folder in (work, target):
        shutil.rmtree(folder, ignore_errors=True)
    opened = _open_without_damaged(quads, checksums, work)
    found = Salvage()
    new = pyoxigraph.Store(str(target))
    if opened is not None:
        store, tables, lost = opened
        new.bulk_extend(_Scans(store, tables, lost, found).quads())
        del store
    else:
        found.lost_texts = True
    new.flush()
    new.optimize()
    del new
    shutil.rmtree(work, ignore_errors=True)
    return found


def _open_without_damaged(
    quads: Path, checksums: Checksums | None, work: Path
) -> tuple[pyoxigraph.Store, dict[int, tuple[int, int]], set[int]] | None:
    """The store without the tables that keep it from opening, all of its tables, and the numbers of those."""
    manifest = _find_manifest(quads, checksums)
    if manifest is None:
        return None
    content, tables = manifest
    lost = {number for number in tables if not (quads / f"{number:06}.sst").exists()}
    for _ in range(_MOST_TRIES):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        for number in tables.keys() - lost:
            _link(quads / f"{number:06}.sst", work / f"{number:06}.sst")
        for log in quads.glob("*.log"):
            shutil.copy2(log, work / log.name)
        (work / "MANIFEST-000001").write_bytes(without_tables(content, lost))
        (work / "CURRENT").write_text("MANIFEST-000001\n", "ascii")
        try:
            if any(tables[number][0] == 0 for number in lost):
                store = pyoxigraph.Store(str(work))  # it writes its version anew; the tables are never changed
            else:
                store = pyoxigraph.Store.read_only(str(work))
            return store, tables, lost
        except (OSError, RuntimeError) as error:
            bad = _TABLE.search(str(error))
            if bad is None or int(bad[1]) not in tables.keys() - lost:
                return None
            lost.add(int(bad[1]))
    return None


def _find_manifest(quads: Path, checksums: Checksums | None) -> tuple[bytes, dict[int, tuple[int, int]]] | None:
    """The manifest that most tables speak for: the one that is in use, another that is there, or the copy in the checksums."""
    contents: list[bytes] = []
    with suppress(OSError, UnicodeDecodeError):
        contents.append((quads / (quads / "CURRENT").read_text("ascii").strip()).read_bytes())
    contents += [path.read_bytes() for path in sorted(quads.glob("MANIFEST-*"), reverse=True)]
    if checksums is not None and checksums.manifest is not None:
        copy = checksums.manifest[1]
        contents = [copy, *contents] if not checksums.is_open else [*contents, copy]
    there = {int(path.stem) for path in quads.glob("*.sst") if path.stem.isdecimal()}
    best: tuple[bytes, dict[int, tuple[int, int]]] | None = None
    for content in contents:
        try:
            tables = tables_of(content)
        except ValueError:
            continue
        if best is None or len(there & tables.keys()) > len(there & best[1].keys()):
            best = content, tables
    return best


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


class _Scans:
    """Scans of a store by each kind of index, until one of them was whole."""

    def __init__(
        self, store: pyoxigraph.Store, tables: dict[int, tuple[int, int]], lost: Collection[int], found: Salvage
    ) -> None:
        self._store = store
        self._families = {number: family for number, (family, _) in tables.items()}
        self._lost = {self._families[number] for number in lost}
        self._found = found
        found.lost_texts = bool(self._lost & _TEXTS)
        self._predicates = set(known_predicates())
        self._nodes: set[Any] = set()

    def quads(self) -> Iterator[pyoxigraph.Quad]:
        """All that is found, much of it more than once where no index is whole."""
        before = len(self._found.errors)
        yield from self._scan((None, None, None))
        if len(self._found.errors) == before and not self._lost & (_BY_SUBJECT | _TEXTS):
            return
        before = len(self._found.errors)
        done: set[Any] = set()
        while self._predicates - done:
            predicate = (self._predicates - done).pop()
            done.add(predicate)
            yield from self._scan((None, predicate, None))
        if len(self._found.errors) == before and not self._lost & (_BY_PREDICATE | _BY_SUBJECT | _TEXTS):
            return
        for node in list(self._nodes):
            if not isinstance(node, pyoxigraph.Literal):
                yield from self._scan((node, None, None))
            yield from self._scan((None, None, node))

    def _scan(self, pattern: tuple[Any, Any, Any]) -> Iterator[pyoxigraph.Quad]:
        for quad in self._readable(pattern):
            self._found.quads += 1
            self._predicates.add(quad.predicate)
            self._nodes.update((quad.subject, quad.object))
            yield quad

    def _readable(self, pattern: tuple[Any, Any, Any]) -> Iterator[pyoxigraph.Quad]:
        try:
            scan = iter(self._store.quads_for_pattern(*pattern, None))
        except (OSError, RuntimeError) as error:
            self._note(str(error))
            return
        failed = 0
        while failed < _MOST_ERRORS:
            try:
                quad = next(scan)
            except StopIteration:
                return
            except (OSError, RuntimeError) as error:
                failed += 1
                self._note(str(error))
                continue
            failed = 0
            yield quad

    def _note(self, error: str) -> None:
        table = _TABLE.search(error)
        is_text = "find the string" in error or (table is not None and self._families.get(int(table[1])) in _TEXTS)
        self._found.lost_texts |= is_text or table is None
        if len(self._found.errors) < _MOST_ERRORS:
            self._found.errors.append(error)


@cache
def known_predicates() -> frozenset[pyoxigraph.NamedNode]:
    """What diplograph writes: where the index by subject is gone, all others begin with something that is known."""
    ontology = files("diplograph.ontology").joinpath("diplograph.ttl").read_bytes()
    declared = {quad.subject for quad in pyoxigraph.parse(ontology, format=pyoxigraph.RdfFormat.TURTLE)}
    others = {pyoxigraph.NamedNode(term[1:-1]) for term in _OTHER_PREDICATES}
    return frozenset(others | {node for node in declared if isinstance(node, pyoxigraph.NamedNode)})
