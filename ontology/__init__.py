"""The ontology: claims, actors, relations and their identifiers. Imports nothing else of diplograph."""

from .claim import (
    CONFIDENCE_DECIMALS,
    PRECISIONS,
    SCHEMES,
    Actor,
    Claim,
    Coding,
    Document,
    Event,
    Evidence,
    Interval,
    Modality,
    Polarity,
    Story,
)
from .errors import (
    DataError,
    DecisionError,
    DiplographError,
    GraphError,
    InputError,
    ModelError,
    QueryError,
    StoreError,
    WorkerError,
    os_reason,
)
from .event_codes import EventCode, load_event_codes
from .schema import Manner, Relation, Schema
from .user_yaml import compose_yaml
from .vocabulary import add_ontology, load_schema, ontology_texts

__all__ = [
    "CONFIDENCE_DECIMALS",
    "PRECISIONS",
    "SCHEMES",
    "Actor",
    "Claim",
    "Coding",
    "DataError",
    "DecisionError",
    "DiplographError",
    "Document",
    "Event",
    "EventCode",
    "Evidence",
    "GraphError",
    "InputError",
    "Interval",
    "Manner",
    "Modality",
    "ModelError",
    "Polarity",
    "QueryError",
    "Relation",
    "Schema",
    "StoreError",
    "Story",
    "WorkerError",
    "add_ontology",
    "compose_yaml",
    "load_event_codes",
    "load_schema",
    "ontology_texts",
    "os_reason",
]
