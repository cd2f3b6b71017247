"""Analysis: a parsed text, its tokens with their places in the original, its mentions and its sentences."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from ..names import Mention
    from ..text import AlignedText

__all__ = ["Analysis", "Title"]


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an article: its words in lower case and its mentions, which name persons in full and say whose it is."""

    words: frozenset[str]
    mentions: "tuple[Mention, ...]"


@dataclass(slots=True)
class Analysis:
    """A parsed text: ``offsets[i]`` are the characters of token i, ``mentions`` the actor mention that a token stands for.

    ``datelines`` are the characters of "BEIJING, March 10, 2023 (Reuters) –", wherever one opens a paragraph; ``repeated`` has
    the words that the text leaves out ("and Hungary [backed] Moscow"), by their index, and where each stands before; ``bound``
    has the names inside compounds ("US-brokered"), by their last word; ``start`` is where the body begins, after a headline.
    """

    text: str
    doc: "Doc"
    offsets: Sequence[tuple[int, int]]
    mentions: dict[int, "Mention"] = field(default_factory=dict)
    datelines: Sequence[tuple[int, int]] = ()
    repeated: Mapping[int, int] = field(default_factory=dict)
    bound: Mapping[int, "Mention"] = field(default_factory=dict)
    title: Title | None = None
    # True where the text has no capitals, so that its names were guessed.
    lacks_capitals: bool = False
    start: int = 0
    # The text as it was read, each character where it stands in the original: as long as that.
    in_place: str = field(init=False)
    sentences: tuple["Span", ...] = field(init=False)
    _read: str = field(init=False, repr=False)
    _read_offsets: Sequence[tuple[int, int]] = field(init=False, repr=False)
    _sentence_of: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.in_place = self._read = self.text
        self._read_offsets = self.offsets
        # Token.sent checks the whole Doc at every call.
        self.sentences = tuple(self.doc.sents)
        self._sentence_of = [place for place, sentence in enumerate(self.sentences) for _ in range(len(sentence))]

    def sentence(self, token: "Token") -> "Span":
        return self.sentences[self._sentence_of[token.i]]

    def place(self, token: "Token") -> int:
        """The index of a token's sentence in ``sentences``."""
        return self._sentence_of[token.i]

    def token_at(self, character: int) -> "Token":
        """The token that a character of the text stands in, or the last one before it."""
        return self.doc[max(0, bisect_right(self.offsets, character, key=itemgetter(0)) - 1)]

    def tokens_of(self, start: int, end: int) -> "Span":
        """The tokens of a stretch of characters of the text, ``end`` exclusive; never none."""
        return self.doc[self.token_at(start).i : self.token_at(end - 1).i + 1]

    def region(self, place: int) -> tuple[int, int]:
        """The characters of a sentence together with the words round it that the parser has not seen.

        Those after its full stop belong to the next sentence, those after a sentence without one to the sentence itself.
        """
        sentences, offsets = self.sentences, self.offsets
        start = self._end_of(place - 1) if place else self.start
        return start, self._end_of(place) if place + 1 < len(sentences) else max(len(self.text), offsets[-1][1])

    def extent(self, place: int) -> tuple[int, int]:
        """The characters of a sentence with its time adverbs, without a dateline and without white space round it."""
        start, end = self.region(place)
        start = max((stop for _, stop in self.datelines if start < stop <= end), default=start)
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), start + len(words.rstrip())

    def _end_of(self, place: int) -> int:
        last = self.sentences[place][-1]
        is_closed = last.is_punct or last.is_space or last.i + 1 == len(self.doc)
        return self.offsets[last.i][1] if is_closed else self.offsets[last.i + 1][0]

    def span(self, first: "Token", last: "Token") -> str:
        """The original words from one token to another."""
        start, end = (self.offsets[self.repeated.get(token.i, token.i)] for token in (first, last))
        return self.text[start[0] : end[1]]

    def of_original(self, text: str, plain: "AlignedText") -> "Analysis":
        """This analysis of a normalized text as one of the original."""
        self.text, self.start, self.in_place = text, plain.start, plain.in_place(text)
        self.lacks_capitals = plain.lacks_capitals
        if plain.is_moved:
            self.offsets = [plain.original(start, end) for start, end in self.offsets]
            self.datelines = [plain.original(start, end) for start, end in self.datelines]
        return self

    def phrase(self, first: "Token", last: "Token") -> str:
        """The words from one token to another as they were read, without what the form of the text adds to them."""
        return self._read[self._read_offsets[first.i][0] : self._read_offsets[last.i][1]]

    def words(self, token: "Token") -> str:
        return self.phrase(token, token)
