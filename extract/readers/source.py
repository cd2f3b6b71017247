"""Source files: opened, read within the limits of ``limits.yaml``, and decoded, or refused with how to mend them."""

import datetime
import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Final, cast

from diplograph.ontology import InputError

from .formats import without_packing
from .limits import Budget, limits

__all__ = [
    "STANDARD_INPUT",
    "Fetched",
    "Source",
    "clean",
    "decode",
    "missing_library",
    "normalize",
    "open_source",
    "peek",
    "read_whole",
    "reading",
    "refuse_binary",
    "show",
    "show_path",
]

# What commands call it everywhere.
STANDARD_INPUT: Final = Path("-")
_PEEK_BYTES: Final = 4096
_SHOWN_CHARACTERS: Final = 60
_BOM: Final = b"\xef\xbb\xbf"

# The longer mark first: UTF-32 LE begins with the mark of UTF-16 LE.
_OTHER_ENCODINGS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fetched:
    """How a file came from the web: the address in the end, what its server says that it is, and the day, if it is known."""

    url: str
    media_type: str
    charset: str | None
    day: datetime.date | None


@dataclass(frozen=True, slots=True)
class Source:
    """An open file: ``stream`` gives its bytes from the start, ``path`` is for messages, ``id`` names its only document.

    ``address`` is what the user named in the place of a file, ``fetched`` how it came from there. ``columns`` names the
    column of a table for each field of a document that the user told. ``reader`` is who reads it, where that is known already;
    ``depth`` how often it was packed, ``budget`` what was unpacked of the same file.
    """

    path: Path
    stream: BufferedReader
    id: str
    columns: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    fetched: Fetched | None = None
    reader: str | None = None
    depth: int = 0
    budget: Budget = field(default_factory=lambda: Budget(limits().unpacked_bytes))

    @property
    def name(self) -> str:
        """What messages call it."""
        if self.address is None:
            return show_path(self.path)
        # Of a file from the web, the path is its name alone; members of an archive have theirs below it.
        return show_path("/".join((self.address, *self.path.parts[1:])))

    @property
    def url(self) -> str | None:
        """The address of the file itself, where it came from the web."""
        return self.fetched.url or None if self.fetched is not None else None

    @property
    def charset(self) -> str | None:
        """The encoding that a server on the web tells."""
        return self.fetched.charset if self.fetched is not None else None


def show(value: object) -> str:
    """``value`` for a message: at most 60 characters, with control and bidirectional characters escaped.

    >>> show("article.txt"), show("\\x1b[31m")
    ('article.txt', "'\\\\x1b[31m'")
    """
    text = str(value)
    cut = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"
    return cut if cut.isprintable() else repr(cut)


def show_path(path: Path | str) -> str:
    """``path``, or an address, for a message, whole; quoted and escaped where else it could not be seen as it is."""
    if path == STANDARD_INPUT:
        return "standard input"
    name = str(path)
    return name if name and name.isprintable() and name == name.strip() else repr(name)


@contextmanager
def open_source(path: Path, identifier: str | None = None, columns: Mapping[str, str] | None = None) -> Iterator[Source]:
    """``path``, opened; "-" is standard input. What its bytes should be, its reader says.

    ``identifier`` is the id of its document where it holds one; without it, the file's name without the suffix. Raises
    InputError where the file cannot be read.
    """
    name = show_path(path)
    if "\0" in str(path):
        raise InputError(f"{name}: a path cannot hold NUL; check the path")
    try:
        with _open(path) as stream:
            own = normalize(without_packing(path).stem)
            given = identifier if identifier is not None else own
            yield Source(path, stream, given, columns or {}, budget=Budget.of_file(stream))
    except FileNotFoundError:
        raise InputError(f"{name}: no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{name}: is a directory; name the files in it, for example {name}/*") from None
    except PermissionError:
        raise InputError(f"{name}: permission denied; make it readable with: chmod u+r {shlex.quote(name)}") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror or error}") from None


@contextmanager
def _open(path: Path) -> Iterator[BufferedReader]:
    if path != STANDARD_INPUT:
        with path.open("rb") as stream:
            yield stream
    else:
        # Not sys.stdin.buffer itself, which may be no file; left open, for it is not ours to close.
        stream = BufferedReader(cast("RawIOBase", sys.stdin.buffer))
        yield stream
        stream.detach()


def peek(source: Source) -> bytes:
    """The first bytes of a file, which are still to be read."""
    return source.stream.peek(_PEEK_BYTES)[:_PEEK_BYTES]


def read_whole(source: Source, most: int) -> bytes:
    """All bytes of a file; InputError where there are more than ``most``, of which no more are read."""
    raw = source.stream.read(most + 1)
    if len(raw) > most:
        raise InputError(
            f"{source.name}: holds more than {most:,} bytes, the most that is read of such a file; cut it in parts"
        )
    return raw


@contextmanager
def reading(source: Source, what: str, extra: str = "formats") -> Iterator[None]:
    """Whatever a library raises over the content of a file becomes an InputError; ``what`` is "an HTML page" or the like.

    ``extra`` is the extra of diplograph that brings the library.
    """
    try:
        yield
    except InputError:
        raise
    except ImportError as error:
        raise missing_library(source.name, what, error, extra) from None
    except RecursionError:
        raise InputError(f"{source.name}: is {what} that is too deeply nested to read; leave it out") from None
    except Exception as error:  # hostile files make libraries raise anything
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise InputError(
            f"{source.name}: is {what} that cannot be read ({show(reason)}); save its text as .txt first"
        ) from error


def missing_library(name: str, what: str, error: ImportError, extra: str = "formats") -> InputError:
    """That ``name`` is ``what``, for which a library is missing that an extra of diplograph brings."""
    missing = (error.name or "").partition(".")[0] or "a library"
    return InputError(f"{name}: is {what}, which needs {missing}; install it with: pip install 'diplograph[{extra}]'")


def refuse_binary(source: Source) -> None:
    """Raises InputError, with the remedy, for a file that does not begin like text in UTF-8."""
    name, head = source.name, peek(source)
    if not head.removeprefix(_BOM):
        raise InputError(f"{name}: is empty; it should hold the text of an article")
    for mark, encoding in _OTHER_ENCODINGS:
        if head.startswith(mark):
            raise InputError(f"{name}: is {encoding}, not UTF-8; mend it with: {_conversion(source, encoding)}")
    if b"\0" in head:
        raise InputError(f"{name}: is a binary file, not text (NUL at byte {head.index(0)}); save the article's text as UTF-8")


def decode(raw: bytes, source: Source, *, start: int = 0, line: int | None = None) -> str:
    """``raw``, which begins at byte ``start`` of the file, as text with ``\\n`` line endings.

    Raises InputError with the offset in the file of the first byte that is not UTF-8, or of the first NUL.
    """
    where = source.name + (f": line {line}" if line is not None else "")
    bom = len(_BOM) if start == 0 and raw.startswith(_BOM) else 0
    try:
        text = raw[bom:].decode("utf-8")
    except UnicodeDecodeError as error:
        if source.charset is not None:
            with suppress(LookupError, UnicodeDecodeError):
                return normalize(raw.decode(source.charset))
        at = bom + error.start
        raise InputError(
            f"{where}: byte {start + at} (0x{raw[at]:02x}) is not UTF-8; "
            f"if the file is Windows-1252, mend it with: {_conversion(source, 'WINDOWS-1252')}"
        ) from None
    if "\0" in text:
        raise InputError(f"{where}: is binary, not text (NUL at byte {start + raw.index(0)}); save the article's text as UTF-8")
    return normalize(text)


def normalize(text: str) -> str:
    """``text`` with every line ending as ``\\n`` and each lone surrogate as U+FFFD.

    Files saved on Windows and on Linux so give the same offsets, and thus the same evidence.

    >>> normalize("Oslo\\r\\nBergen\\rTrondheim")
    'Oslo\\nBergen\\nTrondheim'
    """
    return _LONE_SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean(value: object) -> str | None:
    """A field of metadata as one line of text; None where it says nothing."""
    text = " ".join(normalize(str(value)).split()) if value is not None else ""
    return text or None


def _conversion(source: Source, encoding: str) -> str:
    path = source.path
    target = f"{path.stem}.utf8{path.suffix}"
    if not str(path).isprintable() or source.address is not None:
        return f"iconv -f {encoding} -t UTF-8"
    return f"iconv -f {encoding} -t UTF-8 {shlex.quote(str(path))} > {shlex.quote(target)}"
