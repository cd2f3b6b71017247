"""Brokers: against NetworkX, and the roles of Gould and Fernandez on graphs solved by hand."""

import networkx
import pytest
from diplograph.graph.desk import ClaimList
from diplograph.graph.questions import brokers, worked_example
from diplograph.graph.questions.brokers import betweenness
from diplograph.ontology import Claim, QueryError
from hypothesis import given, settings
from hypothesis import strategies as st

EDGES = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda edge: edge[0] != edge[1]), max_size=20)


@settings(deadline=None)
@given(EDGES)
def test_betweenness_is_that_of_networkx(edges: set[tuple[int, int]]) -> None:
    graph = networkx.Graph(edges)
    assert betweenness(graph) == pytest.approx(networkx.betweenness_centrality(graph))


def test_florentine_families_have_the_betweenness_that_is_published() -> None:
    # Padgett's marriages; Wasserman and Faust, Social Network Analysis, 1994, table 5.1: Medici 0.522, Guadagni 0.255
    shares = betweenness(networkx.florentine_families_graph())
    assert (round(shares["Medici"], 3), round(shares["Guadagni"], 3)) == (0.522, 0.255)


GROUPS = {"Corland": "west", "Arland": "west", "Borland": "west", "Elland": "east", "Forland": "south", "Gorland": "south"}


def test_roles_are_those_of_the_line_by_hand() -> None:
    rows = {row["actor"]: row for row in brokers(worked_example(), groups=GROUPS).dicts()}
    roles = {name: {key: value for key, value in row.items() if value and key in ROLES} for name, row in rows.items()}
    assert roles == {
        "Arland": {"coordinator": 2},  # Corland - Borland, both ways, all west
        "Borland": {"gatekeeper": 1, "representative": 1},  # Arland, its own, - Elland
        "Elland": {"liaison": 2},  # Borland (west) - Forland (south)
        "Forland": {"gatekeeper": 1, "representative": 1},  # Elland - Gorland, its own
        "Corland": {},
        "Gorland": {},
    }


ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


def test_consultant_stands_between_two_of_another_group() -> None:
    groups = {"Arland": "west", "Borland": "east", "Elland": "west"}
    row = next(row for row in brokers(worked_example(), groups=groups).dicts() if row["actor"] == "Borland")
    assert [row[role] for role in ROLES] == [0, 2, 0, 0, 0]


def test_groups_are_an_attribute_or_names_that_the_graph_has() -> None:
    assert {row["coordinator"] for row in brokers(worked_example(), groups="kind").dicts()} == {0, 2}
    with pytest.raises(QueryError, match="no actor has an attribute 'continent'"):
        brokers(worked_example(), groups="continent")
    with pytest.raises(QueryError, match="Zedland"):
        brokers(worked_example(), groups={"Zedland": "west"})


def test_nobody_brokers_where_nobody_deals(claims: list[Claim]) -> None:
    assert len(brokers(ClaimList([]))) == 0
    assert len(brokers(worked_example(), until="2023")) == 0
