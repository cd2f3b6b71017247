"""Parameters of queries: a line "# $actor: actor" at the head declares one, and its value stands wherever "$actor" does.

A value becomes one term, made by us: nothing that it holds is read as SPARQL.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from diplograph.ontology import QueryError, load_schema

from ..rdf import XSD, Literal
from .sparql import replace_variables

__all__ = ["KINDS", "Parameter", "fill_parameters", "read_parameters"]

_LINE = re.compile(r"# \$(?P<name>\w+): (?P<kind>\w+)(?: = (?P<default>.+))?")

KINDS = {
    "actor": "actor:UKR, a whole IRI or a name (Ukraine, Kyiv, UA, Q212)",
    "date": "a day like 2025-02-18",
    "number": "a whole number from 1",
    "relations": "names of relations like accuses, rejects; each stands for all narrower ones too",
    "words": "words as the text has them",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks for; without ``default`` it must be given."""

    name: str
    kind: str
    default: str | None


def read_parameters(query: str) -> tuple[Parameter, ...]:
    """The parameters that the comment lines at the head of ``query`` declare; raises GraphError for a line that is no such.

    >>> read_parameters("# Since when?\\n# $since: date = 2025-01-01\\nASK {}")
    (Parameter(name='since', kind='date', default='2025-01-01'),)
    """
    found = []
    for number, line in enumerate(query.split("\n"), 1):
        if not line.startswith("#"):
            break
        if not line.startswith("# $"):
            continue
        declared = _LINE.fullmatch(line.rstrip())
        if declared is None:
            raise QueryError(f"SPARQL: line {number}: a parameter is written '# $name: kind' or '# $name: kind = default'")
        if declared["kind"] not in KINDS:
            raise QueryError(f"SPARQL: line {number}: {declared['kind']!r} is no kind of parameter; use {', '.join(KINDS)}")
        found.append(Parameter(declared["name"], declared["kind"], declared["default"]))
    return tuple(found)


def fill_parameters(query: str, values: Mapping[str, str], find_actor: Callable[[str], str]) -> str:
    """The query with a term for each parameter; ``find_actor`` gives the IRI of an actor.

    Raises GraphError for a value that is missing, of another kind, or for no parameter.

    >>> fill_parameters("# $least: number = 2\\nSELECT ?c { ?c dg:confidence ?x } LIMIT $least", {}, str)
    '# $least: number = 2\\nSELECT ?c { ?c dg:confidence ?x } LIMIT 2'
    """
    parameters = read_parameters(query)
    unknown = values.keys() - {parameter.name for parameter in parameters}
    if unknown:
        known = f"its parameters are {', '.join(p.name for p in parameters)}" if parameters else "it has no parameters"
        raise QueryError(f"the query does not ask for {sorted(unknown)[0]!r}; {known}")
    terms = {}
    for parameter in parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(f"the query asks for {parameter.name!r}: {parameter.name}=..., {KINDS[parameter.kind]}")
        terms[parameter.name] = _term(parameter, value, find_actor)
    return replace_variables(query, terms)


def _term(parameter: Parameter, value: str, find_actor: Callable[[str], str]) -> str:
    try:
        if parameter.kind == "actor":
            import pyoxigraph

            return str(pyoxigraph.NamedNode(find_actor(value)))
        if parameter.kind == "date":
            return Literal(datetime.date.fromisoformat(value).isoformat(), datatype=XSD.date)
        if parameter.kind == "number":
            return str(_positive(value))
        if parameter.kind == "relations":
            return " ".join(f"<{iri}>" for iri in _relations(value))
    except ValueError:
        raise QueryError(f"{parameter.name}={value!r}: give {KINDS[parameter.kind]}") from None
    return Literal(" ".join(value.split()))


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError
    return number


def _relations(value: str) -> list[str]:
    """The relations that ``value`` names, with the narrower ones of each, in the order of their names."""
    relations = load_schema().relations
    wider = {name: _wider(name) for name in relations}
    found: set[str] = set()
    for wanted in value.replace(",", " ").split():
        narrower = {name for name in relations if wanted in wider[name]}
        if not narrower:
            raise ValueError
        found |= narrower
    if not found:
        raise ValueError
    return [relations[name].iri for name in sorted(found)]


def _wider(name: str) -> set[str]:
    """A relation with all wider ones, quadrants included."""
    known = load_schema().relations
    parents = known[name].parents if name in known else ()
    return {name}.union(*map(_wider, parents))
