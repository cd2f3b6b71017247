"""Cuts of endless sentences, whose time would else grow with the square of their length, and those behind quotations."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["LONGEST_SENTENCE", "cut_endless_sentences", "end_at_quotations"]

# In tokens. The longest sentences of resolutions and communiqués have some three hundred.
LONGEST_SENTENCE = 400
_ENDS = frozenset({".", "!", "?"})
_PAUSES = frozenset({",", ";", ":"})
_QUOTES, _CLOSING = frozenset('"“”'), frozenset("”")


def cut_endless_sentences(doc: "Doc") -> None:
    """Let sentences of an unparsed ``doc`` begin behind the last pause of each stretch of more than ``LONGEST_SENTENCE`` tokens
    in which none ends. The parser keeps to that; other texts are left to it alone.
    """
    first, pause = 0, 0  # where the stretch begins, and the token behind its last pause
    for i, token in enumerate(doc):
        if i - first >= LONGEST_SENTENCE:
            first = pause if pause > first else i
            doc[first].is_sent_start = True
        if token.text in _ENDS or "\n\n" in token.text:
            first = i + 1
        elif token.text in _PAUSES:
            pause = i + 1


def end_at_quotations(doc: "Doc") -> None:
    """Begin a sentence behind a quotation that closes with a full stop, which the parser may overlook."""
    inside = False
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            inside = False
        elif token.text in _QUOTES:
            closes = token.text in _CLOSING or inside
            inside = not closes
            if closes and token.i and token.nbor(-1).text == "." and token.nbor(1).text[0].isupper():
                token.nbor(1).is_sent_start = True
