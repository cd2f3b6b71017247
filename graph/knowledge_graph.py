"""The one object that analysts import."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from diplograph.ontology import Actor, Claim, DiplographError, Document, InputError
from diplograph.ontology.identifiers import digest

from .formats import find_format, read_dataset, write_bytes
from .merge_decisions import Decisions, apply_decisions, load_decisions
from .normalization import keep_confident, normalize
from .provenance import current_time, describe_run
from .rdf import Run, to_dataset
from .rdf_reader import RdfReader

if TYPE_CHECKING:
    import networkx
    from rdflib import Dataset

    from .sparql import QueryResult

T = TypeVar("T")

__all__ = ["Failure", "KnowledgeGraph", "extract_documents"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file of which at least a part could not be read, and why."""

    path: Path
    error: DiplographError


class KnowledgeGraph:
    """Claims of news articles about geopolitical actors, each with the sentence that proves it.

    Make one with ``build`` from articles, ``open`` from a graph file or ``from_claims``. ``failures`` lists the files that
    ``build`` could not read. A graph does not change: build or open another one instead.
    """

    def __init__(self, dataset: "Dataset", *, failures: Iterable[Failure] = ()) -> None:
        self._dataset = dataset
        self.failures = tuple(failures)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {len(self.claims)} claims, {len(self.actors)} actors, {len(self.documents)} documents>"

    @classmethod
    def build(
        cls,
        paths: Iterable[Path | str],
        *,
        model: str | None = None,
        actors: Iterable[Path | str] = (),
        decisions: Path | str | None = None,
        min_confidence: float = 0.0,
        on_error: Literal["collect", "raise"] = "collect",
        progress: Callable[[Document], None] | None = None,
        record_times: bool = False,
    ) -> "KnowledgeGraph":
        """The graph of the articles in ``paths`` (text files, or JSON Lines of ``{id, title, date, text}``).

        ``model`` names another spaCy pipeline than the shipped one. ``actors`` are CSV or YAML files of your own actors and
        aliases, which win over what the pipeline takes a name for (columns: see ``diplograph build --help``). ``progress``
        is called after each document. A file that cannot be read does not stop the others: see ``failures``; with
        ``on_error="raise"`` the first one raises InputError.
        ``decisions`` is a file of merge decisions, which are replayed. Claims below ``min_confidence`` are left out. With
        ``record_times`` the graph tells when this run began and ended, and building again gives other bytes.
        Raises ModelError where the pipeline cannot be used, DataError where a file of actors is wrong, GraphError where one
        of decisions is or the least confidence is no number from 0 to 1.
        """
        from diplograph.extract import Extractor

        keep_confident((), min_confidence)  # before anything long is done
        started = current_time() if record_times else None
        decided = load_decisions(Path(decisions)) if decisions is not None else None
        actors = tuple(actors)
        extractor = Extractor(model=model, actors=actors)
        failures: list[Failure] = []
        documents: list[Document] = []
        claims: list[Claim] = []
        for document, found in extract_documents(paths, extractor.extract, failures.append):
            documents.append(document)
            claims.extend(found)
            if progress is not None:
                progress(document)
        if failures and on_error == "raise":
            raise failures[0].error
        if min_confidence > 0:
            # Equal claims are one before they are judged: the surest one counts.
            claims = list(keep_confident(normalize(claims).claims, min_confidence))
        run = describe_run(
            extractor.name,
            actors=actors,
            decisions=decisions,
            min_confidence=min_confidence,
            started=started,
            ended=current_time() if record_times else None,
        )
        return cls.from_claims(claims, documents, run=run, failures=failures, decisions=decided)

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
        content = normalize(claims, documents)
        if decisions is not None:
            content = normalize(apply_decisions(content.claims, decisions), content.documents)
        return cls(to_dataset(content, run), failures=failures)

    @classmethod
    def open(cls, path: Path | str) -> "KnowledgeGraph":
        """The graph in a file: .ttl, .trig, .nq, .nt or .jsonld. Raises GraphError where it cannot be read."""
        return cls(read_dataset(Path(path)))

    def save(self, path: Path | str) -> None:
        """Write the graph in the format of the suffix, whole or not at all. The same claims give the same bytes.

        Turtle and N-Triples hold one graph; TriG, N-Quads and JSON-LD keep direct triples apart. Raises GraphError.
        """
        path = Path(path)
        write_bytes(path, find_format(path).serialize(self._dataset))

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
        kept = keep_confident(self.claims, min_confidence)
        if len(kept) == len(self.claims):
            return self
        from .filtering import keep_claims

        return KnowledgeGraph(keep_claims(self._dataset, kept), failures=self.failures)

    def query(self, sparql: str) -> "QueryResult":
        """Answer a SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE); dg:, actor:, prov: and the like are declared.

        Raises GraphError for a malformed query, for an update, and for SERVICE or FROM: a query reads this graph only.

        >>> KnowledgeGraph.from_claims([]).query("SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }").dicts()
        [{'n': 0}]
        """
        from .sparql import run_query

        return run_query(self._dataset, sparql)

    def derive(self) -> "KnowledgeGraph":
        """This graph with what follows from it by rules, in ``DERIVED_GRAPH``; what was derived before is made anew.

        Each derived triple has a ``dg:Derivation`` that names its rule and the claims it rests on. ``claims`` stay as they are.

        >>> KnowledgeGraph.from_claims([]).derive().query("ASK { ?relation rdfs:subPropertyOf dg:verbalConflict }").rows
        ((True,),)
        """
        from .derived_graph import with_derived

        return KnowledgeGraph(with_derived(self._dataset), failures=self.failures)

    def to_networkx(self, *, only_stated: bool = False) -> "networkx.MultiDiGraph[str]":
        """A MultiDiGraph with actors and events as nodes ("actor:RUS") and one edge a claim, with all its attributes.

        With ``only_stated``, only the claims that texts affirm as actual: no denials, plans, demands or allegations.
        """
        from .network import to_networkx

        return to_networkx(self.claims, {document.id: document for document in self.documents}, only_stated=only_stated)

    def select(self, wanted: Callable[[Claim], bool]) -> "KnowledgeGraph":
        """The graph of those claims for which ``wanted`` is true, with all documents.

        >>> KnowledgeGraph.from_claims([]).select(lambda claim: claim.organization is not None).claims
        ()
        """
        return type(self).from_claims(filter(wanted, self.claims), self.documents)

    def _repr_html_(self) -> str:
        """The page in a frame of its own: how Jupyter shows a graph."""
        from .page import page_frame
        from .page_cli import page_title

        return page_frame(self, title=page_title(self.documents))

    def rdflib(self) -> "Dataset":
        """The rdflib Dataset itself: claims in the default graph, direct triples in ``DIRECT_GRAPH``. Do not change it."""
        return self._dataset


def extract_documents(
    paths: Iterable[Path | str],
    extract: Callable[[Document], tuple[T, ...]],
    on_failure: Callable[[Failure], None],
) -> Iterator[tuple[Document, tuple[T, ...]]]:
    """Each document of each file with what ``extract`` finds in it; a file that cannot be read goes to ``on_failure``.

    Also given to ``on_failure``: a second document with the id of an earlier one and another content. An exact repetition
    is passed over in silence.
    """
    from diplograph.extract.readers import read_documents

    seen: dict[str, str] = {}
    for path in map(Path, paths):
        faults: list[InputError] = []
        for document in read_documents(path, on_error=faults.append):
            content = digest(document.id, document.text, document.title, document.date, document.outlet, document.url)
            earlier = seen.get(document.iri)
            seen.setdefault(document.iri, content)
            if earlier is None:
                yield document, extract(document)
            elif earlier != content:
                faults.append(InputError(f"{path}: another document has the id {document.id!r} already; rename one"))
        for fault in faults:
            on_failure(Failure(path, fault))
