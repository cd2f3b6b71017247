"""Plain text: one file, one article."""

from collections.abc import Iterator

from diplograph.ontology import Document, InputError

from .formats import strange_suffix
from .limits import limits
from .source import Source, decode, read_whole, refuse_binary

__all__ = ["read_text"]


def read_text(source: Source) -> Iterator[Document]:
    """The one document of a text file.

    Its text is the whole file, title and all, so that offsets count from there. Raises InputError where the file is not
    UTF-8 or holds no text, and where its name tells of a kind that nobody knows: a program is text too, and no article.
    """
    refuse_binary(source)
    strange = strange_suffix(source.path) if source.address is None else None
    if strange is not None:
        raise InputError(f"{source.name}: {strange} is no kind of file that is read; if it is an article, name it .txt")
    text = decode(read_whole(source, limits().text_bytes), source)
    if not text.strip():
        raise InputError(f"{source.name}: holds only white space; it should hold the text of an article")
    yield Document(id=source.id, text=text)
