"""What the headline of an article claims beyond its body: what the body tells of the same parties is told there, and better."""

from collections.abc import Iterable

from diplograph.ontology import Claim, Schema

__all__ = ["beyond_body"]


def beyond_body(of_headline: Iterable[Claim], of_body: Iterable[Claim], schema: Schema) -> list[Claim]:
    """The claims of a headline of which the body has none of the same relation about one of the two parties.

    Who holds an office is never what a headline tells.
    """
    told: dict[str, set[str]] = {}
    for claim in of_body:
        told.setdefault(claim.relation, set()).update(_parties(claim))
    office = schema.representation.name
    return [
        claim
        for claim in of_headline
        if claim.relation != office and told.get(claim.relation, set()).isdisjoint(_parties(claim))
    ]


def _parties(claim: Claim) -> set[str]:
    return {claim.subject.iri, claim.object.iri}
