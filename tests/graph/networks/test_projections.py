"""What an edge of each network means, on the worked example solved by hand and on claims of every kind."""

from dataclasses import replace

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.desk import ClaimList
from diplograph.graph.networks import (
    PROJECTIONS,
    chosen_claims,
    dealings_network,
    event_network,
    membership_network,
    project,
    signed_network,
    stance_of,
)
from diplograph.graph.questions import worked_example
from diplograph.ontology import Actor, Claim, Document, GraphError, Modality, Polarity
from diplograph.ontology.identifiers import ACTOR


def short(edges: object) -> dict[tuple[str, str], object]:
    """Edges by the initials of the invented states."""
    return {
        tuple(sorted(node.removeprefix("actor:local-")[0].upper() for node in (one, other))): value
        for one, other, value in edges  # type: ignore[attr-defined]
    }


def test_dealings_are_counted_whoever_acts() -> None:
    weights = short(dealings_network(worked_example()).edges(data="weight"))
    assert weights == {("A", "B"): 2, ("B", "E"): 1, ("E", "F"): 2, ("F", "G"): 1, ("A", "C"): 1}


def test_edge_tells_of_its_claims_in_plain_values() -> None:
    edge = dealings_network(worked_example()).edges["actor:local-elland", "actor:local-forland"]
    assert edge == {
        "weight": 2,
        "distance": 0.5,
        "claims": 2,
        "articles": 2,
        "outlets": 2,
        "relations": "consults with",
        "first": "2024-08-01",
        "last": "2024-08-01",
        "confidence": 1.0,
        "quote": "Elland and Forland held talks.",
        "document": "chain",
    }


def test_support_and_conflict_sign_an_edge_and_denials_do_not() -> None:
    signs = short(signed_network(worked_example()).edges(data="sign"))
    expected = {"AC": 1, "BC": -1, "CD": -1, "AE": 1, "AB": 1, "AD": -1, "BD": -1}
    assert signs == {tuple(pair): sign for pair, sign in expected.items()}


def test_even_support_and_conflict_have_no_sign_and_directions_are_kept_apart(build_claim) -> None:
    claims = ClaimList([build_claim("RUS", "supports", "USA"), build_claim("USA", "accuses", "RUS")])
    (edge,) = signed_network(claims).edges(data=True)
    assert (edge[2]["sign"], edge[2]["balance"], edge[2]["weight"]) == (0, 0, 0)
    assert {(one, sign) for one, _, sign in signed_network(claims, directed=True).edges(data="sign")} == {
        ("actor:RUS", 1),
        ("actor:USA", -1),
    }


def test_only_who_was_there_attends_unless_absences_are_asked_for() -> None:
    attended = event_network(worked_example())
    assert {side for _, side in attended.nodes(data="bipartite")} == {0, 1}
    assert len(attended.edges) == 3
    edge = event_network(worked_example(), absences=True).edges["actor:local-dorland", "event:harbour-talks"]
    assert (edge["standing"], edge["present"], edge["absent"], edge["relations"]) == ("absent", 0, 1, "is kept out of")


def test_memberships_have_backers_and_blockers() -> None:
    ((candidate, organization, edge),) = membership_network(worked_example()).edges(data=True)
    assert (candidate, organization) == ("actor:local-corland", "actor:local-harbour-league")
    assert (edge["backing"], edge["blocking"], edge["belonging"]) == (2, 2, 1)


def test_organization_that_would_join_another_has_a_node_on_either_side(build_claim) -> None:
    claims = [build_claim("RUS", "opposesMembership", "EU", "NATO"), build_claim("RUS", "opposesMembership", "UKR", "EU")]
    network = membership_network(ClaimList(claims))
    assert {frozenset(edge) for edge in network.edges} == {
        frozenset({"actor:EU (candidate)", "actor:NATO"}),
        frozenset({"actor:UKR", "actor:EU"}),
    }


@pytest.mark.parametrize(
    ("relation", "polarity", "modality", "organization", "stance"),
    [
        ("supports", "affirmed", "actual", None, 1),
        ("assaults", "affirmed", "planned", None, -1),
        ("assaults", "affirmed", "alleged", None, 0),
        ("assaults", "negated", "actual", None, 0),
        ("consultsWith", "affirmed", "actual", None, 0),
        ("opposesMembership", "affirmed", "actual", "NATO", -1),
        ("opposesMembership", "negated", "actual", "NATO", 1),
        ("supportsMembership", "negated", "actual", "NATO", -1),
        ("supportsMembership", "affirmed", "demanded", "NATO", 0),
    ],
)
def test_stance_is_that_of_the_relation_and_over_memberships_denials_count(
    build_claim, relation: str, polarity: str, modality: str, organization: str | None, stance: int
) -> None:
    claim = build_claim("RUS", relation, "UKR", organization, polarity=Polarity(polarity), modality=Modality(modality))
    assert stance_of(claim) == stance


def test_networks_are_of_a_window_a_speaker_or_an_outlet() -> None:
    example = worked_example()
    assert dealings_network(example, until="2024-03").number_of_edges() == 1
    assert dealings_network(example, on="2024-08-02").number_of_edges() == 1
    assert signed_network(example, outlet="Hill Post").number_of_edges() == 2
    assert signed_network(example, speaker="Ada Moen").number_of_edges() == 1


def test_plans_are_dealings_only_where_asked_for_and_denials_never(claims: list[Claim], build_claim) -> None:
    given = ClaimList([*claims, build_claim("RUS", "consultsWith", "UKR", polarity=Polarity.NEGATED)])
    assert set(map(frozenset, dealings_network(given).edges)) == {frozenset({"actor:USA", "actor:RUS"})}
    assert set(map(frozenset, dealings_network(given, only_stated=False).edges)) == {
        frozenset({"actor:USA", "actor:RUS"}),
        frozenset({"actor:USA", "actor:UKR"}),
    }


def test_persons_are_folded_before_claims_are_chosen() -> None:
    example = worked_example()
    assert len(chosen_claims(example, "state", speaker="Dorland")) == 2
    assert "actor:local-ada-moen" not in project(example, by="state")
    assert "actor:local-ada-moen" in project(example)
    with pytest.raises(GraphError, match="by='country'"):
        project(example, by="country")


def test_graph_gives_each_projection(claims: list[Claim], document: Document) -> None:
    graph = KnowledgeGraph.from_claims(claims, [document])
    made = {name: graph.to_networkx(name) for name in PROJECTIONS}
    assert {name: len(network.edges) for name, network in made.items()} == {
        "claims": 5,
        "dealings": 1,
        "signed": 1,
        "events": 0,
        "memberships": 2,
    }
    assert graph.to_networkx("dealings", by="state", only_stated=False, since="2025").number_of_edges() == 2
    with pytest.raises(GraphError, match="there is no projection 'dealing'; did you mean dealings"):
        graph.to_networkx("dealing")
    with pytest.raises(GraphError, match="by='country'"):
        graph.to_networkx(by="country")  # type: ignore[arg-type]


def test_names_that_no_format_holds_are_made_fit(build_claim) -> None:
    odd = Actor(ACTOR + "local-odd", "Odd\x00 \ufffe<name>", "Person")
    network = dealings_network(ClaimList([replace(build_claim("RUS", "consultsWith", "USA"), subject=odd)]))
    assert network.nodes["actor:local-odd"]["name"] == "Odd\ufffd \ufffd<name>"
