"""Vocabulary in force: the ontology that ships, ``diplograph.ttl``, and what files of one's own add to it.

What is added holds for the process, as what is imported does: a term has one meaning, whichever graph is asked. It changes
nothing that is there, for a file can only declare terms that are new.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

from .declarations import read_schema
from .errors import DataError, os_reason
from .own_terms import check_own_terms
from .schema import Schema
from .turtle import parse_turtle

__all__ = ["add_ontology", "load_schema", "ontology_texts"]

_SHIPPED = "diplograph.ttl"
# The text of each file that was added, by its path.
_added: dict[Path, str] = {}


def add_ontology(*paths: Path | str) -> Schema:
    """The ontology with the relations and classes that Turtle files declare, from now on what ``load_schema`` gives.

    A file that was added before is read again, and what it no longer declares is gone. Nothing is added where one of the
    files is wrong: raises ``DataError`` that names file, entry and remedy.
    """
    added = dict(_added)
    for path in map(Path, paths):
        added[path.resolve()] = _read(path)
    schema = _schema(_named(added))
    _added.clear()
    _added.update(added)
    return schema


def load_schema() -> Schema:
    """The ontology as Python objects, read once.

    >>> load_schema().relations["opposesMembership"].plover
    'REJECT'
    """
    return _schema(_named(_added))


def ontology_texts() -> tuple[str, ...]:
    """The Turtle of the ontology that ships, and of each file that was added."""
    return (_shipped(), *_added.values())


def _named(added: dict[Path, str]) -> tuple[tuple[str, str], ...]:
    return tuple((path.name, text) for path, text in added.items())


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {os_reason(error)}") from None
    except UnicodeDecodeError:
        raise DataError(f"{path}: is not UTF-8; save it as UTF-8") from None


@cache
def _shipped() -> str:
    return files("diplograph.ontology").joinpath(_SHIPPED).read_text("utf-8")


@cache
def _schema(own: tuple[tuple[str, str], ...]) -> Schema:
    names = [name for name, _ in own]
    if len(set(names)) < len(names) or _SHIPPED in names:
        raise DataError(f"{names[-1]}: two ontologies of that name; messages name files by it: rename one")
    statements = parse_turtle(((_SHIPPED, _shipped()), *own))
    check_own_terms(statements, frozenset(names), _SHIPPED)
    return read_schema(statements)
