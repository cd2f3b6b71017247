"""An actor of a graph with all that is known of it: claims, names, neighbours; offices and memberships of the actor base."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from html import escape

from diplograph.ontology import Actor, load_schema
from diplograph.ontology.actors import ActorBase, Membership, Office, load_name_index

from ..queries import QueryResult, count
from ..rdf import compact
from ..safe_text import printable
from .claim_list import ClaimList

__all__ = ["ActorProfile"]


class ActorProfile:
    """One actor: ``graph.actor("Kremlin")``. What needs the actor base loads it when it is first asked for.

    ``actor`` is the record with ``iri``, ``name``, ``kind``, ``code`` and ``wikidata``; the first four are here too.

    >>> from diplograph.ontology.identifiers import ACTOR
    >>> bern = Actor(ACTOR + "CHE", "Switzerland", "State", "CHE")
    >>> ActorProfile(bern, lambda: ClaimList([])).memberships[0].status
    'member'
    """

    def __init__(self, actor: Actor, claims: Callable[[], ClaimList]) -> None:
        self.actor = actor
        self._claims = claims

    def __repr__(self) -> str:
        return f"<ActorProfile {printable(self.name)} ({self.kind}, {compact(self.iri)})>"

    @property
    def iri(self) -> str:
        """The whole IRI."""
        return self.actor.iri

    @property
    def name(self) -> str:
        """The name that the graph gives it."""
        return self.actor.name

    @property
    def kind(self) -> str:
        """Its class in the ontology: "State", "Person" and the like."""
        return self.actor.kind

    @property
    def code(self) -> str | None:
        """The code of the state that it is or belongs to; IGO, NGO or IMG for other bodies."""
        return self.actor.code

    @cached_property
    def claims(self) -> ClaimList:
        """The claims that name it, as subject, object, organization or speaker; call it to filter them."""
        return self._claims()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name of it: that of the graph, its aliases there, then those that the actor base knows by the alphabet."""
        known = sorted(name.text for name in load_name_index().names_of({self.iri}))
        return tuple(dict.fromkeys([self.name, *self.actor.aliases, *known]))

    @property
    def _base(self) -> ActorBase:
        return load_name_index().base

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """Of a person the offices that he or she held, of a state or body those that persons held there, the latest first."""
        if load_schema().is_a(self.kind, "Person"):
            # Somebody of that name whom a text tells apart has an IRI of his own.
            found = self._base.offices_of_iri(self.iri)
        else:
            code = self._base.code_of(self.iri)
            found = self._base.office_index.of_body(code) if code is not None else []
        return tuple(sorted(found, key=lambda office: (office.start or office.as_of, office.person), reverse=True))

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """Every status that it had in an organization, by the actor base."""
        return tuple(self._base.memberships(self.iri))

    @cached_property
    def members(self) -> tuple[Membership, ...]:
        """Of an organization, everybody that ever was a member, by the actor base."""
        return tuple(self._base.members(self.iri))

    @cached_property
    def neighbours(self) -> QueryResult:
        """Whom claims name as the other side, each with the number of claims, the most frequent first.

        Columns: ``neighbour``, ``claims``, ``acting`` (this actor is the subject), ``acted_upon`` and ``neighbour_id``.
        """
        acting, acted_upon = Counter[Actor](), Counter[Actor]()
        for claim in self.claims:
            if claim.subject.iri == self.iri and isinstance(claim.object, Actor):
                acting[claim.object] += 1
            elif claim.object.iri == self.iri:
                acted_upon[claim.subject] += 1
        others = sorted(acting | acted_upon, key=lambda actor: (-acting[actor] - acted_upon[actor], actor.name, actor.iri))
        rows = [(o.name, acting[o] + acted_upon[o], acting[o], acted_upon[o], o.iri) for o in others if o.iri != self.iri]
        return QueryResult("SELECT", ("neighbour", "claims", "acting", "acted_upon", "neighbour_id"), tuple(rows))

    def _repr_html_(self) -> str:
        """Its name and a table of its claims: how a notebook shows it."""
        head = f"{self.name} ({self.kind}, {compact(self.iri)}): {count(len(self.claims), 'claim')}"
        return f"<p>{escape(printable(head))}</p>{self.claims._repr_html_()}"
