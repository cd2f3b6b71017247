"""Words of one's own: what the files of a user add to the lists of English, checked against the lists that ship."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from diplograph.ontology import DataError

from .loading import SHIPPED, Words, english, read_yaml

__all__ = ["load_own_words"]

# Not read as lists of words, or not once for each extractor.
_CLOSED = frozenset({"disambiguation.yaml", "outlets.yaml", "shared_lists.yaml"})


def load_own_words(paths: Iterable[Path]) -> Words:
    """The lists of English with the words of files, each called like the file that it adds to ("events.yaml").

    A list gets the words of the user's behind its own, a mapping his keys beside its own. Raises ``DataError`` that names
    file, entry and remedy for a file or a key that there is not, and for what is no addition.
    """
    own: dict[str, tuple[str, Any]] = {}
    for path in paths:
        known = sorted(file.name for file in english().iterdir() if file.name.endswith(".yaml") and file.name not in _CLOSED)
        where = f"words/{path.name}"
        if path.name not in known:
            raise DataError(f"{where}: there is no list of that name to add to; name it like one of {', '.join(known)}")
        content = own[path.name][1] if path.name in own else read_yaml(english(path.name))
        added = read_yaml(path)
        if not isinstance(added, dict) or not added:
            raise DataError(f"{where}: expected a mapping with some of the keys {', '.join(content)}")
        unknown = [key for key in added if key not in content]
        if unknown:
            raise DataError(f"{where}: unknown key {unknown[0]!r}; the keys are {', '.join(content)}")
        own[path.name] = (where, _joined(content, added, where))
    return Words(own) if own else SHIPPED


def _joined(shipped: Any, added: Any, where: str) -> Any:
    """What ships with what is added to it, part by part."""
    if isinstance(shipped, Mapping):
        if not isinstance(added, Mapping):
            raise DataError(f"{where}: expected a mapping, as the shipped file has there")
        return {**shipped, **{key: _in_mapping(shipped, key, value, f"{where}: {key}") for key, value in added.items()}}
    if not isinstance(shipped, list):
        raise DataError(f"{where}: has one value, {shipped!r}, which cannot be added to; take it out")
    if not isinstance(added, list):
        raise DataError(f"{where}: expected a list, as in [{', '.join(map(str, shipped[:2]))}]")
    kinds = {type(item) for item in shipped} or {str}
    for item in added:
        if type(item) not in kinds:
            raise DataError(f"{where}: {item!r} is no word; quote words that YAML reads otherwise, such as 'no' or 'on'")
        if item in shipped:
            raise DataError(f"{where}: {item!r} is in the shipped list already; take it out")
    return [*shipped, *added]


def _in_mapping(shipped: Mapping[Any, Any], key: Any, added: Any, where: str) -> Any:
    if key in shipped:
        return _joined(shipped[key], added, where)
    kinds = {type(value) for value in shipped.values()}
    if kinds and type(added) not in kinds:
        kind = "a list" if list in kinds else "a mapping" if dict in kinds else "one value"
        raise DataError(f"{where}: expected {kind}, as the other keys there have")
    return added
