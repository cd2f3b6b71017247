"""StoredGraph: a graph where it lives, in memory, a file, a store or behind an endpoint, and all that is read from it."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from diplograph.ontology import Actor, Claim, Document, GraphError, Story, load_schema

from .desk import ActorProfile, ClaimList, Conditions
from .files import write_bytes
from .rdf import LINKS, PROV, READ, STORIES, Literal, RdfReader, URIRef, find_format
from .stores import Store, copy_dataset, is_endpoint, open_store

if TYPE_CHECKING:
    import pandas
    from rdflib import Dataset

__all__ = ["StoredGraph"]


class StoredGraph:
    """Reads what a store holds, when it is first asked for it. Close a graph that lives in a store when you are done."""

    def __init__(self, store: "Store | Dataset") -> None:
        self.store = store if isinstance(store, Store) else copy_dataset(store)

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
        return self.store.reader()

    @cached_property
    def claims(self) -> ClaimList:
        """Every claim, by document and place in its text; called, those that fulfil conditions.

        ``graph.claims(object="Ukraine", relation="conflict", since="2025")``: see ``diplograph.graph.desk.ClaimList``.
        Where only some are asked for, a store is not read whole.
        """
        return ClaimList(
            lambda: self._reader.claims(),  # noqa: PLW0108 - the reader is made when it is needed
            lambda: self.documents,
            find=self.find_actor,
            find_events=self._find_events,
            search=self._search,
        )

    def _find_events(self, name: str) -> list[str]:
        """The IRIs of the events of a name, in any case."""
        kinds = " ".join(f"dg:{kind}" for kind in load_schema().kinds_of("Event"))
        called = f"FILTER(LCASE(STR(?name)) = LCASE({Literal(name)}))"
        return [
            node[1:-1]
            for node in self.store.find_nodes(f"VALUES ?kind {{ {kinds} }} ?node a ?kind ; rdfs:label ?name {called}")
        ]

    def _search(self, conditions: Conditions) -> Iterable[Claim] | None:
        """The claims of which a condition may hold; None where all must be read."""
        pattern = conditions.pattern() if "_reader" not in vars(self) else None
        if pattern is None:
            return None
        found = self.store.find_nodes(pattern)
        return RdfReader(self.store.pairs(READ, nodes=found, links=LINKS)).claims()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document by id; a graph holds no article text, so ``text`` is empty."""
        if "_reader" in vars(self):
            return self._reader.documents()
        found = self.store.find_nodes("VALUES ?kind { schema:NewsArticle dg:EventRecord } ?node a ?kind")
        return RdfReader(self.store.pairs(READ, nodes=found, links=LINKS)).documents()

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Every group of documents that tell one story in nearly the same words, by its first document."""
        found = self.store.find_nodes("?node a dg:Story")
        return RdfReader(self.store.pairs(STORIES, nodes=found, links={PROV.hadMember})).stories()

    def independent_sources(self, claims: Iterable[Claim]) -> int:
        """How many of the documents that make ``claims`` are independent of each other: those of one story count once."""
        story_of = {document: story.iri for story in self.stories for document in story.documents}
        return len({story_of.get(claim.document, Document(claim.document).iri) for claim in claims})

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Every actor, by name."""
        return self._reader.actors()

    def actor(self, name: str) -> ActorProfile:
        """The actor that ``name`` is, as ``find_actor`` understands it, with its claims, names, offices and memberships.

        Raises GraphError where nobody in the graph, or more than one, is meant.
        """
        iri = self.find_actor(name)
        described = RdfReader(self.store.pairs(READ, nodes=[URIRef(iri)], links=LINKS)).actors()
        record = next(actor for actor in described if actor.iri == iri)
        return ActorProfile(record, lambda: self.claims(actor=record))

    def find_actor(self, name: str) -> str:
        """The IRI of the actor of this graph that ``name`` is.

        Names that the graph has come first, in any case, with or without diacritics; then whatever the actor base knows
        ("Kremlin", "US", "FRA", "Erdogan"), a Wikidata item ("Q142"), "actor:FRA" or a whole IRI. Raises GraphError where
        nobody in the graph, or more than one, is meant; it names who is near, or known and not in this graph.
        """
        from .queries import ActorNames

        return ActorNames(self.store).find(name)

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas data frame with one row a claim and the columns of ``diplograph export --format csv``; days are dates.

        Raises GraphError where pandas, an extra, is not installed.
        """
        return self.claims.to_pandas()

    def rdflib(self) -> "Dataset":
        """An rdflib Dataset over the same store, without a copy.

        Claims are in the default graph, direct triples in ``DIRECT_GRAPH``.
        Read it; what is written past ``store`` is unknown to its index.
        """
        return self.store.rdflib()
