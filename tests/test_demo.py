"""The bundled articles as a graph: what their datelines say is there to ask for."""

import ast
import datetime
import runpy
from pathlib import Path

import pytest
from diplograph import KnowledgeGraph, networks, questions

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLES = EXAMPLES / "articles"


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


def test_analysis_of_twelve_lines_needs_no_loop(
    demo: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = EXAMPLES / "analyse_with_networkx.py"
    (tmp_path / "out").mkdir()
    demo.save(tmp_path / "out" / "demo.ttl")
    monkeypatch.chdir(tmp_path)
    made = runpy.run_path(str(script))
    said = capsys.readouterr().out
    for part in ("opposes membership of", "against", "Matthew Nimetz", "betweenness", "actor:SAU"):
        assert part in said
    taken = questions.positions(made["states"]).to_pandas()
    assert not any("Erdo" in name for name in taken["actor"]), "presidents are folded into their states"
    assert "Turkey" in set(taken["actor"])
    assert networks.read_network(tmp_path / "out" / "dealings.gexf").number_of_edges() == made["dealings"].number_of_edges() > 0
    loops = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
    parsed = ast.parse(script.read_text("utf-8"))
    assert not [node for node in ast.walk(parsed) if isinstance(node, loops)]
    assert len([node for node in parsed.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom)]) <= 12
