"""One actor of a graph and what is known of it."""

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.ontology import Actor, Claim, QueryError
from diplograph.ontology.identifiers import ACTOR, mint


@pytest.fixture
def graph(claims: list[Claim]) -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(claims)


def test_actor_has_its_claims_in_every_role(graph: KnowledgeGraph) -> None:
    ukraine = graph.actor("Kyiv")
    assert (ukraine.name, ukraine.kind, ukraine.code, ukraine.iri) == ("Ukraine", "State", "UKR", ACTOR + "UKR")
    assert len(ukraine.claims) == 4
    assert len(ukraine.claims(relation="conflict")) == 2
    assert len(graph.actor("NATO").claims) == len(graph.actor("Mara Velde").claims) == 1
    assert repr(ukraine) == "<ActorProfile Ukraine (State, actor:UKR)>"


def test_actor_has_the_names_of_the_graph_and_of_the_actor_base(graph: KnowledgeGraph) -> None:
    names = graph.actor("RUS").names
    assert names[0] == "Russia"
    assert {"Kremlin", "Moscow"} <= {*names}
    assert graph.actor("Mara Velde").names == ("Mara Velde",)


def test_actor_has_offices_and_memberships_of_the_actor_base(graph: KnowledgeGraph) -> None:
    america = graph.actor("US")
    assert any(office.person == "Barack Obama" and office.kind == "head_of_state" for office in america.offices)
    assert any(held.organization == "ORG:NATO" for held in america.memberships)
    assert "USA" in {held.member for held in graph.actor("NATO").members}
    assert graph.actor("Mara Velde").offices == ()


def test_person_of_the_actor_base_has_the_offices_that_he_held(claims: list[Claim]) -> None:
    johnson = Actor(mint(ACTOR, "Boris Johnson"), "Boris Johnson", "Person", "GBR")
    claim = Claim("a", johnson, "represents", claims[0].subject)
    offices = KnowledgeGraph.from_claims([claim]).actor("Boris Johnson").offices
    assert any(office.kind == "head_of_government" and office.actor == "GBR" for office in offices)


def test_neighbours_are_counted_by_who_acts(graph: KnowledgeGraph) -> None:
    assert graph.actor("Ukraine").neighbours.dicts() == [
        {"neighbour": "Russia", "claims": 2, "acting": 0, "acted_upon": 2, "neighbour_id": ACTOR + "RUS"},
        {"neighbour": "United States", "claims": 1, "acting": 0, "acted_upon": 1, "neighbour_id": ACTOR + "USA"},
    ]


def test_nobody_is_no_actor(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="Norway"):
        graph.actor("Norway")


def test_notebook_shows_the_name_as_text(claims: list[Claim]) -> None:
    hostile = Actor(ACTOR + "local-x", "<img src=x onerror=alert(1)>", "Person")
    graph = KnowledgeGraph.from_claims([Claim("a", hostile, "accuses", claims[0].subject)])
    assert "<img" not in graph.actor("actor:local-x")._repr_html_()
