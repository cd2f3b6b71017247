"""A graph shows itself in a notebook, in a frame that can touch nothing around it."""

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.page import page_frame, page_html, share_library
from diplograph.graph.page.notebook import MOST_CLAIMS
from diplograph.graph.page.scripts import load_library
from diplograph.ontology import Claim, Document

from .packed import page_library


class Frames(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_graph_shows_its_page_in_a_sandboxed_frame(claims: list[Claim], document: Document) -> None:
    graph = KnowledgeGraph.from_claims(claims, [document])
    ((tag, attributes),) = Frames(graph._repr_html_()).tags
    assert tag == "iframe"
    assert attributes["srcdoc"] == page_html(graph, title=document.title or "")
    assert "allow-same-origin" not in (attributes["sandbox"] or "")


def test_selection_of_a_graph_shows_only_its_claims(claims: list[Claim], document: Document) -> None:
    graph = KnowledgeGraph.from_claims(claims, [document])
    chosen = graph.select(lambda claim: claim.relation == "excludedFrom")
    assert {claim.relation for claim in chosen.claims} == {"excludedFrom"}
    assert chosen.documents == graph.documents
    shown = unescape(chosen._repr_html_())
    assert 'value="excludedFrom"' in shown
    assert 'value="opposesMembership"' not in shown


def test_pages_after_the_shared_library_leave_it_to_its_frame(
    monkeypatch: pytest.MonkeyPatch, claims: list[Claim], document: Document
) -> None:
    monkeypatch.setattr("diplograph.graph.page.notebook._shown", set())
    graph = KnowledgeGraph.from_claims(claims, [document])
    shared = share_library()
    whole = graph._repr_html_()
    assert '<script id="library"' in unescape(whole)
    ((tag, attributes),) = Frames(shared._repr_html_()).tags
    assert (tag, attributes["sandbox"]) == ("iframe", "allow-scripts")
    page = unescape(graph._repr_html_())
    assert '<script id="library"' not in page
    assert len(whole) - len(page) > 200_000
    assert page_library(attributes["srcdoc"] or "") == load_library()


def test_hostile_text_stays_inside_the_frame(hostile: str, hostile_graph: Callable[[str], Any]) -> None:
    ((tag, attributes),) = Frames(page_frame(hostile_graph(hostile), title=hostile)).tags
    assert tag == "iframe"
    assert set(attributes) == {"sandbox", "title", "width", "height", "style", "srcdoc"}


def test_graph_too_large_for_a_notebook_says_how_to_write_its_page(make_graph: Callable[..., Any], claims: list[Claim]) -> None:
    many = [replace(claims[0], document=f"d{number}") for number in range(MOST_CLAIMS + 1)]
    shown = page_frame(make_graph(many), title="t")
    assert "5,001 claims are too many for a notebook" in shown
    assert "write_page(graph, Path(" in shown
    assert "<iframe" not in shown
