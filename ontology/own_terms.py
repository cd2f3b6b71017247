"""Terms of one's own: what a file that is added to the ontology may declare, checked before anything is made of it.

A relation that is misspelt would find nothing and tell nobody, so a term must be of a kind that is known, and what it names
must be there.
"""

import re
from collections.abc import Collection, Iterable

from .declarations import OWL, RANGES, RDFS
from .errors import DataError
from .identifiers import ONTOLOGY
from .turtle import RDF, Statements, short_name

__all__ = ["check_own_terms"]

_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RELATION, _REPRESENTATION = ONTOLOGY + "Relation", ONTOLOGY + "Representation"
_PROPERTIES = frozenset(OWL + f"{kind}Property" for kind in ("Object", "Datatype", "Annotation"))
# Below these a class is of use: actors and events are of one, and manners are listed in one.
_ROOTS = ("Actor", "Event", "Manner")


def check_own_terms(statements: Statements, own: Collection[str], shipped: str) -> None:
    """Raises ``DataError`` for what the files called ``own`` may not say; ``shipped`` is the file that ships."""
    for node, said in statements.said.items():
        files = statements.files[node]
        if own and not set(files).isdisjoint(own):
            if node.startswith(ONTOLOGY):
                _check_term(node, statements, shipped)
            elif _is_misplaced(node, statements):
                raise DataError(
                    f"{files[0]}: {short_name(node)}: relations and classes stand in the namespace dg: (<{ONTOLOGY}>), where "
                    "graphs are asked for them; name it dg:..., and say owl:equivalentProperty or owl:equivalentClass of yours"
                )
            for values in said.values():
                _check_known(node, values, statements)
            _check_known(node, said, statements)
    for node in statements.said:
        if statements.is_a(node, _RELATION):
            _check_no_circle(node, statements)


def _is_misplaced(node: str, statements: Statements) -> bool:
    above = statements.of(node).get(RDFS + "subClassOf", ())
    return statements.is_a(node, _RELATION) or any(kind.startswith(ONTOLOGY) for kind in above)


def _check_term(node: str, statements: Statements, shipped: str) -> None:
    files, where = statements.files[node], statements.where(node)
    if len(files) > 1:
        adding = next(name for name in reversed(files) if name != shipped)
        raise DataError(f"{adding}: {short_name(node)} is declared in {files[0]} already; give yours another name")
    if not _LOCAL_NAME.fullmatch(node.removeprefix(ONTOLOGY)):
        raise DataError(f"{where}: a name has letters, digits and _ alone, and begins with a letter; rename it")
    kinds = statements.of(node).get(RDF + "type", ())
    if _RELATION in kinds:
        _check_relation(node, statements)
    elif _REPRESENTATION in kinds:
        raise DataError(f"{where}: titles beside names have their relation already; make it a dg:Relation")
    elif OWL + "Class" in kinds:
        _check_class(node, statements)
    elif _PROPERTIES.isdisjoint(kinds) and not any(_is_manner(kind, statements) for kind in kinds):
        raise DataError(f"{where}: say what it is: a dg:Relation, an owl:Class, or of a class of manners")


def _check_relation(node: str, statements: Statements) -> None:
    where = statements.where(node)
    if statements.is_a(node, _REPRESENTATION):
        raise DataError(f"{where}: titles beside names have their relation already; take dg:Representation off")
    if not statements.is_a(node, OWL + "ObjectProperty"):
        raise DataError(f"{where}: a dg:Relation joins nodes; write 'a dg:Relation , owl:ObjectProperty'")
    domain = statements.first(node, RDFS + "domain")
    if domain not in (None, ONTOLOGY + "Actor"):
        raise DataError(f"{where}: rdfs:domain is {short_name(domain or '')}; it must be dg:Actor, or left out")
    if statements.is_a(node, OWL + "SymmetricProperty") and statements.first(node, RDFS + "range") != ONTOLOGY + "Actor":
        raise DataError(f"{where}: a symmetric relation holds between actors; its rdfs:range must be dg:Actor")


def _check_class(node: str, statements: Statements) -> None:
    where = statements.where(node)
    if statements.first(node, RDFS + "label") is None:
        raise DataError(f"{where}: add an rdfs:label")
    if not any(ONTOLOGY + root in _above(node, RDFS + "subClassOf", statements) for root in _ROOTS):
        raise DataError(f"{where}: add rdfs:subClassOf dg:Actor, dg:Event or dg:Manner, or a class below one of them")
    if node.removeprefix(ONTOLOGY) in RANGES:
        raise DataError(f"{where}: is a class of the shipped ontology; give yours another name")


def _is_manner(kind: str, statements: Statements) -> bool:
    return ONTOLOGY + "Manner" in _above(kind, RDFS + "subClassOf", statements)


def _above(node: str, predicate: str, statements: Statements) -> set[str]:
    found: set[str] = set()
    pending = [node]
    while pending:
        above = [other for other in statements.of(pending.pop()).get(predicate, ()) if other not in found]
        found.update(above)
        pending += above
    return found


def _check_known(node: str, named: Iterable[str], statements: Statements) -> None:
    for iri in named:
        if iri.startswith(ONTOLOGY) and iri != ONTOLOGY and iri not in statements.said:
            raise DataError(
                f"{statements.where(node)}: {short_name(iri)} is declared nowhere; correct its name or declare it too "
                "(diplograph export --ontology prints what there is)"
            )


def _check_no_circle(node: str, statements: Statements) -> None:
    if node in _above(node, RDFS + "subPropertyOf", statements):
        raise DataError(f"{statements.where(node)}: is a narrower relation of itself; take one rdfs:subPropertyOf out")
