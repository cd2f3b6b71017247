"""A graph full of hostile text, for the page as text and the page in a browser."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval


@pytest.fixture(scope="session")
def hostile_graph() -> Callable[[str], Any]:
    """Builds a graph with one text in every field that reaches the page."""
    return build_hostile_graph


def build_hostile_graph(text: str) -> Any:
    subject = Actor("actor:s" + text, text, text, code=text)
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
    return SimpleNamespace(claims=claims, documents=(Document(text, text, text, datetime.date(2025, 2, 18), text, text),))
