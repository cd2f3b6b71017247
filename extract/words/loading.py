"""Loading of YAML into the dataclasses whose fields name the keys that are allowed.

``english/stance.yaml`` is the lists that ``stance.py`` declares as a dataclass: ``load_words(StanceWords)``. What a user
adds to the lists holds while his ``Words`` are active, so that two extractors can read with different ones.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

import yaml
from diplograph.ontology import DataError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

__all__ = ["SHIPPED", "Words", "english", "from_words", "load_words", "read_entry", "read_yaml"]

T = TypeVar("T")
# A subclass, such as a truth value among numbers, is no such thing.
_SCALARS = frozenset({str, int, float, bool})
_SEQUENCES = frozenset({frozenset, list, tuple})


class _UniqueKeyLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key that stands twice in a mapping, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = [key for place, key in enumerate(keys) if key in keys[:place]]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"key {twice[0]!r} stands twice", node.start_mark)
        return dict(super().construct_mapping(node, deep))


def english(*path: str) -> Traversable:
    """A file or folder of the words of English, the only language so far; another one would be a folder beside it."""
    return files("diplograph.extract.words").joinpath("english", *path)


def read_yaml(file: Traversable) -> Any:
    """The content of a data file; ``DataError`` with file, line and column where it is not YAML."""
    try:
        return yaml.load(file.read_text("utf-8"), Loader=_UniqueKeyLoader)
    except yaml.YAMLError as error:
        raise DataError(f"{file.name}: not valid YAML: {error}") from error
    except UnicodeDecodeError:
        raise DataError(f"{file.name}: is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise DataError(f"{file.name}: cannot be read: {error.strerror or error}") from None


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
        return _build(kind, content)
    except _NotPlainError:
        pass
    from pydantic import ValidationError

    try:
        entry: T = _adapter(kind).validate_python(content)  # type: ignore[arg-type]  # classes are hashable
    except ValidationError as error:
        raise DataError(f"{where}: {_explain(error)}") from error
    return entry


class _NotPlainError(Exception):
    """What pydantic is to judge, which takes longer to import than all that is plain takes to read."""


def _build(kind: type[T], content: dict[str, Any]) -> T:
    """The entry as pydantic would make it, where its fields are plain, and as they should be."""
    hints = _hints(kind)  # type: ignore[arg-type]  # classes are hashable
    return kind(**{key: _build_value(hints[key], value) for key, value in content.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _build_value(hint: Any, value: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any or (hint in _SCALARS and type(value) is hint) or (value is None and type(None) in arguments):
        return value
    if origin is UnionType and arguments[1:] == (type(None),):
        return _build_value(arguments[0], value)
    if origin is Mapping and isinstance(value, dict):
        return {_build_value(arguments[0], key): _build_value(arguments[1], item) for key, item in value.items()}
    if not isinstance(value, list) or origin not in _SEQUENCES:
        raise _NotPlainError
    if origin is not tuple or arguments[1:] == (...,):
        return origin(_build_value(arguments[0], item) for item in value)
    if len(arguments) != len(value):
        raise _NotPlainError
    return tuple(map(_build_value, arguments, value))


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _explain(error: "ValidationError") -> str:
    """The first fault in words: the key, what is wrong, what would be right."""
    first = error.errors()[0]
    key = first["loc"][0]
    if first["type"] in ("frozen_set_type", "tuple_type", "list_type", "string_type"):
        return f"{key} must be a list of words; quote words that YAML reads otherwise, such as 'no' or 'on'"
    return f"{key}: {first['msg'][0].lower()}{first['msg'][1:]}, found {first['input']!r}"


class Words:
    """The lists of English; ``own`` are what a user adds, by the name of the file that they add to.

    Each is the name of the user's file and the whole content, the user's words among it.
    """

    def __init__(self, own: Mapping[str, tuple[str, Any]] | None = None) -> None:
        self.own = own or {}
        # What was read, or made of what was read, by the dataclass or the function.
        self.made: dict[Any, Any] = {}

    def read(self, kind: Any) -> Any:
        """The lists of a dataclass, read once."""
        if kind not in self.made:
            name = kind.__module__.rpartition(".")[2] + ".yaml"
            where, content = self.own[name] if name in self.own else (name, read_yaml(english(name)))
            self.made[kind] = read_entry(kind, content, where)
        return self.made[kind]

    @contextmanager
    def active(self) -> Iterator[None]:
        """While it lasts, ``load_words`` reads these lists."""
        token = _active.set(self)
        try:
            yield
        finally:
            _active.reset(token)


SHIPPED = Words()
_active: ContextVar[Words] = ContextVar("words", default=SHIPPED)


def load_words(kind: type[T]) -> T:
    """The lists of a dataclass, read once from the file of English that is called like the module of the class.

    >>> from diplograph.extract.words import Grammar
    >>> load_words(Grammar).weekdays[0]
    'monday'
    """
    words = _active.get()
    read: T = words.made[kind] if kind in words.made else words.read(kind)
    return read


def from_words(function: Callable[[], T]) -> Callable[[], T]:
    """Like ``functools.cache``, for what is made of the lists of words: of others it is made anew."""

    @wraps(function)
    def remembered() -> T:
        made = _active.get().made
        if function not in made:
            made[function] = function()
        found: T = made[function]
        return found

    return remembered
