"""Plain text: one file, one article."""

from collections.abc import Iterator
from typing import Final

from diplograph.ontology import Document, InputError

from .source import Source, decode, refuse_other_formats, show_path

__all__ = ["SUFFIXES", "read_text"]

# In a folder; a file that is named itself is text unless its name says otherwise.
SUFFIXES: Final = (".txt", ".text")


def read_text(source: Source) -> Iterator[Document]:
    """The one document of a text file.

    Its text is the whole file, title and all, so that offsets count from there. Raises InputError where the file is not
    UTF-8 or holds no text.
    """
    refuse_other_formats(source, is_text=True)
    text = decode(source.stream.read(), source)
    if not text.strip():
        raise InputError(f"{show_path(source.path)}: holds only white space; it should hold the text of an article")
    yield Document(id=source.id, text=text)
