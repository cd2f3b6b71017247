"""Damage of a store's files: what the engine says of it, told in one line that names the file and the cure."""

import errno
import re
import shlex
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

from diplograph.ontology import StoreError

__all__ = ["Damage", "DamagedStoreError", "cure", "describe_full_disk", "describe_refusal", "naming_damage", "reading"]

T = TypeVar("T")

# RocksDB's words: https://github.com/facebook/rocksdb/wiki/Basic-Operations#status
_SIGNS = ("Corruption", "No such file or directory", "Not implemented", "InvalidArgument", "Column family not found")
_FILE = re.compile(r"[^\s:]*?(\d{6,}\.(?:sst|log)|MANIFEST-\d+|CURRENT)\b")


class Damage(Exception):  # noqa: N818 - a finding, which repair collects and others raise as StoreError
    """One damaged file of a store, by its name within it, and what is wrong."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file} {what}")
        self.file = file
        self.what = what


class DamagedStoreError(StoreError):
    """A store of which a file is missing, cut short or altered; made of its words, as all errors that pass between threads."""

    @classmethod
    def of(cls, directory: Path | str, file: str | None, what: str) -> Self:
        """The error that names a file of the store, what is wrong with it, and the cure."""
        return cls(f"{Path(directory) / file if file else directory}: {what}; {cure(directory)}")


def cure(directory: Path | str) -> str:
    """What to do, with the command."""
    return f"mend the store: diplograph repair {shlex.quote(str(directory))}"


def describe_full_disk(error: BaseException) -> str | None:
    """What to do where the disk is full: nothing that was promised is lost."""
    is_full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    if not is_full and not any(words in str(error) for words in ("No space left", "disk is full", "File too large")):
        return None
    return "No space left on the disk; free some and repeat the command: what the store has promised stays in its journal"


def describe_refusal(error: OSError, path: Path) -> str:
    """What the file system said of a file, and what to do."""
    said = error.strerror or str(error)
    name = shlex.quote(str(path))
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"{said}; give yourself the right (chmod u+r {name}), or run the command as its owner"
    if error.errno == errno.EISDIR:
        return f"{said}; remove it: rmdir {name}"
    return said


@contextmanager
def naming_damage(location: str) -> Iterator[None]:
    """What the engine cannot read is raised as DamagedStoreError where a file is damaged, as StoreError where not."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise explain(location, error) from error


def explain(location: str, error: BaseException) -> StoreError:
    """The error to raise for one of the engine's."""
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    found = _FILE.search(words)
    if found is not None and "Permission denied" in words:
        path = Path(location) / "oxigraph" / found[1]
        return StoreError(
            f"{path}: cannot be read: {describe_refusal(PermissionError(errno.EACCES, 'Permission denied'), path)}"
        )
    if found is not None or any(sign in words for sign in _SIGNS):
        reason = "is missing" if "No such file" in words else f"is damaged ({words[:120]})"
        return DamagedStoreError.of(location, f"oxigraph/{found[1]}" if found is not None else None, reason)
    return StoreError(f"{location}: cannot be read: {words}")


def reading(location: str, items: Iterable[T]) -> Iterator[T]:
    """The items, which the engine reads as they are asked for."""
    with naming_damage(location):
        iterator = iter(items)
    while True:
        with naming_damage(location):
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item
