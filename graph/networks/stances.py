"""The stance of a claim: whether its subject stands for or against its object."""

from diplograph.ontology import Claim, Modality, Polarity, load_schema

__all__ = ["stance_of"]

# What is demanded, charged or only possible is nobody's position.
_TAKEN = (Modality.ACTUAL, Modality.PLANNED)


def stance_of(claim: Claim, *, of_denials: bool = True) -> int:
    """1 where the subject is for the object, -1 where against it, 0 where the claim takes neither side.

    Which relations are for and which against, the ontology says (``Relation.sign``). Claims that are demanded, alleged or
    merely possible take no side. Over a membership, whoever is said not to oppose it counts as for it, and whoever is said not
    to support it as against it, unless ``of_denials`` is False; elsewhere a denial takes no side: not to attack is no support.
    """
    relation = load_schema().relations[claim.relation]
    if relation.sign == 0 or claim.modality not in _TAKEN:
        return 0
    if claim.polarity is Polarity.AFFIRMED:
        return relation.sign
    return -relation.sign if of_denials and relation.is_over_bid and claim.organization is not None else 0
