"""Members of an archive: which are articles by their names, and what their documents are called."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from diplograph.ontology import InputError

from ..formats import without_packing
from ..inputs import Skipped, why_skipped
from ..limits import limits
from ..source import Source, normalize, show_path

__all__ = ["Members"]


class Members:
    """The members of one archive, found by their names one after the other.

    ``stems`` counts names without suffix where all are known beforehand; else the first of those alike has the name alone.
    """

    def __init__(self, archive: Source, stems: Counter[Path] | None = None) -> None:
        self._archive = archive
        self._stems = stems
        self._met: set[Path] = set()

    def find(self, name: str) -> Source | Skipped | InputError | None:
        """A member, whose stream is still that of the archive; or why it is not read; None for one that nobody made by hand."""
        inner = Path(name.lstrip("/"))
        path = self._archive.path / inner
        if ".." in inner.parts:
            where = show_path("/".join((self._archive.name, name)))
            return InputError(f"{where}: its name leads out of the archive, and it is not read; pack it anew")
        if any(part.startswith((".", "__MACOSX")) for part in inner.parts):
            return None
        member = replace(self._archive, path=path)
        reason = why_skipped(path)
        if reason is not None:
            return Skipped(path, reason, member.name)
        return replace(member, id=normalize(f"{self._archive.id}/{self._own_name(inner).as_posix()}"))

    def _own_name(self, inner: Path) -> Path:
        stem = without_packing(inner).with_suffix("")
        if self._stems is not None:
            return inner if self._stems[inner.with_suffix("")] > 1 else stem
        is_first = stem not in self._met
        self._met.add(stem)
        return stem if is_first else inner

    def count(self) -> None:
        """One more member; InputError where they are more than are read."""
        self._archive.budget.members += 1
        if self._archive.budget.members > (most := limits().archive_members):
            raise self._archive.budget.spend(f"{self._archive.name}: holds more than {most:,} files; cut it in parts")
