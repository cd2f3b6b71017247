"""Which claims contradict each other; those that lie apart in time are a change."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Unpack

from diplograph.ontology import Claim, Modality, Polarity

from ..desk import ClaimList, ClaimSource, Given, days_of
from ..networks import chosen_claims
from ..queries import QueryResult
from ..rdf import proposition_iri
from .tabulation import day, name_of_relation, quote_of, tabulate

__all__ = ["contradictions", "opposed_claims"]


def contradictions(
    source: ClaimSource, *, days: int = 30, changes: bool = False, by: str | None = None, **conditions: Unpack[Given]
) -> QueryResult:
    """Claims of which one affirms what the other denies, with both sentences; dated apart, they are a change.

    Both are of one proposition: the same parties, relation, organization and manner, whoever says it. What lies more than
    ``days`` apart (by the days of the claims, else of their articles) is left out or, with ``changes``, told as "change";
    claims of which one has no day are told as "contradiction". Who demands something contradicts only who demands the opposite.
    Contradiction between dated reports is what detection of conflicting evidence begins with (de Marneffe, Rafferty and
    Manning, Finding Contradictions in Text, ACL 2008). ``by`` and ``conditions`` are those of ``networks.chosen_claims``.

    >>> from diplograph.graph.questions import worked_example
    >>> [row[:4] for row in contradictions(worked_example(), changes=True)]
    [('contradiction', 'Arland', 'aids', 'Elland'), ('change', 'Borland', 'opposes membership of', 'Corland')]
    """
    claims = chosen_claims(source, by, **conditions)
    rows = []
    for kind, yes, no in opposed_claims(claims, days):
        if changes or kind == "contradiction":
            spans = [days_of(claim, claims.documents_by_id.get(claim.document)) for claim in (yes, no)]
            rows.append((kind, *_sides(yes, no, *(None if span is None else span[0] for span in spans))))
    rows.sort(key=lambda row: (row[0] != "contradiction", *map(str, row[1:])))
    columns = ("kind", "subject", "relation", "object", "organization", "affirmed_day", "denied_day")
    yes_side, no_side = ((f"{way}_modality", f"{way}_by", way) for way in ("affirmed", "denied"))
    return tabulate((*columns, *yes_side, *no_side, "affirmed_in", "denied_in"), rows)


def opposed_claims(claims: ClaimList, days: int = 30) -> Iterator[tuple[str, Claim, Claim]]:
    """Each two claims of which the first affirms what the second denies: "contradiction", or "change" where they lie apart.

    What lies apart is what ``contradictions`` says.
    """
    by_proposition: defaultdict[tuple[str, bool], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_proposition[proposition_iri(claim), claim.modality is Modality.DEMANDED].append(claim)
    for held in by_proposition.values():
        affirmed = [claim for claim in held if claim.polarity is Polarity.AFFIRMED]
        denied = [claim for claim in held if claim.polarity is Polarity.NEGATED]
        for yes in affirmed:
            for no in denied:
                spans = [days_of(claim, claims.documents_by_id.get(claim.document)) for claim in (yes, no)]
                yield "change" if _gap(*spans) > days else "contradiction", yes, no


def _gap(one: tuple[str, str] | None, other: tuple[str, str] | None) -> int:
    """The days between two spans; 0 where they overlap or one is not known."""
    if one is None or other is None:
        return 0
    first, second = sorted((one, other))
    if second[0] <= first[1]:
        return 0
    return (datetime.date.fromisoformat(second[0]) - datetime.date.fromisoformat(first[1])).days


def _sides(yes: Claim, no: Claim, yes_day: str | None, no_day: str | None) -> tuple[str | datetime.date | None, ...]:
    body = None if yes.organization is None else yes.organization.name
    what = (yes.subject.name, name_of_relation(yes), yes.object.name, body, day(yes_day), day(no_day))
    told = [(str(claim.modality), _voice(claim), quote_of(claim)) for claim in (yes, no)]
    return (*what, *told[0], *told[1], yes.document, no.document)


def _voice(claim: Claim) -> str | None:
    return claim.speaker.name if claim.speaker is not None else claim.outlet
