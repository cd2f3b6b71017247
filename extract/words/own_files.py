"""Files of one's own: the ontologies, frames and words that a user gives, and what tells them from others."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from diplograph.ontology import DataError, os_reason
from diplograph.ontology.identifiers import digest

__all__ = ["OwnFiles", "find_own_files"]

_SUFFIX, _WORDS = ".yaml", "words"


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Turtle files of relations, YAML files of frames and YAML files of words, each kind in its order."""

    ontologies: tuple[Path, ...] = ()
    frames: tuple[Path, ...] = ()
    words: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        """Depends on the names and contents of all files, not on their folders; empty where there is no file.

        Raises ``DataError`` for a file that cannot be read.
        """
        files = (*self.ontologies, *self.frames, *self.words)
        return digest(*(part for path in files for part in (path.name, _content(path)))) if files else ""


def find_own_files(ontology: Iterable[Path | str] = (), frames: Iterable[Path | str] = ()) -> OwnFiles:
    """The files of ontologies, and those in folders: YAML files are frames, those in a folder "words" below it are words.

    Raises ``DataError`` that names a folder with nothing to read in it.
    """
    folders = tuple(map(Path, frames))
    return OwnFiles(
        tuple(map(Path, ontology)),
        tuple(path for folder in folders for path in _files_of(folder)),
        tuple(path for folder in folders if (folder / _WORDS).is_dir() for path in _files_of(folder / _WORDS)),
    )


def _files_of(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise DataError(f"{folder}: is no folder; name one that holds frames, a .yaml file for each relation")
    found = sorted(path for path in folder.iterdir() if path.suffix == _SUFFIX and path.is_file())
    other = sorted(path.name for path in folder.iterdir() if path.suffix == ".yml")
    if other:
        raise DataError(f"{folder / other[0]}: rename it to end in .yaml; others are not read")
    if not found and not (folder / _WORDS).is_dir():
        raise DataError(f"{folder}: holds no .yaml file; put one there for each relation")
    return found


def _content(path: Path) -> str:
    try:
        return path.read_bytes().hex()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {os_reason(error)}") from None
