"""Claims as a sequence that can be filtered, counted and shown: what ``graph.claims`` is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, Unpack, overload

from diplograph.ontology import Actor, Claim, Document, QueryError
from diplograph.ontology.actors import load_name_index, name_key
from diplograph.ontology.identifiers import ACTOR, EVENT

from ..queries import QueryResult, count, did_you_mean, nearest, to_data_frame
from .conditions import Conditions, Given, make_conditions

if TYPE_CHECKING:
    import pandas

__all__ = ["ClaimList", "ClaimSource"]

# What a notebook shows of a claim.
_SHOWN = ("subject", "relation", "object", "organization", "polarity", "modality", "speaker", "outlet", "date", "quote")


class ClaimSource(Protocol):
    """Whatever has claims and their documents: a graph, or a list of claims."""

    @property
    def claims(self) -> "ClaimList":
        """The claims."""


class ClaimList(Sequence[Claim]):
    """Claims in reading order, read when they are first needed. Call it to filter: ``graph.claims(object="Ukraine")``.

    ``documents`` are those of the graph, ``find`` is how names of actors are understood; without it, they are looked for among
    the names of these claims' actors and in the actor base.

    >>> oslo, bern = (Actor(f"{ACTOR}{name.upper()}", name, "State") for name in ("Oslo", "Bern"))
    >>> claims = ClaimList([Claim("a", oslo, "supports", bern, confidence=0.9), Claim("a", bern, "accuses", oslo)])
    >>> claims
    <ClaimList: 2 claims>
    >>> claims(subject="Oslo")[0].object.name, len(claims(relation="conflict")), len(claims(min_confidence=0.95))
    ('Bern', 1, 1)
    """

    def __init__(
        self,
        claims: Iterable[Claim] | Callable[[], Iterable[Claim]],
        documents: Iterable[Document] | Callable[[], Iterable[Document]] = (),
        *,
        find: Callable[[str], str] | None = None,
        find_events: Callable[[str], Iterable[str]] | None = None,
        search: Callable[[Conditions], Iterable[Claim] | None] | None = None,
    ) -> None:
        self._read_claims = claims if callable(claims) else lambda: claims
        self._read_documents = documents if callable(documents) else lambda: documents
        self._find = find
        self._find_events = find_events
        self._search = search

    @cached_property
    def _held(self) -> tuple[Claim, ...]:
        return tuple(self._read_claims())

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents of the graph that the claims are of."""
        return tuple(self._read_documents())

    @cached_property
    def documents_by_id(self) -> dict[str, Document]:
        """The same by id."""
        return {document.id: document for document in self.documents}

    @property
    def claims(self) -> "ClaimList":
        """These claims: whatever asks a graph can ask a part of it."""
        return self

    @overload
    def __getitem__(self, place: int) -> Claim: ...
    @overload
    def __getitem__(self, place: slice) -> "ClaimList": ...
    def __getitem__(self, place: int | slice) -> "Claim | ClaimList":
        if isinstance(place, slice):
            return self._with(self._held[place])
        if isinstance(place, str):
            raise TypeError(f"claims go by their place, an int or a slice; a column by name: to_pandas()[{place!r}]")
        return self._held[place]

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._held)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ClaimList):
            return self._held == other._held
        return self._held == other if isinstance(other, tuple) else NotImplemented

    # Claims that are still unread are not read to be hashed.
    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> "tuple[type[ClaimList], tuple[tuple[Claim, ...], tuple[Document, ...]]]":
        """Pickled and copied are the claims themselves: what they are read from stays where it is."""
        return ClaimList, (self._held, self.documents)

    def __repr__(self) -> str:
        return f"<ClaimList: {count(len(self), 'claim')}>"

    def __call__(self, **conditions: Unpack[Given]) -> "ClaimList":
        """The claims that fulfil every condition; of a list of values, any will do.

        ``subject``, ``object``, ``organization``, ``speaker`` and ``actor`` (any of these four) take whatever name an actor
        has ("Kremlin", "RUS", "Q159", "actor:RUS") or an actor; ``object`` also the name of an event. ``relation`` is a
        relation by name or label, a family ("conflict") or one of PLOVER's quadrants. ``outlet`` is who published the article
        or is cited in it. ``since`` and ``until`` are the first and the last day, both included, ``on`` is both at once: a
        day, a month ("2025-02") or a year. A claim is of the days that it tells of, else of the day of its article; one of
        no day is in no window. Names are looked up at once, claims when they are needed.

        Raises GraphError for a name that nobody in the graph has, and for a relation, a word or a time that is none.
        """
        made = make_conditions(self.find, self.find_objects, conditions)
        return self._with(lambda: self._fulfilling(made))

    def _fulfilling(self, conditions: Conditions) -> Iterator[Claim]:
        known: Iterable[Claim] | None = None
        if self._search is not None and "_held" not in vars(self):
            known = self._search(conditions)
        for claim in self._held if known is None else known:
            if conditions.admit(claim, self.documents_by_id.get(claim.document)):
                yield claim

    def _with(self, claims: Iterable[Claim] | Callable[[], Iterable[Claim]]) -> "ClaimList":
        return ClaimList(claims, lambda: self.documents, find=self._find, find_events=self._find_events)

    @cached_property
    def by_state(self) -> "ClaimList":
        """The same with states in the place of the persons who represent them, as subjects, objects and speakers."""
        from ..reasoning import fold_into_states

        return ClaimList(lambda: fold_into_states(self, self.documents), lambda: self.documents)

    def find(self, name: str) -> str:
        """The IRI of the actor that ``name`` is; raises GraphError where it is nobody's here."""
        if self._find is not None:
            return self._find(name)
        if name.startswith(("actor:", "http://", "https://")):
            return ACTOR + name.removeprefix("actor:") if name.startswith("actor:") else name
        found = self._called.get(name_key(name), ())
        if not found:
            present = {iri for iris in self._called.values() for iri in iris}
            found = [each.actor.iri for each in load_name_index().find(name) if each.actor.iri in present][:1]
        if len(found) != 1:
            if found:
                raise QueryError(f"several are called {name!r}: {', '.join(found)}; give an id")
            raise QueryError(f"nobody here is called {name!r}{did_you_mean(nearest(name_key(name), self._called))}")
        return found[0]

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """The IRIs of actors by the key of each of their names."""
        names: dict[str, list[str]] = {}
        for claim in self._held:
            for actor in (claim.subject, claim.object, claim.organization, claim.speaker):
                if isinstance(actor, Actor):
                    for text in (actor.name, *actor.aliases):
                        iris = names.setdefault(name_key(text), [])
                        if actor.iri not in iris:
                            iris.append(actor.iri)
        return names

    def find_objects(self, name: str) -> list[str]:
        """The actor of a name, or else the events of it: several talks may be called the same."""
        if name.startswith("event:"):
            return [EVENT + name.removeprefix("event:")]
        try:
            return [self.find(name)]
        except QueryError:
            events = self._events_called(name)
            if not events:
                raise
            return sorted(events)

    def _events_called(self, name: str) -> Iterable[str]:
        if self._find_events is not None:
            return self._find_events(name)
        events = {claim.object.iri: claim.object.name for claim in self if not isinstance(claim.object, Actor)}
        return [iri for iri, called in events.items() if called.casefold() == name.casefold()]

    def to_pandas(self) -> "pandas.DataFrame":
        """A data frame with one row a claim and the columns of ``diplograph export --format csv``; days are dates.

        Raises GraphError where pandas, an extra, is not installed.
        """
        from ..views import to_table

        return to_data_frame(*to_table(self, self.documents), days=("date", "date_end", "published"))

    def table(self, columns: Sequence[str] | None = None) -> QueryResult:
        """The same as an answer of plain values, with ``columns`` alone; raises KeyError for a column that there is not."""
        from ..views import COLUMNS, to_table

        names, rows = to_table(self, self.documents)
        chosen = tuple(COLUMNS if columns is None else columns)
        places = [{name: place for place, name in enumerate(names)}[name] for name in chosen]
        return QueryResult("SELECT", chosen, tuple(tuple(row[place] for place in places) for row in rows))

    def _repr_html_(self) -> str:
        """A table of the first hundred: how a notebook shows them."""
        from ..queries import to_html

        return to_html(self.table(_SHOWN))
