"""Turns of a transcript or an interview: whose words follow a label at the head of a line ("MS. TALBERT:", "Q:", "A:")."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ...syntax import Analysis, subject_of_clause

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["Turns"]

_LABEL = re.compile(r"^[ \t]*(?P<label>[A-Z][A-Z.’'\- ]{0,40}?|[A-Z])(?:[ ]\([^)\n]{1,60}\))?:(?=\s)", re.M)
_BODIES = ("State", "InternationalOrganization")
# One label is a heading.
_FEWEST = 2


class Turns:
    """The turns of one analysis; ``resolve`` gives the actors of a token."""

    def __init__(self, analysis: Analysis, resolve: Callable[["Token"], tuple[Actor, ...]]) -> None:
        self.analysis = analysis
        self.resolve = resolve
        self._starts: list[int] | None = None
        self._labels: list[str] = []
        # By label: for whom its speaker speaks.
        self._bodies: dict[str, Actor | None] = {}

    def body(self, token: "Token") -> Actor | None:
        """The state or body for which the speaker of a token's turn speaks: the first that acts in his or her own words."""
        label = self._label(token)
        if label and label not in self._bodies:
            self._bodies[label] = None  # for a label that is asked for again while its body is sought
            self._bodies[label] = next(self._acting(label), None)
        return self._bodies.get(label)

    def _label(self, token: "Token") -> str:
        if self._starts is None:
            found = list(_LABEL.finditer(self.analysis.text))
            found = found if len(found) >= _FEWEST else []
            self._starts = [label.end() for label in found]
            self._labels = [label["label"] for label in found]
        turn = bisect_right(self._starts, self.analysis.offsets[token.i][0])
        return self._labels[turn - 1] if turn else ""

    def _acting(self, label: str) -> Iterator[Actor]:
        """States and bodies that are subjects of statements under a label, in their order."""
        for sentence in self.analysis.sentences:
            subject = subject_of_clause(sentence.root)[0]
            named = subject is not None and subject.i in self.analysis.mentions and not _is_question(sentence)
            if subject is not None and named and self._label(subject) == label:
                yield from (actor for actor in self.resolve(subject) if actor.kind in _BODIES)


def _is_question(sentence: "Span") -> bool:
    return any(token.text == "?" for token in sentence)
