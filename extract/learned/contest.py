"""Rival claims: the same relation, by the same word, with somebody else in the place of one party."""

from collections.abc import Callable

from diplograph.ontology import Claim

__all__ = ["is_rival"]


def is_rival(claim: Claim, other: Claim, are_coordinated: Callable[[str, str], bool], *, is_symmetric: bool) -> bool:
    """True where ``other``, told by the same word, shares one party with a claim and has somebody else for the other one.

    Who is coordinated with the party in whose place it stands is no rival: "Chad and Mali accused Oman". ``are_coordinated``
    says so of two actors or events by their IRIs.
    """
    mine, its = (claim.subject.iri, claim.object.iri), (other.subject.iri, other.object.iri)
    for sides in [its, its[::-1]] if is_symmetric else [its]:
        different = [place for place in (0, 1) if mine[place] != sides[place]]
        if len(different) == 1:
            return not are_coordinated(mine[different[0]], sides[different[0]])
    return False
