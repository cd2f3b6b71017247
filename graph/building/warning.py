"""Warnings of a build that a script started, and why it found no claims."""

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..queries import count
from .documents import Failure

if TYPE_CHECKING:
    from diplograph.extract.claims import Coverage
    from diplograph.extract.readers import Inputs
    from diplograph.ontology import Document

__all__ = ["ArticleWarning", "tell_coverage", "warn_of"]

_LISTED = 5


class ArticleWarning(UserWarning):
    """Articles that ``KnowledgeGraph.build`` was to read and could not."""


def warn_of(failures: Sequence[Failure], inputs: "Inputs", silence: str | None, *, given: "Sequence[Document]" = ()) -> None:
    """An ArticleWarning that names what was not read, at the line that called ``KnowledgeGraph.build``.

    ``silence`` says why there are no claims, where there are none.
    """
    lines = [f"no claims: {silence}"] if silence is not None and (inputs.files or given) else []
    lines += [str(failure.error) for failure in failures] + [str(skipped) for skipped in inputs.skipped]
    if not inputs.files and not given and not lines:
        lines = ["no article was named, so the graph is empty"]
    if lines:
        more = [f"and {len(lines) - _LISTED} more: see failures and skipped of the graph"] if len(lines) > _LISTED else []
        warnings.warn("\n".join([*lines[:_LISTED], *more]), ArticleWarning, stacklevel=3)


def tell_coverage(coverage: "Coverage", min_confidence: float = 0.0) -> str:
    """Why a run ended without a claim: nothing was read, nobody was named, nothing was said, or nothing was sure enough."""
    if coverage.sentences == 0 and coverage.skipped:
        return "nothing was parsed, for no text names two parties and has words that tell a claim; diplograph explain tells why"
    if coverage.sentences == 0:
        return "no sentence was read: there are only headlines, or what belongs to a page and not to its article"
    read = f"{count(coverage.sentences, 'sentence')} read"
    if coverage.claims:
        return f"{read}; {coverage.claims:,} found in them, none as sure as {min_confidence:g}"
    if coverage.naming_two == 0:
        return f"{read}, none of which names two actors; diplograph actors find NAME tells who is known, --actors adds yours"
    return f"{read}; {coverage.naming_two:,} of them name two actors, but nothing between these; diplograph explain tells why"
