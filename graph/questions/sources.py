"""How a story rests on its sources: reports of one thing, and how many of them are independent."""

from collections import defaultdict
from typing import Unpack

from diplograph.ontology import Claim

from ..desk import ClaimList, ClaimSource, Given
from ..networks import chosen_claims
from ..queries import QueryResult
from ..rdf import proposition_iri
from .tabulation import name_of_relation, tabulate

__all__ = ["sources"]


def sources(source: ClaimSource, *, least: int = 1, by: str | None = None, **conditions: Unpack[Given]) -> QueryResult:
    """How each statement rests on its sources, the best supported first: one row a proposition, affirmed or denied.

    ``articles``, ``outlets`` (who published them), ``cited`` (outlets that texts name as their source) and ``speakers`` are
    numbers. ``independent`` is the number of sources that do not go back to each other: reports are taken together that cite
    the same outlet, have the same speaker, come from the same publisher, or prove it with the same sentence, as copied agency
    reports do (Lewis, Williams and Franklin, A Compromised Fourth Estate?, Journalism Studies 9, 2008). A publisher that is
    cited is one source with its own reports. What has fewer than ``least`` is left out. ``by`` and ``conditions`` are those of
    ``networks.chosen_claims``.

    In the worked example two outlets tell of the talks of Elland and Forland in one and the same sentence.

    >>> from diplograph.graph.questions import worked_example
    >>> rows = sources(worked_example(), actor="Forland").dicts()
    >>> [(row["subject"], row["articles"], row["outlets"], row["independent"]) for row in rows if row["object"] == "Forland"]
    [('Elland', 2, 2, 1)]
    """
    claims = chosen_claims(source, by, **conditions)
    told: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        told[proposition_iri(claim), claim.polarity].append(claim)
    rows = []
    for held in told.values():
        first = held[0]
        published = {outlet for claim in held if (outlet := _publisher(claim, claims)) is not None}
        independent = _count_independent(held, claims)
        if independent < least:
            continue
        body = None if first.organization is None else first.organization.name
        numbers = (
            len({claim.document for claim in held}),
            len(published),
            len({claim.outlet for claim in held} - {None}),
            len({claim.speaker.iri for claim in held if claim.speaker is not None}),
        )
        what = (first.subject.name, name_of_relation(first), first.object.name, body, str(first.polarity))
        rows.append((*what, independent, *numbers, "; ".join(sorted(published)) or None))
    rows.sort(key=lambda row: (-int(row[5]), -int(row[6]), *map(str, row[:5])))
    columns = ("subject", "relation", "object", "organization", "polarity", "independent")
    return tabulate((*columns, "articles", "outlets", "cited", "speakers", "published_by"), rows)


def _publisher(claim: Claim, claims: ClaimList) -> str | None:
    document = claims.documents_by_id.get(claim.document)
    return None if document is None else document.outlet


def _count_independent(held: list[Claim], claims: ClaimList) -> int:
    """The groups of reports that no mark connects: publisher or cited outlet, speaker, sentence, or the article itself."""
    import networkx

    reports: networkx.Graph[object] = networkx.Graph()
    for number, claim in enumerate(held):
        names = {name.casefold() for name in (claim.outlet, _publisher(claim, claims)) if name is not None}
        marks: list[object] = [("outlet", name) for name in names]
        marks += [("sentence", " ".join(evidence.quote.split()).casefold()) for evidence in claim.evidence]
        if claim.speaker is not None:
            marks.append(("speaker", claim.speaker.iri))
        reports.add_edges_from((number, mark) for mark in (*marks, ("article", claim.document)))
    return networkx.number_connected_components(reports)
