"""Gazetteer: every name of the actor base and of the outlets, found in one pass over a text."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick
from diplograph.ontology.actors import ActorBase, NameKind

from ..text import text_of
from .mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Gazetteer"]

# Words for many that lose their "s": "Tigers", not "Congress", "Texas" or "Jihadis".
_PLURAL = re.compile("[a-z]{3}[^aious\\W]s$")


class Gazetteer:
    """All names of the actor base and all outlets in one automaton: one pass over a text, whatever their number."""

    def __init__(self, base: ActorBase, outlets: Mapping[str, str]) -> None:
        self.names = base.names
        self.outlets = outlets
        self._folded = {text.upper(): text for text in base.names if len(text) > 4 and not text.isupper()}
        # "al-Qaida" inside a sentence is "Al-Qaida" in a table.
        self._folded |= {
            text[0].lower() + text[1:]: text for text in base.names if text.startswith(("Al-", "Al ", "Ash-", "An-"))
        }
        # "Tamil Tiger boats", "Houthi fighters": the one of a group that goes by its many.
        for text in [t for t, name in base.names.items() if name.kind is NameKind.GROUP and _PLURAL.search(t)]:
            if text[:-1] not in base.names and text[:-1] not in outlets:
                self._folded.setdefault(text[:-1], text)
        self._patterns = [*base.names, *(text for text in outlets if text not in base.names), *self._folded]
        self._automaton = AhoCorasick(self._patterns)

    def find(self, doc: "Doc") -> Iterator[Mention]:
        """Every occurrence of a name that starts and ends with a token; occurrences may overlap."""
        content = text_of(doc)
        starts = {token.idx: token.i for token in doc}
        ends = {token.idx + len(token): token.i + 1 for token in doc}
        for pattern, start, end in self._automaton.find_matches_as_indexes(content, overlapping=True):
            if start in starts and end in ends:
                text = self._patterns[pattern]
                text = self._folded.get(text, text)
                name = self.names.get(text)
                first = starts[start] + (text.startswith("the ") and name is not None)
                if name is None:
                    yield Mention(first, ends[end], self.outlets[text], "outlet")
                else:
                    yield Mention(first, ends[end], content[start:end], "known", name)
