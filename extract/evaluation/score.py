"""Precision, recall and F1 from counts."""

from dataclasses import dataclass

__all__ = ["Score"]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts: right, wrong (found and not annotated) and missed (annotated, required and not found).

    ``recalled`` are the annotated ones that were found, where that is another number than ``right``: two that were found may
    be one annotated event.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    recalled: int | None = None

    def __add__(self, other: "Score") -> "Score":
        one_number = self.recalled is None and other.recalled is None
        recalled = None if one_number else self._recalled + other._recalled
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed, recalled)

    @property
    def _recalled(self) -> int:
        return self.right if self.recalled is None else self.recalled

    @property
    def found(self) -> int:
        return self.right + self.wrong

    @property
    def annotated(self) -> int:
        return self._recalled + self.missed

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self._recalled / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def record(self) -> dict[str, float]:
        """The figures as one flat JSON object, with the counts, or the sizes of both sides where these are counted apart."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        if self.recalled is not None:
            return {**figures, "gold": self.annotated, "system": self.found}
        return {**figures, "tp": self.right, "fp": self.wrong, "fn": self.missed}
