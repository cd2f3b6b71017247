"""``diplograph explain``: why each sentence of an article gave the claims that it gave, or none."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import InputError

from .options import Actors, Articles, Model, finish
from .terminal import count, printable, say, show_progress

if TYPE_CHECKING:
    from diplograph.extract.explanation import SentenceExplanation
    from diplograph.ontology import Document

    from .knowledge_graph import Failure

__all__ = ["explain"]


@dataclass(frozen=True, slots=True)
class _Explained:
    document: "Document"
    sentences: "tuple[SentenceExplanation, ...]"


def explain(
    articles: Articles,
    page: Annotated[
        Path | None, typer.Option("--page", help="Write a page with the syntax drawn by displaCy instead, one HTML file.")
    ] = None,
    sentence: Annotated[
        int | None, typer.Option("--sentence", metavar="N", min=1, help="Explain the sentence of this number alone.")
    ] = None,
    model: Model = None,
    actors: Actors = None,
) -> None:
    """Show for each sentence whom it names, which frames fired on which words, and why it gave nothing else.

    \b
    Example:
      diplograph explain talks.txt
      diplograph explain talks.txt --sentence 3
      diplograph explain talks.txt --page why.html
    """
    from diplograph.extract import Extractor

    from .knowledge_graph import extract_documents

    failures: list[Failure] = []
    explained: list[_Explained] = []
    with show_progress(len(articles)) as advance:
        extractor = Extractor(model=model, actors=actors or ())
        for document, sentences in extract_documents(articles, extractor.explain, failures.append):
            explained.append(_Explained(document, _choose(document, sentences, sentence)))
            advance(document)
    if page is None:
        _print(explained)
    elif explained:
        from .formats import write_bytes
        from .page.explanation import render_explanation

        write_bytes(page, render_explanation((each.document, each.sentences) for each in explained).encode())
        say(f"{count(sum(len(each.sentences) for each in explained), 'sentence')}: {page}")
    finish(failures)


def _choose(
    document: "Document", sentences: "tuple[SentenceExplanation, ...]", number: int | None
) -> "tuple[SentenceExplanation, ...]":
    if number is None:
        return sentences
    if number > len(sentences):
        raise InputError(f"{document.id}: has no sentence {number}; its last is {len(sentences)}")
    return sentences[number - 1 : number]


def _print(explained: list[_Explained]) -> None:
    from .explanation_text import explain_sentence

    for each in explained:
        if len(explained) > 1:
            print(printable(f"== {each.document.id}"))
        for sentence in each.sentences:
            print("\n".join(explain_sentence(sentence)), end="\n\n")
