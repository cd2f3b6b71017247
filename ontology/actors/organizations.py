"""Organisations: what each is, of which body it is an organ, where it sits, since when and until when."""

from dataclasses import dataclass

from diplograph.ontology.claim import Actor

__all__ = ["KINDS", "Organization"]

KINDS = (
    *("IGO", "organ", "agency", "mission", "court", "command", "bloc", "alliance", "coalition", "forum", "bank"),
    *("regime", "treaty", "initiative", "NGO"),
)


@dataclass(frozen=True, slots=True)
class Organization:
    """What is known of an organisation beside its names.

    ``kind`` is one of ``KINDS``; ``parent`` is the body that it is an organ, agency, mission or forum of. ``established`` and
    ``dissolved`` are ISO dates, as precise as the source, empty where unknown or still there.
    """

    actor: Actor
    kind: str
    parent: Actor | None = None
    seat: str = ""
    established: str = ""
    dissolved: str = ""
    source: str = ""
