"""Plain text: one file, one article."""

from collections.abc import Iterator
from typing import Final

from diplograph.ontology import Document, InputError

from .source import Source, decode, show_path

__all__ = ["SUFFIXES", "find_title", "read_text"]

# In a folder; a file that is named itself is text unless its name says otherwise.
SUFFIXES: Final = (".txt", ".text")
_MAX_TITLE: Final = 120


def read_text(source: Source) -> Iterator[Document]:
    """The one document of a text file.

    The title stays in the text, so that offsets count from the start of the file. Raises InputError where the file is
    not UTF-8 or holds no text.
    """
    text = decode(source.stream.read(), source)
    if not text.strip():
        raise InputError(f"{show_path(source.path)}: holds only white space; it should hold the text of an article")
    yield Document(id=source.id, text=text, title=find_title(text))


def find_title(text: str) -> str | None:
    """The first line, where it reads like a headline: under 120 characters, no full stop, then a blank line and a body.

    >>> find_title("Talks Open in Oslo\\n\\nDelegations arrived on Monday.\\n")
    'Talks Open in Oslo'
    >>> find_title("Delegations arrived on Monday.\\n\\nTalks open today.\\n") is None
    True
    """
    first, _, rest = text.lstrip().partition("\n")
    title = first.strip()
    blank, _, body = rest.partition("\n")
    is_headline = len(title) < _MAX_TITLE and not title.rstrip("\"'”’").endswith(".")
    return title if is_headline and not blank.strip() and body.strip() else None
