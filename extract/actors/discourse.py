"""What a text has said so far that pronouns and definite phrases point back to: the last parties, the last candidates."""

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
