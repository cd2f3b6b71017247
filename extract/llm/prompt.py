"""Prompt of a language model, made from the ontology: relations with their definitions, polarity, modality, manners, roles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from diplograph.ontology import DataError, Modality, Polarity, Relation, Schema

from ..words import read_entry, read_yaml
from .statements import Statement

__all__ = ["Prompt", "answer_schema", "load_prompt", "question", "reminder"]

_NULLABLE = ("organization", "manner", "role", "speaker")
# Of the hash of a text, so many digits: no text can hold the code that stands around it.
_CODE_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Prompt:
    """The content of ``prompt.yaml``."""

    task: str
    data: str
    rules: str
    fields: Mapping[str, str]
    polarity: Mapping[str, str]
    modality: Mapping[str, str]
    reminder: str


@cache
def load_prompt() -> Prompt:
    """The words of the prompt; raises ``DataError`` where an entry is missing or stands for nothing."""
    file = files("diplograph.extract.llm").joinpath("prompt.yaml")
    prompt = read_entry(Prompt, read_yaml(file), file.name)
    asked = {
        "fields": (prompt.fields, {field.name for field in fields(Statement)}),
        "polarity": (prompt.polarity, set(map(str, Polarity))),
        "modality": (prompt.modality, set(map(str, Modality))),
    }
    for name, (told, wanted) in asked.items():
        if wrong := sorted(told.keys() ^ wanted):
            raise DataError(f"{file.name}: {name}: {wrong[0]!r}: the entries must be {', '.join(sorted(wanted))}")
    return prompt


def question(text: str, schema: Schema) -> list[dict[str, str]]:
    """The messages that ask for the statements of a text.

    >>> from diplograph.ontology import load_schema
    >>> system, user = question("Oman accused Chad of lying.", load_schema())
    >>> "accuses: Blames, criticises" in system["content"], "Oman accused Chad of lying." in user["content"]
    (True, True)
    """
    code = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_CODE_DIGITS]
    return [
        {"role": "system", "content": _system(schema)},
        {"role": "user", "content": f"BEGIN {code}\n{text}\nEND {code}"},
    ]


def reminder() -> dict[str, str]:
    """The message that asks once more, where an answer was no JSON."""
    return {"role": "user", "content": load_prompt().reminder.strip()}


def answer_schema(schema: Schema) -> dict[str, Any]:
    """The JSON Schema of an answer, for servers that hold a model to one."""
    kinds: dict[str, dict[str, Any]] = {
        field.name: {"type": ["string", "null"] if field.name in _NULLABLE else "string"} for field in fields(Statement)
    }
    kinds["relation"]["enum"] = list(schema.relations)
    kinds["polarity"]["enum"] = list(map(str, Polarity))
    kinds["modality"]["enum"] = list(map(str, Modality))
    statement = {"type": "object", "properties": kinds, "required": list(kinds), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement}},
        "required": ["statements"],
        "additionalProperties": False,
    }


def _system(schema: Schema) -> str:
    prompt = load_prompt()
    parts = [
        prompt.task,
        prompt.data,
        prompt.rules,
        _listed("Fields of a statement", prompt.fields),
        _listed("Polarities", prompt.polarity),
        _listed("Modalities", prompt.modality),
        "\n".join(["Relations:", *_relations(schema)]),
    ]
    return "\n\n".join(part.strip() for part in parts)


def _listed(heading: str, entries: Mapping[str, str]) -> str:
    return "\n".join([f"{heading}:", *(f"- {name}: {words}" for name, words in entries.items())])


def _relations(schema: Schema) -> Iterator[str]:
    for relation in schema.relations.values():
        yield f"- {relation.name}: {' '.join(_told(relation))}"


def _told(relation: Relation) -> Iterator[str]:
    yield relation.definition if relation.definition.endswith(".") else f"{relation.definition}."
    if relation.is_over_bid:
        yield "The object is who would join, the organization the body."
    else:
        yield f"Object: {' or '.join(relation.ranges)}."
    if relation.symmetric:
        yield "The same either way round."
    if relation.manners:
        yield f"Manners: {', '.join(manner.label for manner in relation.manners)}."
    if relation.example:
        yield f'Example: "{relation.example}"'
