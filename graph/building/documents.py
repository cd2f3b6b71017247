"""Documents of many files: each stands alone, and what could not be read is listed."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from diplograph.ontology import Claim, DataError, DiplographError, Document, InputError, ModelError

from .seen import SeenDocuments

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor
    from diplograph.extract.readers import ArticleFile, Inputs

__all__ = [
    "Failure",
    "Reason",
    "as_failure",
    "as_given",
    "extract_all",
    "extract_claims",
    "extract_documents",
    "read_articles",
    "tell_language",
]

T = TypeVar("T")


class Reason(StrEnum):
    """Why an article was not read."""

    UNREADABLE = "unreadable"
    """The file, or a part of it, is not what a reader takes, or holds no text."""
    LANGUAGE = "language"
    """It is in a language that no installed pipeline reads."""
    ID = "id"
    """Another article has its id."""
    EXTRACTION = "extraction"
    """The pipeline could not read it to its end."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or an address, of which at least a part could not be read, and why."""

    path: Path | str
    error: DiplographError
    reason: Reason = Reason.UNREADABLE

    def __post_init__(self) -> None:
        # A traceback keeps alive all that the functions in it had in hand: the text of the article, and its syntax.
        self.error.__traceback__ = self.error.__cause__ = self.error.__context__ = None


def as_given(articles: Path | str | Document | Iterable[Path | str | Document]) -> tuple[list[Path | str], list[Document]]:
    """The paths, and the documents, of what is one article or several."""
    several = list(articles) if isinstance(articles, Iterable) and not isinstance(articles, str) else [articles]
    for one in several:
        if not isinstance(one, Path | str | Document) or one == "":
            raise InputError(f"{one!r} is no article and no graph; give a path, an address of an endpoint, a Document or text")
    return [one for one in several if not isinstance(one, Document)], [one for one in several if isinstance(one, Document)]


def read_articles(
    inputs: "Inputs",
    on_failure: Callable[[Failure], None],
    *,
    given: Iterable[Document] = (),
    on_duplicate: "Callable[[ArticleFile, Document], None] | None" = None,
    on_open: Callable[[BufferedReader], None] | None = None,
) -> "Iterator[tuple[ArticleFile, Document]]":
    """Each document of ``given`` and of each file, as it is asked for; what cannot be read to its end goes to ``on_failure``.

    Also given to ``on_failure``: a second document with the id of an earlier one and another content. An exact repetition goes
    to ``on_duplicate``. ``on_open`` hears of the stream of each file that is opened.
    """
    for path, error in inputs.faults:
        on_failure(Failure(path, error))
    with SeenDocuments() as seen:
        for file, document in chain(_given(given), _in_files(inputs, on_failure, on_open)):
            is_repeated = seen.note(document)
            if is_repeated is None:
                yield file, document
            elif not is_repeated:
                error = InputError(f"{file.path}: another document has the id {document.id!r} already; rename one")
                on_failure(Failure(file.path, error, Reason.ID))
            elif on_duplicate is not None:
                on_duplicate(file, document)


def _given(documents: Iterable[Document]) -> "Iterator[tuple[ArticleFile, Document]]":
    from diplograph.extract.readers import ArticleFile

    for document in documents:
        yield ArticleFile(Path(document.id), document.id), document


def _in_files(
    inputs: "Inputs",
    on_failure: Callable[[Failure], None],
    on_open: Callable[[BufferedReader], None] | None,
) -> "Iterator[tuple[ArticleFile, Document]]":
    from diplograph.extract.readers import UnchangedError, read_documents

    def note(file: "ArticleFile", error: InputError) -> None:
        if not isinstance(error, UnchangedError):
            on_failure(Failure(file.path, error))

    for file in inputs.files:
        documents = read_documents(
            file.path,
            identifier=file.id,
            on_error=partial(note, file),
            on_skip=inputs.skipped.append,
            on_open=on_open,
            columns=inputs.columns,
            fetcher=inputs.fetcher,
        )
        for document in documents:
            yield file, document


def extract_documents(
    inputs: "Inputs",
    extract: Callable[[Document], tuple[T, ...]],
    on_failure: Callable[[Failure], None],
    *,
    only_english: bool = True,
) -> Iterator[tuple[Document, tuple[T, ...]]]:
    """Each document of each file with what ``extract`` finds in it; what cannot be read to its end goes to ``on_failure``.

    Also given to ``on_failure``: an article that is not English, unless ``only_english`` is False, and a second document with
    the id of an earlier one and another content. An exact repetition is passed over in silence.
    """
    for file, document in read_articles(inputs, on_failure):
        told = tell_language(file, document) if only_english else document
        found = _extract_alone(told, extract, file.path) if isinstance(told, Document) else told
        if isinstance(told, Document) and not isinstance(found, Failure):
            yield told, found
        elif isinstance(found, Failure):
            on_failure(found)


def extract_claims(
    inputs: "Inputs", extractor: "ClaimExtractor", on_failure: Callable[[Failure], None]
) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """Each document of each file with its claims, in order, as ``extract_documents`` has it; short ones are read together."""
    waiting: deque[tuple[ArticleFile, Document]] = deque()

    def in_english() -> Iterator[Document]:
        for file, document in read_articles(inputs, on_failure):
            told = tell_language(file, document)
            if isinstance(told, Failure):
                on_failure(told)
            else:
                waiting.append((file, told))
                yield told

    for found in extract_all(extractor, in_english()):
        file, document = waiting.popleft()
        if isinstance(found, Exception):
            on_failure(as_failure(found, document, file.path))
        else:
            yield document, found


def extract_all(extractor: "ClaimExtractor", documents: Iterable[Document]) -> Iterator[tuple[Claim, ...] | Exception]:
    """The claims of each document in their order, or the error that it ends with; some may be read ahead."""
    together = getattr(extractor, "extract_all", None)
    if together is not None:
        yield from together(documents)
        return
    for document in documents:
        try:
            yield extractor.extract(document)
        except Exception as error:
            yield error


def tell_language(file: "ArticleFile", document: Document) -> Document | Failure:
    """The document with the language that it is in, or the failure of one that is not read.

    What the file declares is a hint.
    """
    from diplograph.extract.text import identify_language

    found = identify_language(document.text, document.language)
    if found is None or found.is_english:
        return replace(document, language=found.code if found is not None else None)
    which = "" if document.id == file.id else f"{document.id!r} "
    error = InputError(
        f"{file.path}: {which}is in {found.name}, it seems; diplograph reads English only: translate it first, or leave it out"
    )
    return Failure(file.path, error, Reason.LANGUAGE)


def _extract_alone(
    document: Document, extract: Callable[[Document], tuple[T, ...]], path: Path | str
) -> tuple[T, ...] | Failure:
    """What is found in a document; whatever goes wrong in it, but for the pipeline or the data, is its own failure."""
    try:
        return extract(document)
    except Exception as error:
        return as_failure(error, document, path)


def as_failure(error: Exception, document: Document, path: Path | str) -> Failure:
    """The failure of a document that ``error`` came of, which must not take the others with it.

    Raised again is what is no fault of the document: ModelError and DataError.
    """
    if isinstance(error, ModelError | DataError):
        raise error
    if isinstance(error, InputError):
        return Failure(path, InputError(f"{path}: {error}"), Reason.EXTRACTION)
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    refusal = InputError(
        f"{path}: {document.id!r} could not be read to its end and is left out ({reason}); cut it in parts to find the "
        "sentence that does it, leave that out, and report it as a defect of diplograph"
    )
    return Failure(path, refusal, Reason.EXTRACTION)
