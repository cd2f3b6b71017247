"""Windows: stretches of whole sentences that the learned reader reads at once, so that it sees parties in different ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .candidates import Candidate

__all__ = ["Sentence", "Window", "between_named", "can_hold_claim", "make_windows"]

# Tokens after which a window is closed, where the next sentence would take it further.
_MOST_TOKENS = 160
# Of a list without end no more is looked at: pairs grow with the square.
_MOST_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters ``start`` to ``end`` (exclusive) of a document, so many tokens, and the candidates in them."""

    start: int
    end: int
    tokens: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Characters ``start`` to ``end`` of a document; ``sentence_of`` tells for each candidate the sentence that it stands
    in.
    """

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    sentence_of: tuple[int, ...]

    @property
    def can_hold_claim(self) -> bool:
        """False where there are no two parties, one of them an actor."""
        return can_hold_claim(self.candidates)


def can_hold_claim(candidates: Sequence[Candidate]) -> bool:
    """False where there are no two parties, one of them an actor."""
    actors = {(candidate.key, candidate.part) for candidate in candidates if not candidate.is_event}
    return len(actors) > 1 or (bool(actors) and any(candidate.is_event for candidate in candidates))


def between_named(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences from the first to the last that names somebody: what stands round them tells nothing."""
    named = [place for place, sentence in enumerate(sentences) if sentence.candidates]
    return sentences[named[0] : named[-1] + 1] if named else ()


def make_windows(sentences: Iterable[Sentence]) -> Iterator[Window]:
    """The windows of a document that can hold a claim; every sentence is in at most one."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and sum(other.tokens for other in group) + sentence.tokens > _MOST_TOKENS:
            yield from _window(group)
            group = []
        group.append(sentence)
    yield from _window(group)


def _window(group: Sequence[Sentence]) -> Iterator[Window]:
    group = between_named(group)
    if not group:
        return
    placed = [(candidate, place) for place, sentence in enumerate(group) for candidate in sentence.candidates]
    placed = placed[:_MOST_CANDIDATES]
    window = Window(group[0].start, group[-1].end, tuple(c for c, _ in placed), tuple(place for _, place in placed))
    if window.can_hold_claim:
        yield window
