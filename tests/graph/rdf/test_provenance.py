"""What a graph tells about the run that made it."""

from pathlib import Path

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.provenance import describe_run
from diplograph.ontology import GraphError

pytestmark = pytest.mark.usefixtures("fake_extractor")

RUN = """SELECT ?software ?model ?started ?ended ?option {
  ?claim prov:wasGeneratedBy ?run .
  ?run a prov:Activity ; dg:model ?model ; prov:wasAssociatedWith [ a prov:SoftwareAgent ; schema:softwareVersion ?software ] .
  OPTIONAL { ?run prov:startedAtTime ?started ; prov:endedAtTime ?ended }
  OPTIONAL { ?run dg:option ?option }
}"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Oslo hosts talks.", "utf-8")
    return path


def test_run_names_software_and_model_and_no_time_unless_asked(article: Path) -> None:
    (row,) = KnowledgeGraph.build([article]).query(RUN).dicts()
    assert str(row["software"]).startswith("diplograph ")
    assert row["model"] == "en_fake 0.1"
    assert row["started"] is None
    assert row["ended"] is None


def test_run_records_its_times_where_asked(article: Path) -> None:
    (row,) = KnowledgeGraph.build([article], record_times=True).query(RUN).dicts()
    assert str(row["started"]) <= str(row["ended"])
    assert str(row["started"])[:2] == "20"


def test_building_twice_gives_the_same_bytes_unless_times_are_recorded(article: Path, tmp_path: Path) -> None:
    for name in "12":
        KnowledgeGraph.build([article]).save(tmp_path / f"{name}.ttl")
    assert (tmp_path / "1.ttl").read_bytes() == (tmp_path / "2.ttl").read_bytes()


def test_run_names_a_file_of_decisions_by_its_content_not_by_its_folder(article: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "who.yaml"
    decisions.write_text("- merge: [actor:a, actor:b]\n", "utf-8")
    (row,) = KnowledgeGraph.build([article], decisions=decisions).query(RUN).dicts()
    assert str(row["option"]).startswith("decisions=who.yaml sha256:")
    decisions.write_text("- merge: [actor:a, actor:c]\n", "utf-8")
    (other,) = KnowledgeGraph.build([article], decisions=decisions).query(RUN).dicts()
    assert other["option"] != row["option"]


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"none\.csv: cannot be read"):
        describe_run("m", actors=[tmp_path / "none.csv"])


def test_graph_of_fewer_claims_still_tells_the_outlet(tmp_path: Path) -> None:
    line = '{"id": "a", "text": "Oslo hosts talks.", "outlet": "The Courier"}\n'
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    fewer = KnowledgeGraph.build([tmp_path / "a.jsonl"]).derive().confident(0.95)
    assert not fewer.claims
    assert {document.outlet for document in fewer.documents} == {"The Courier"}
    assert not fewer.query("ASK { ?why a dg:Derivation }")
