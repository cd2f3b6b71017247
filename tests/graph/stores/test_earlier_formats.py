"""Stores and graph files that an earlier diplograph wrote are opened, searched and written on.

``format-1.zip`` is a store's directory and ``format-1.trig`` a graph file, both of diplograph 0.1.0, of two claims each.
Who raises ``FORMAT_VERSION`` keeps them, adds those of the new format, and has the old ones open or be migrated by a command.
"""

import json
import zipfile
from pathlib import Path

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.stores import open_store
from diplograph.graph.stores.store import FORMAT_VERSION

HERE = Path(__file__).parent
CLAIMS = [("Russia", "participatesIn", "Oslo talks"), ("Russia", "opposesMembership", "Ukraine")]
QUOTES = 'SELECT ?q { ?e oa:exact ?q FILTER(CONTAINS(?q, "proves the claim")) }'


def told(graph: KnowledgeGraph) -> list[tuple[str, str, str]]:
    return sorted((claim.subject.name, claim.relation, getattr(claim.object, "name", "")) for claim in graph.claims)


@pytest.fixture(params=sorted(HERE.glob("format-*.zip")), ids=lambda path: path.stem)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path / "store")
    (tmp_path / "store" / "journal").mkdir(exist_ok=True)
    return tmp_path / "store"


def test_every_format_up_to_that_of_today_is_kept() -> None:
    kept = {path.name for path in HERE.glob("format-*")}
    assert kept == {f"format-{number}.{suffix}" for number in range(1, FORMAT_VERSION + 1) for suffix in ("zip", "trig")}


def test_stored_claims_and_quotes_are_read(store: Path) -> None:
    with KnowledgeGraph.load(store) as graph:
        assert told(graph) == sorted(CLAIMS)
        assert graph.query(QUOTES).rows == (("A sentence that proves the claim.",),)


def test_store_is_written_on_and_keeps_what_it_had(store: Path) -> None:
    with KnowledgeGraph.load(store) as graph:
        claims = [*graph.claims]
    with open_store(str(store), write=True) as opened:
        opened.load(KnowledgeGraph.load(HERE / "format-1.trig").store.statements())
    with KnowledgeGraph.load(store) as graph:
        assert [*graph.claims] == claims
    assert json.loads((store / "diplograph.json").read_text())["format"] == FORMAT_VERSION


@pytest.mark.parametrize("path", sorted(HERE.glob("format-*.trig")), ids=lambda path: path.name)
def test_graph_file_is_read(path: Path) -> None:
    assert told(KnowledgeGraph.load(path)) == sorted(CLAIMS)
