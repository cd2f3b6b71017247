"""Encoding: windows as arrays of the learned reader, markers and pairs beside the pieces of the text.

Each candidate has two marker tokens behind the text, one as subject and one as object, of the candidate's kind. They stand at
the position of its last piece, see the text and each other, and are not seen by it: so one pass reads a window, however many
pairs it has (the approximation of Zhong and Chen 2021, "A Frustratingly Easy Approach for Entity and Relation Extraction").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .candidates import CANDIDATE_KINDS, Candidate, are_two

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

__all__ = ["EncodedWindow", "collate", "encode"]

# Pieces of a window, and of the way between the parties of a pair.
_MOST_PIECES = 256
_FARTHEST = 140


@dataclass(frozen=True, slots=True)
class EncodedWindow:
    """Piece ids with their characters in the window, the last piece of each candidate (-1: cut off) and the pairs to judge."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    places: tuple[int, ...]
    kinds: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]


def encode(
    text: str, start: int, candidates: Sequence[Candidate], sentence_of: Sequence[int], tokenizer: "Tokenizer"
) -> EncodedWindow:
    """A window whose ``text`` begins at character ``start`` of its document."""
    encoding = tokenizer.encode(text)
    ids, offsets = encoding.ids[:_MOST_PIECES], encoding.offsets[:_MOST_PIECES]
    places = tuple(_piece_at(candidate.end - start - 1, offsets) for candidate in candidates)
    kinds = tuple(CANDIDATE_KINDS.index(candidate.kind) for candidate in candidates)
    pairs = tuple(
        (i, j)
        for i, subject in enumerate(candidates)
        for j, object_ in enumerate(candidates)
        if places[i] >= 0 and places[j] >= 0 and not subject.is_event and are_two(subject, object_)
        if abs(places[i] - places[j]) <= _FARTHEST and abs(sentence_of[i] - sentence_of[j]) <= 2
    )
    return EncodedWindow(tuple(ids), tuple(offsets), places, kinds, pairs)


def _piece_at(place: int, offsets: Sequence[tuple[int, int]]) -> int:
    """The piece that holds a character, -1 where none does."""
    return next((i for i, (begin, end) in enumerate(offsets) if begin <= place < end), -1)


def collate(windows: Sequence[EncodedWindow]) -> dict[str, "NDArray[Any]"]:
    """The windows as one batch.

    With B windows of up to T pieces, M candidates and P pairs: ``ids`` (B, T); ``positions`` (B, T + 2M); ``kinds`` (B, 2M);
    ``visible`` (B, T + 2M, T + 2M), whom each token sees; ``inner`` (B, T), the pieces without the first and last;
    ``places`` (B, M); ``present`` (B, M), candidates that there are; ``subjects`` and ``objects`` (B, P).
    """
    size = len(windows)
    pieces = max(len(window.ids) for window in windows)
    marked = max(len(window.places) for window in windows)
    paired = max(1, *(len(window.pairs) for window in windows)) if size > 1 else max(1, len(windows[0].pairs))
    total = pieces + 2 * marked
    batch: dict[str, NDArray[Any]] = {
        "ids": np.zeros((size, pieces), np.int64),
        "positions": np.zeros((size, total), np.int64),
        "kinds": np.zeros((size, 2 * marked), np.int64),
        "visible": np.zeros((size, total, total), np.bool_),
        "inner": np.zeros((size, pieces), np.bool_),
        "places": np.zeros((size, marked), np.int64),
        "present": np.zeros((size, marked), np.bool_),
        "subjects": np.zeros((size, paired), np.int64),
        "objects": np.zeros((size, paired), np.int64),
    }
    batch["positions"][:, :pieces] = np.arange(pieces)
    # A row of padding sees the first token, so that none sees nothing.
    batch["visible"][:, :, 0] = True
    for row, window in enumerate(windows):
        length = len(window.ids)
        batch["ids"][row, :length] = window.ids
        batch["visible"][row, :, :length] = True
        batch["inner"][row, 1 : length - 1] = True
        for i, (place, kind) in enumerate(zip(window.places, window.kinds, strict=True)):
            if place < 0:
                continue
            batch["places"][row, i] = place
            batch["present"][row, i] = True
            one, other = pieces + 2 * i, pieces + 2 * i + 1
            batch["kinds"][row, 2 * i], batch["kinds"][row, 2 * i + 1] = kind, len(CANDIDATE_KINDS) + kind
            batch["positions"][row, one] = batch["positions"][row, other] = place
            batch["visible"][row, one : other + 1, one : other + 1] = True
        if window.pairs:
            batch["subjects"][row, : len(window.pairs)], batch["objects"][row, : len(window.pairs)] = zip(
                *window.pairs, strict=True
            )
    return batch
