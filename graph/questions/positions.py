"""Positions: who is for or against whom, over which membership, since when, and what two actors agree on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Unpack

from diplograph.ontology import Actor, Claim

from ..desk import ClaimList, ClaimSource, Given, days_of
from ..networks import chosen_claims, stance_of
from ..queries import QueryResult
from .tabulation import day, quote_of, tabulate

__all__ = ["Issue", "Position", "common_positions", "positions", "positions_by_issue"]

_WORDS = {1: "for", 0: "mixed", -1: "against"}


@dataclass(frozen=True, slots=True)
class Issue:
    """What a position is about: an actor, or its membership in an organization."""

    target: Actor
    organization: Actor | None


@dataclass(frozen=True, slots=True)
class Position:
    """One claim as a position: 1 for, -1 against, on the first of its days; ``day`` is None where no text gives one."""

    stance: int
    day: str | None
    claim: Claim

    @property
    def word(self) -> str:
        return _WORDS[self.stance]


def latest_stance(taken: list[Position]) -> int:
    """The stance of the last day; 0 where it was for and against on that day."""
    stances = {position.stance for position in taken if position.day == taken[-1].day}
    return stances.pop() if len(stances) == 1 else 0


def positions_by_issue(claims: ClaimList) -> dict[tuple[Actor, Issue], list[Position]]:
    """The positions of each actor on each issue, the earliest first; those of no day come before all others."""
    found: defaultdict[tuple[Actor, Issue], list[Position]] = defaultdict(list)
    for claim in claims:
        stance = stance_of(claim)
        if stance and isinstance(claim.object, Actor) and claim.subject.iri != claim.object.iri:
            days = days_of(claim, claims.documents_by_id.get(claim.document))
            issue = Issue(claim.object, claim.organization)
            found[claim.subject, issue].append(Position(stance, None if days is None else days[0], claim))
    for taken in found.values():
        taken.sort(key=lambda position: (position.day or "", position.claim.document, position.claim.key))
    return dict(found)


def positions(
    source: ClaimSource, *, of_memberships: bool = False, by: str | None = None, **conditions: Unpack[Given]
) -> QueryResult:
    """Who is for or against whom: the latest position of each actor on each issue, with how often it was for and against.

    An issue is another actor or, where ``organization`` is given, its membership there; with ``of_memberships`` those alone:
    who backs and who blocks each candidate. For are claims of support and, over a membership, of opposition denied, against
    those of conflict, and of support denied (``networks.stance_of``); who was both on the last day is "mixed". ``since`` is
    the first day of the latest run of equal positions. Positions over time, dated and by source, are what discourse network
    analysis works on (Leifeld, Discourse Network Analysis, in Victor, Montgomery and Lubell, The Oxford Handbook of Political
    Networks, 2017). ``by`` and ``conditions`` are those of ``networks.chosen_claims``; ``organization`` is one of them.

    >>> from diplograph.graph.questions import worked_example
    >>> found = positions(worked_example(), of_memberships=True)
    >>> [(row["actor"], row["position"], row["claims_for"], row["claims_against"]) for row in found.dicts()]
    [('Arland', 'for', 1, 0), ('Borland', 'for', 1, 1), ('Dorland', 'against', 0, 1)]
    """
    claims = chosen_claims(source, by, **conditions)
    rows = []
    for (actor, issue), taken in positions_by_issue(claims).items():
        if of_memberships and issue.organization is None:
            continue
        last = taken[-1]
        run = _last_run(taken)
        stances = [position.stance for position in taken]
        organization = None if issue.organization is None else issue.organization.name
        rows.append(
            (
                *(issue.target.name, organization, actor.name, _WORDS[latest_stance(taken)], day(run[0].day), day(last.day)),
                *(stances.count(1), stances.count(-1), quote_of(last.claim), actor.iri, issue.target.iri),
            )
        )
    rows.sort(key=lambda row: (row[1] or "", row[0], row[2]))
    columns = ("target", "organization", "actor", "position", "since", "last", "claims_for", "claims_against", "quote")
    return tabulate((*columns, "actor_id", "target_id"), rows)


def _last_run(taken: list[Position]) -> list[Position]:
    """The positions at the end that are all the same."""
    start = len(taken)
    while start and taken[start - 1].stance == taken[-1].stance:
        start -= 1
    return taken[start:]


def common_positions(
    source: ClaimSource, one: str, other: str, *, by: str | None = None, **conditions: Unpack[Given]
) -> QueryResult:
    """What two actors agree and split on: their latest positions on each issue on which both have taken one.

    ``note`` has the share of issues on which they agree, the affinity of foreign policy positions (Signorino and Ritter, Tau-b
    or Not Tau-b, International Studies Quarterly 43, 1999, on measures of it). ``by`` and ``conditions`` are those of
    ``networks.chosen_claims``. Raises GraphError for a name that nobody has.

    >>> from diplograph.graph.questions import worked_example
    >>> found = common_positions(worked_example(), "Arland", "Dorland")
    >>> [row[:5] for row in found]
    [('Borland', None, 'for', 'against', False), ('Corland', 'Harbour League', 'for', 'against', False)]
    >>> found.note
    '0 of 2 issues in common'
    """
    claims = chosen_claims(source, by, **conditions)
    first, second = claims.find(one), claims.find(other)
    taken = positions_by_issue(claims(subject=[_Named(first), _Named(second)]))
    latest: defaultdict[Issue, dict[str, tuple[int, Position]]] = defaultdict(dict)
    for (actor, issue), found in taken.items():
        latest[issue][actor.iri] = latest_stance(found), found[-1]
    rows = []
    for issue, by_actor in latest.items():
        if len(by_actor) < 2:
            continue
        (my_stance, mine), (their_stance, theirs) = by_actor[first], by_actor[second]
        organization = None if issue.organization is None else issue.organization.name
        agree = my_stance == their_stance != 0
        days, quotes = (day(mine.day), day(theirs.day)), (quote_of(mine.claim), quote_of(theirs.claim))
        rows.append((issue.target.name, organization, _WORDS[my_stance], _WORDS[their_stance], agree, *days, *quotes))
    rows.sort(key=lambda row: (row[4], row[1] or "", row[0]))
    columns = ("target", "organization", "one", "other", "agree", "one_day", "other_day", "one_quote", "other_quote")
    return tabulate(columns, rows, f"{_agreed(rows)} of {len(rows)} issues in common")


def _agreed(rows: Iterable[tuple[object, ...]]) -> int:
    return sum(bool(row[4]) for row in rows)


@dataclass(frozen=True, slots=True)
class _Named:
    iri: str
