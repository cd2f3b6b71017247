"""Answers to queries: how they show themselves, and data frames of them."""

import datetime
import json
import pickle
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.queries.results import QueryResult
from diplograph.ontology import Claim, Document, GraphError

HOSTILE = json.loads((Path(__file__).parents[1] / "hostile_texts.json").read_text("utf-8"))
SUBJECTS = (
    "SELECT ?who ?day { ?c dg:relation dg:opposesMembership ; dg:subject ?who OPTIONAL { ?c dg:start ?day } } ORDER BY ?day"
)


@pytest.fixture
def graph(claims: list[Claim], document: Document) -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(claims, [document])


class Cells(HTMLParser):
    """The tags and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_answer_is_one_short_line(graph: KnowledgeGraph) -> None:
    assert repr(graph.query(SUBJECTS)) == "<QueryResult: 2 rows of who, day>"
    assert repr(graph.query(SUBJECTS, limit=1)) == "<QueryResult: first 1 row of who, day>"
    assert [repr(graph.query(text)) for text in ("ASK {}", "ASK { ?a rdfs:label 'Xyz' }")] == [
        "<QueryResult: yes>",
        "<QueryResult: no>",
    ]


@pytest.mark.filterwarnings("ignore::diplograph.graph.queries.terms.QueryWarning")
def test_note_is_part_of_the_line_and_of_the_table(graph: KnowledgeGraph) -> None:
    result = graph.query("SELECT ?c { ?c dg:subject actor:SWE }")
    note = "memory: there is no actor:SWE (Sweden) in this graph"
    assert repr(result) == f"<QueryResult: 0 rows of c ({note})>"
    assert note in Cells(result._repr_html_()).texts


def test_notebook_shows_a_table_with_names(graph: KnowledgeGraph) -> None:
    shown = Cells(graph.query(SUBJECTS)._repr_html_())
    assert shown.texts == ["who", "day", "Russia", "Russia", "2025-02-18", "2 rows"]
    assert shown.tags.count("tr") == 3
    claims = Cells(graph.ask("timeline")._repr_html_()).texts
    assert not any(text.startswith(("http", "dg:")) for text in claims)


@pytest.mark.parametrize("text", HOSTILE)
def test_notebook_shows_hostile_text_as_text(build_claim: Callable[..., Claim], text: str) -> None:
    claim = build_claim("RUS", "supports", "UKR")
    graph = KnowledgeGraph.from_claims([replace(claim, subject=replace(claim.subject, name=text))])
    shown = Cells(graph.query("SELECT ?who { ?c dg:subject ?who }")._repr_html_())
    assert set(shown.tags) == {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert not any(0x202A <= ord(character) <= 0x202E for text in shown.texts for character in text)


def test_long_answer_is_cut_and_says_so() -> None:
    shown = Cells(QueryResult("SELECT", ("n",), tuple((number,) for number in range(101)))._repr_html_())
    assert (shown.tags.count("tr"), shown.texts[-1]) == (101, "the first 100 of 101 rows")


def test_answer_of_a_closed_store_is_shown_without_names(tmp_path: Path, graph: KnowledgeGraph) -> None:
    with KnowledgeGraph.open(_stored(graph, tmp_path)) as opened:
        result = opened.query(SUBJECTS)
    assert "actor:RUS" in Cells(result._repr_html_()).texts


def test_limit_is_a_number_of_rows_and_may_be_any(graph: KnowledgeGraph) -> None:
    with pytest.raises(GraphError, match="a limit of -1 rows is none; give a number from 0 on"):
        graph.query(SUBJECTS, limit=-1)
    assert graph.query(SUBJECTS, limit=10**30).rows == graph.query(SUBJECTS, timeout=float("inf")).rows


def test_answer_can_be_pickled(graph: KnowledgeGraph) -> None:
    result = graph.query(SUBJECTS)
    assert pickle.loads(pickle.dumps(result)) == result


def test_data_frame_of_an_answer_has_its_columns_and_days(graph: KnowledgeGraph) -> None:
    frame = graph.query(SUBJECTS).to_pandas()
    assert list(frame.columns) == ["who", "day"]
    assert str(frame["day"].dtype) == "datetime64[s]"
    assert frame["day"].isna().tolist() == [True, False]
    assert frame["day"].dt.year.tolist()[1] == 2025


def test_data_frame_holds_days_of_any_year() -> None:
    frame = QueryResult("SELECT", ("day",), ((datetime.date(1299, 7, 27),), (None,))).to_pandas()
    assert frame["day"].dt.year.tolist()[0] == 1299


def test_data_frame_of_claims_has_the_columns_of_the_export(tmp_path: Path, graph: KnowledgeGraph) -> None:
    from diplograph.graph.views.exports import find_export

    frame = graph.to_pandas()
    header = find_export("csv", None).write(graph).decode().splitlines()[0]
    assert ",".join(frame.columns) == header
    assert len(frame) == len(graph)
    assert frame["date"].dropna().dt.strftime("%Y-%m-%d").tolist() == ["2025-02-18"]
    assert KnowledgeGraph.from_claims([]).to_pandas().empty


def test_missing_pandas_is_told_with_the_command(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    for give in (graph.to_pandas, graph.query("ASK {}").to_pandas):
        with pytest.raises(GraphError, match=r"pip install 'diplograph\[analysis\]'"):
            give()


def _stored(graph: KnowledgeGraph, folder: Path) -> Path:
    from diplograph.graph.stores import open_store

    with open_store(folder / "news", write=True) as store:
        store.load(graph.store.statements())
    return folder / "news"
