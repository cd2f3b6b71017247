"""What each shape and line on the page means: the tables from which drawing and legend are both made.

Colours are custom properties of page.css, one set for light and one for dark: ``--kind-state``, ``--family-conflict``.
"""

from dataclasses import dataclass

from diplograph.ontology import Modality, Polarity, Schema

__all__ = ["FAMILY_MEANINGS", "KINDS", "MODALITIES", "POLARITIES", "Kind", "Line", "classify", "dash_pattern"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node: ``ancestor`` is the ontology's class, ``shape`` vis-network's name ; page.js paints "image"."""

    name: str
    ancestor: str
    label: str
    shape: str


@dataclass(frozen=True, slots=True)
class Line:
    """A way of drawing an edge: ``dashes`` are lengths in pixels, stroke and gap in turn; empty is solid."""

    name: str
    label: str
    dashes: tuple[int, ...]


# The first kind that fits is taken: subclasses stand before their superclass.
KINDS = (
    Kind("state", "State", "State", "dot"),
    Kind("igo", "InternationalOrganization", "International organization", "hexagon"),
    Kind("armed", "ArmedGroup", "Armed group", "triangle"),
    Kind("organization", "Organization", "Other organization", "square"),
    Kind("person", "Person", "Person", "image"),
    Kind("group", "GroupActor", "Group", "image"),
    Kind("event", "Event", "Event", "box"),
    Kind("actor", "Actor", "Other actor", "diamond"),
)

FAMILY_MEANINGS = {
    "dealing": "Dealing",
    "exclusion": "Exclusion",
    "membership": "Membership",
    "support": "Support",
    "conflict": "Conflict",
    "office": "Office",
}

POLARITIES = {
    Polarity.AFFIRMED: Line("affirmed", "Affirmed", ()),
    Polarity.NEGATED: Line("negated", "Denied", (5, 5)),
}

MODALITIES = {
    Modality.ACTUAL: Line("actual", "Stated as fact", ()),
    Modality.PLANNED: Line("planned", "Planned", (18, 6)),
    Modality.POSSIBLE: Line("possible", "Possible", (2, 6)),
    Modality.DEMANDED: Line("demanded", "Demanded", (14, 5, 2, 5)),
    Modality.ALLEGED: Line("alleged", "Alleged", (14, 5, 2, 5, 2, 5)),
}


def classify(kind: str, schema: Schema) -> Kind:
    """The kind of node for an ontology class; a class that is not known is drawn as "Other actor"."""
    return next((entry for entry in KINDS if schema.is_a(kind, entry.ancestor)), KINDS[-1])


def dash_pattern(polarity: Polarity, modality: Modality) -> list[int] | bool:
    """vis-network's ``dashes``: the modality's pattern, or the denial's where the text presents a fact."""
    dashes = MODALITIES[modality].dashes or POLARITIES[polarity].dashes
    return list(dashes) or False
