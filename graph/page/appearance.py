"""What each shape and line means, read from ``appearance.yaml``: drawing, legend and printed picture are made from it."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from diplograph.ontology import DataError, Modality, Polarity, Schema, load_schema
from diplograph.ontology.schema import FAMILIES
from pydantic import BaseModel, ConfigDict, Field, ValidationError

__all__ = ["Appearance", "Family", "Kind", "Line", "Plural", "load_appearance"]

Colour = Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]
Pair = tuple[Colour, Colour]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Kind(_Entry):
    """A kind of node: ``ancestor`` is the ontology's class, ``shape`` vis-network's name; page.js paints "image"."""

    name: str
    ancestor: str = Field(alias="class")
    label: str
    shape: Literal["dot", "hexagon", "triangle", "triangleDown", "square", "image", "box", "diamond"]
    colour: Pair


class Family(_Entry):
    """A family of relations; ``head`` is how its lines end at the actor concerned."""

    name: str
    label: str
    head: Literal["arrow", "vee", "diamond", "circle", "box", "crow"]
    colour: Pair


class Line(_Entry):
    """A way of drawing an edge: ``dashes`` are lengths in pixels, stroke and gap in turn; empty is solid."""

    name: str
    label: str
    dashes: tuple[int, ...]


class Plural(_Entry):
    """Names of several: of which ``kinds``, what ends the head of a name, and the words that their ending misleads about."""

    kinds: tuple[str, ...]
    after: tuple[str, ...]
    irregular: tuple[str, ...]
    singular: tuple[str, ...]


class Appearance(_Entry):
    """Everything in ``appearance.yaml``; each colour is a pair for the light and the dark theme."""

    kinds: tuple[Kind, ...]
    families: tuple[Family, ...]
    polarities: tuple[Line, ...]
    modalities: tuple[Line, ...]
    grounds: dict[str, Pair]
    communities: tuple[Pair, ...]
    membership: dict[str, tuple[str, ...]]
    exclusion: dict[str, tuple[str, ...]]
    contraries: tuple[tuple[str, str], ...]
    attendance: tuple[str, ...]
    meetings: tuple[str, ...]
    plural: Plural

    def classify(self, kind: str, schema: Schema) -> Kind:
        """The kind of node for an ontology class; a class that is not known is drawn as the last kind."""
        return next((entry for entry in self.kinds if schema.is_a(kind, entry.ancestor)), self.kinds[-1])

    def family(self, name: str) -> Family:
        """The family called ``name``."""
        return next(family for family in self.families if family.name == name)

    def dash_pattern(self, polarity: Polarity, modality: Modality) -> tuple[int, ...]:
        """Dashes of a line: the modality's, or the denial's where the text presents a fact; empty for a solid line."""
        modal = next(line for line in self.modalities if line.name == modality)
        return modal.dashes or next(line for line in self.polarities if line.name == polarity).dashes

    def colours(self, theme: Literal["light", "dark"]) -> dict[str, str]:
        """Colours by name: ``paper``, ``ink``, ``kind-state``, ``family-conflict`` and so on."""
        place = 0 if theme == "light" else 1
        named = {f"kind-{kind.name}": kind.colour for kind in self.kinds}
        named |= {f"community-{number}": colour for number, colour in enumerate(self.communities)}
        named |= {f"family-{family.name}": family.colour for family in self.families}
        return {name: pair[place] for name, pair in (self.grounds | named).items()}


@cache
def load_appearance() -> Appearance:
    """``appearance.yaml``, checked against the ontology. Raises DataError that names the entry and the remedy."""
    return read_appearance(files("diplograph.graph.page").joinpath("appearance.yaml").read_text("utf-8"), load_schema())


def read_appearance(text: str, schema: Schema) -> Appearance:
    """The appearance written in ``text`` (YAML). Raises DataError where it is incomplete or names what does not exist."""
    try:
        appearance = Appearance.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise DataError(f"appearance.yaml: not valid YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise DataError(f"appearance.yaml: {where}: {first['msg']}") from error
    _check_complete("families", [entry.name for entry in appearance.families], FAMILIES)
    _check_complete("polarities", [entry.name for entry in appearance.polarities], tuple(Polarity))
    _check_complete("modalities", [entry.name for entry in appearance.modalities], tuple(Modality))
    for kind in appearance.kinds:
        if kind.ancestor not in schema.ancestors:
            raise DataError(f"appearance.yaml: kinds: {kind.name}: {kind.ancestor!r} is no class of diplograph.ttl")
    for name in appearance.plural.kinds:
        if name not in schema.ancestors:
            raise DataError(f"appearance.yaml: plural: kinds: {name!r} is no class of diplograph.ttl")
    tables = {"membership": appearance.membership.values(), "exclusion": appearance.exclusion.values()}
    lists = {"attendance": [appearance.attendance], "meetings": [appearance.meetings], "contraries": appearance.contraries}
    for section, groups in (tables | lists).items():
        for name in (name for group in groups for name in group):
            _check_relation(section, name, schema)
    return appearance


def _check_relation(section: str, name: str, schema: Schema) -> None:
    relation, _, manner = name.partition("/")
    if relation not in schema.relations:
        raise DataError(f"appearance.yaml: {section}: {relation!r} is no relation of diplograph.ttl")
    if manner and manner not in {known.label for known in schema.relations[relation].manners}:
        raise DataError(f"appearance.yaml: {section}: {manner!r} is no manner of {relation} in diplograph.ttl")


def _check_complete(section: str, present: list[str], wanted: tuple[str, ...]) -> None:
    if sorted(present) != sorted(map(str, wanted)):
        raise DataError(f"appearance.yaml: {section}: has {', '.join(present)}; it must have {', '.join(wanted)}, each once")
