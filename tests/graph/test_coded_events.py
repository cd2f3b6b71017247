"""Claims of coded events in a graph: written, read back, checked, shown, and compared with those of articles."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph.briefing import brief, write_briefing
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.page import page_html
from diplograph.graph.rdf.checking import check_dataset
from diplograph.graph.stores import open_store
from diplograph.graph.verification import Verification, find_alterations
from diplograph.ontology import Claim, Coding, Document, GraphError, InputError
from event_tables import icews, write_gdelt, write_table
from packed import page_data

CODED = "coded by GDELT, row 1 of a.tsv, CAMEO 112: accuse"
MEETS = {"GLOBALEVENTID": "2", "EventCode": "040", "Actor1CountryCode": "UKR", "Actor2CountryCode": "RUS"}
ACCUSES = {"GLOBALEVENTID": "1", "EventCode": "112", "Actor1CountryCode": "RUS", "Actor2CountryCode": "UKR"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_gdelt(tmp_path / "a.tsv", ACCUSES, MEETS, {"EventCode": "013"})


@pytest.fixture
def coded(table: Path) -> KnowledgeGraph:
    return KnowledgeGraph.from_events(table)


@pytest.fixture
def both(coded: KnowledgeGraph, build_claim: Callable[..., Claim], document: Document) -> KnowledgeGraph:
    """Both kinds in one graph."""
    return coded + KnowledgeGraph.from_claims([build_claim("RUS", "accuses", "UKR")], [document])


def test_rows_are_claims_and_the_others_are_counted(coded: KnowledgeGraph) -> None:
    assert [(claim.subject.name, claim.relation, claim.object.name) for claim in coded.claims] == [
        ("Russia", "accuses", "Ukraine"),
        ("Ukraine", "consultsWith", "Russia"),
    ]
    assert coded.events is not None
    assert coded.events.told == "1 of 3 rows are no claims: 1 have a code for which no relation stands (013: 1)"


@pytest.mark.parametrize("suffix", [".ttl", ".nq", ".jsonld", ".rdf"])
def test_coded_claims_come_back_from_a_file_as_they_were(coded: KnowledgeGraph, tmp_path: Path, suffix: str) -> None:
    coded.save(tmp_path / f"graph{suffix}")
    again = KnowledgeGraph.load(tmp_path / f"graph{suffix}")
    assert again.claims == coded.claims
    assert again.documents == coded.documents
    first = again.claims[0]
    assert first.coding == Coding("GDELT", "a.tsv", 1, "CAMEO", "112", "accuse")


def test_graph_of_both_kinds_conforms_and_holds_its_hashes(both: KnowledgeGraph) -> None:
    assert check_dataset(both.rdflib()) == []
    assert find_alterations(both.store) == []


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda line: "" if "isPartOf" in line else line, "needs exactly one dcterms:isPartOf, the dg:EventDataset"),
        (lambda line: line.replace("cameo/112", "actor/RUS"), "needs exactly one dg:codedAs, a CAMEO code or a PLOVER class"),
        (lambda line: "" if "EventRecord" in line else line, "needs exactly one prov:wasDerivedFrom"),
    ],
)
def test_record_that_lacks_what_it_needs_does_not_conform(
    coded: KnowledgeGraph, tmp_path: Path, edit: Callable[[str], str], told: str
) -> None:
    lines = coded.serialize(".nt").decode().splitlines(keepends=True)
    (tmp_path / "edited.nt").write_text("".join(map(edit, lines)), "utf-8")
    violations = [str(each) for each in check_dataset(KnowledgeGraph.load(tmp_path / "edited.nt").rdflib())]
    assert any(told in each for each in violations), violations


def test_article_without_evidence_does_not_conform(build_claim: Callable[..., Claim]) -> None:
    graph = KnowledgeGraph.from_claims([replace(build_claim("RUS", "accuses", "UKR"), evidence=())])
    assert ["needs dg:evidence" in str(each) for each in check_dataset(graph.rdflib())] == [True]


def test_code_of_another_scheme_cannot_be_read(coded: KnowledgeGraph, tmp_path: Path) -> None:
    text = coded.serialize(".nt").decode().replace("cameo/112", "actor/RUS")
    (tmp_path / "edited.nt").write_text(text, "utf-8")
    with pytest.raises(GraphError, match="dg:codedAs 'actor:RUS' is neither a CAMEO code nor a PLOVER class"):
        len(KnowledgeGraph.load(tmp_path / "edited.nt").claims)


def test_verification_passes_over_coded_claims_and_counts_them(both: KnowledgeGraph) -> None:
    verification = Verification(both.store)
    assert verification.coded == 2
    assert [str(each) for each in verification.missing()] == [
        "doc:talks: is not among the articles given; 1 claim rests on it, unverified"
    ]


def test_coding_stands_where_the_quote_would(coded: KnowledgeGraph) -> None:
    (row,) = [row for row in coded.to_pandas().to_dict("records") if row["relation"] == "accuses"]
    assert row["quote"] == CODED
    page = page_html(coded, title="t")
    data = page_data(page)
    assert {claim.get("coding") for claim in data["claims"]} == {
        CODED,
        "coded by GDELT, row 2 of a.tsv, CAMEO 040: consult, not specified further",
    }
    network = coded.to_networkx()
    assert CODED in {quote for *_, quote in network.edges(data="quote")}
    record = coded.claims[0].record("ACCUSE")
    assert (record["quote"], record["coding"]["row"], record["coding"]["code"]) == ("", 1, "112")


def test_briefing_quotes_articles_and_tells_codings(both: KnowledgeGraph, tmp_path: Path) -> None:
    briefing = brief(both, "Russia", "Ukraine")
    for name in ("brief.md", "brief.html"):
        write_briefing(briefing, tmp_path / name)
    told = (tmp_path / "brief.md").read_text("utf-8")
    assert f". {CODED} [^" in told
    assert "“A sentence that proves the claim.”" in told
    assert CODED in (tmp_path / "brief.html").read_text("utf-8")


def test_ready_queries_show_coded_claims_with_their_coding(both: KnowledgeGraph) -> None:
    asked = {"dealings": {"one": "Russia", "other": "Ukraine"}, "dossier": {"actor": "Russia"}, "timeline": {}}
    for name, values in asked.items():
        assert CODED in [row["quote"] for row in both.ask(name, **values).dicts()], name
    found = both.ask("provenance").dicts()
    assert {(row["document"], row["start"]) for row in found} == {("gdelt/1", None), ("gdelt/2", None), ("talks", 10)}


def test_comparison_sets_articles_beside_data_sets(both: KnowledgeGraph) -> None:
    columns = ("month", "subject", "articles", "coded", "datasets")
    rows = both.ask("comparison", one="Russia", other="Ukraine").dicts()
    found = [tuple(str(row[column]) for column in columns) for row in rows if "accuses" in str(row["relation"])]
    assert found == [("2024-03", "Russia", "0", "1", "GDELT"), ("2025-02", "Russia", "1", "0", "None")]
    assert len(both.ask("comparison", one="Ukraine", other="Russia", since="2025-01-01").rows) == 1


def test_store_takes_rows_once_and_gives_them_up_again(table: Path, tmp_path: Path) -> None:
    for added, unchanged in ((2, 0), (0, 2)):
        with KnowledgeGraph.from_events(table, store=tmp_path / "news") as graph:
            assert (graph.receipt.added, graph.receipt.unchanged) == (added, unchanged)
    with open_store(tmp_path / "news", write=True) as store:
        assert store.remove(["gdelt/1", "gdelt/2"]).claims_removed == 2
        assert store.query("SELECT ?s { ?s ?p ?o }").rows == ()


def test_counts_take_coded_claims_in(table: Path, tmp_path: Path) -> None:
    with KnowledgeGraph.from_events(table, store=tmp_path / "news") as graph:
        graph.store.refresh()
        assert {(key.relation, key.month): number for key, number in graph.store.counts().items()} == {
            ("accuses", "2024-03"): 1,
            ("consultsWith", "2024-03"): 1,
        }


def test_row_of_an_id_that_came_before_takes_its_place(tmp_path: Path) -> None:
    rows = [icews(Event_ID="7"), icews(Event_ID="7", CAMEO_Code="112")]
    graph = KnowledgeGraph.from_events(write_table(tmp_path / "events.tab", rows))
    assert [claim.relation for claim in graph.claims] == ["accuses"]


def test_own_actors_are_known(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text("name,kind,code\nOrm Hagensen,Person,NOR\n", "utf-8")
    path = write_table(tmp_path / "events.tab", [icews(Source_Name="Orm Hagensen", Source_Sectors="NA")])
    graph = KnowledgeGraph.from_events(path, actors=[tmp_path / "ours.csv"])
    assert [claim.subject.name for claim in graph.claims] == ["Orm Hagensen"]


def test_nothing_that_could_be_read_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        KnowledgeGraph.from_events(tmp_path / "none.tsv")


def test_same_rows_give_the_same_bytes(coded: KnowledgeGraph, table: Path) -> None:
    assert coded.serialize(".nq") == KnowledgeGraph.from_events(table).serialize(".nq")


def test_days_of_a_record_are_those_of_event_and_publication(coded: KnowledgeGraph) -> None:
    assert coded.documents[0].date == datetime.date(2024, 3, 10)
    assert coded.claims(on="2024-03-09") == coded.claims
