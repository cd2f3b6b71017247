"""Whatever people hand over is opened as what it is; graphs add up and have parts."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.building import ArticleWarning
from diplograph.ontology import Claim, Document, GraphError, InputError


@pytest.mark.usefixtures("fake_extractor")
def test_text_is_read_as_an_article() -> None:
    graph = KnowledgeGraph.open("Norway accused Iceland.")
    assert ([document.id for document in graph.documents], len(graph.claims)) == (["text-1"], 1)


@pytest.mark.usefixtures("fake_extractor")
def test_files_folders_patterns_documents_and_texts_are_articles(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Text {name}.")
    for source in (tmp_path, str(tmp_path / "*.txt"), [tmp_path / "one.txt", str(tmp_path / "two.txt")]):
        assert [document.id for document in KnowledgeGraph.open(source).documents] == ["one", "two"]
    mixed = KnowledgeGraph.open([tmp_path / "one.txt", Document("mine", "A text."), "Norway left. It came back."])
    assert [document.id for document in mixed.documents] == ["mine", "one", "text-1"]


@pytest.mark.usefixtures("fake_extractor")
def test_texts_have_the_day_and_the_outlet_that_they_are_given() -> None:
    graph = KnowledgeGraph.from_texts(["One.", "Two."], date=datetime.date(2025, 2, 18), outlet="Own notes")
    assert {(document.date, document.outlet) for document in graph.documents} == {(datetime.date(2025, 2, 18), "Own notes")}


@pytest.mark.usefixtures("fake_extractor")
def test_text_in_another_language_is_told() -> None:
    german = "Die Regierung in Oslo hat am Dienstag mitgeteilt, dass sie den Vorschlag der Nachbarn nicht annehmen werde. " * 3
    with pytest.raises(InputError, match="text-1: is in German"):
        KnowledgeGraph.open(german)


@pytest.mark.parametrize("source", ["no such.ttl", "nothing", Path("Norway accused Iceland.")])
def test_what_is_neither_file_nor_text_is_refused(source: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraphError):
        KnowledgeGraph.open(source)


@pytest.mark.usefixtures("fake_extractor")
def test_no_article_is_told() -> None:
    with pytest.warns(ArticleWarning, match="no article was named"):
        KnowledgeGraph.open([])


def test_graphs_add_up_with_the_evidence_and_the_runs_of_both(claims: list[Claim], document: Document) -> None:
    elsewhere = replace(claims[0], document="other")
    one = KnowledgeGraph.from_claims(claims, [document], model="one 1.0")
    other = KnowledgeGraph.from_claims([claims[0], elsewhere], [document, Document("other", "Text.")], model="two 1.0")
    both = one + other
    assert len(both) == len(claims) + 1
    assert sum([one, other]).claims == both.claims == (other + one).claims
    models = {name for (name,) in both.query("SELECT ?model { ?run a prov:Activity ; dg:model ?model }")}
    assert models == {"one 1.0", "two 1.0"}
    assert len(both.query("SELECT ?hash { ?document schema:sha256 ?hash }")) == 2
    assert both.query("SELECT ?run { ?claim prov:wasGeneratedBy ?run }").rows.count(()) == 0


def test_graph_is_added_to_graphs_only(claims: list[Claim]) -> None:
    with pytest.raises(TypeError):
        KnowledgeGraph.from_claims(claims) + 1  # type: ignore[operator]


def test_articles_of_one_id_that_differ_do_not_add_up(claims: list[Claim], document: Document) -> None:
    one = KnowledgeGraph.from_claims(claims, [document])
    other = KnowledgeGraph.from_claims(claims, [replace(document, title="Another")])
    with pytest.raises(GraphError, match="two different documents have the id 'talks'"):
        one + other


def test_subset_is_a_graph_with_its_runs(build_claim: Callable[..., Claim], claims: list[Claim], document: Document) -> None:
    graph = KnowledgeGraph.from_claims(claims, [document], model="one 1.0")
    part = graph.subset(relation="conflict", polarity="affirmed")
    assert part.claims == graph.claims(relation="conflict", polarity="affirmed")
    assert part.query("ASK { ?claim prov:wasGeneratedBy/dg:model 'one 1.0' }")
    assert len(part.documents) == 1


@pytest.mark.parametrize("source", [5, None, "", [3]])
def test_what_is_no_source_is_told_in_a_line(source: object) -> None:
    with pytest.raises(InputError, match="is no article and no graph; give a path"):
        KnowledgeGraph.open(source)  # type: ignore[arg-type]
