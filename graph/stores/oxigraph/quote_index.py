"""The words of quotes, in an SQLite full-text index beside the quads: no scan of a million sentences.

It only proposes evidence. What it proposes is joined with the quads, so an entry of something removed since does no harm to an
answer; a batch that it lacks would, so it keeps the records of batches that it has taken in, and whoever reads compares.

It also keeps the ids of articles, so that a store whose quads are damaged can say which are to be added again.

What is removed leaves no word in the file: its evidence is announced before the quads go, so that a crash between leaves none
either; pages are overwritten when they are freed, and the segments of the index, which mark what is deleted, are merged.

https://www.sqlite.org/fts5.html, https://www.sqlite.org/pragma.html#pragma_secure_delete
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from mmap import mmap
from pathlib import Path

from diplograph.ontology import StoreError

from ...rdf import DCTERMS, OA, STORE, Term
from ..engine import in_chunks
from .damage import DamagedStoreError, describe_full_disk

__all__ = ["QuoteIndex", "articles_of", "batches_of", "quotes_of"]

_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_WORD = re.compile(r"\w+")
_AT_ONCE = 20_000

# Of the tables below; the first kept no text, and could not remove any, the second no ids of articles.
_VERSION = 3
_TABLES = """
CREATE TABLE IF NOT EXISTS leaving (node TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence (id INTEGER PRIMARY KEY, node TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS article (node TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS batch (node TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS quote USING fts5(text, tokenize='unicode61 remove_diacritics 2');
"""

_ADD_EVIDENCE = "INSERT OR IGNORE INTO evidence (node) SELECT json_extract(value, '$[0]') FROM json_each(?)"
_ANNOUNCE = "INSERT OR IGNORE INTO leaving SELECT value FROM json_each(?)"
_REMOVE_QUOTES = "DELETE FROM quote WHERE rowid IN (SELECT evidence.id FROM json_each(?) JOIN evidence ON node = value)"
_REMOVE_EVIDENCE = "DELETE FROM evidence WHERE node IN (SELECT value FROM json_each(?))"
_ADD_QUOTES = """
INSERT INTO quote (rowid, text) SELECT evidence.id, json_extract(value, '$[1]')
FROM json_each(?) JOIN evidence ON node = json_extract(value, '$[0]') WHERE evidence.id > ? ORDER BY evidence.id
"""


class QuoteIndex:
    """The index in one file; with ``write`` it is made where there is none. Raises GraphError where SQLite fails."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self._path = path
        mode = "rwc" if write else "ro"
        try:
            self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
            if write:
                self._database.execute("PRAGMA secure_delete = ON")
                self._database.executescript(f"{_TABLES} PRAGMA user_version = {_VERSION};")
        except sqlite3.Error as error:
            raise self._explain("opened", error) from None

    def add(
        self,
        quotes: Iterable[tuple[Term, str]],
        batches: Iterable[Term] = (),
        articles: Iterable[tuple[Term, str]] = (),
    ) -> None:
        """Take in quotes by their evidence, ids by their articles, and the batches that they complete, in one transaction."""
        with self._writing() as database:
            database.executemany("INSERT OR REPLACE INTO article VALUES (?, ?)", articles)
            for chunk in in_chunks(quotes, _AT_ONCE):
                self._add_new(database, dict(chunk))
            database.executemany("INSERT OR IGNORE INTO batch VALUES (?)", [(batch,) for batch in batches])

    @property
    def is_current(self) -> bool:
        """False for one that an earlier diplograph has made, which finds and cannot remove."""
        with self._reading("PRAGMA user_version") as rows:
            return bool(rows.fetchone()[0] >= _VERSION)

    def announce(self, evidence: Iterable[Term]) -> None:
        """Note evidence that is about to leave the quads."""
        with self._writing() as database:
            database.execute(_ANNOUNCE, (json.dumps(list(evidence)),))

    def leaving(self) -> list[Term]:
        """Evidence that was announced since the last purge."""
        with self._reading("SELECT node FROM leaving") as rows:
            return [Term(row[0]) for row in rows]

    def remove(self, evidence: Iterable[Term]) -> None:
        """Remove evidence; its words go from the file with the next purge."""
        gone = json.dumps(list(evidence))
        with self._writing() as database:
            database.execute(_REMOVE_QUOTES, (gone,))
            database.execute(_REMOVE_EVIDENCE, (gone,))

    def articles(self) -> dict[Term, str]:
        """The ids of all articles."""
        with self._reading("SELECT node, name FROM article") as rows:
            return {Term(node): name for node, name in rows}

    def forget_articles(self, nodes: Iterable[Term]) -> None:
        """Drop the ids of articles that are removed."""
        with self._writing() as database:
            database.executemany("DELETE FROM article WHERE node = ?", [(node,) for node in nodes])

    def purge(self) -> None:
        """Where something was removed since the last time, have no word of it left in the file."""
        if self.leaving():
            with self._writing() as database:
                database.execute("INSERT INTO quote (quote) VALUES ('optimize')")
                database.execute("DELETE FROM leaving")

    def has(self, batches: Iterable[Term]) -> bool:
        """True where every one of ``batches`` has been taken in."""
        with self._reading("SELECT node FROM batch") as rows:
            known = {row[0] for row in rows}
        return known.issuperset(batches)

    def forget(self, batches: Iterable[Term]) -> None:
        """Drop the records of batches that nobody asks for any more."""
        with self._writing() as database:
            database.executemany("DELETE FROM batch WHERE node = ?", [(batch,) for batch in batches])

    def find(self, phrase: str) -> list[Term]:
        """Evidence whose quote holds the words of ``phrase`` in their order; case and accents do not count."""
        words = _WORD.findall(phrase)
        if not words:
            return []
        wanted = f'"{" ".join(words)}"'
        question = "SELECT node FROM quote JOIN evidence ON evidence.id = quote.rowid WHERE quote MATCH ?"
        with self._reading(question, wanted) as rows:
            return [Term(row[0]) for row in rows]

    @staticmethod
    def complaint(path: Path) -> str | None:
        """What SQLite finds wrong with the file; None where nothing."""
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
                for question in ("PRAGMA quick_check(1)", "SELECT count(*) FROM quote WHERE quote MATCH 'a'"):
                    found = database.execute(question).fetchone()[0]
                    if isinstance(found, str) and found != "ok":
                        return found
        except sqlite3.Error as error:
            return str(error)
        return None

    def close(self) -> None:
        self._database.close()

    def _explain(self, doing: str, error: sqlite3.Error) -> StoreError:
        full = describe_full_disk(error)
        if full is None and isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            return DamagedStoreError.of(self._path.parent, self._path.name, f"is damaged ({error})")
        return StoreError(f"{self._path}: the index of quotes cannot be {doing}: {full or error}")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        try:
            with self._database as database:
                yield database
        except sqlite3.Error as error:
            raise self._explain("written", error) from None

    @contextmanager
    def _reading(self, question: str, *values: str) -> Iterator[sqlite3.Cursor]:
        try:
            with closing(self._database.execute(question, values)) as rows:
                yield rows
        except sqlite3.Error as error:
            raise self._explain("read", error) from None

    @staticmethod
    def _add_new(database: sqlite3.Connection, quotes: dict[Term, str]) -> None:
        # One statement for all: with one for each row, this thread would wait for another that runs Python at every one.
        given = json.dumps(list(quotes.items()))
        last = database.execute("SELECT coalesce(max(id), 0) FROM evidence").fetchone()[0]
        database.execute(_ADD_EVIDENCE, (given,))
        database.execute(_ADD_QUOTES, (given, last))


def quotes_of(data: bytes | mmap) -> Iterator[tuple[Term, str]]:
    r"""The evidence and its words, of those lines of N-Triples or N-Quads that give a quote.

    >>> list(quotes_of(f'<a:ev> {OA.exact} "say \\"no\\"" .\n<a:ev> <a:b> <a:c> .\n'.encode()))
    [('<a:ev>', 'say "no"')]
    """
    return _values(data, OA.exact)


def articles_of(data: bytes | mmap) -> Iterator[tuple[Term, str]]:
    """The article and its id, of those lines that give one."""
    return _values(data, DCTERMS.identifier)


def batches_of(data: bytes | mmap) -> list[Term]:
    """The records of batches among those lines."""
    return [Term(line.split(" ", 1)[0]) for line in _lines(data, STORE.uncounted)]


def _values(data: bytes | mmap, predicate: Term) -> Iterator[tuple[Term, str]]:
    for line in _lines(data, predicate):
        node, _, literal = line.split(" ", 2)
        text = literal[1 : literal.rindex('"')]
        yield Term(node), _ESCAPED.sub(_unescape, text) if "\\" in text else text


def _unescape(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _PLAIN.get(escape[3], escape[3])


def _lines(data: bytes | mmap, predicate: Term) -> Iterator[str]:
    """The lines with that predicate and a literal."""
    marker = f'> {predicate} "'.encode()
    place = data.find(marker)
    while place >= 0:
        end = data.find(b"\n", place)
        line = data[data.rfind(b"\n", 0, place) + 1 : end].decode()
        # What stands within a literal, or at its end, is no predicate.
        if line.split(" ", 2)[1] == predicate:
            yield line
        place = data.find(marker, end)
