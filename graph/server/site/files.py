"""Files of a selection of claims: every export, the drawing as a page of its own, and feeds of new claims."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

from diplograph.ontology import QueryError
from diplograph.ontology.identifiers import ACTOR

from ...knowledge_graph import KnowledgeGraph
from ...page import page_html
from ...safe_text import DIRECTION, UNFIT_FOR_XML
from ...stores import write_statements
from ...views import EXPORTS
from ..settings import settings
from . import models
from .describing import describe_claims
from .lists import NothingThereError
from .reading import Reading
from .selection import CONDITIONS, Selected, Selection, expand, stories_of

__all__ = ["File", "draw", "list_downloads", "write_export", "write_feed"]

_TYPES = MappingProxyType(
    {
        "ttl": "text/turtle",
        "trig": "application/trig",
        "nq": "application/n-quads",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "jsonld": "application/ld+json",
        "graphml": "application/graphml+xml",
        "gexf": "application/gexf+xml",
        "json": "application/json",
        "cyjs": "application/json",
        "cypher": "text/plain; charset=utf-8",
        "neo4j": "application/zip",
        "ftm": "application/x-ndjson",
        "parquet": "application/vnd.apache.parquet",
        "csv": "text/csv; charset=utf-8",
        "jsonl": "application/x-ndjson",
    }
)
_STREAMED = ("nq", "trig")
_ENDINGS = MappingProxyType({"neo4j": "zip", "ftm": "ftm.json"})
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class File:
    """A file before it is written: its type, the name to save it by ("" to show it), and what writes it."""

    media_type: str
    name: str
    write: Callable[[IO[bytes]], object]


def list_downloads(reading: Reading, given: Mapping[str, str]) -> models.DownloadList:
    """The formats in which the graph, or a selection of its claims, can be had."""
    selection = Selection(reading, given)
    asked = f"?{urlencode(selection.given)}" if selection.given else ""
    listed = [
        models.File(name=name, summary=export.summary, address=f"/downloads/graph.{name}{asked}")
        for name, export in EXPORTS.items()
    ]
    return models.DownloadList(files=listed, conditions=selection.given, claims=selection.count())


def write_export(reading: Reading, given: Mapping[str, str]) -> File:
    """The file of an export: of everything as the store has it, or of the claims of a selection and what they name."""
    name = given["format"]
    if name not in EXPORTS:
        raise NothingThereError(f"{name[:40]!r} is not a format; use one of {', '.join(EXPORTS)}")
    selection = Selection(reading, given)
    saved = f"graph.{_ENDINGS.get(name, name)}"
    if selection.is_everything and name in _STREAMED:
        return File(_TYPES[name], saved, lambda output: write_statements(reading.graph.store, output, f".{name}"))
    number, most = selection.count(), settings().exported_claims
    if number > most:
        raise QueryError(
            f"{number:,} claims are too many for this file (at most {most:,}); choose some of them, take nq or trig, or use "
            "diplograph export beside the store"
        )
    if selection.is_everything:
        return File(_TYPES[name], saved, lambda output: output.write(EXPORTS[name].write(reading.graph)))
    selected = selection.read(most)
    graph = KnowledgeGraph.from_claims(selected.claims, selected.documents)
    return File(_TYPES[name], saved, lambda output: output.write(EXPORTS[name].write(graph)))


def draw(reading: Reading, given: Mapping[str, str]) -> File:
    """The drawing of a selection, as one page of its own."""
    selection = Selection(reading, given)
    number, most = selection.count(), settings().drawn_claims
    if number > most:
        raise QueryError(
            f"{number:,} claims are too many for one drawing (at most {most:,}); choose an actor, a relation or a time"
        )
    found = selection.read(most)
    selected = Selected(found.named, found.documents, stories_of(reading, found.documents))
    title = ", ".join(f"{CONDITIONS[name].lower()} {value}" for name, value in selection.given.items()) or reading.name
    page = page_html(selected, title=title).encode()
    return File("text/html; charset=utf-8", "", lambda output: output.write(page))


def write_feed(reading: Reading, given: Mapping[str, str]) -> File:
    """The claims of the latest articles as an Atom feed; with an actor's id, those that name it.

    An entry is as new as its article; one without a date has the feed's own time. Readers know an entry by its claim's IRI.
    """
    base, now = given["base"], given["now"]
    conditions, title, path = {}, f"Claims of {reading.name}", "/claims"
    if "id" in given:
        iri = expand(given["id"], ACTOR)
        actor = reading.describe(iri)
        if actor is None:
            raise NothingThereError(f"this graph has no actor {given['id'][:80]!r}")
        conditions, title, path = {"actor": iri}, f"Claims about {actor.name}", f"/actors/{quote(given['id'], safe='')}"
    found = describe_claims(Selection(reading, conditions).read(settings().feed_claims, order="published"))
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _tell(feed, "title", title)
    _tell(feed, "id", base + path)
    _link(feed, base + path, "alternate")
    _link(feed, base + given["path"], "self")
    _tell(_element(feed, "author"), "name", f"diplograph, {reading.name}")
    days = [claim.article.published for claim in found if claim.article.published is not None]
    _tell(feed, "updated", _moment(max(days)) if len(days) == len(found) and days else now)
    for claim in found:
        entry = _element(feed, "entry")
        _tell(entry, "title", f"{claim.sentence} ({claim.status})")
        _tell(entry, "id", claim.iri)
        _link(entry, f"{base}/claims/{quote(claim.id, safe='')}", "alternate")
        _tell(entry, "updated", now if claim.article.published is None else _moment(claim.article.published))
        _tell(_element(entry, "author"), "name", claim.article.outlet or claim.article.name)
        quoted = " […] ".join(evidence.quote for evidence in claim.evidence)
        _tell(entry, "summary", f"“{quoted}” – {claim.article.title}")
    text = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return File("application/atom+xml; charset=utf-8", "", lambda output: output.write(text))


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _element(parent: ElementTree.Element, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, name)


def _tell(parent: ElementTree.Element, name: str, text: str) -> None:
    _element(parent, name).text = UNFIT_FOR_XML.sub("\N{REPLACEMENT CHARACTER}", DIRECTION.sub("", text))


def _link(parent: ElementTree.Element, address: str, relation: str) -> None:
    ElementTree.SubElement(parent, "link", href=address, rel=relation)
