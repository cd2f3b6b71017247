"""Usage of a language model: what was asked, what that cost in tokens and time, and what was dropped of the answers."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["Drop", "LlmUsage"]


class Drop(StrEnum):
    """Why a statement of a model became no claim."""

    FORM = "of another form than was asked for"
    RELATION = "of a relation that the ontology does not have"
    QUOTE = "with a quote that the text does not have"
    LENGTH = "with a quote that is too long to prove anything"
    TRIGGER = "with a trigger that the quote does not have"
    PARTY = "with a party that the text does not name or that is no known actor"
    PROOF = "with a quote that speaks of neither party"
    RANGE = "between parties that the relation cannot have"
    DENIED = "that affirm what the text denies"


@dataclass(slots=True)
class LlmUsage:
    """Counts of one extractor: answers asked for, and taken from the cache; tokens as the server tells them.

    ``untold`` are the answers whose server tells no tokens. ``seconds`` is the time spent waiting for answers.
    """

    model: str
    asked: int = 0
    cached: int = 0
    retries: int = 0
    read_tokens: int = 0
    written_tokens: int = 0
    untold: int = 0
    seconds: float = 0.0
    stated: int = 0
    dropped: Counter[Drop] = field(default_factory=Counter)

    def record(self) -> dict[str, Any]:
        """The counts as one JSON object, as the report of a build has them."""
        return {
            "model": self.model,
            "asked": self.asked,
            "cached": self.cached,
            "retries": self.retries,
            "tokens": {"read": self.read_tokens, "written": self.written_tokens, "untold": self.untold},
            "seconds": round(self.seconds, 3),
            "statements": self.stated,
            "dropped": {reason.name.lower(): self.dropped[reason] for reason in Drop},
        }

    def __str__(self) -> str:
        """One line: "llm qwen3: 3 answers asked for, 0 from the cache; 4,210 tokens read, 380 written, 12.4 s; ..."."""
        answers = "1 answer" if self.asked == 1 else f"{self.asked:,} answers"
        line = f"llm {self.model}: {answers} asked for, {self.cached:,} from the cache; "
        line += f"{self.read_tokens:,} tokens read, {self.written_tokens:,} written, {self.seconds:,.1f} s"
        if self.untold:
            line += f" (of {self.untold:,} the server tells no tokens)"
        line += f"; {self.stated:,} statements, {self.dropped.total():,} dropped"
        reasons = [f"{number:,} {reason}" for reason, number in sorted(self.dropped.items(), key=lambda item: -item[1])]
        return f"{line}: {', '.join(reasons)}" if reasons else line
