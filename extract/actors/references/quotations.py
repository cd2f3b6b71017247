"""Quotations: what stands in quotation marks, and who says it, also where a quotation goes on in the sentences after.

Marks open and close over sentences, but not over paragraphs. A sentence that is a quotation and nothing else is said by whoever
says the one before it, or, while the marks are still open, the one after it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ...syntax import Analysis, subject_of_clause
from ...words import Grammar, load_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["Quotations"]

_OPENING, _CLOSING = frozenset("“"), frozenset("”")
_QUOTES = frozenset('"“”')


class Quotations:
    """Quotations of one analysis; ``resolve`` gives the actors of a token, ``is_first`` tells "I" and "we"."""

    def __init__(
        self, analysis: Analysis, resolve: Callable[["Token"], tuple[Actor, ...]], is_first: Callable[["Token"], bool]
    ) -> None:
        self.analysis = analysis
        self.resolve = resolve
        self.is_first = is_first
        self._quoted: list[frozenset[int]] | None = None
        # By sentence: who says what is quoted in it.
        self._speakers: dict[int, Actor | None] = {}

    def is_quoted(self, token: "Token") -> bool:
        return token.i in self._of_sentence(self.analysis.place(token))

    def speaker(self, token: "Token") -> Actor | None:
        """Who says what a token in quotation marks is part of, if the text tells."""
        return self._speaker(self.analysis.place(token)) if self.is_quoted(token) else None

    def _of_sentence(self, place: int) -> frozenset[int]:
        if self._quoted is None:
            self._quoted = self._read()
        return self._quoted[place]

    def _read(self) -> list[frozenset[int]]:
        found, inside = [], False
        for sentence in self.analysis.sentences:
            quoted = set()
            for token in sentence:
                if token.is_space and "\n" in token.text:
                    inside = False
                elif token.text in _QUOTES:
                    inside = token.text in _OPENING or (token.text not in _CLOSING and not inside)
                elif inside:
                    quoted.add(token.i)
            found.append(frozenset(quoted))
        return found

    def _is_quotation(self, place: int) -> bool:
        """True for a sentence whose words are all quoted."""
        quoted = self._of_sentence(place)
        return bool(quoted) and all(token.i in quoted for token in self.analysis.sentences[place] if token.text[0].isalnum())

    def _speaker(self, place: int) -> Actor | None:
        if place not in self._speakers:
            self._speakers[place] = None  # for a sentence that is asked for again while its speaker is sought
            self._speakers[place] = self._told_in(place) if not self._is_quotation(place) else self._told_beside(place)
        return self._speakers[place]

    def _told_beside(self, place: int) -> Actor | None:
        sentences = self.analysis.sentences
        if place and self._of_sentence(place - 1):
            before = self._speaker(place - 1)
            if before is not None:
                return before
        goes_on = place + 1 < len(sentences) and self._of_sentence(place + 1) and sentences[place][-1].text not in _QUOTES
        return self._speaker(place + 1) if goes_on and sentences[place + 1][0].i in self._of_sentence(place + 1) else None

    def _told_in(self, place: int) -> Actor | None:
        """The subject of the verb of saying in a sentence, outside the quotation."""
        return self._subject_of_saying(self.analysis.sentences[place], self._of_sentence(place))

    def _subject_of_saying(self, sentence: "Span", quoted: frozenset[int]) -> Actor | None:
        grammar = load_words(Grammar)
        saying = grammar.reporting_verbs | grammar.answering_verbs
        for verb in sentence:
            if verb.lemma_ in saying and verb.pos_ == "VERB" and verb.i not in quoted:
                subject = subject_of_clause(verb)[0]
                actors = self.resolve(subject) if subject is not None and not self.is_first(subject) else ()
                if actors:
                    return actors[0]
        return None
