"""Watching of folders, files and addresses: what has come or changed since the last look is read into a store."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..stores import open_store
from .job import BuildJob
from .report import BuildReport

if TYPE_CHECKING:
    from diplograph.extract.readers import Inputs

__all__ = ["Watch"]


class Watch:
    """Looks at what is to be kept up to date. The store is open only while there is something to write into it.

    A file counts as changed where its size or its time of change does, an address where its server says so. What a look could
    not read, or what has not changed since, is not told again. ``columns`` and ``allow_private`` are those of a build. Raises
    InputError where a file or folder that is to be watched is not there: one that is misspelt would be watched for ever.
    """

    def __init__(
        self,
        paths: Sequence[Path | str],
        store: str | Path,
        job: BuildJob,
        *,
        columns: Mapping[str, str] | None = None,
        allow_private: bool = False,
    ) -> None:
        from diplograph.extract.readers import Fetcher, refuse_missing

        refuse_missing(paths)
        self._paths, self._store, self._job, self._columns = paths, store, job, columns
        self._fetcher = Fetcher(allow_private=allow_private, only_changed=True)
        self._states: dict[Path, tuple[int, int]] = {}
        self._told: set[str] = set()

    def look(self) -> BuildReport | None:
        """Read what has come or changed since the last look into the store; None where nothing may have.

        Files of actors and decisions are taken as they are now; where they have changed, everything is read again. Raises what
        ``BuildJob`` raises, and GraphError where the store is taken or cannot be written: the next look makes up for it.
        """
        from diplograph.extract.readers import find_articles

        if self._job.refresh():
            self._states.clear()
        inputs = find_articles(self._paths, self._columns)
        inputs.fetcher = self._fetcher
        states = {file.path: _state(file.path) for file in inputs.files if isinstance(file.path, Path)}
        inputs.files = [
            file for file in inputs.files if not isinstance(file.path, Path) or states[file.path] != self._states.get(file.path)
        ]
        self._keep_untold(inputs)
        if not inputs.files and not inputs.faults and not inputs.skipped:
            return None
        with open_store(self._store, write=True) as store:
            report = self._job.run(inputs, store)
        self._states = states
        self._told |= {str(error) for _, error in inputs.faults} | {str(skipped) for skipped in inputs.skipped}
        return report

    def _keep_untold(self, inputs: "Inputs") -> None:
        """Leave out what was said before, and that a folder is still empty."""
        inputs.skipped = [skipped for skipped in inputs.skipped if str(skipped) not in self._told]
        inputs.faults = [
            (path, error) for path, error in inputs.faults if str(error) not in self._told and not _is_folder(path)
        ]


def _is_folder(path: Path | str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _state(path: Path) -> tuple[int, int]:
    """Time of change in nanoseconds, and size in bytes; zeros for a file that has gone meanwhile."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
