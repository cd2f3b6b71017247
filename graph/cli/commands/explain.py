"""``diplograph explain``: why each sentence of an article gave the claims that it gave, or none."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import InputError

from ...queries import count
from ...safe_text import printable
from ..options import Actors, AllowPrivate, Articles, Columns, Frames, Model, Ontology, finish
from ..terminal import say, show_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from diplograph.extract import ClaimExtractor
    from diplograph.extract.explanation import SentenceExplanation
    from diplograph.ontology import Document

    from ...building import Failure

__all__ = ["explain"]


def explain(  # noqa: PLR0913, PLR0917 - each is an option
    articles: Articles,
    page: Annotated[
        Path | None, typer.Option("--page", help="Write a page with the syntax drawn by displaCy instead, one HTML file.")
    ] = None,
    sentence: Annotated[
        int | None, typer.Option("--sentence", metavar="N", min=1, help="Explain the sentence of this number alone.")
    ] = None,
    extractor: Annotated[
        str, typer.Option("--extractor", metavar="NAME", help="Whose claims: frames, the learned reader (learned), or both.")
    ] = "both",
    model: Model = None,
    actors: Actors = None,
    ontology: Ontology = None,
    frames: Frames = None,
    columns: Columns = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Show for each sentence whom it names, which frames fired on which words, and why it gave nothing else.

    \b
    Example:
      diplograph explain talks.txt
      diplograph explain talks.txt --sentence 3
      diplograph explain talks.txt --page why.html
      diplograph explain https://courier.example/talks
    """
    from diplograph.extract.readers import detect_kind, find_articles, parse_columns, refuse_all_missing

    from ...building import extract_documents, make_extractor

    failures: list[Failure] = []
    explained: list[tuple[Document, tuple[SentenceExplanation, ...]]] = []
    named = parse_columns(columns) if columns is not None else None
    refuse_all_missing(articles)
    if page is not None:
        _refuse_page(page, articles)
    inputs = find_articles(articles, named, allow_private=allow_private)
    several = len(inputs.files) > 1 or any(detect_kind(file.path) != "text" for file in inputs.files)
    with show_progress() as advance:
        made = make_extractor(extractor, model=model, actors=actors or (), ontology=ontology or (), frames=frames or ())
        for document, sentences in extract_documents(inputs, _explaining(made), failures.append):
            chosen = _choose(document, sentences, sentence)
            why_skipped = getattr(made, "why_skipped", None)
            reason = why_skipped(document) if why_skipped is not None else None
            if reason is not None:
                say(f"{document.id}: build and extract do not parse this text, for {reason} (--no-skip parses it)")
            if page is None:
                _print(chosen, heading=document.id if several else None, title=document.title)
            else:
                explained.append((document, chosen))
            advance(document)
    if page is not None and (explained or not failures):
        _write(page, explained)
    finish(failures, inputs.skipped)


def _refuse_page(page: Path, articles: list[str]) -> None:
    """Before anything is read: a page that cannot be written, or would be written over an article."""
    from ...files import refuse_to_overwrite, refuse_without_folder
    from ...page import refuse_other_than_page

    refuse_other_than_page(page)
    refuse_without_folder(page)
    refuse_to_overwrite(page, articles)


def _explaining(extractor: "ClaimExtractor") -> "Callable[[Document], tuple[SentenceExplanation, ...]]":
    """What explains claims; raises InputError for an extractor that cannot."""
    explaining: Callable[[Document], tuple[SentenceExplanation, ...]] | None = getattr(extractor, "explain", None)
    if explaining is None:
        raise InputError(f"{extractor.name} explains nothing; name another extractor")
    return explaining


def _choose(
    document: "Document", sentences: "tuple[SentenceExplanation, ...]", number: int | None
) -> "tuple[SentenceExplanation, ...]":
    if number is None:
        return sentences
    if number > len(sentences):
        raise InputError(f"{document.id}: has no sentence {number}; its last is {len(sentences)}")
    return sentences[number - 1 : number]


def _print(sentences: "tuple[SentenceExplanation, ...]", *, heading: str | None, title: str | None) -> None:
    from ...views import explain_sentence

    if heading is not None:
        print(printable(f"== {heading}"))
    if title is not None:
        print(printable(f"headline: {title}"))
        print("   read for whom it names; what it says is left to the text", end="\n\n")
    for sentence in sentences:
        print("\n".join(explain_sentence(sentence)), end="\n\n", flush=True)


def _write(page: Path, explained: "list[tuple[Document, tuple[SentenceExplanation, ...]]]") -> None:
    from ...files import write_bytes
    from ...page import render_explanation

    write_bytes(page, render_explanation(explained).encode())
    say(f"{count(sum(len(sentences) for _, sentences in explained), 'sentence')}: {page}")
