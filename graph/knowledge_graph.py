"""KnowledgeGraph: the one object that analysts import, which opens, builds, asks, derives, selects and exports."""

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Unpack

from diplograph.ontology import Claim, Document, GraphError, add_ontology

from .building import (
    BuildJob,
    BuildReport,
    EventReport,
    Failure,
    Observer,
    as_given,
    fit_for_graph,
    import_events,
    tell_coverage,
    warn_of,
)
from .desk import Given, is_text, names_articles, text_documents
from .identity import Decisions
from .rdf import Run, describe_run, keep_confident
from .stored_graph import StoredGraph
from .stores import Receipt, Store, is_endpoint, is_store, open_store, provenance_statements, read_graph

if TYPE_CHECKING:
    import datetime

    import networkx
    from diplograph.extract import ClaimExtractor, LlmSettings
    from diplograph.extract.claims import Coverage
    from diplograph.extract.readers import Skipped
    from rdflib import Dataset

    from .queries import QueryResult

__all__ = ["KnowledgeGraph"]


class KnowledgeGraph(StoredGraph):
    """Claims of news articles about geopolitical actors, each with the sentence that proves it.

    Make one with ``open`` from a graph file, a store, an endpoint, articles or strings of text; with ``build``, where articles
    need options, with ``from_texts`` or ``from_claims``. ``claims`` are all claims and, called, those of some actor, relation
    or time; ``actor`` is one actor with all that is known of it; graphs are added by ``+``.
    ``failures`` lists the files that ``build`` could not read, ``skipped`` those of a folder that are no articles;
    ``receipt`` says what it wrote, ``report`` all that it did (None for a graph that was not built), ``coverage`` how many
    sentences it read and how many of them name two actors; ``events`` what ``from_events`` did. Close a graph that lives in a
    store when you are done (it is a context manager): a store has one writer at a time.
    """

    def __init__(
        self,
        store: "Store | Dataset",
        *,
        failures: Iterable[Failure] = (),
        coverage: "Coverage | None" = None,
        receipt: Receipt | None = None,
        report: BuildReport | EventReport | None = None,
    ) -> None:
        super().__init__(store)
        self.failures = tuple(failures) if report is None else tuple(report.failures)
        self.skipped: tuple[Skipped, ...] = tuple(report.skipped) if isinstance(report, BuildReport) else ()
        self.coverage = coverage
        made = report.receipt if report is not None else receipt
        self.receipt = made if made is not None else Receipt()
        self.report = report if isinstance(report, BuildReport) else None
        self.events = report if isinstance(report, EventReport) else None

    @classmethod
    def build(  # noqa: PLR0913 - each is an option of the command
        cls,
        paths: Path | str | Document | Iterable[Path | str | Document],
        *,
        extractor: "ClaimExtractor | str" = "both",
        model: str | None = None,
        actors: Iterable[Path | str] = (),
        ontology: Iterable[Path | str] = (),
        frames: Iterable[Path | str] = (),
        columns: Mapping[str, str] | None = None,
        allow_private: bool = False,
        decisions: Path | str | None = None,
        min_confidence: float = 0.0,
        store: Path | str | None = None,
        on_error: Literal["warn", "collect", "raise"] = "warn",
        progress: Callable[[Document], None] | None = None,
        record_times: bool = False,
        again: bool = False,
        skip: bool = True,
        workers: int | None = 1,
        dask: str | None = None,
        llm: "LlmSettings | None" = None,
        observe: Observer | None = None,
    ) -> "KnowledgeGraph":
        """The graph of the articles in ``paths``, in any format that ``diplograph build --help`` names.

        One or several: a file, a folder with all below it, a pattern ("news/*.txt"), "-" for standard input, a Document, or the
        address of a page or a feed ("https://..."), whose host may be in a private network only with ``allow_private``.

        ``extractor`` finds the claims: one of ``diplograph.extract.EXTRACTORS`` by its name, or an object of yours with a
        ``name`` and ``extract(document) -> tuple[Claim, ...]``, which brings its own model and actors. ``llm`` says which
        language model "llm" asks (``diplograph.extract.LlmSettings``), None what the environment says; no other asks one.
        ``model`` names another spaCy pipeline than the shipped one. ``actors`` are CSV or YAML files of your own actors and
        aliases, which win over what the pipeline takes a name for (columns: see ``diplograph build --help``). ``ontology``
        are Turtle files of your own relations and classes, ``frames`` folders with the words that tell them (see
        docs/own-relations.md); what is declared holds for the process. ``columns``
        names the column of a table of articles for each field ({"text": "body"}) whose name does not tell. ``progress``
        is called after each document. An article that cannot be read does not stop the others: it is told in an ArticleWarning
        (raised as InputError where nothing else could be read), with ``on_error="collect"`` only listed in ``failures``, with
        ``on_error="raise"`` raised as InputError once the others are read. Files of a folder that are no articles are listed
        in ``skipped``. Without ``skip``, texts are parsed too of which a scan of their words tells that they hold no claim.
        ``decisions`` is a file of merge decisions, which are replayed. Claims below ``min_confidence`` are left out. With
        ``record_times`` the graph tells when this run began and ended, and building again gives other bytes.

        With ``store``, a directory or an endpoint, articles go there batch by batch and are not held in memory. Those that it
        has from the same text, by the same extractor, actors, decisions and options, are left alone unread, unless ``again``;
        those that it has with other claims are replaced. Whatever ends a build, the same call goes on where it stopped.

        ``workers`` processes read the articles: 1 is this process, None as many as there are cores where there is enough to
        read. A script must then build below ``if __name__ == "__main__":``, as each of them imports it. With ``dask``, the
        address of a scheduler ("tcp://10.0.0.1:8786"), the workers of that cluster read. The graph is the same.
        ``observe`` hears what happens (see ``BuildEvent``), with the report as it stands by then.

        Raises ModelError where the pipeline cannot be used, InputError where there is no such extractor, DataError where a
        file of actors is wrong, GraphError where one of decisions is or the least confidence is no number from 0 to 1,
        WorkerError where workers cannot be started or reached.
        """
        from diplograph.extract.readers import find_articles

        files, given = as_given(paths)
        inputs = find_articles(files, columns, allow_private=allow_private)
        job = BuildJob(
            extractor,
            model=model,
            actors=tuple(actors),
            ontology=tuple(ontology),
            frames=tuple(frames),
            decisions=decisions,
            min_confidence=min_confidence,
            record_times=record_times,
            again=again,
            skip=skip,
            workers=workers,
            dask=dask,
            llm=llm,
            progress=progress,
            observe=observe,
        )
        opened = open_store(store, write=True)
        try:
            report = job.run(inputs, opened, given)
            if report.failures and (on_error == "raise" or (on_error == "warn" and not report.receipt.articles)):
                raise report.failures[0].error
        except BaseException:
            opened.close()
            raise
        coverage = job.coverage
        if on_error == "warn":
            is_silent = report.receipt.added > 0 and report.receipt.claims_added == 0
            silence = tell_coverage(coverage, min_confidence) if is_silent and coverage is not None else None
            warn_of(report.failures, inputs, silence, given=given)
        return cls(opened, coverage=coverage, report=report)

    @classmethod
    def from_claims(
        cls,
        claims: Iterable[Claim],
        documents: Iterable[Document] = (),
        *,
        model: str | None = None,
        run: Run | None = None,
        failures: Iterable[Failure] = (),
        decisions: Decisions | None = None,
    ) -> "KnowledgeGraph":
        """The graph of ready claims: equal ones are merged, their evidence united.

        ``run`` tells what made them; ``model`` is short for a run of that pipeline without options.

        ``decisions`` say which actors are one; without them only actors of the same IRI are.

        Raises GraphError for claims that no graph can hold (an unknown relation, a class that is no actor's, a bad date).
        """
        if run is None and model is not None:
            run = describe_run(model)
        store = open_store(None)
        receipt = store.add(fit_for_graph(claims, documents, decisions), run)
        return cls(store, failures=failures, receipt=receipt)

    @classmethod
    def from_events(
        cls,
        tables: Path | str | Iterable[Path | str],
        *,
        actors: Iterable[Path | str] = (),
        store: Path | str | None = None,
        observe: Callable[[int, int], None] | None = None,
    ) -> "KnowledgeGraph":
        """The graph of tables of coded events: GDELT 1 and 2, ICEWS, POLECAT, packed or not (see docs/event-data.md).

        Each row that says who does what to whom is a claim without a quote, whose document is the row; ``events`` tells which
        rows are none. ``actors`` are files of your own actors. With ``store``, a directory or an endpoint, claims go there
        batch by batch, beside those of articles. ``observe`` hears how many rows were read, and how many were claims. Rows that
        cannot be read are in ``failures``. Raises InputError where nothing could be read, DataError for wrong files of actors.
        """
        paths = [tables] if isinstance(tables, Path | str) else list(tables)
        opened = open_store(store, write=True)
        try:
            report = import_events(paths, opened, actors=tuple(actors), observe=observe)
            if report.failures and not report.rows:
                raise report.failures[0].error
        except BaseException:
            opened.close()
            raise
        return cls(opened, report=report)

    @classmethod
    def from_texts(
        cls,
        texts: str | Iterable[str],
        *,
        date: "datetime.date | None" = None,
        outlet: str | None = None,
        extractor: "ClaimExtractor | str" = "both",
        actors: Iterable[Path | str] = (),
        ontology: Iterable[Path | str] = (),
        frames: Iterable[Path | str] = (),
    ) -> "KnowledgeGraph":
        """The graph of one string of text or of several, each an article of its own: "text-1", "text-2" and so on.

        ``date`` is the day on which they were published, from which "on Tuesday" counts; the rest is as for ``build``.
        """
        documents = text_documents(texts, date, outlet)
        return cls.build(documents, extractor=extractor, actors=actors, ontology=ontology, frames=frames)

    @classmethod
    def open(
        cls, source: Path | str | Document | Iterable[Path | str | Document], *, ontology: Iterable[Path | str] = ()
    ) -> "KnowledgeGraph":
        """The graph of whatever ``source`` is.

        A file (.ttl, .trig, .nq, .nt, .rdf or .jsonld), a store's directory or an address of an endpoint is opened to read;
        ``-`` is standard input, as Turtle or TriG. A file of another kind, a folder, a pattern or a Document is an article, or
        several, to build the graph of; a string that names no file and has a sentence in it is text. Nothing but an address is
        looked up in a network. ``ontology`` are the Turtle files of your own relations that a graph was built with. Raises
        GraphError where a graph cannot be read, DataError where an ontology is wrong, and what ``build`` raises.
        """
        add_ontology(*ontology)
        if isinstance(source, Path | str) and _is_graph(source):
            return cls.load(source)
        paths, documents = as_given(source)
        texts = [text for text in paths if isinstance(text, str) and is_text(text)]
        rest = [path for path in paths if path not in texts]
        return cls.build([*rest, *documents, *text_documents(texts)])

    @classmethod
    def load(cls, path: Path | str, *, ontology: Iterable[Path | str] = ()) -> "KnowledgeGraph":
        """The graph in a file, in a store's directory or behind an endpoint, as ``open``; an article is refused, not read.

        Raises GraphError where there is no graph, or none that can be read.
        """
        add_ontology(*ontology)
        if is_endpoint(path) or Path(path).is_dir():
            return cls(open_store(path))
        return cls(read_graph(Path(path)))

    def __add__(self, other: "KnowledgeGraph") -> "KnowledgeGraph":
        """Both graphs in one, in memory: equal claims are one, with the evidence of both; articles of one id must be the same.

        >>> len(KnowledgeGraph.from_claims([]) + KnowledgeGraph.from_claims([]))
        0
        """
        if not isinstance(other, KnowledgeGraph):
            return NotImplemented
        made = type(self).from_claims([*self.claims, *other.claims], [*self.documents, *other.documents])
        made.store.load(chain(provenance_statements(self.store), provenance_statements(other.store)))
        made.failures, made.skipped = self.failures + other.failures, self.skipped + other.skipped
        return made

    def __radd__(self, other: object) -> "KnowledgeGraph":
        """So that ``sum`` adds graphs: it begins with 0."""
        return self if other == 0 else NotImplemented

    def confident(self, min_confidence: float) -> "KnowledgeGraph":
        """The graph with the claims alone whose confidence is not below ``min_confidence``; this one itself for 0.

        Documents and the descriptions of actors stay as they are. Raises GraphError where it is no number from 0 to 1.
        """
        if min_confidence == 0:
            return self
        kept = keep_confident(self.claims, min_confidence)
        if len(kept) == len(self.claims):
            return self
        from .views import keep_claims

        return KnowledgeGraph(keep_claims(self._dataset, kept), failures=self.failures)

    def query(
        self,
        sparql: str,
        *,
        values: Mapping[str, str] = MappingProxyType({}),
        timeout: float | None = None,
        limit: int | None = None,
    ) -> "QueryResult":
        """Answer a SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE); dg:, actor:, prov: and the like are declared.

        ``values`` are for the parameters that the query's head declares ("# $actor: actor"). ``timeout`` in seconds; with
        ``limit`` at most so many rows. Raises GraphError for a malformed query (with line and column), for a value that is
        missing or no such thing, for a term that our vocabulary does not have (dg:oposesMembership), for an update, and for
        SERVICE or FROM: a query reads this graph only. An actor, event, bid or document that this graph does not have is told
        in a QueryWarning and in the ``note`` of the result, which else says why there may be no rows.

        >>> KnowledgeGraph.from_claims([]).query("SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }").dicts()
        [{'n': 0}]
        """
        from .answers import why_nothing
        from .queries import QueryWarning, absent_terms, fill_parameters, refuse_unknown_terms

        filled = fill_parameters(sparql, values, self.find_actor)
        refuse_unknown_terms(filled)
        result = self.store.query(filled, timeout=timeout, limit=limit)
        note = absent_terms(filled, self.store)
        if note is not None:
            warnings.warn(note, QueryWarning, stacklevel=2)
        elif not result.rows:
            note = why_nothing(self.store, filled, lambda: self.derived.store)
        return self._named(result if note is None else replace(result, note=note))

    def ask(
        self,
        name: str,
        /,
        *,
        by: Literal["state"] | None = None,
        timeout: float | None = None,
        limit: int | None = None,
        **values: str,
    ) -> "QueryResult":
        """Answer a ready query (see docs/queries.md): ``graph.ask("dossier", actor="Ukraine")``.

        With ``by="state"`` it is asked of ``by_state``.
        What the query needs beside claims (what follows from them, the actor base, the ontology) is made on the way; where
        nothing is found, ``note`` says why. Raises GraphError where there is none of that name, and as ``query`` does.

        >>> KnowledgeGraph.from_claims([]).ask("quotes", words="free trade").note
        'this graph holds no claims'
        """
        from .answers import answer
        from .queries import find_query

        ready = find_query(name)
        if ready.name != name:
            warnings.warn(f"{name} is now called {ready.name}", DeprecationWarning, stacklevel=2)
        if by is not None and by != "state":
            raise GraphError(f"by={by!r}: persons are folded by 'state', or not at all")
        result = answer(self, ready, values, by_state=by is not None, timeout=timeout, limit=limit)
        return self._named(result) if by is None else self.by_state._named(result)

    def _named(self, result: "QueryResult") -> "QueryResult":
        """The result with what gives the names of this graph, should it be shown to people."""
        from .answers import answer_in_words

        return replace(result, in_words=partial(answer_in_words, store=self.store))

    @cached_property
    def by_state(self) -> "KnowledgeGraph":
        """This graph with states in the place of the persons who represent them, as subjects, objects and speakers.

        Quotes stay, and whatever nobody represents. Raises GraphError for a store that holds too many claims to do that.
        """
        from .answers import check_size

        check_size(self.store, "folding persons into their states")
        return type(self).from_claims(self.claims.by_state, self.documents)

    def derive(self) -> "KnowledgeGraph":
        """This graph with what follows from it by rules, in ``DERIVED_GRAPH``; what was derived before is made anew.

        Each derived triple has a ``dg:Derivation`` that names its rule and the claims it rests on. ``claims`` stay as they are.

        >>> KnowledgeGraph.from_claims([]).derive().query("ASK { ?relation rdfs:subPropertyOf dg:verbalConflict }").rows
        ((True,),)
        """
        from .reasoning import with_derived

        return KnowledgeGraph(with_derived(self.store), failures=self.failures)

    @cached_property
    def derived(self) -> "KnowledgeGraph":
        """What ``derive`` gives, made once: what ready queries ask that need it.

        Raises GraphError for a store that holds too many claims to do that on the way.
        """
        from .answers import check_size

        check_size(self.store, "what follows from claims")
        return self.derive()

    def to_networkx(
        self,
        projection: str = "claims",
        *,
        by: Literal["state"] | None = None,
        only_stated: bool | None = None,
        **conditions: Unpack[Given],
    ) -> "networkx.Graph[str]":
        """The claims as a network of NetworkX; which one, ``projection`` says, and its function what an edge means.

        "claims" is a MultiDiGraph with actors and events as nodes ("actor:RUS") and one edge a claim, whose attributes
        ``diplograph.graph.views.network`` lists. "dealings" (who has to do with whom, weighted), "signed" (who is for and who
        against whom), "events" (who was where) and "memberships" (which candidate would join what) are those of
        ``diplograph.graph.networks``.

        ``conditions`` choose claims as ``graph.claims`` does: ``on="2025-02-18"``, ``since``, ``until``, ``speaker``,
        ``outlet`` and so on. ``by="state"`` folds persons into the states that they represent, before claims are chosen.
        ``only_stated`` takes what texts affirm as actual alone, no denials, plans, demands or allegations; that is what all
        but "claims" do unless told otherwise, and events and memberships always. Some algorithms of NetworkX, PageRank among
        them, need SciPy: pip install 'diplograph[analysis]'. Raises GraphError for a projection that there is not, and as
        ``claims`` does.
        """
        from .networks import project

        source, rest = (self.by_state, None) if by == "state" else (self, by)
        stated = {} if only_stated is None else {"only_stated": only_stated}
        return project(source, projection, by=rest, **stated, **conditions)

    def subset(self, **conditions: Unpack[Given]) -> "KnowledgeGraph":
        """The graph of the claims that fulfil the conditions, which are those of ``claims``; documents and runs stay.

        >>> KnowledgeGraph.from_claims([]).subset(relation="conflict", since="2025-02")
        <KnowledgeGraph: 0 claims, 0 actors, 0 documents>
        """
        from .views import keep_claims

        return KnowledgeGraph(keep_claims(self._dataset, self.claims(**conditions)), failures=self.failures)

    def select(self, wanted: Callable[[Claim], bool]) -> "KnowledgeGraph":
        """The graph of those claims for which ``wanted`` is true, with all documents.

        >>> KnowledgeGraph.from_claims([]).select(lambda claim: claim.organization is not None).claims
        <ClaimList: 0 claims>
        """
        return type(self).from_claims(filter(wanted, self.claims), self.documents)

    def _repr_html_(self) -> str:
        """The page in a frame of its own: how Jupyter shows a graph."""
        from .page import page_frame, page_title

        return page_frame(self, title=page_title(self.documents))


def _is_graph(source: Path | str) -> bool:
    """True for what is no text and no article: a file, a store or an endpoint, be it there or not."""
    return not is_text(source) and (is_endpoint(source) or is_store(source) or not names_articles(source))
