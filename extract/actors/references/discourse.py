"""Discourse memory: the parties and candidates named last, to which "both sides" and "the bid" point back."""

from dataclasses import dataclass, field

from diplograph.ontology import Actor

__all__ = ["Discourse"]


@dataclass(slots=True)
class Discourse:
    """The memory of one document, read in order: claims and bids write it, "both sides" and "the bid" are read from it.

    ``parties`` are those that a claim of dealings named last; ``candidates`` has, by the IRI of an organization, who was named
    last as one that would join it.
    """

    parties: tuple[Actor, ...] = ()
    candidates: dict[str, Actor] = field(default_factory=dict)
