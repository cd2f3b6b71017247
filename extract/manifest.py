"""Manifest of a folder of weights: the SHA-256 of its files, as ``sha256sum --check SHA256SUMS`` reads them too.

Who trains anew writes it anew, with ``make manifest`` or ``python -m diplograph.extract.manifest FOLDER...``.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from diplograph.ontology import ModelError

__all__ = ["MANIFEST", "check_weights", "write_manifest"]

MANIFEST = "SHA256SUMS"
# The card of a model may be reworded without a new manifest: nothing reads it.
_UNREAD = frozenset({MANIFEST, "README.md"})


def write_manifest(folder: Path) -> None:
    """Write what the files of a folder are now."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{_digest(folder / name)}  {name}\n" for name in names if name not in _UNREAD]
    (folder / MANIFEST).write_bytes("".join(lines).encode())


def check_weights(folder: Path) -> None:
    """Raise ``ModelError`` where a file of the folder is not the one that its manifest was written of.

    The 44 MB that are shipped take 40 ms of a processor, where loading them takes 1,900; so they are hashed each time: a size
    tells of a truncated file, not of an altered one.
    """
    for name, expected in _read_manifest(folder):
        try:
            found = _digest(folder / name)
        except FileNotFoundError:
            raise ModelError(f"{folder / name}: is missing; {_remedy(folder)}") from None
        except OSError as error:
            raise ModelError(f"{folder / name}: cannot be read ({error.strerror}); {_remedy(folder)}") from error
        if found != expected:
            raise ModelError(f"{folder / name}: is not the file that {MANIFEST} was written of; {_remedy(folder)}")


def _read_manifest(folder: Path) -> list[tuple[str, str]]:
    """The names and digests, in order."""
    path = folder / MANIFEST
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ModelError(f"{path}: cannot be read; {_remedy(folder)}") from None
    entries = [line.split("  ", 1) for line in lines]
    if not entries or any(len(entry) != 2 or len(entry[0]) != 64 for entry in entries):
        raise ModelError(f"{path}: has a line that is no digest with a file's name, or none at all; {_remedy(folder)}")
    return [(name, digest) for digest, name in entries]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remedy(folder: Path) -> str:
    return f"install diplograph anew, or, if you trained it: python -m diplograph.extract.manifest {folder}"


def main(folders: Sequence[str]) -> None:
    if not folders:
        sys.exit("name the folders whose manifest is to be written: extract/model extract/learned/model")
    for folder in map(Path, folders):
        if not folder.is_dir():
            sys.exit(f"{folder}: is no folder; nothing was written for it")
        write_manifest(folder)
        print(folder / MANIFEST)


if __name__ == "__main__":
    main(sys.argv[1:])
