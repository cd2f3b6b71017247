"""Labels of the learned reader: the relations and modalities that it was taught, in the order of its outputs."""

from dataclasses import dataclass
from importlib.resources import files

from diplograph.ontology import DataError, Modality, load_schema

from ..words import read_entry, read_yaml

__all__ = ["MODALITIES", "RELATIONS", "load_relations"]

MODALITIES = tuple(Modality)


@dataclass(frozen=True, slots=True)
class Labels:
    """The lists of ``labels.yaml``."""

    relations: tuple[str, ...]


def load_relations() -> tuple[str, ...]:
    """The relations in the order of the outputs; raises ``DataError`` for one that the ontology does not know."""
    file = files("diplograph.extract.learned").joinpath("labels.yaml")
    relations = read_entry(Labels, read_yaml(file), file.name).relations
    unknown = sorted(set(relations) - set(load_schema().relations))
    if unknown:
        raise DataError(f"labels.yaml: {', '.join(unknown)}: no relation of diplograph.ttl; the reader must be trained anew")
    return relations


RELATIONS = load_relations()
