"""Diagnosis of a store: which of its files are missing, cut short or altered."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from ..checksums import CHECKSUMS, MARK, QUADS, QUOTES, Checksums
from ..damage import Damage, DamagedStoreError
from ..directory import EmbeddedStore
from ..journal import Journal, read_part
from ..layout import JOURNAL, PURGED, find_misplaced, is_store_directory, lacks_current, read_format_version, refuse_unreadable
from ..lock import StoreLock
from ..quote_index import QuoteIndex
from .salvage import read_through

__all__ = ["Diagnosis", "diagnose", "diagnose_files", "parses"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Damage that was found; ``has_checksums`` where a writer has closed the store, so that nothing had to be read through."""

    damages: tuple[Damage, ...]
    has_checksums: bool


def diagnose(directory: Path) -> Diagnosis:
    """Compare every file of a store with its checksum, and read through what has none. Nothing is changed.

    Raises StoreError where the directory is no store, or is taken.
    """
    if not is_store_directory(directory):
        read_format_version(directory)
    if (directory / PURGED).exists():
        EmbeddedStore(directory).close()  # has what an interrupted purge has left be done
    lock = StoreLock(directory, exclusive=False)
    try:
        checksums, damages = diagnose_files(directory)
        return Diagnosis(tuple(damages), checksums is not None and not checksums.is_open)
    finally:
        lock.release()


def diagnose_files(directory: Path) -> tuple[Checksums | None, list[Damage]]:
    """The checksums, where they can be read, and what is damaged; raises StoreError for what this user may not read."""
    refuse_unreadable(directory)
    misplaced = list(find_misplaced(directory))
    if misplaced:
        return None, misplaced
    damages: list[Damage] = []
    checksums: Checksums | None = None
    try:
        checksums = Checksums.read(directory)
    except DamagedStoreError:
        damages.append(Damage(CHECKSUMS, "is damaged"))
    try:
        read_format_version(directory)
    except DamagedStoreError:  # a newer format is not
        damages.append(Damage(MARK, "is missing" if not (directory / MARK).exists() else "is damaged"))
    if checksums is not None:
        found = [*checksums.compare(directory), *checksums.verify(directory)]
        damages += [damage for damage in found if damage.file not in {known.file for known in damages}]
    if checksums is None or checksums.is_open:
        damages += _read_unsummed(directory, damages)
    damages += _diagnose_journal(directory)
    return checksums, damages


def _read_unsummed(directory: Path, known: list[Damage]) -> Iterator[Damage]:
    """Damage of a store that its last writer has not closed."""
    quads = directory / QUADS
    if (quads / "CURRENT").exists():
        complaint = read_through(quads) if not any(one.file.startswith(QUADS) for one in known) else None
        if complaint is not None:
            yield Damage(QUADS, f"cannot be read through: {complaint}")
    elif lacks_current(directory):
        yield Damage(f"{QUADS}/CURRENT", "is missing")
    elif (directory / QUOTES).exists():
        yield Damage(QUADS, "is missing")
    if (directory / QUOTES).exists():
        complaint = QuoteIndex.complaint(directory / QUOTES)
        if complaint is not None:
            yield Damage(QUOTES, f"is damaged ({complaint})")


def _diagnose_journal(directory: Path) -> Iterator[Damage]:
    journal = Journal(directory / JOURNAL)
    for part in journal.missing():
        yield Damage(f"{JOURNAL}/{part.name}", "is missing, in which articles were promised")
    for part in journal.parts():
        if any(not batch.is_torn and not (batch.is_whole and batch.is_marked) for batch in read_part(part)):
            yield Damage(f"{JOURNAL}/{part.name}", "is damaged")
        elif not all(parses(batch.content) for batch in read_part(part) if batch.is_whole):
            yield Damage(f"{JOURNAL}/{part.name}", "is not N-Quads")


def parses(content: bytes) -> bool:
    """True for N-Quads."""
    try:
        for _ in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_QUADS):
            pass
    except (SyntaxError, ValueError):
        return False
    return True
