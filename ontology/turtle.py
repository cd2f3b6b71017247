"""Turtle files of the ontology as plain text: what is said of each subject, and in which file.

They are parsed by pyoxigraph: the ontology is read on every start, and rdflib takes 20 times as long (70 ms against 3).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .errors import DataError
from .identifiers import ONTOLOGY

__all__ = ["RDF", "Statements", "parse_turtle", "short_name"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NOTHING: Mapping[str, list[str]] = {}


@dataclass(slots=True)
class Statements:
    """What is said of each subject (predicate -> values, all as text), and the files that say it, in their order."""

    said: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    files: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def of(self, node: str) -> Mapping[str, list[str]]:
        """What is said of a subject, by predicate."""
        return self.said.get(node, _NOTHING)

    def first(self, node: str, predicate: str) -> str | None:
        """The first value, None where there is none."""
        return next(iter(self.of(node).get(predicate, ())), None)

    def is_a(self, node: str, kind: str) -> bool:
        """True where the file says outright that ``node`` is of the class ``kind``."""
        return kind in self.of(node).get(RDF + "type", ())

    def where(self, node: str) -> str:
        """The file and the subject, as a message begins."""
        return f"{self.files[node][0]}: {short_name(node)}"

    def items(self, node: str) -> Iterator[str]:
        """The members of an RDF list."""
        seen: set[str] = set()
        while node != RDF + "nil" and node not in seen:
            seen.add(node)
            yield from self.of(node).get(RDF + "first", [])[:1]
            node = self.first(node, RDF + "rest") or RDF + "nil"


def short_name(iri: str) -> str:
    """The name of a term as one writes it.

    >>> short_name(ONTOLOGY + "supports"), short_name("https://other.example/supports")
    ('dg:supports', '<https://other.example/supports>')
    """
    return f"dg:{iri.removeprefix(ONTOLOGY)}" if iri.startswith(ONTOLOGY) else f"<{iri}>"


def parse_turtle(texts: Iterable[tuple[str, str]]) -> Statements:
    """The statements of files, given as pairs of name and text; raises ``DataError`` with the line that is no Turtle.

    Words in another language than English are left out: labels are for English sentences.
    """
    from pyoxigraph import Literal, RdfFormat, parse

    statements = Statements()
    for name, text in texts:
        try:
            # Blank nodes of two files may be called alike.
            for quad in parse(text, format=RdfFormat.TURTLE, rename_blank_nodes=True):
                subject, object_ = (str(getattr(term, "value", term)) for term in (quad.subject, quad.object))
                if isinstance(quad.object, Literal) and (quad.object.language or "en").partition("-")[0] != "en":
                    continue
                statements.said[subject][quad.predicate.value].append(object_)
                if name not in statements.files[subject]:
                    statements.files[subject].append(name)
        except SyntaxError as error:
            raise DataError(f"{name}: not valid Turtle: {error}") from error
    return statements
