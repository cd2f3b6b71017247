"""The object that analysts import."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import diplograph.graph
import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.queries.results import QueryResult
from diplograph.graph.stores import open_store
from diplograph.graph.stores.oxigraph.memory import MemoryStore
from diplograph.graph.stores.transfer import read_statements
from diplograph.ontology import Claim, GraphError, InputError

HEAVY = ("spacy", "thinc", "diplograph.extract", "rdflib", "networkx", "pyvis", "jinja2")


def test_public_names() -> None:
    assert diplograph.graph.__all__ == ["KnowledgeGraph"]
    assert "KnowledgeGraph" in dir(diplograph.graph)
    with pytest.raises(AttributeError, match="has no attribute 'Nonsense'"):
        _ = diplograph.graph.Nonsense


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = f"import sys, diplograph.graph; print([name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert loaded.strip() == "[]"


def test_opening_and_querying_loads_no_pipeline(tmp_path: Path, claims: list[Claim]) -> None:
    path = tmp_path / "graph.ttl"
    KnowledgeGraph.from_claims(claims).save(path)
    script = (
        "import sys; from diplograph.graph import KnowledgeGraph; g = KnowledgeGraph.open(sys.argv[1]);"
        "g.query('ASK { ?s ?p ?o }'); g.to_networkx();"
        "print([name for name in ('spacy', 'diplograph.extract', 'pyvis') if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True).stdout
    assert loaded.strip() == "[]"


def test_asking_what_a_store_knows_loads_nothing_that_reads_or_writes(tmp_path: Path) -> None:
    heavy = ("spacy", "rdflib", "numpy", "pydantic", "concurrent.futures.process", "diplograph.extract.readers.pages")
    archive, news = tmp_path / "archive.jsonl", tmp_path / "news"
    archive.write_text('{"id": "a", "text": "It rained in the hills."}\n')
    script = (
        "import sys; from diplograph.graph import KnowledgeGraph;"
        "graph = KnowledgeGraph.build(sys.argv[1], store=sys.argv[2], extractor='frames'); graph.close();"
        f"print(graph.receipt.unchanged, [name for name in {heavy} if name in sys.modules])"
    )
    command = [sys.executable, "-c", script, str(archive), str(news)]
    _, again = (subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2))
    assert again.strip() == "1 []"


def test_actors_come_once_each_by_name(claims: list[Claim]) -> None:
    names = [actor.name for actor in KnowledgeGraph.from_claims(claims).actors]
    assert names == ["European Union", "Mara Velde", "NATO", "Russia", "Ukraine", "United States"]


def test_claims_stand_in_reading_order(claims: list[Claim]) -> None:
    moved = [replace(c, evidence=(replace(c.evidence[0], start=100 - i),)) for i, c in enumerate(claims)]
    assert list(KnowledgeGraph.from_claims(moved).claims) == list(reversed(moved))


def test_repr_tells_the_size(claims: list[Claim]) -> None:
    assert repr(KnowledgeGraph.from_claims(claims)) == "<KnowledgeGraph: 5 claims, 6 actors, 1 document>"


def test_length_is_the_number_of_claims(claims: list[Claim]) -> None:
    assert [len(KnowledgeGraph.from_claims(claims[:number])) for number in (0, 3)] == [0, 3]


def test_size_of_a_store_is_told_without_reading_its_claims(
    tmp_path: Path, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    from diplograph.graph import stored_graph

    with KnowledgeGraph.from_claims(claims) as graph:
        graph.save(tmp_path / "graph.nq")
    with open_store(tmp_path / "news", write=True) as store:
        store.load(read_statements(tmp_path / "graph.nq"))
    monkeypatch.setattr(stored_graph, "RdfReader", None)
    with KnowledgeGraph.open(tmp_path / "news") as opened:
        assert len(opened) == 5
        assert repr(opened) == f"<KnowledgeGraph {tmp_path / 'news'}: 5 claims, 6 actors, 1 document>"
    assert repr(opened) == f"<KnowledgeGraph {tmp_path / 'news'}: closed>"
    with pytest.raises(GraphError, match="news: is closed; open it again"):
        opened.query("ASK {}")


def test_endpoint_is_not_asked_for_its_size() -> None:
    class Endpoint(MemoryStore):
        def query(self, *_: object, **__: object) -> QueryResult:
            raise AssertionError

    assert repr(KnowledgeGraph(Endpoint("oxigraph+http://x:1"))) == "<KnowledgeGraph oxigraph+http://x:1>"


@pytest.mark.usefixtures("fake_extractor")
def test_build_reads_every_article(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Text {name}.")
    seen: list[str] = []
    graph = KnowledgeGraph.build(sorted(tmp_path.iterdir()), progress=lambda document: seen.append(document.id))
    assert [document.id for document in graph.documents] == seen == ["one", "two"]
    assert {claim.document for claim in graph.claims} == {"one", "two"}
    assert graph.failures == ()
    assert graph.query("ASK { ?run a prov:Activity ; dg:model 'en_fake 0.1' }")


@pytest.mark.usefixtures("fake_extractor")
def test_build_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Text.")
    graph = KnowledgeGraph.build([tmp_path / "missing.txt", tmp_path / "good.txt"], on_error="collect")
    assert [document.id for document in graph.documents] == ["good"]
    ((failure),) = graph.failures
    assert failure.path == tmp_path / "missing.txt"
    assert "missing.txt" in str(failure.error)


@pytest.mark.usefixtures("fake_extractor")
def test_build_raises_the_first_failure_on_request(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.txt"):
        KnowledgeGraph.build([tmp_path / "missing.txt"], on_error="raise")


@pytest.mark.usefixtures("fake_extractor")
def test_two_files_of_one_name_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "talks.txt" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(f"Text of {path.parent.name}.")
    graph = KnowledgeGraph.build(paths)
    assert [document.id for document in graph.documents] == ["a/talks", "b/talks"]
    assert graph.failures == ()


@pytest.mark.usefixtures("fake_extractor")
def test_two_articles_of_one_id_and_other_text_are_not_mixed(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.jsonl" for name in ("a", "b")]
    for path in paths:
        path.write_text(f'{{"id": "talks", "text": "Text of {path.stem}."}}\n')
    graph = KnowledgeGraph.build(paths, on_error="collect")
    assert len(graph.documents) == 1
    assert [failure.path for failure in graph.failures] == [paths[1]]


@pytest.mark.usefixtures("fake_extractor")
def test_same_file_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("Text.")
    graph = KnowledgeGraph.build([tmp_path / "talks.txt"] * 2)
    assert len(graph.claims) == 1
    assert graph.failures == ()
