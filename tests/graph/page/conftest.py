"""Graphs for the page, and a graph full of hostile text for the page as text, as picture and in a browser."""

import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Story

# Texts that try to leave their place; one that runs would set data-ran on the body of the page.
HOSTILE = [*json.loads((Path(__file__).parents[1] / "hostile_texts.json").read_text("utf-8")), "W" * 20_000]


@dataclass(frozen=True)
class Graph:
    """The least that a page needs."""

    claims: Sequence[Claim]
    documents: Sequence[Document] = field(default_factory=tuple)
    stories: Sequence[Story] = field(default_factory=tuple)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "hostile" in metafunc.fixturenames:
        metafunc.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of pages; its event loop runs in this thread as long, and would be in the way of others."""
    pytest.importorskip("playwright.sync_api", reason="no playwright (pip install playwright)")
    from .browser import CHROMIUM, open_browser

    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH (Debian: apt-get install chromium)")
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def all_hostile() -> list[str]:
    return HOSTILE


@pytest.fixture(scope="session")
def make_graph() -> Callable[..., Graph]:
    return lambda claims, documents=(), stories=(): Graph(tuple(claims), tuple(documents), tuple(stories))


@pytest.fixture(scope="session")
def hostile_graph() -> Callable[[str], Graph]:
    """Builds a graph with one text in every field that reaches the page."""
    return build_hostile_graph


def build_hostile_graph(text: str) -> Graph:
    subject = Actor("actor:s" + text, text, text, code=text, aliases=("alias " + text,))
    target = Event("event:o" + text, text, text, place=text)
    candidate = replace(subject, iri="actor:c" + text)
    more: dict[str, Any] = {
        "organization": replace(subject, iri="actor:b" + text),
        "speaker": replace(subject, iri="actor:p" + text),
        "outlet": text,
        "role": text,
        "place": text,
        "country": replace(subject, iri="actor:n" + text),
        "date": Interval(text, text, text),
        "frame": text,
        "evidence": (Evidence(0, 1, f"before {text} after", text), Evidence(2, 3, text, "elsewhere " + text)),
    }
    claims = (
        Claim(text, subject, "opposesMembership", candidate, **more),
        Claim(text, subject, "excludedFrom", target, **(more | {"organization": None})),
    )
    return Graph(claims, (Document(text, text, text, datetime.date(2025, 2, 18), text, text),))
