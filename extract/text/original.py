"""The original text of a spaCy Doc."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["keep_text", "text_of"]

# Key of Doc.user_data.
_TEXT = "text"


def keep_text(doc: "Doc", text: str) -> None:
    """Keep the text beside the Doc: ``Doc.text`` puts it together anew at each call."""
    doc.user_data[_TEXT] = text


def text_of(doc: "Doc") -> str:
    """The text of a Doc, as it was read where that is known."""
    text: str | None = doc.user_data.get(_TEXT)
    return doc.text if text is None else text
