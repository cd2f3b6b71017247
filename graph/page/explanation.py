"""The page of ``diplograph explain``: each sentence with its mentions and syntax as displaCy draws them, and the reasons."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..views import describe_argument, describe_confidence, describe_stance, describe_statement
from .scripts import load_template
from .text import clean, shorten

if TYPE_CHECKING:
    from diplograph.extract.explanation import Attempt, SentenceExplanation
    from diplograph.ontology import Document

__all__ = ["render_explanation"]


def render_explanation(explained: "Iterable[tuple[Document, Iterable[SentenceExplanation]]]") -> str:
    """One HTML file that loads nothing and runs no script; the same articles give the same text."""
    documents = [
        {
            "title": clean(document.title or document.id),
            "sentences": [_sentence(sentence, f"d{place}-s{sentence.number}") for sentence in sentences],
        }
        for place, (document, sentences) in enumerate(explained, 1)
    ]
    title = documents[0]["title"] if len(documents) == 1 else f"{len(documents)} articles"
    return load_template("explanation").render(title=shorten(title, 120), documents=documents)


def _sentence(sentence: "SentenceExplanation", anchor: str) -> dict[str, Any]:
    from diplograph.extract.explanation import draw_mentions, draw_syntax
    from markupsafe import Markup

    return {
        "anchor": anchor,
        "number": sentence.number,
        "is_boilerplate": sentence.is_boilerplate,
        # Markup: both are HTML, made of text that displaCy has escaped.
        "mentions": Markup(draw_mentions(sentence)),
        "syntax": Markup(draw_syntax(sentence)),
        "fired": [_fired(attempt) for attempt in sentence.attempts if attempt.claims],
        "failed": [clean(_failed(attempt)) for attempt in sentence.attempts if not attempt.claims],
    }


def _fired(attempt: "Attempt") -> dict[str, Any]:
    rows = [(argument.role, describe_argument(argument)) for argument in attempt.arguments]
    rows += list(describe_stance(attempt))
    rows += [("confidence", describe_confidence(stated)) for stated in attempt.claims]
    rows += [("note", note) for note in attempt.notes]
    content: dict[str, Any] = clean(
        {
            "claims": [
                {"text": describe_statement(stated), "is_left_out": stated.overridden_by is not None}
                for stated in attempt.claims
            ],
            "frame": f"{attempt.frame}, triggered by \u201c{attempt.trigger}\u201d",
            "rows": rows,
        }
    )
    return content


def _failed(attempt: "Attempt") -> dict[str, str]:
    frame = f"{attempt.relation} ({attempt.frame})"
    return {"trigger": attempt.trigger, "frame": frame, "reason": "; ".join(attempt.reasons)}
