"""Changes: who changed position and when, who began or ceased to deal with whom."""

import datetime
from itertools import pairwise
from typing import Unpack

from ..desk import ClaimSource, Given, first_day
from ..networks import chosen_claims, dealings_network
from ..queries import QueryResult
from .positions import positions_by_issue
from .tabulation import day, quote_of, tabulate

__all__ = ["dealings_begun_and_ended", "position_changes"]


def position_changes(source: ClaimSource, *, by: str | None = None, **conditions: Unpack[Given]) -> QueryResult:
    """Who changed position on whom, or on whose membership, and when: one row a change, the earliest first.

    A change is a position that is the opposite of the last one before it; both must be dated, and on different days, for
    claims of one day contradict each other. ``before_day`` is the last day of the old position, ``day`` the first of the new
    one: the change lies between. Positions are those of ``positions``; on reading dated statements so see Leifeld 2017 there.
    ``by`` and ``conditions`` are those of ``networks.chosen_claims``.

    >>> from diplograph.graph.questions import worked_example
    >>> [row[:6] for row in position_changes(worked_example())]  # doctest: +NORMALIZE_WHITESPACE
    [('Borland', 'Corland', 'Harbour League', 'against', 'for', datetime.date(2024, 3, 10))]
    """
    rows = []
    for (actor, issue), taken in positions_by_issue(chosen_claims(source, by, **conditions)).items():
        dated = [position for position in taken if position.day is not None]
        # Of a day on which both were said, neither is a change.
        sides: dict[str | None, set[int]] = {}
        for position in dated:
            sides.setdefault(position.day, set()).add(position.stance)
        plain = [position for position in dated if len(sides[position.day]) == 1]
        for before, after in pairwise(plain):
            if before.stance != after.stance:
                organization = None if issue.organization is None else issue.organization.name
                what = (actor.name, issue.target.name, organization, before.word, after.word, day(before.day), day(after.day))
                rows.append((*what, quote_of(before.claim), quote_of(after.claim), actor.iri, issue.target.iri))
    rows.sort(key=lambda row: (row[6] or datetime.date.min, row[0], row[1]))
    columns = ("actor", "target", "organization", "before", "after", "before_day", "day", "before_quote", "quote")
    return tabulate((*columns, "actor_id", "target_id"), rows)


def dealings_begun_and_ended(
    source: ClaimSource, turn: str | datetime.date, *, by: str | None = None, **conditions: Unpack[Given]
) -> QueryResult:
    """Who began and who ceased to deal with whom at a day, month or year ``turn``: dealings before it against those from it on.

    ``change`` is "began", "ceased" or "kept"; ``before`` and ``after`` are numbers of claims, ``last_before`` and
    ``first_after`` days. Forming and dissolving ties are the two halves of how networks evolve (Krivitsky and Handcock, A
    Separable Model for Dynamic Networks, Journal of the Royal Statistical Society B 76, 2014). That a graph ceases to tell of
    a tie need not mean that it ended. ``since`` and ``until`` bound both sides; ``by`` and the other conditions are those of
    ``dealings_network``. Claims of no day are on neither side.

    >>> from diplograph.graph.questions import worked_example
    >>> [row[:3] for row in dealings_begun_and_ended(worked_example(), "2024-08-02")][:3]
    [('began', 'Arland', 'Corland'), ('ceased', 'Arland', 'Borland'), ('ceased', 'Borland', 'Elland')]
    """
    start = first_day(turn)
    eve = (datetime.date.fromisoformat(start) - datetime.timedelta(days=1)).isoformat()
    claims = chosen_claims(source, by, **conditions)
    earlier = dealings_network(claims(until=eve))
    later = dealings_network(claims(since=start))
    rows = []
    for one, other in {tuple(sorted(edge)) for network in (earlier, later) for edge in network.edges()}:
        before, after = (network.get_edge_data(one, other) or {} for network in (earlier, later))
        change = "kept" if before and after else "began" if after else "ceased"
        nodes = [(later if node in later else earlier).nodes[node] for node in (one, other)]
        names = sorted((node["name"], node["iri"]) for node in nodes)
        days = (day(before.get("last")), day(after.get("first")))
        counts = (before.get("weight", 0), after.get("weight", 0))
        quote = (after or before).get("quote")
        rows.append((change, names[0][0], names[1][0], *counts, *days, quote, names[0][1], names[1][1]))
    rows.sort(key=lambda row: row[:3])
    columns = ("change", "one", "other", "before", "after", "last_before", "first_after", "quote", "one_id", "other_id")
    return tabulate(columns, rows)
