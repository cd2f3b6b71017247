"""DOCX: the paragraphs and tables of a word processor's document, with title and day from its properties."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from diplograph.ontology import Document, InputError

from ..dates import find_day
from ..text import complete
from .archives import open_zip
from .limits import limits
from .pdf import is_title
from .source import Source, clean, normalize, show

__all__ = ["read_docx"]

_PICTURES: Final = "word/media/"
# Whose day is that of the template of python-docx.
_MADE_BY_TEMPLATE: Final = "python-docx"


def read_docx(source: Source) -> Iterator[Document]:
    """The one document of a DOCX file, a paragraph for each of its own and each row of a table.

    A dateline knows the day better than the day on which the file was made.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    with open_zip(source) as archive:
        sizes = {member.filename: member.file_size for member in archive.infolist()}
        parsed = (size for name, size in sizes.items() if not name.startswith(_PICTURES))
        if max(parsed, default=0) > limits().docx_part_bytes or sum(sizes.values()) > limits().docx_bytes:
            raise InputError(f"{source.name}: is a document with more in it than is unpacked; save it as .txt first")
        try:
            document = docx.Document(archive.fp)
        except (KeyError, ValueError, PackageNotFoundError) as error:
            raise InputError(
                f"{source.name}: is a DOCX document with a part missing or damaged ({show(_shown(error))}); open it in a "
                "word processor, and save it anew"
            ) from None
        text = "\n\n".join(_paragraphs(document.iter_inner_content()))
    if not text:
        raise InputError(f"{source.name}: is a document without text; it should hold the text of an article")
    properties = document.core_properties
    title = clean(properties.title)
    found = complete(Document(id=source.id, text=text, title=title if is_title(title) else None))
    is_of_template = properties.author == _MADE_BY_TEMPLATE
    yield found if found.date is not None or is_of_template else replace(found, date=find_day(properties.created))


def _shown(error: Exception) -> str:
    return str(error.args[0]) if error.args else type(error).__name__


def _paragraphs(blocks: Any) -> Iterator[str]:
    for block in blocks:
        texts = _rows(block) if hasattr(block, "rows") else (block.text,)
        for text in texts:
            lines = (" ".join(line.split()) for line in normalize(text).split("\n"))
            yield from filter(None, ["\n".join(filter(None, lines))])


def _rows(table: Any) -> Iterator[str]:
    """The text of each row; of cells that are joined, once."""
    for row in table.rows:
        cells = {id(cell._tc): cell.text for cell in row.cells}
        yield " ".join(text.replace("\n", " ") for text in cells.values())
