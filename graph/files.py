"""Files written whole or not at all: an interrupted write leaves the old one."""

import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from diplograph.ontology import GraphError

__all__ = ["STANDARD_OUTPUT", "refuse_to_overwrite", "refuse_without_folder", "replacing", "write_bytes"]

# What commands call it everywhere.
STANDARD_OUTPUT = Path("-")


def refuse_without_folder(path: Path) -> None:
    """Raises GraphError for a file whose folder is not there, or that is a folder.

    It is told before the work whose end the file is to hold, not after it.
    """
    if path != STANDARD_OUTPUT and not path.resolve().parent.exists():
        raise GraphError(f"{path}: cannot be written: there is no such folder; {_mkdir(path)}")
    if path.is_dir():
        raise GraphError(f"{path}: cannot be written: is a folder; name a file in it")


def refuse_to_overwrite(path: Path, read: Iterable[Path | str]) -> None:
    """Raises GraphError for a file that is one of those which are read: an article would be lost for what is made of it."""
    for given in read:
        with suppress(OSError, ValueError):
            if path.is_file() and path.samefile(given):
                raise GraphError(f"{path}: is one of the files that are read, and would be lost; name another file to write")


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` whole or not at all: an interrupted write leaves the old file; "-" is standard output.

    Raises GraphError.
    """
    if path == STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write what is to stand at ``path`` once the block ends; an error within leaves the old file.

    Raises GraphError for what the file system refuses.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        if target.exists() and not target.is_file():
            yield target  # a pipe or a device has no old content to keep
            return
        try:
            yield temporary
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise GraphError(f"{path}: cannot be written: {error.strerror or error}; {_cure(path, error)}") from None


def _cure(path: Path, error: OSError) -> str:
    """What to do where the file system refuses to write."""
    if isinstance(error, FileNotFoundError) and not path.parent.exists():
        return _mkdir(path)
    return "name another file or folder"


def _mkdir(path: Path) -> str:
    return f"make the folder first: mkdir -p {shlex.quote(str(path.parent))}"
