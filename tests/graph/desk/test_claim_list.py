"""Claims of a graph, all and some, however the graph is held and whatever an actor is called."""

import copy
import datetime
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph import KnowledgeGraph, stored_graph
from diplograph.graph.desk import ClaimList
from diplograph.graph.stores import open_store, read_statements
from diplograph.ontology import Claim, Document, GraphError, Interval, QueryError

HALF_A_YEAR = Interval("2025-01-01", "2025-06-30", "month")


@pytest.fixture
def graph(claims: list[Claim], document: Document) -> KnowledgeGraph:
    later = replace(claims[4], document="later", date=HALF_A_YEAR, confidence=0.4)
    documents = [document, Document("later", date=datetime.date(2026, 1, 2), outlet="Other Paper")]
    return KnowledgeGraph.from_claims([*claims, later], documents)


def said(claims: ClaimList) -> list[tuple[str, str, str]]:
    return [(claim.subject.name, claim.relation, claim.object.name) for claim in claims]


@pytest.mark.parametrize("name", ["Russia", "Kremlin", "RUS", "Q159", "actor:RUS", "https://w3id.org/diplograph/actor/RUS"])
def test_actor_is_meant_by_any_of_its_names(graph: KnowledgeGraph, name: str) -> None:
    assert said(graph.claims(subject=name)) == [("Russia", "opposesMembership", "Ukraine")] * 2


def test_several_names_stand_for_any_of_them_and_actors_for_themselves(graph: KnowledgeGraph) -> None:
    ukraine = graph.actor("Ukraine")
    assert len(graph.claims(subject=["Kremlin", "US"])) == 5
    assert len(graph.claims(subject=[ukraine, "US"])) == len(graph.claims(subject="Ukraine")) + 3


def test_object_is_also_a_candidate_and_an_event(graph: KnowledgeGraph) -> None:
    assert {claim.relation for claim in graph.claims(object="Kyiv")} == {"opposesMembership", "consultsWith"}
    for name in ("Saudi talks", "saudi talks", "event:saudi-talks"):
        assert said(graph.claims(object=name)) == [("Ukraine", "excludedFrom", "Saudi talks")]


def test_organization_speaker_and_any_role_are_conditions(graph: KnowledgeGraph) -> None:
    assert len(graph.claims(organization="NATO")) == len(graph.claims(speaker="Mara Velde")) == 1
    assert len(graph.claims(actor="NATO")) == 1
    assert len(graph.claims(actor="Ukraine")) == 4


@pytest.mark.parametrize(
    ("relation", "number"),
    [
        ("opposesMembership", 2),
        ("opposes membership of", 2),
        ("dg:opposesMembership", 2),
        ("conflict", 2),
        ("dealing", 3),
        ("verbalCooperation", 1),
        (["negotiatesWith", "excludedFrom"], 3),
    ],
)
def test_relation_is_meant_by_name_label_family_or_quadrant(graph: KnowledgeGraph, relation: str, number: int) -> None:
    assert len(graph.claims(relation=relation)) == number


def test_stance_manner_and_confidence_are_conditions(graph: KnowledgeGraph) -> None:
    assert len(graph.claims(polarity="negated")) == len(graph.claims(modality="planned")) == 1
    assert len(graph.claims(manner="kept out")) == 1
    assert len(graph.claims(min_confidence=0.5)) == len(graph) - 1


def test_outlet_is_who_published_it_or_is_cited(graph: KnowledgeGraph) -> None:
    assert len(graph.claims(outlet="other paper")) == 1
    assert len(graph.claims(outlet="The Example")) == 5


@pytest.mark.parametrize(
    ("window", "number"),
    [
        ({"since": "2025-02-18", "until": "2025-02-18"}, 6),
        ({"on": "2025-02"}, 6),
        ({"on": datetime.date(2025, 3, 1)}, 1),
        ({"until": "2024"}, 0),
        ({"since": "2025-06-30"}, 1),
        ({"since": "2025-07"}, 0),  # what happened in spring was published in winter
    ],
)
def test_window_takes_the_days_that_claims_tell_of_else_those_of_their_articles(
    graph: KnowledgeGraph, window: dict[str, str], number: int
) -> None:
    assert len(graph.claims(**window)) == number


def test_claims_of_no_day_are_in_no_window(claims: list[Claim]) -> None:
    graph = KnowledgeGraph.from_claims(claims)
    assert len(graph.claims(since="0001", until="9999")) == 1


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"subject": "Norway"}, "which this graph does not have"),
        ({"object": "Saudi walks"}, "nobody in this graph is called"),
        ({"relation": "oposesMembership"}, "did you mean"),
        ({"polarity": "denied"}, "use one of affirmed, negated"),
        ({"manner": "sulked"}, "kept out"),
        ({"since": "yesterday"}, "give a day"),
        ({"since": "2025-13"}, "give a day"),
        ({"until": "2025-00"}, "give a day"),
        ({"since": "2026", "until": "2025"}, "before it begins"),
        ({"on": "2025", "until": "2025"}, "not both"),
        ({"min_confidence": 2}, "from 0 to 1"),
        ({"subjct": "Russia"}, "there is no condition 'subjct'"),
    ],
)
def test_condition_that_is_none_is_refused_at_once(graph: KnowledgeGraph, condition: dict[str, str], message: str) -> None:
    with pytest.raises(GraphError, match=message):
        graph.claims(**condition)


def test_part_of_a_store_is_found_without_reading_the_store(
    tmp_path: Path, graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph.save(tmp_path / "graph.nq")
    with open_store(tmp_path / "news", write=True) as store:
        store.load(read_statements(tmp_path / "graph.nq"))
    with KnowledgeGraph.open(tmp_path / "news") as opened:
        asked: list[object] = []
        monkeypatch.setattr(
            stored_graph, "RdfReader", lambda pairs, real=stored_graph.RdfReader: asked.append(len(pairs)) or real(pairs)
        )
        some = opened.claims(subject="Kremlin", organization="NATO")
        assert asked == []  # nothing is read before it is needed
        assert some == graph.claims(subject="Kremlin", organization="NATO")
        assert "_reader" not in vars(opened)
        for given in ({"object": "Ukraine"}, {"actor": "NATO"}, {"speaker": "Mara Velde"}, {"object": "Saudi talks"}):
            fresh = KnowledgeGraph(opened.store)
            assert fresh.claims(**given) == graph.claims(**given) != ()
        assert opened.claims == graph.claims


def test_claims_are_a_sequence_that_filters_further(graph: KnowledgeGraph) -> None:
    claims = graph.claims
    assert (len(claims), claims[0], list(claims)[-1]) == (6, claims[:1][0], claims[-1])
    assert claims(relation="dealing")(polarity="affirmed", modality="actual") == claims(relation="negotiatesWith")
    assert claims == tuple(claims)
    assert claims != tuple(claims)[1:]
    assert repr(claims(on="1999")) == "<ClaimList: 0 claims>"


def test_list_of_claims_alone_knows_the_names_of_its_actors(claims: list[Claim]) -> None:
    plain = ClaimList(claims)
    assert said(plain(subject="kremlin")) == said(plain(subject="Russia")) != []
    with pytest.raises(QueryError, match="nobody here is called 'Norway'"):
        plain(subject="Norway")
    twin = replace(claims[0].subject, iri="https://example.org/other-russia")
    with pytest.raises(QueryError, match="several are called 'Russia'"):
        ClaimList([*claims, replace(claims[0], subject=twin)])(subject="Russia")


def test_data_frame_has_a_row_a_claim(graph: KnowledgeGraph) -> None:
    frame = graph.claims(subject="Russia").to_pandas()
    assert list(frame["organization"]) == [claim.organization.name for claim in graph.claims(subject="Russia")]
    assert frame["published"].dtype == "datetime64[s]"


def test_notebook_shows_text_of_articles_as_text(claims: list[Claim]) -> None:
    hostile = replace(claims[0], evidence=(replace(claims[0].evidence[0], quote="<script>alert(1)</script>\u202e"),))
    shown = ClaimList([hostile])._repr_html_()
    assert "<script>" not in shown
    assert "\u202e" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize(
    ("condition", "complaint"),
    [
        ({"subject": 5}, "subject is 5; give a name or an actor"),
        ({"object": ["Russia", None]}, "object is None; give a name or an actor"),
        ({"relation": 3}, "there is no relation '3'"),
        ({"min_confidence": "high"}, "the least confidence is 'high'; give a number from 0 to 1"),
        ({"min_confidence": float("nan")}, "the least confidence is nan"),
    ],
)
def test_value_of_a_wrong_kind_is_told_in_a_line(graph: KnowledgeGraph, condition: dict[str, object], complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        graph.claims(**condition)  # type: ignore[arg-type]


def test_day_of_pandas_that_is_none_is_no_time(graph: KnowledgeGraph) -> None:
    pandas = pytest.importorskip("pandas")
    with pytest.raises(QueryError, match="'NaT' is no time"):
        graph.claims(since=pandas.NaT)
    assert len(graph.claims(since=pandas.Timestamp("2025-01-01"))) == len(graph.claims(since="2025"))


def test_column_of_claims_is_asked_of_their_table(graph: KnowledgeGraph) -> None:
    with pytest.raises(TypeError, match=r"to_pandas\(\)\['subject'\]"):
        graph.claims["subject"]  # type: ignore[call-overload]


@pytest.mark.parametrize("name", [None, 5])
def test_actor_goes_by_a_name(graph: KnowledgeGraph, name: object) -> None:
    with pytest.raises(QueryError, match="an actor goes by a name, not by"):
        graph.actor(name)  # type: ignore[arg-type]


def test_claims_are_pickled_and_copied_with_their_documents(graph: KnowledgeGraph) -> None:
    some = graph.claims(relation="conflict")
    for other in (pickle.loads(pickle.dumps(some)), copy.deepcopy(some)):
        assert other == some
        assert other.documents == some.documents
        assert other(subject="Kremlin") == some(subject="Kremlin")
