"""Graphs on the move between files and stores."""

import gzip
from pathlib import Path

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.normalization import Claims
from diplograph.graph.stores import open_store
from diplograph.graph.stores.transfer import read_statements, write_statements
from diplograph.ontology import GraphError

pytest.importorskip(
    "zstandard", reason="zstandard is not installed (pip install 'diplograph[zstd]'): zstd files are not tested"
)


@pytest.fixture
def filled(tmp_path: Path, content: Claims) -> Path:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
    return tmp_path / "news"


@pytest.mark.parametrize("name", ["x.nq", "x.nq.gz", "x.nq.zst", "x.trig", "x.trig.gz", "x.trig.zst"])
def test_store_goes_through_a_file_without_loss(filled: Path, tmp_path: Path, name: str) -> None:
    suffix = ".nq" if ".nq" in name else ".trig"
    with open_store(filled) as store:
        given = set(store.statements())
        assert write_statements(store, tmp_path / name, suffix) == len(given)
    assert set(read_statements(tmp_path / name)) == given


def test_same_store_gives_the_same_bytes(filled: Path, tmp_path: Path) -> None:
    with open_store(filled) as store:
        for name in ("a.nq.gz", "b.nq.gz"):
            write_statements(store, tmp_path / name, ".nq")
    assert (tmp_path / "a.nq.gz").read_bytes() == (tmp_path / "b.nq.gz").read_bytes()


def test_store_is_a_source_too(filled: Path) -> None:
    with open_store(filled) as store:
        given = set(store.statements())
    assert set(read_statements(filled)) == given


def test_turtle_is_a_source_and_its_facts_keep_a_graph_of_their_own(filled: Path, tmp_path: Path) -> None:
    with KnowledgeGraph.open(filled) as graph:
        graph.save(tmp_path / "x.ttl")
        rows = graph.query("SELECT ?s { GRAPH <https://w3id.org/diplograph/graph/direct> { ?s ?p ?o } }").rows
    with open_store(tmp_path / "again", write=True) as store:
        store.load(read_statements(tmp_path / "x.ttl"))
        again = store.query("SELECT ?s { GRAPH <https://w3id.org/diplograph/graph/direct> { ?s ?p ?o } }").rows
    assert sorted(again) == sorted(rows)


def test_reading_is_lazy(tmp_path: Path) -> None:
    triple = "<https://w3id.org/diplograph/claim/1> <a:c> <a:d>"
    (tmp_path / "x.nq").write_text(f"{triple} .\n" * 50_000 + "broken\n")
    statements = read_statements(tmp_path / "x.nq")
    assert next(statements).triple == triple
    with pytest.raises(GraphError, match=r"x\.nq: not valid nq: line 50001"):
        list(statements)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("x.nq.gz", b"not gzip at all", "is damaged"),
        ("x.nq.gz", gzip.compress(b"<a:b> <a:c> <a:d> .\n" * 1000, mtime=0)[:40], "is damaged"),
        ("x.ttl.gz", b"", r"only \.nq and \.trig are read compressed"),
        ("x.trig", b"{ <a:b> <a:c> ", "not valid trig"),
    ],
)
def test_broken_source_is_one_clear_line(tmp_path: Path, name: str, content: bytes, complaint: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=complaint) as caught:
        list(read_statements(tmp_path / name))
    assert name in str(caught.value)


def test_failed_export_leaves_the_old_file_and_no_rest(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "x.nq"
    target.write_bytes(b"old")
    with open_store(filled) as store:

        def fail() -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(store, "statements", fail)
        with pytest.raises(GraphError, match="cannot be written: No space left on device"):
            write_statements(store, target, ".nq")
    assert [path.name for path in target.parent.iterdir()] == ["x.nq"]
    assert target.read_bytes() == b"old"
