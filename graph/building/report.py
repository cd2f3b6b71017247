"""The report of a build: what was read, what was left out and why, and what that took."""

from collections import Counter
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ..queries import count
from ..stores import Receipt
from .documents import Failure, Reason

if TYPE_CHECKING:
    from diplograph.extract import LlmUsage
    from diplograph.extract.readers import Skipped

__all__ = ["BuildReport"]

# Nobody reads more lines, and memory must not grow with what an archive holds in other languages.
_LISTED = 10_000
_IN_WORDS = {
    Reason.UNREADABLE: "not readable",
    Reason.LANGUAGE: "not in English",
    Reason.ID: "with the id of another",
    Reason.EXTRACTION: "not read to the end",
}


@dataclass(slots=True)
class BuildReport:
    """Numbers of articles, and what came of them; it grows while the build runs.

    ``read`` went through the extractor, ``known`` were left alone unread, as the store has them from the same text by the same
    means, ``duplicates`` were the same as one before. ``left_out`` counts failures by reason, ``failures`` lists the first
    10,000. ``words`` are those of what was read and ``found`` the
    claims in it, before equal ones were one; ``expected`` is how many articles there may be in all, None where nobody
    can tell. ``seconds`` run from the first look at the articles. ``is_complete`` is False while it runs, and for
    ever where it was interrupted. ``usage`` is what a language model was asked, None where none was.
    """

    started: str
    files: int = 0
    extractor: str | None = None
    read: int = 0
    known: int = 0
    duplicates: int = 0
    words: int = 0
    found: int = 0
    expected: int | None = None
    left_out: Counter[Reason] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    skipped: "list[Skipped]" = field(default_factory=list)
    receipt: Receipt = field(default_factory=Receipt)
    seconds: float = 0.0
    is_complete: bool = False
    usage: "LlmUsage | None" = None

    @property
    def done(self) -> int:
        """How many articles have been dealt with, in whichever way."""
        return self.read + self.known + self.duplicates + self.left_out.total()

    def fail(self, failure: Failure) -> None:
        """Count a failure, and list it where there are not too many."""
        self.left_out[failure.reason] += 1
        if len(self.failures) < _LISTED:
            self.failures.append(failure)

    def as_json(self) -> dict[str, Any]:
        """The report as ``diplograph build --report`` writes it (docs/building.md)."""
        receipt = self.receipt
        return {
            "software": f"diplograph {version('diplograph')}",
            "extractor": self.extractor,
            "started": self.started,
            "seconds": round(self.seconds, 3),
            "complete": self.is_complete,
            "files": self.files,
            "articles": {
                "read": self.read,
                "known": self.known,
                "added": receipt.added,
                "replaced": receipt.replaced,
                "unchanged": receipt.unchanged - self.known,
            },
            "words": self.words,
            **({"llm": self.usage.record()} if self.usage is not None else {}),
            "claims": {"written": receipt.claims_added, "removed": receipt.claims_removed},
            "left_out": {
                "duplicate": self.duplicates,
                **{reason.value: self.left_out[reason] for reason in Reason},
                "no_article": len(self.skipped),
            },
            "failures": [
                {"file": str(failure.path), "reason": failure.reason.value, "message": str(failure.error)}
                for failure in self.failures
            ],
            "skipped": [{"file": str(skipped.path), "reason": skipped.reason} for skipped in self.skipped],
        }

    def __str__(self) -> str:
        """One line: "3 articles read in 1.4 s (2.1 a second, 310 words a second), 2 known; left out: 1 not in English"."""
        rate = ""
        if self.read and self.seconds > 0:
            rate = f" ({self.read / self.seconds:,.1f} a second, {self.words / self.seconds:,.0f} words a second)"
        line = f"{count(self.read, 'article')} read in {self.seconds:,.1f} s{rate}, {self.known:,} known"
        reasons = [f"{self.duplicates:,} twice"] if self.duplicates else []
        reasons += [f"{self.left_out[reason]:,} {words}" for reason, words in _IN_WORDS.items() if self.left_out[reason]]
        reasons += [f"{count(len(self.skipped), 'file')} without articles"] if self.skipped else []
        return f"{line}; left out: {', '.join(reasons)}" if reasons else line
