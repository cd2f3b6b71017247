"""Article files: what the user named (files, folders, patterns, addresses, standard input), each with a document id."""

import glob
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from diplograph.ontology import InputError

from .formats import describe_by_name, readable_suffixes, without_packing
from .source import STANDARD_INPUT, normalize, show_path
from .web import Fetcher, check_address, is_address

__all__ = ["ArticleFile", "Inputs", "Skipped", "find_articles", "refuse_all_missing", "refuse_missing", "why_skipped"]

_STANDARD_INPUT_ID: Final = "stdin"
# Whose articles have ids of their own.
_WITH_IDS: Final = "json-lines"


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file to read, or an address (text); ``id`` is that of its document where it holds one article."""

    path: Path | str
    id: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder or an archive that is no article, and why; ``name`` is what messages call it, else its path."""

    path: Path
    reason: str
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.name or show_path(self.path)}: skipped: {self.reason}"


@dataclass(slots=True)
class Inputs:
    """What arguments stand for: ``files`` in the order of the arguments, ``faults`` of arguments that stand for nothing.

    ``columns`` are those of tables that the user named, by field of a document; ``fetcher`` is who fetches addresses.
    """

    files: list[ArticleFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    faults: list[tuple[Path | str, InputError]] = field(default_factory=list)
    columns: Mapping[str, str] = field(default_factory=dict)
    fetcher: Fetcher = field(default_factory=Fetcher)


def find_articles(
    given: Iterable[Path | str], columns: Mapping[str, str] | None = None, *, allow_private: bool = False
) -> Inputs:
    """The files that ``given`` names, each once: a file, a folder with all below it, a pattern (``news/*.txt``) or ``-``.

    An address (``https://...``, text and no Path) stands for itself, and is its document's id; nothing is fetched here.
    ``allow_private`` lets addresses name hosts of private networks.

    The document of a text file has the file's name without its suffix for an id; below a folder that is named, its path
    there ("2024/talks"), so that files which come later change no id. Of files in several folders that would share an id,
    each has as much of its folders before it as tells them apart ("north/talks", "south/talks").
    """
    inputs = Inputs(columns=columns or {}, fetcher=Fetcher(allow_private=allow_private))
    for path in given:
        try:
            if path == "":
                raise InputError(f"{show_path(path)}: no such file; check the name, or name the folder that you are in with .")
            if isinstance(path, str) and is_address(path):
                address = check_address(path)
                inputs.files.append(ArticleFile(address, address))
            else:
                inputs.files += _expand(Path(path), inputs.skipped)
        except InputError as error:
            inputs.faults.append((path, error))
    unique = {_absolute(file.path) if isinstance(file.path, Path) else file.path: file for file in reversed(inputs.files)}
    inputs.files = _with_own_ids(list(reversed(unique.values())))
    return inputs


def refuse_missing(given: Iterable[Path | str]) -> None:
    """Raises InputError for the first of ``given`` that names a file or a folder which is not there.

    A pattern that nothing fits yet, an address and standard input are no such names.
    """
    for path in given:
        if _is_missing(path):
            raise InputError(f"{show_path(path)}: no such file or folder; check the path")


def refuse_all_missing(given: Sequence[Path | str]) -> None:
    """Raises InputError where none of ``given`` is there: before a store is made, or a pipeline loaded, for nothing.

    A pattern, an address and standard input may hold something.
    """
    if given and all(map(_is_missing, given)):
        others = f", nor is any of the {len(given) - 1:,} others there" if len(given) > 1 else ""
        raise InputError(f"{show_path(given[0])}: no such file{others}; check the path")


def _is_missing(path: Path | str) -> bool:
    is_name = not (isinstance(path, str) and is_address(path)) and Path(path) != STANDARD_INPUT
    return is_name and not glob.has_magic(str(path)) and not os.path.lexists(path)


def _expand(path: Path, skipped: list[Skipped]) -> Sequence[ArticleFile]:
    if path == STANDARD_INPUT:
        return [ArticleFile(path, _STANDARD_INPUT_ID)]
    if path.is_dir():
        return _in_folder(path, skipped)
    if "\0" in str(path) or not glob.has_magic(str(path)) or path.exists():
        return [ArticleFile(path, normalize(without_packing(path).stem))]
    found = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise InputError(f"{show_path(path)}: no file fits this pattern; check the folder, and the ending of the names")
    return [file for match in map(Path, found) for file in _of_match(match, skipped)]


def _of_match(match: Path, skipped: list[Skipped]) -> Sequence[ArticleFile]:
    return _in_folder(match, skipped) if match.is_dir() else [ArticleFile(match, normalize(without_packing(match).stem))]


def _in_folder(folder: Path, skipped: list[Skipped]) -> Sequence[ArticleFile]:
    files = []
    for path in _walk(folder):
        reason = why_skipped(path)
        if reason is None:
            files.append(ArticleFile(path, normalize(without_packing(path.relative_to(folder)).with_suffix("").as_posix())))
        else:
            skipped.append(Skipped(path, reason))
    if not files:
        raise InputError(f"{show_path(folder)}: is a folder without articles; their names must end in {_in_words()}")
    return files


def why_skipped(path: Path) -> str | None:
    """Why a file of a folder or an archive is no article, by its name; None where it may be one."""
    if path.suffix.lower() in readable_suffixes():
        return None
    return describe_by_name(path) or f"its name does not end in {_in_words()}"


def _in_words() -> str:
    *others, last = readable_suffixes()
    return f"{', '.join(others)} or {last}"


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names, without hidden ones; links to folders are not followed."""

    def refuse(error: OSError) -> None:
        raise InputError(
            f"{show_path(Path(error.filename))}: cannot be read: {error.strerror}; check its permissions"
        ) from None

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _with_own_ids(files: Sequence[ArticleFile]) -> list[ArticleFile]:
    """The files, those that would share an id with more of their path in it."""
    sharing: dict[str, list[ArticleFile]] = defaultdict(list)
    for file in files:
        if isinstance(file.path, Path) and _kind(file.path) != _WITH_IDS:
            sharing[file.id].append(file)
    own = {id(file): name for group in sharing.values() if len(group) > 1 for file, name in _tell_apart(group)}
    return [replace(file, id=own.get(id(file), file.id)) for file in files]


def _kind(path: Path) -> str | None:
    return readable_suffixes().get(without_packing(path).suffix.lower())


def _tell_apart(group: Sequence[ArticleFile]) -> Iterator[tuple[ArticleFile, str]]:
    """Each file with the shortest end of its path that no other one has: without the suffix where that is enough."""
    wholes = [_absolute(Path(file.path)) for file in group]
    for paths in ([whole.with_suffix("") for whole in wholes], wholes):
        for length in range(2, max(len(path.parts) for path in paths) + 1):
            ends = [normalize("/".join(path.parts[-length:])) for path in paths]
            if len(set(ends)) == len(ends):
                return zip(group, ends, strict=True)
    return zip(group, map(str, wholes), strict=True)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links, whose names are what the user knows
