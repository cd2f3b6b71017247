"""Word lists of the extraction, read from YAML into the dataclasses whose fields name the keys that are allowed."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml
from diplograph.ontology import DataError
from pydantic import TypeAdapter, ValidationError

__all__ = ["Lexicon", "load_lexicon", "read_entry", "read_yaml"]

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by which actors are mentioned; ``mentions.yaml`` says what each list is for."""

    courtesy_titles: frozenset[str]
    office_nouns: frozenset[str]
    title_modifiers: frozenset[str]
    standings: frozenset[str]
    compound_prefixes: frozenset[str]
    name_adjectives: frozenset[str]
    combining_forms: Mapping[str, str]
    list_determiners: frozenset[str]
    title_inner_words: frozenset[str]
    particles: frozenset[str]
    determiners: frozenset[str]
    former_words: frozenset[str]
    group_heads: frozenset[str]
    collective_adjectives: frozenset[str]
    bare_group_nouns: frozenset[str]
    group_nouns: frozenset[str]
    international_words: frozenset[str]
    organ_nouns: frozenset[str]
    no_agents: frozenset[str]
    partitives: frozenset[str]
    collective_nouns: frozenset[str]
    skipped_modifiers: frozenset[str]
    person_pronouns: frozenset[str]
    feminine_pronouns: frozenset[str]
    feminine_words: frozenset[str]
    masculine_words: frozenset[str]
    body_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    side_nouns: frozenset[str]
    side_determiners: frozenset[str]
    government_nouns: frozenset[str]
    spoken_for_nouns: frozenset[str]
    country_nouns: frozenset[str]
    body_nouns: frozenset[str]
    locative_prepositions: frozenset[str]
    motion_verbs: frozenset[str]
    state_sectors: frozenset[str]
    group_sectors: frozenset[str]
    sectors: Mapping[str, str]


class _UniqueKeyLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key that stands twice in a mapping, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = [key for place, key in enumerate(keys) if key in keys[:place]]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"key {twice[0]!r} stands twice", node.start_mark)
        return dict(super().construct_mapping(node, deep))


def read_yaml(package: str, name: str) -> Any:
    """The content of a data file; ``DataError`` with file, line and column where it is not YAML."""
    try:
        return yaml.load(files(package).joinpath(name).read_text("utf-8"), Loader=_UniqueKeyLoader)
    except yaml.YAMLError as error:
        raise DataError(f"{name}: not valid YAML: {error}") from error


def read_entry(kind: type[T], content: object, where: str) -> T:
    """``content``, a YAML mapping, as the dataclass ``kind``; lists become frozensets or tuples as the field is typed.

    Raises ``DataError`` that names ``where``, the key that is wrong, and the keys that are allowed.
    """
    fields = {f.name: f for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    if not isinstance(content, dict):
        raise DataError(f"{where}: expected a mapping with the keys {', '.join(fields)}")
    unknown = [key for key in content if key not in fields]
    if unknown:
        raise DataError(f"{where}: unknown key {unknown[0]!r}; the keys are {', '.join(fields)}")
    required = [
        f.name for f in fields.values() if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    ]
    missing = [name for name in required if name not in content]
    if missing:
        raise DataError(f"{where}: key {missing[0]!r} is missing")
    for key, value in content.items():
        twice = [item for place, item in enumerate(value) if item in value[:place]] if isinstance(value, list) else []
        if twice:
            raise DataError(f"{where}: {key} lists {twice[0]!r} twice; take one out")
    try:
        entry: T = _adapter(kind).validate_python(content)  # type: ignore[arg-type]  # classes are hashable
    except ValidationError as error:
        raise DataError(f"{where}: {_explain(error)}") from error
    return entry


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _explain(error: ValidationError) -> str:
    """The first fault in words: the key, what is wrong, what would be right."""
    first = error.errors()[0]
    key = first["loc"][0]
    if first["type"] in ("frozen_set_type", "tuple_type", "list_type", "string_type"):
        return f"{key} must be a list of words; quote words that YAML reads otherwise, such as 'no' or 'on'"
    return f"{key}: {first['msg'][0].lower()}{first['msg'][1:]}, found {first['input']!r}"


@cache
def load_lexicon() -> Lexicon:
    """The word lists of ``mentions.yaml``, read once."""
    return read_entry(Lexicon, read_yaml("diplograph.extract", "mentions.yaml"), "mentions.yaml")
