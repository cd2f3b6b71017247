"""The bundled articles as a graph: what their datelines say is there to ask for."""

import datetime
from pathlib import Path

import pytest
from diplograph.graph import KnowledgeGraph

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"


@pytest.fixture(scope="module")
def demo() -> KnowledgeGraph:
    return KnowledgeGraph.build(ARTICLES, on_error="raise")


def test_articles_have_the_day_and_outlet_of_their_datelines(demo: KnowledgeGraph) -> None:
    assert [(document.id, document.date, document.outlet) for document in demo.documents] == [
        ("nordic-nato-accession", datetime.date(2024, 3, 7), "Example News"),
        ("north-macedonia-name-deal", datetime.date(2022, 7, 19), "Example News"),
        ("saudi-iran-rapprochement", datetime.date(2023, 3, 10), "Example News"),
    ]


def test_outlets_are_compared(demo: KnowledgeGraph) -> None:
    rows = demo.ask("outlets").dicts()
    assert {row["outlet"] for row in rows} == {"Example News"}


def test_dealings_are_found_by_day(demo: KnowledgeGraph) -> None:
    both = {"one": "Iran", "other": "Saudi Arabia"}
    since = len(demo.ask("dealings", **both, since="2023-01-01"))
    assert 0 < since < len(demo.ask("dealings", **both))
    assert len(demo.ask("dealings", **both, since="2025-01-01")) == 0
