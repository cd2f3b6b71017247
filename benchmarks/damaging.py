"""What may happen to a file of a store, and commands run in processes of their own, whose signals and rights count."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["DAMAGES", "UNREADABLE", "forked", "kind_of", "make_readable", "run"]

NOBODY = 65534
UNREADABLE = "unreadable"


def cut(path: Path, share: float) -> None:
    os.truncate(path, int(path.stat().st_size * share))


def flip(path: Path, share: float) -> None:
    data = bytearray(path.read_bytes())
    place = int(max(0, len(data) - 8) * share)
    data[place : place + 8] = bytes(byte ^ 0xFF for byte in data[place : place + 8])
    path.write_bytes(data)


def replace_by_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_readable(store: Path) -> None:
    """Give back what ``UNREADABLE`` has taken."""
    for path in store.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "deleted": Path.unlink,
    "cut to nothing": lambda path: cut(path, 0),
    "cut to half": lambda path: cut(path, 0.5),
    "one byte less": lambda path: os.truncate(path, path.stat().st_size - 1),
    "flipped at the start": lambda path: flip(path, 0),
    "flipped in the middle": lambda path: flip(path, 0.5),
    "flipped at the end": lambda path: flip(path, 1),
    "a directory": replace_by_directory,
    UNREADABLE: lambda path: path.chmod(0),
}


def kind_of(path: Path) -> str:
    if path.suffix in (".sst", ".log", ".nq", ".promised"):
        return path.suffix
    return path.name.partition("-")[0].partition(".old")[0]


def run(arguments: list[str], *, plain_user: bool = False) -> tuple[int, str, str]:
    """Exit code (negative for a signal), output and errors of a command; ``plain_user``, root is nobody for it."""
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            _drop_rights(plain_user)
            _run_here(arguments)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), Path(out.name).read_text(), Path(err.name).read_text()


def _drop_rights(plain_user: bool) -> None:
    if plain_user and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def _run_here(arguments: list[str]) -> None:
    code = 70
    try:
        from diplograph.graph.cli.entry import main

        sys.argv = ["diplograph", *arguments]
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def forked(work: Callable[[], str]) -> str:
    """What ``work`` gives in a process of its own, so that no engine is open where others are forked."""
    with tempfile.NamedTemporaryFile() as out:
        child = os.fork()
        if child == 0:
            try:
                Path(out.name).write_text(work(), "utf-8")
            except BaseException as error:
                Path(out.name).write_text(f"crash: {error!r}", "utf-8")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return Path(out.name).read_text("utf-8") or "signal"


def copy_store(template: Path, store: Path, *, plain_user: bool) -> None:
    """A copy that ``run`` with the same rights may write."""
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(template, store)
    if plain_user and os.geteuid() == 0:
        for path in (store, *store.rglob("*")):
            with suppress(OSError):
                os.chown(path, NOBODY, NOBODY)
