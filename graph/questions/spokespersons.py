"""Who speaks for whom."""

from collections import Counter
from typing import Unpack

from diplograph.ontology import Actor, Claim, load_schema

from ..desk import ClaimSource, Given, days_of
from ..networks import chosen_claims
from ..queries import QueryResult
from ..reasoning import Representation
from .tabulation import day, tabulate

__all__ = ["spokespersons"]


def spokespersons(source: ClaimSource, **conditions: Unpack[Given]) -> QueryResult:
    """Who speaks for whom, and how often: each person who is a speaker of claims or said to represent somebody.

    ``speaks_for`` is told by the article itself ("the Norwegian foreign minister"), else by an office that the actor base has
    the person in on that day, else by another article; None where none tells. ``role`` is the office that texts give most
    often, ``statements`` the number of claims of which the person is the speaker, ``first`` and ``last`` their days. Who is
    given a voice is what the study of news sources asks (Gans, Deciding What's News, 1979). ``conditions`` are those of
    ``graph.claims``.

    >>> from diplograph.graph.questions import worked_example
    >>> [row[:4] for row in spokespersons(worked_example())]
    [('Ada Moen', 'Dorland', None, 2)]
    """
    claims = chosen_claims(source, None, **conditions)
    everything = source.claims
    representation = Representation(everything, everything.documents)
    schema = load_schema()
    spoken: dict[tuple[Actor, Actor | None], list[Claim]] = {}
    for claim in claims:
        relation = schema.relations[claim.relation]
        if claim.speaker is not None and schema.is_a(claim.speaker.kind, "Person"):
            spoken.setdefault((claim.speaker, representation.state_of(claim.speaker, claim)), []).append(claim)
        if relation.is_representation and claim.is_stated_fact and isinstance(claim.object, Actor):
            spoken.setdefault((claim.subject, claim.object), [])
    roles: dict[str, Counter[str]] = {}
    for claim in everything:
        if claim.role is not None and schema.relations[claim.relation].is_representation:
            roles.setdefault(claim.subject.iri, Counter())[claim.role] += 1
    rows = []
    for (person, whom), held in spoken.items():
        days = [found for claim in held if (found := days_of(claim, claims.documents_by_id.get(claim.document))) is not None]
        named = roles.get(person.iri)
        role = min(named, key=lambda each: (-named[each], each)) if named else None
        first, last = (day(min(days)[0]), day(max(days)[1])) if days else (None, None)
        state, state_id = (None, None) if whom is None else (whom.name, whom.iri)
        rows.append((person.name, state, role, len(held), first, last, person.iri, state_id))
    rows.sort(key=lambda row: (-row[3], row[0], row[1] or ""))
    columns = ("speaker", "speaks_for", "role", "statements", "first", "last", "speaker_id", "speaks_for_id")
    return tabulate(columns, rows)
