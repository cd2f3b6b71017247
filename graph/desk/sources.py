"""What people hand over to be opened: files of graphs, articles, or text itself."""

import datetime
import re
from collections.abc import Iterable
from pathlib import Path

from diplograph.ontology import Document

from ..rdf import FORMATS

__all__ = ["is_text", "names_articles", "text_documents"]

# A sentence's end, or a line's: no file is called so that does not exist.
_SENTENCE = re.compile(r"\S\s+\S.*[.!?][\"\u201d\u2019')\]]*(\s|$)|\n", re.DOTALL)
_LONGEST_NAME = 4096


def is_text(source: Path | str) -> bool:
    """True for a string with a sentence in it that names no file.

    >>> is_text("Norway accused Iceland."), is_text("news/no such.txt"), is_text("graph.ttl")
    (True, False, False)
    """
    if isinstance(source, Path) or _SENTENCE.search(source) is None:
        return False
    return len(source) > _LONGEST_NAME or "\0" in source or not _exists(source)


def names_articles(source: Path | str) -> bool:
    """True for what is no graph file: a folder, a pattern, or a file that is there and has no suffix of a graph."""
    path = Path(source)
    if str(source) == "-" or path.suffix.lower() in FORMATS:
        return False
    return path.exists() or any(sign in str(source) for sign in "*?[")


def text_documents(texts: str | Iterable[str], date: datetime.date | None = None, outlet: str | None = None) -> list[Document]:
    """A document for each text: "text-1", "text-2" and so on.

    >>> [document.id for document in text_documents(["Norway accused Iceland.", "Iceland denied it."])]
    ['text-1', 'text-2']
    """
    several = [texts] if isinstance(texts, str) else list(texts)
    return [Document(f"text-{number}", text, date=date, outlet=outlet) for number, text in enumerate(several, 1)]


def _exists(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False
