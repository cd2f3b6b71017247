"""Ids of the documents of a run: which has come before, and whether with the same content."""

import sqlite3
from types import TracebackType
from typing import Self

from diplograph.ontology import Document
from diplograph.ontology.identifiers import digest

__all__ = ["SeenDocuments"]


class SeenDocuments:
    """A table that SQLite keeps in a temporary file of its own once it is large: memory does not grow with an archive."""

    def __init__(self) -> None:
        # The empty name is that of a temporary database, which goes with the connection.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE document (iri TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID")

    def note(self, document: Document) -> bool | None:
        """None for a document whose id is new; else whether the one before it was the same."""
        content = digest(document.id, document.text, document.title, document.date, document.outlet, document.url)
        new = self._database.execute("INSERT OR IGNORE INTO document VALUES (?, ?)", (document.iri, content))
        if new.rowcount:
            return None
        row = self._database.execute("SELECT content FROM document WHERE iri = ?", (document.iri,)).fetchone()
        return bool(row[0] == content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._database.close()
