"""The build as a job: articles read, those that are known left alone, the others' claims written batch by batch.

A batch is what an interruption can lose. Batches end after so many articles or claims, never after a time: a build that was
interrupted and goes on makes the same batches as one that was not, and so the same graph.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import Claim, Document, InputError, add_ontology

from ..identity import Decisions, apply_decisions, load_decisions
from ..rdf import Claims, Run, current_time, describe_run, keep_confident, normalize
from ..stores import Receipt
from .documents import Failure, as_failure, extract_all, read_articles, tell_language
from .events import BuildEvent, Observer
from .extractors import LLM, ExtractorSpec, check_extractor
from .position import Position
from .recipe import Recipe, make_recipe
from .report import BuildReport
from .workers import Workforce, check_workers, count_cores, hire, look_ahead

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor, LlmSettings
    from diplograph.extract.claims import Coverage
    from diplograph.extract.readers import ArticleFile, Inputs

    from ..stores import Store

__all__ = ["BuildJob", "fit_for_graph"]

BATCH_ARTICLES, BATCH_CLAIMS = 200, 2_000
# A store that is far away is asked of so many articles at a time.
_ASKED_ARTICLES, _ASKED_CHARACTERS = 200, 2_000_000


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


@dataclass(slots=True)
class _Batch:
    """What one write takes at a time."""

    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    fingerprints: dict[str, str] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        return len(self.documents) >= BATCH_ARTICLES or len(self.claims) >= BATCH_CLAIMS


class BuildJob:
    """A build by one recipe, which can be run again and again; the extractor is loaded once there is something to read.

    With ``again``, what a store knows is read all the same. Without ``skip``, texts are parsed too of which a scan of their
    words tells that they hold no claim. ``llm`` says which language model the extractor of that name asks, from this process
    alone. ``progress`` is called after each article, ``observe`` hears of all that happens.

    Raises GraphError where decisions or the least confidence are wrong, InputError where there is no such extractor, DataError
    for files of actors that cannot be read and for ontologies that are wrong.
    """

    def __init__(  # noqa: PLR0913 - each is an option of the command
        self,
        extractor: "ClaimExtractor | str" = "both",
        *,
        model: str | None = None,
        actors: Sequence[Path | str] = (),
        ontology: Sequence[Path | str] = (),
        frames: Sequence[Path | str] = (),
        decisions: Path | str | None = None,
        min_confidence: float = 0.0,
        record_times: bool = False,
        again: bool = False,
        skip: bool = True,
        workers: int | None = 1,
        dask: str | None = None,
        llm: "LlmSettings | None" = None,
        progress: Callable[[Document], None] | None = None,
        observe: Observer | None = None,
    ) -> None:
        keep_confident((), min_confidence)  # before anything long is done
        llm = check_extractor(extractor, model, actors, frames, skip=skip, llm=llm)
        self._spec = ExtractorSpec(extractor, model, tuple(actors), tuple(ontology), tuple(frames), skip, llm)
        check_workers(workers, dask)
        if llm is not None and (dask is not None or workers not in (None, 1)):
            raise InputError(f"the extractor {LLM} asks its server from this process alone; leave workers and dask out")
        # Neither a key nor a count of costs is for other processes.
        self._workers, self._dask = workers if llm is None else 1, dask
        self._decisions, self._min_confidence = decisions, min_confidence
        self._record_times, self._again = record_times, again
        self._observe: Observer = observe if observe is not None else lambda event, report: None
        self._progress = progress if progress is not None else lambda document: None
        self._made: ClaimExtractor | None = None
        self._workforce: Workforce | None = None
        self._recipe: Recipe | None = None
        self._decided: Decisions | None = None
        self.refresh()

    @property
    def extractor(self) -> "ClaimExtractor":
        """What finds the claims. Raises ModelError where the pipeline cannot be used, DataError where actors are wrong."""
        if self._made is None:
            self._made = self._spec.make()
        return self._made

    @property
    def coverage(self) -> "Coverage | None":
        """How much was read, by workers or here; None where nothing was, or the extractor does not tell."""
        here: Coverage | None = getattr(self._made, "coverage", None)
        by_workers = self._workforce.coverage if self._workforce is not None else None
        return here + by_workers if here is not None and by_workers is not None else here or by_workers

    @property
    def _name(self) -> str | None:
        """The name of the extractor, where anything was read with it."""
        if self._workforce is not None and self._workforce.name is not None:
            return self._workforce.name
        return self._made.name if self._made is not None else None

    def refresh(self) -> bool:
        """Take files of actors, decisions and own relations as they are now; True where they are not as they were."""
        from diplograph.extract.words import find_own_files

        spec = self._spec
        add_ontology(*spec.ontology)
        decided = load_decisions(Path(self._decisions)) if self._decisions is not None else None
        if any(not Path(path).is_file() for path in spec.actors):
            self._made = None
            self.extractor  # noqa: B018 - which says what is wrong with them
        recipe = make_recipe(
            spec.extractor,
            model=spec.model,
            actors=spec.actors,
            own=find_own_files(spec.ontology, spec.frames).digest,
            decisions=self._decisions,
            min_confidence=self._min_confidence,
            skip=spec.skip,
            llm=spec.llm.model if spec.llm is not None else None,
        )
        is_changed = recipe != self._recipe
        if is_changed:
            self._recipe, self._decided, self._made, self._workforce = recipe, decided, None, None
        return is_changed

    def run(self, inputs: "Inputs", store: "Store", given: Sequence[Document] = ()) -> BuildReport:
        """Read the articles that the store does not know and write their claims into it; gives what was done.

        ``given`` are articles beside those of the files. Whatever ends the run, what was written by then stays.
        """
        report = BuildReport(current_time())
        report.files, report.skipped = len(inputs.files), inputs.skipped
        started = time.monotonic()
        run_started = current_time() if self._record_times else None
        self._tell(report, "start", output=store.location, files=report.files)
        try:
            for batch in self._batches(self._unknown(inputs, given, store, report), report, started):
                self._write(batch, store, report, run_started)
            report.is_complete = True
        finally:
            report.seconds = time.monotonic() - started
            report.extractor = self._name
            report.usage = getattr(self._made, "usage", None)
            if self._workforce is not None:
                self._workforce.close()
        for skipped in inputs.skipped:
            self._tell(report, "skipped", file=str(skipped.path), reason=skipped.reason)
        self._tell(report, "end", report=report.as_json())
        return report

    def _tell(self, report: BuildReport, kind: str, /, **values: object) -> None:
        self._observe(BuildEvent(kind, values), report)

    def _fail(self, report: BuildReport, failure: Failure) -> None:
        report.fail(failure)
        path, message = str(failure.path), str(failure.error)
        self._tell(report, "failed", file=path, reason=failure.reason.value, message=message)

    def _batches(
        self, unknown: "Iterable[tuple[ArticleFile, Document, str]]", report: BuildReport, started: float
    ) -> Iterator[_Batch]:
        batch = _Batch()
        waiting: deque[tuple[ArticleFile, Document, str]] = deque()
        for found in self._extract_all(self._in_english(unknown, waiting, report), report):
            file, document, fingerprint = waiting.popleft()
            report.seconds = time.monotonic() - started
            if isinstance(found, Exception):
                self._fail(report, as_failure(found, document, file.path))
                continue
            words = len(document.text.split())
            report.read += 1
            report.words += words
            report.found += len(found)
            batch.documents.append(document)
            batch.claims.extend(found)
            batch.fingerprints[document.iri] = fingerprint
            self._progress(document)
            self._tell(report, "read", article=document.id, file=str(file.path), words=words, claims=len(found))
            if batch.is_full:
                yield batch
                batch = _Batch()
        yield batch

    def _in_english(
        self,
        unknown: "Iterable[tuple[ArticleFile, Document, str]]",
        waiting: "deque[tuple[ArticleFile, Document, str]]",
        report: BuildReport,
    ) -> Iterator[Document]:
        """The documents that can be read, which join those that are ``waiting`` for their claims."""
        for file, document, fingerprint in unknown:
            told = tell_language(file, document)
            if isinstance(told, Failure):
                self._fail(report, told)
            else:
                waiting.append((file, told, fingerprint))
                yield told

    def _extract_all(self, documents: Iterator[Document], report: BuildReport) -> Iterator[tuple[Claim, ...] | Exception]:
        """The claims of each document in their order, or the error that it ends with."""
        if self._workers is not None or self._dask is not None or not isinstance(self._spec.extractor, str):
            ahead, is_much = list(islice(documents, 1)), False
        else:
            ahead, is_much = look_ahead(documents)
        if not ahead:
            return
        workers = self._workers or (count_cores() if is_much else 1)
        if workers == 1 and self._dask is None:
            yield from extract_all(self.extractor, chain(ahead, documents))
        else:
            self._workforce = hire(self._spec, workers, self._dask, lambda number: self._tell(report, "again", articles=number))
            yield from self._workforce.extract_all(chain(ahead, documents))

    def _write(self, batch: _Batch, store: "Store", report: BuildReport, started: str | None) -> None:
        if not batch.documents:
            return
        content = fit_for_graph(batch.claims, batch.documents, self._decided, self._min_confidence)
        receipt = store.add(content, self._describe_run(started), fingerprints=batch.fingerprints)
        report.receipt += receipt
        self._tell(
            report,
            "written",
            added=receipt.added,
            replaced=receipt.replaced,
            unchanged=receipt.unchanged,
            claims=receipt.claims_added,
        )

    def _describe_run(self, started: str | None) -> Run:
        return describe_run(
            self._name or self.extractor.name,
            actors=self._spec.actors,
            decisions=self._decisions,
            min_confidence=self._min_confidence,
            started=started,
            ended=current_time() if started is not None else None,
        )

    def _unknown(
        self, inputs: "Inputs", given: Sequence[Document], store: "Store", report: BuildReport
    ) -> "Iterator[tuple[ArticleFile, Document, str]]":
        """The articles that are to be read, each with its fingerprint."""
        assert self._recipe is not None
        position = Position(file.path for file in inputs.files)
        taken = 0

        def note_duplicate(file: "ArticleFile", document: Document) -> None:
            nonlocal taken
            taken += 1
            report.duplicates += 1
            self._tell(report, "duplicate", article=document.id, file=str(file.path))

        articles = read_articles(
            inputs,
            lambda failure: self._fail(report, failure),
            given=given,
            on_duplicate=note_duplicate,
            on_open=position.open,
        )
        for chunk in _in_chunks(articles, one_by_one=store.is_near):
            taken += len(chunk)
            share = position.share
            report.expected = max(report.done, round(taken / share)) if share is not None else None
            fingerprints = {document.iri: self._recipe.fingerprint(document) for _, document in chunk}
            known = store.known(fingerprints) if not self._again else set()
            for file, document in chunk:
                if document.iri in known:
                    report.known += 1
                    report.receipt += Receipt(unchanged=1)
                    self._progress(document)
                    self._tell(report, "known", article=document.id, file=str(file.path))
                else:
                    yield file, document, fingerprints[document.iri]


def _in_chunks(
    articles: "Iterable[tuple[ArticleFile, Document]]", *, one_by_one: bool
) -> "Iterator[list[tuple[ArticleFile, Document]]]":
    chunk: list[tuple[ArticleFile, Document]] = []
    characters = 0
    for file, document in articles:
        chunk.append((file, document))
        characters += len(document.text)
        if one_by_one or len(chunk) >= _ASKED_ARTICLES or characters >= _ASKED_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
