"""Extraction of many articles: each stands alone, and what could not be read is listed."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from diplograph.ontology import Claim, DataError, DiplographError, Document, InputError, ModelError
from diplograph.ontology.identifiers import digest

from .identity import Decisions, apply_decisions
from .queries import count
from .rdf import Claims, keep_confident, normalize

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor
    from diplograph.extract.claims import Coverage
    from diplograph.extract.readers import ArticleFile, Inputs

__all__ = [
    "ArticleWarning",
    "Failure",
    "as_given",
    "extract_documents",
    "fit_for_graph",
    "in_batches",
    "make_extractor",
    "tell_coverage",
    "warn_of",
]

T = TypeVar("T")

# A batch is what an interruption can lose.
BATCH_ARTICLES, BATCH_CLAIMS = 500, 5_000
_LISTED = 5


class ArticleWarning(UserWarning):
    """Articles that ``KnowledgeGraph.build`` was to read and could not."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or an address, of which at least a part could not be read, and why."""

    path: Path | str
    error: DiplographError


def as_given(articles: Path | str | Document | Iterable[Path | str | Document]) -> tuple[list[Path | str], list[Document]]:
    """The paths, and the documents, of what is one article or several."""
    several = [articles] if isinstance(articles, Path | str | Document) else list(articles)
    return [one for one in several if not isinstance(one, Document)], [one for one in several if isinstance(one, Document)]


def fit_for_graph(
    claims: Iterable[Claim], documents: Iterable[Document], decisions: Decisions | None = None, min_confidence: float = 0.0
) -> Claims:
    """The claims as a graph holds them, those that are sure enough, of the actors that are one by ``decisions``."""
    content = normalize(claims, documents)
    if min_confidence > 0:
        # Equal claims are one before they are judged: the surest one counts.
        content = normalize(keep_confident(content.claims, min_confidence), content.documents)
    if decisions is not None:
        content = normalize(apply_decisions(content.claims, decisions), content.documents)
    return content


def make_extractor(
    extractor: "ClaimExtractor | str", *, model: str | None = None, actors: Sequence[Path | str] = ()
) -> "ClaimExtractor":
    """What finds the claims: one of ``EXTRACTORS`` by its name, made with ``model`` and ``actors``, or one of somebody's own.

    Raises InputError for a name that there is not, and for ``model`` or ``actors`` beside an extractor that is made already.
    """
    from diplograph.extract import EXTRACTORS

    if not isinstance(extractor, str):
        if model is not None or actors:
            raise InputError("model and actors are for extractors by name; give them to your own where you make it")
        return extractor
    if extractor not in EXTRACTORS:
        raise InputError(f"there is no extractor {extractor!r}; use one of {', '.join(EXTRACTORS)}")
    return EXTRACTORS[extractor](model=model, actors=actors)


def extract_documents(
    inputs: "Inputs",
    extract: Callable[[Document], tuple[T, ...]],
    on_failure: Callable[[Failure], None],
    *,
    only_english: bool = True,
    given: Iterable[Document] = (),
) -> Iterator[tuple[Document, tuple[T, ...]]]:
    """Each document of ``given`` and of each file with what ``extract`` finds in it.

    What cannot be read to its end goes to ``on_failure``.

    Also given to ``on_failure``: an article that is not English, unless ``only_english`` is False, and a second document with
    the id of an earlier one and another content. An exact repetition is passed over in silence.
    """
    from diplograph.extract.readers import ArticleFile, read_documents
    from diplograph.extract.text import foreign_language

    for path, error in inputs.faults:
        on_failure(Failure(path, error))
    seen: dict[str, str] = {}
    sources: list[tuple[ArticleFile, Callable[..., Iterable[Document]]]] = [
        (ArticleFile(Path(document.id), document.id), partial(_as_it_is, document)) for document in given
    ]
    reading = partial(read_documents, on_skip=inputs.skipped.append, columns=inputs.columns, fetcher=inputs.fetcher)
    sources += [(file, partial(reading, file.path, identifier=file.id)) for file in inputs.files]
    for file, read in sources:
        faults: list[InputError] = []
        for document in read(on_error=faults.append):
            content = digest(document.id, document.text, document.title, document.date, document.outlet, document.url)
            earlier = seen.get(document.iri)
            seen.setdefault(document.iri, content)
            if earlier is None:
                try:
                    language = foreign_language(document.text) if only_english else None
                    if language is not None:
                        raise InputError(_in_words(language, file, document))
                    yield document, _extract_alone(document, extract, file.path)
                except InputError as error:
                    faults.append(error)
            elif earlier != content:
                faults.append(InputError(f"{file.path}: another document has the id {document.id!r} already; rename one"))
        for fault in faults:
            on_failure(Failure(file.path, fault))


def _as_it_is(document: Document, *, on_error: object) -> Iterable[Document]:
    return (document,)


def _in_words(language: str, file: "ArticleFile", document: Document) -> str:
    which = "" if document.id == file.id else f"{document.id!r} "
    return f"{file.path}: {which}is in {language}, it seems; diplograph reads English only: translate it first, or leave it out"


def _extract_alone(document: Document, extract: Callable[[Document], tuple[T, ...]], path: Path | str) -> tuple[T, ...]:
    """What is found in a document; whatever goes wrong in it, but for the pipeline or the data, is its own InputError."""
    try:
        return extract(document)
    except (ModelError, DataError):
        raise
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    except Exception as error:  # an article must not take the others with it
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise InputError(
            f"{path}: {document.id!r} could not be read to its end and is left out ({reason}); cut it in parts to find the "
            "sentence that does it, leave that out, and report it as a defect of diplograph"
        ) from error


def in_batches(
    extracted: Iterable[tuple[Document, tuple[Claim, ...]]],
    progress: Callable[[Document], None] | None,
    *,
    whole: bool,
) -> Iterator[tuple[list[Document], list[Claim]]]:
    """What one write takes at a time: all of it where ``whole``, so that all articles agree on what actors are called."""
    documents: list[Document] = []
    claims: list[Claim] = []
    for document, found in extracted:
        documents.append(document)
        claims.extend(found)
        if progress is not None:
            progress(document)
        if not whole and (len(documents) >= BATCH_ARTICLES or len(claims) >= BATCH_CLAIMS):
            yield documents, claims
            documents, claims = [], []
    yield documents, claims


def warn_of(failures: Sequence[Failure], inputs: "Inputs", silence: str | None, *, given: Sequence[Document] = ()) -> None:
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
    if coverage.sentences == 0:
        return "no sentence was read: there are only headlines, or what belongs to a page and not to its article"
    read = f"{count(coverage.sentences, 'sentence')} read"
    if coverage.claims:
        return f"{read}; {coverage.claims:,} found in them, none as sure as {min_confidence:g}"
    if coverage.naming_two == 0:
        return f"{read}, none of which names two actors; diplograph actors find NAME tells who is known, --actors adds yours"
    return f"{read}; {coverage.naming_two:,} of them name two actors, but nothing between these; diplograph explain tells why"
