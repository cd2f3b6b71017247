"""Selection of claims by conditions in SPARQL: counted, paged and read without the rest of the store.

The conditions are those of ``graph.claims``, with words of the sentence and an article beside them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from diplograph.ontology import Claim, Document, QueryError, Story
from diplograph.ontology.identifiers import DOCUMENT
from pyoxigraph import NamedNode

from ...desk import Conditions, Given, make_conditions
from ...rdf import DG, LINKS, PROV, READ, STORIES, Literal, RdfReader, Term, URIRef
from .reading import Reading

__all__ = ["CONDITIONS", "Selected", "Selection", "expand", "latest_claims", "read_claims", "shorten_iri", "stories_of"]

# The name of each condition, as it stands in an address, and what a form calls it.
CONDITIONS: Mapping[str, str] = {
    "actor": "Actor in any role",
    "subject": "Subject",
    "relation": "Relation",
    "object": "Object",
    "organization": "Organization",
    "speaker": "Said by",
    "outlet": "Outlet",
    "polarity": "Affirmed or denied",
    "modality": "Put as",
    "since": "From",
    "until": "To",
    "min_confidence": "Confidence at least",
    "words": "Words of the sentence",
    "article": "Article",
}
_TEXTS = ("actor", "subject", "relation", "object", "organization", "speaker", "outlet", "polarity", "modality")
_SUBJECT, _SPEAKER = ("?claim dg:subject {} .",), ("?claim dg:speaker {} .",)
_OBJECT = ("?claim dg:object {} .", "?bid dg:candidate {} . ?claim dg:object ?bid .")
_ORGANIZATION = ("?claim dg:organization {} .", "?bid dg:organization {} . ?claim dg:object ?bid .")
# How a claim leads to an actor or event in each role.
_ROLES: Mapping[str, tuple[str, ...]] = {
    "actor": (*_SUBJECT, *_OBJECT, *_ORGANIZATION, *_SPEAKER),
    "subject": _SUBJECT,
    "object": _OBJECT,
    "organization": _ORGANIZATION,
    "speaker": _SPEAKER,
}
_WORD = re.compile(r"\w+")


def shorten_iri(iri: str, namespace: str) -> str:
    """The id of what has an IRI: without our namespace, the whole where it is somebody else's.

    >>> shorten_iri(DOCUMENT + "00ff", DOCUMENT), shorten_iri("https://example.org/a", DOCUMENT)
    ('00ff', 'https://example.org/a')
    """
    return iri.removeprefix(namespace)


def expand(identifier: str, namespace: str) -> str:
    """The IRI that an id stands for; raises QueryError for what no IRI can be.

    >>> expand("00ff", DOCUMENT) == DOCUMENT + "00ff", expand("https://example.org/a", DOCUMENT)
    (True, 'https://example.org/a')
    """
    iri = identifier if identifier.startswith(("http://", "https://")) else namespace + identifier
    try:
        return NamedNode(iri).value
    except ValueError:
        raise QueryError(f"{identifier[:60]!r} is no id") from None


@dataclass(frozen=True, slots=True)
class Selected:
    """Claims with the IRI that the graph gives each, their documents, and what tells the same story."""

    named: tuple[tuple[str, Claim], ...]
    documents: tuple[Document, ...]
    stories: tuple[Story, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims alone."""
        return tuple(claim for _, claim in self.named)


class Selection:
    """Claims of a graph that fulfil conditions, as an address names them; raises GraphError for one that is no such."""

    def __init__(self, reading: Reading, given: Mapping[str, str]) -> None:
        self._reading = reading
        self.given = {name: value.strip() for name, value in given.items() if name in CONDITIONS and value.strip()}
        self._pattern = " ".join(_patterns(reading, self.given))

    @property
    def is_everything(self) -> bool:
        """True where no condition narrows it."""
        return not self.given

    def count(self) -> int:
        """How many claims there are."""
        return self._reading.number(f"SELECT (COUNT(DISTINCT ?claim) AS ?n) {{ {self._pattern} }}")

    def find(self, number: int, skip: int = 0, *, order: str = "day") -> list[Term]:
        """Their nodes: by the day of the claim, of publication ("published"), or in reading order ("place")."""
        orders = {"day": "DESC(?first) ?claim", "published": "DESC(?published) ?claim", "place": "?document ?place ?claim"}
        place = "OPTIONAL { ?claim dg:evidence/oa:start ?start }" if order == "place" else ""
        text = (
            f"SELECT ?claim (MIN(?start) AS ?place) {{ {self._pattern} {_DAYS} {place} }} "
            f"GROUP BY ?claim ?first ?published ?document ORDER BY {orders[order]} LIMIT {number} OFFSET {skip}"
        )
        return [URIRef(str(row[0])) for row in self._reading.graph.store.query(text)]

    def read(self, number: int, skip: int = 0, *, order: str = "day") -> Selected:
        """So many of them with their documents, in that order."""
        return read_claims(self._reading, self.find(number, skip, order=order))


def read_claims(reading: Reading, nodes: Iterable[Term]) -> Selected:
    """The claims of nodes, in their order; those that are none are left out."""
    wanted = list(nodes)
    reader = RdfReader(reading.graph.store.pairs(READ, nodes=wanted, links=LINKS))
    named = dict(reader.named_claims())
    listed = tuple((node[1:-1], named[node[1:-1]]) for node in wanted if node[1:-1] in named)
    return Selected(listed, reader.documents())


def latest_claims(reading: Reading, number: int) -> list[Term]:
    """Nodes of claims of the latest articles, without a look at all others."""
    latest = (
        f"SELECT ?document ?day {{ ?document a schema:NewsArticle ; dcterms:date ?day }} ORDER BY DESC(?day) LIMIT {number}"
    )
    told = f"{{ {latest} }} ?claim prov:wasDerivedFrom ?document ; a dg:Claim"
    found = reading.graph.store.query(f"SELECT ?claim {{ {told} }} ORDER BY DESC(?day) ?claim LIMIT {number}")
    return [URIRef(str(row[0])) for row in found] or Selection(reading, {}).find(number)


def stories_of(reading: Reading, documents: Iterable[Document]) -> tuple[Story, ...]:
    """The stories that documents tell."""
    nodes = " ".join(URIRef(document.iri) for document in documents)
    store = reading.graph.store
    found = store.find_nodes(f"VALUES ?document {{ {nodes} }} ?node prov:hadMember ?document") if nodes else []
    return RdfReader(store.pairs(STORIES, nodes=found, links={PROV.hadMember})).stories() if found else ()


# Before all that it is asked for, of a claim whose days are needed.
_DAYS = (
    "OPTIONAL { ?claim prov:wasDerivedFrom ?document OPTIONAL { ?document dcterms:date ?published } } "
    "OPTIONAL { ?claim dg:start ?stated } BIND(COALESCE(?stated, ?published) AS ?first)"
)


def _patterns(reading: Reading, given: Mapping[str, str]) -> Iterator[str]:
    conditions = make_conditions(reading.find_actor, reading.find_objects, _typed(given))
    parts = list(_actor_patterns(conditions))
    yield from parts
    if not parts:
        yield "?claim a dg:Claim ."
    for name, values in (
        ("relation", conditions.relation),
        ("polarity", conditions.polarity),
        ("modality", conditions.modality),
    ):
        if values is not None:
            yield f"VALUES ?{name} {{ {' '.join(sorted(DG[value] for value in values))} }} ?claim dg:{name} ?{name} ."
    if conditions.outlet is not None:
        names = ", ".join(sorted(Literal(name) for name in conditions.outlet))
        cited = "{ ?claim dg:outlet ?outlet } UNION { ?claim prov:wasDerivedFrom/schema:publisher/rdfs:label ?outlet }"
        yield f"{{ SELECT DISTINCT ?claim {{ {cited} FILTER(LCASE(STR(?outlet)) IN ({names})) }} }}"
    if "words" in given:
        words = Literal(" ".join(_WORD.findall(given["words"])))
        yield f"{{ SELECT DISTINCT ?claim {{ ?claim dg:evidence ?sentence . ?sentence store:quotes {words} . }} }}"
    if "article" in given:
        yield f"?claim prov:wasDerivedFrom {URIRef(expand(given['article'], DOCUMENT))} ."
    if conditions.min_confidence:
        yield f"?claim dg:confidence ?confidence FILTER(?confidence >= {conditions.min_confidence})"
    if conditions.since is not None or conditions.until is not None:
        yield (
            "OPTIONAL { ?claim prov:wasDerivedFrom/dcterms:date ?printed } OPTIONAL { ?claim dg:start ?began ; dg:end ?ended } "
            f'FILTER(STR(COALESCE(?ended, ?printed)) >= "{conditions.since or ""}" '
            f'&& STR(COALESCE(?began, ?printed)) <= "{conditions.until or "9999-12-31"}")'
        )


def _actor_patterns(conditions: Conditions) -> Iterator[str]:
    for role, paths in _ROLES.items():
        iris = getattr(conditions, role)
        if iris is not None:
            # Each way by itself begins at the end that is known; a list of values would be joined with all claims.
            ways = (way.format(URIRef(iri)) for iri in sorted(iris) for way in paths)
            yield f"{{ SELECT DISTINCT ?claim {{ {' UNION '.join(f'{{ {way} ?claim a dg:Claim }}' for way in ways)} }} }}"


def _typed(given: Mapping[str, str]) -> Given:
    made: Given = {}
    for name in (*_TEXTS, "since", "until"):
        if name in given:
            made[name] = given[name].strip()  # type: ignore[literal-required]
    if "min_confidence" in given:
        try:
            made["min_confidence"] = float(given["min_confidence"])
        except ValueError:
            raise QueryError(f"the least confidence is {given['min_confidence']!r}; give a number from 0 to 1") from None
    return made
