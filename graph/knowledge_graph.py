"""KnowledgeGraph: the one object that analysts import, which opens, builds, asks, derives, selects and exports."""

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Literal, Self

from diplograph.ontology import Actor, Claim, Document, GraphError

from .building import BuildJob, BuildReport, Failure, Observer, as_paths, prepare_claims, tell_coverage, warn_of
from .files import write_bytes
from .identity import Decisions
from .rdf import RdfReader, Run, describe_run, find_format, keep_confident
from .stores import Receipt, Store, copy_dataset, is_endpoint, open_store, read_graph

if TYPE_CHECKING:
    import networkx
    import pandas
    from diplograph.extract import ClaimExtractor
    from diplograph.extract.claims import Coverage
    from diplograph.extract.readers import Skipped
    from rdflib import Dataset

    from .queries import QueryResult

__all__ = ["KnowledgeGraph"]


class KnowledgeGraph:
    """Claims of news articles about geopolitical actors, each with the sentence that proves it.

    Make one with ``build`` from articles, ``open`` from a graph file, a store or an endpoint, or ``from_claims``.
    ``failures`` lists the files that ``build`` could not read, ``skipped`` those of a folder that are no articles;
    ``receipt`` says what it wrote, ``report`` all that it did (None for a graph that was not built), ``coverage`` how many
    sentences it read and how many of them name two actors. Close a graph that lives in a store when you are done (it is a
    context manager): a store has one writer at a time.
    """

    def __init__(
        self,
        store: "Store | Dataset",
        *,
        failures: Iterable[Failure] = (),
        coverage: "Coverage | None" = None,
        receipt: Receipt | None = None,
        report: BuildReport | None = None,
    ) -> None:
        self.store = store if isinstance(store, Store) else copy_dataset(store)
        self.failures = tuple(failures) if report is None else tuple(report.failures)
        self.skipped: tuple[Skipped, ...] = () if report is None else tuple(report.skipped)
        self.coverage = coverage
        made = report.receipt if report is not None else receipt
        self.receipt = made if made is not None else Receipt()
        self.report = report

    def __repr__(self) -> str:
        """One line, by counts: nothing is read whole, and no endpoint is asked."""
        from .queries import count
        from .stores import count_actors, count_articles

        where = "" if self.store.location == "memory" else f" {self.store.location}"
        if is_endpoint(self.store.location):
            return f"<KnowledgeGraph{where}>"
        try:
            numbers = (len(self), "claim"), (count_actors(self.store), "actor"), (count_articles(self.store), "document")
        except GraphError:
            return f"<KnowledgeGraph{where}: closed>"
        return f"<KnowledgeGraph{where}: {', '.join(count(number, noun) for number, noun in numbers)}>"

    def __len__(self) -> int:
        """The number of claims; they are counted, not read."""
        from .stores import count_claims

        return count_claims(self.store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    @classmethod
    def build(  # noqa: PLR0913 - each is an option of the command
        cls,
        paths: Path | str | Iterable[Path | str],
        *,
        extractor: "ClaimExtractor | str" = "both",
        model: str | None = None,
        actors: Iterable[Path | str] = (),
        columns: Mapping[str, str] | None = None,
        allow_private: bool = False,
        decisions: Path | str | None = None,
        min_confidence: float = 0.0,
        store: Path | str | None = None,
        on_error: Literal["warn", "collect", "raise"] = "warn",
        progress: Callable[[Document], None] | None = None,
        record_times: bool = False,
        again: bool = False,
        observe: Observer | None = None,
    ) -> "KnowledgeGraph":
        """The graph of the articles in ``paths``, in any format that ``diplograph build --help`` names.

        One path or several, each a file, a folder with all below it, a pattern ("news/*.txt"), "-" for standard input, or the
        address of a page or a feed ("https://..."), whose host may be in a private network only with ``allow_private``.

        ``extractor`` finds the claims: one of ``diplograph.extract.EXTRACTORS`` by its name, or an object of yours with a
        ``name`` and ``extract(document) -> tuple[Claim, ...]``, which brings its own model and actors.
        ``model`` names another spaCy pipeline than the shipped one. ``actors`` are CSV or YAML files of your own actors and
        aliases, which win over what the pipeline takes a name for (columns: see ``diplograph build --help``). ``columns``
        names the column of a table of articles for each field ({"text": "body"}) whose name does not tell. ``progress``
        is called after each document. An article that cannot be read does not stop the others: it is told in an ArticleWarning
        (raised as InputError where nothing else could be read), with ``on_error="collect"`` only listed in ``failures``, with
        ``on_error="raise"`` raised as InputError once the others are read. Files of a folder that are no articles are listed
        in ``skipped``.
        ``decisions`` is a file of merge decisions, which are replayed. Claims below ``min_confidence`` are left out. With
        ``record_times`` the graph tells when this run began and ended, and building again gives other bytes.

        With ``store``, a directory or an endpoint, articles go there batch by batch and are not held in memory. Those that it
        has from the same text, by the same extractor, actors, decisions and options, are left alone unread, unless ``again``;
        those that it has with other claims are replaced. Whatever ends a build, the same call goes on where it stopped.
        ``observe`` hears what happens (see ``BuildEvent``), with the report as it stands by then.

        Raises ModelError where the pipeline cannot be used, InputError where there is no such extractor, DataError where a
        file of actors is wrong, GraphError where one of decisions is or the least confidence is no number from 0 to 1.
        """
        from diplograph.extract.readers import find_articles

        inputs = find_articles(as_paths(paths), columns, allow_private=allow_private)
        job = BuildJob(
            extractor,
            model=model,
            actors=tuple(actors),
            decisions=decisions,
            min_confidence=min_confidence,
            record_times=record_times,
            again=again,
            progress=progress,
            observe=observe,
        )
        opened = open_store(store, write=True)
        try:
            report = job.run(inputs, opened)
            if report.failures and (on_error == "raise" or (on_error == "warn" and not report.receipt.articles)):
                raise report.failures[0].error
        except BaseException:
            opened.close()
            raise
        coverage: Coverage | None = getattr(job.loaded, "coverage", None)
        if on_error == "warn":
            is_silent = report.receipt.added > 0 and report.receipt.claims_added == 0
            silence = tell_coverage(coverage, min_confidence) if is_silent and coverage is not None else None
            warn_of(report.failures, inputs, silence)
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
        receipt = store.add(prepare_claims(claims, documents, decisions), run)
        return cls(store, failures=failures, receipt=receipt)

    @classmethod
    def open(cls, path: Path | str) -> "KnowledgeGraph":
        """The graph in a file (.ttl, .trig, .nq, .nt, .rdf or .jsonld), in a store's directory or behind an endpoint, to read.

        ``-`` is standard input, as Turtle or TriG. Raises GraphError where it cannot be read.
        """
        if is_endpoint(path) or Path(path).is_dir():
            return cls(open_store(path))
        return cls(read_graph(Path(path)))

    def save(self, path: Path | str) -> None:
        """Write the graph in the format of the suffix, whole or not at all. The same claims give the same bytes.

        Turtle and N-Triples hold one graph; TriG, N-Quads and JSON-LD keep direct triples apart. Raises GraphError.
        """
        path = Path(path)
        find_format(path)
        write_bytes(path, self.serialize(path.suffix))

    def serialize(self, suffix: str) -> bytes:
        """The bytes that ``save`` writes for a suffix (".ttl"); raises GraphError for a suffix that names no format."""
        return find_format(Path(f"graph{suffix}")).serialize(self._dataset)

    @cached_property
    def _dataset(self) -> "Dataset":
        """What is read whole is not asked for triple by triple over a wire."""
        if not is_endpoint(self.store.location):
            return self.store.rdflib()
        copy = open_store(None)
        copy.load(self.store.statements())
        return copy.rdflib()

    @cached_property
    def _reader(self) -> RdfReader:
        return RdfReader(self._dataset)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, by document and place in its text."""
        return self._reader.claims()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document by id; a graph holds no article text, so ``text`` is empty."""
        return self._reader.documents()

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Every actor, by name."""
        return self._reader.actors()

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
        from .reasoning import fold_into_states

        check_size(self.store, "folding persons into their states")
        return type(self).from_claims(fold_into_states(self.claims, self.documents), self.documents)

    def find_actor(self, name: str) -> str:
        """The IRI of the actor of this graph that ``name`` is.

        Names that the graph has come first, in any case, with or without diacritics; then whatever the actor base knows
        ("Kremlin", "US", "FRA", "Erdogan"), a Wikidata item ("Q142"), "actor:FRA" or a whole IRI. Raises GraphError where
        nobody in the graph, or more than one, is meant; it names who is near, or known and not in this graph.
        """
        from .queries import ActorNames

        return ActorNames(self.store).find(name)

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

    def to_networkx(self, *, only_stated: bool = False) -> "networkx.MultiDiGraph[str]":
        """A MultiDiGraph with actors and events as nodes ("actor:RUS") and one edge a claim, with all its attributes.

        With ``only_stated``, only the claims that texts affirm as actual: no denials, plans, demands or allegations. The
        attributes are those that ``diplograph.graph.views.network`` lists. Some algorithms of NetworkX, PageRank among them,
        need SciPy: pip install 'diplograph[analysis]'.
        """
        from .views import to_networkx

        return to_networkx(self.claims, {document.id: document for document in self.documents}, only_stated=only_stated)

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas data frame with one row a claim and the columns of ``diplograph export --format csv``; days are dates.

        Raises GraphError where pandas, an extra, is not installed.
        """
        from .queries import to_data_frame
        from .views import to_table

        return to_data_frame(*to_table(self.claims, self.documents), days=("date", "date_end", "published"))

    def select(self, wanted: Callable[[Claim], bool]) -> "KnowledgeGraph":
        """The graph of those claims for which ``wanted`` is true, with all documents.

        >>> KnowledgeGraph.from_claims([]).select(lambda claim: claim.organization is not None).claims
        ()
        """
        return type(self).from_claims(filter(wanted, self.claims), self.documents)

    def _repr_html_(self) -> str:
        """The page in a frame of its own: how Jupyter shows a graph."""
        from .page import page_frame, page_title

        return page_frame(self, title=page_title(self.documents))

    def rdflib(self) -> "Dataset":
        """An rdflib Dataset over the same store, without a copy.

        Claims are in the default graph, direct triples in ``DIRECT_GRAPH``.
        Read it; what is written past ``store`` is unknown to its index.
        """
        return self.store.rdflib()
