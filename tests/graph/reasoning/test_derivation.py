"""What follows from claims: each rule, that it names what it rests on, and that it never mixes with what was read."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.namespaces import DERIVED_GRAPH
from diplograph.graph.reasoning.derivation import load_rules
from diplograph.ontology import Actor, Claim, Document, Interval, Modality, Polarity
from diplograph.ontology.identifiers import ACTOR
from hypothesis import given, settings
from hypothesis import strategies as st

Build = Callable[..., Claim]

LETTERS = st.sampled_from("ABCD")
DERIVED = f"GRAPH <{DERIVED_GRAPH}>"


def derive(claims: Iterable[Claim], documents: Iterable[Document] = ()) -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(claims, documents).derive()


def follows(graph: KnowledgeGraph, triple: str) -> bool:
    return bool(graph.store.query(f"ASK {{ {DERIVED} {{ {triple} }} }}"))


def person(name: str) -> Actor:
    return Actor(ACTOR + name.lower().replace(" ", "-"), name, "Person")


def test_opposing_a_membership_is_rejecting_it_and_verbal_conflict(build_claim: Build) -> None:
    graph = derive([build_claim("RUS", "opposesMembership", "UKR", "NATO")])
    assert follows(graph, "actor:RUS dg:rejects bid:UKR-NATO")
    assert follows(graph, "actor:RUS dg:verbalConflict bid:UKR-NATO")


def test_opposing_the_bid_of_a_state_is_rejecting_the_state(build_claim: Build) -> None:
    assert follows(derive([build_claim("RUS", "opposesMembership", "UKR", "NATO")]), "actor:RUS dg:rejects actor:UKR")


def test_seeking_a_membership_is_requesting_of_the_body(build_claim: Build) -> None:
    assert follows(derive([build_claim("UKR", "seeksMembership", "NATO")]), "actor:UKR dg:requests actor:NATO")


def test_relation_is_read_backwards_by_its_inverse(build_claim: Build) -> None:
    assert follows(derive([build_claim("RUS", "accuses", "UKR")]), "actor:UKR dg:accusedBy actor:RUS")


def test_what_follows_of_a_symmetric_relation_holds_both_ways(build_claim: Build) -> None:
    graph = derive([build_claim("USA", "negotiatesWith", "RUS")])
    assert follows(graph, "actor:USA dg:consultsWith actor:RUS")
    assert follows(graph, "actor:RUS dg:consultsWith actor:USA")


@pytest.mark.parametrize(
    "stance", [{"polarity": Polarity.NEGATED}, *({"modality": m} for m in Modality if m is not Modality.ACTUAL)]
)
def test_what_no_text_states_as_a_fact_has_no_consequence(build_claim: Build, stance: dict[str, object]) -> None:
    graph = derive([build_claim("RUS", "opposesMembership", "UKR", "NATO", **stance)])
    assert not follows(graph, "actor:RUS ?any ?thing")


def test_what_a_representative_does_counts_for_the_state_of_the_same_document(build_claim: Build) -> None:
    velde = [build_claim("mara-velde", "represents", "RUS"), build_claim("mara-velde", "threatens", "UKR")]
    assert follows(derive(velde), "actor:RUS dg:threatens actor:UKR")
    elsewhere = [velde[0], replace(velde[1], document="other")]
    assert not follows(derive(elsewhere), "actor:RUS dg:threatens actor:UKR")


def test_who_meets_a_representative_meets_the_state(build_claim: Build) -> None:
    met = [build_claim("mara-velde", "represents", "RUS"), build_claim("USA", "consultsWith", "mara-velde")]
    assert follows(derive(met), "actor:RUS dg:consultsWith actor:USA")


def test_what_a_former_representative_does_counts_for_nobody_else(build_claim: Build) -> None:
    denied = build_claim("mara-velde", "represents", "RUS", polarity=Polarity.NEGATED)
    assert not follows(derive([denied, build_claim("mara-velde", "threatens", "UKR")]), "actor:RUS dg:threatens ?any")


def test_representative_who_accuses_the_own_state_does_not_make_it_accuse_itself(build_claim: Build) -> None:
    graph = derive([build_claim("mara-velde", "represents", "RUS"), build_claim("mara-velde", "accuses", "RUS")])
    assert not follows(graph, "actor:RUS dg:accuses actor:RUS")


def test_statement_of_a_representative_is_made_on_behalf_of_the_state(claims: list[Claim], build_claim: Build) -> None:
    graph = derive([claims[0], build_claim("mara-velde", "represents", "RUS")])
    assert follows(graph, f"claim:{claims[0].key} dg:onBehalfOf actor:RUS")


@pytest.mark.parametrize(("day", "held"), [("2021-06-11", True), ("2015-06-11", False)])
def test_office_by_the_actor_base_counts_on_days_on_which_it_was_held(build_claim: Build, day: str, held: bool) -> None:
    claim = replace(build_claim("RUS", "accuses", "UKR"), subject=person("Boris Johnson"), speaker=person("Boris Johnson"))
    graph = derive([claim], [Document("talks", date=datetime.date.fromisoformat(day))])
    assert follows(graph, "actor:GBR dg:accuses actor:UKR") is held
    assert follows(graph, f"claim:{claim.key} dg:onBehalfOf actor:GBR") is held


@pytest.mark.parametrize(("day", "member"), [("2024-06-01", True), ("2023-06-01", False)])
def test_membership_is_that_of_the_day_of_the_claim(build_claim: Build, day: str, member: bool) -> None:
    sweden = Actor(ACTOR + "SWE", "Sweden", "State", "SWE", "Q34")
    claim = replace(build_claim("RUS", "supportsMembership", "UKR", "NATO"), subject=sweden)
    other_way = replace(build_claim("RUS", "accuses", "UKR"), object=sweden)
    graph = derive([claim, other_way], [Document("talks", date=datetime.date.fromisoformat(day))])
    assert follows(graph, f"claim:{claim.key} dg:subjectMemberOf actor:NATO") is member
    assert follows(graph, f"claim:{other_way.key} dg:objectMemberOf actor:NATO") is member


def test_day_that_the_claim_states_wins_over_that_of_its_document(build_claim: Build) -> None:
    sweden = Actor(ACTOR + "SWE", "Sweden", "State", "SWE", "Q34")
    before = Interval("2023-06-01", "2023-06-01", "day")
    claim = replace(build_claim("RUS", "supportsMembership", "UKR", "NATO", date=before), subject=sweden)
    graph = derive([claim], [Document("talks", date=datetime.date(2024, 6, 1))])
    assert not follows(graph, "?claim dg:subjectMemberOf ?any")


def test_claims_of_one_proposition_and_opposite_polarity_contradict_each_other(build_claim: Build) -> None:
    affirmed = build_claim("RUS", "aids", "UKR")
    denied = build_claim("RUS", "aids", "UKR", polarity=Polarity.NEGATED, document="other")
    other = build_claim("RUS", "aids", "USA", polarity=Polarity.NEGATED)
    graph = derive([affirmed, denied, other])
    assert follows(graph, f"claim:{affirmed.key} dg:contradicts claim:{denied.key}")
    assert follows(graph, f"claim:{denied.key} dg:contradicts claim:{affirmed.key}")
    assert not follows(graph, f"claim:{other.key} dg:contradicts ?any")


def test_demand_contradicts_only_a_demand(build_claim: Build) -> None:
    done = build_claim("RUS", "sanctions", "UKR")
    unwanted = build_claim("RUS", "sanctions", "UKR", polarity=Polarity.NEGATED, modality=Modality.DEMANDED)
    wanted = build_claim("RUS", "sanctions", "UKR", modality=Modality.DEMANDED)
    assert not follows(derive([done, unwanted]), "?claim dg:contradicts ?any")
    assert follows(derive([wanted, unwanted]), f"claim:{wanted.key} dg:contradicts claim:{unwanted.key}")


def test_query_for_a_wider_relation_finds_claims_without_the_ontology(build_claim: Build) -> None:
    denied = build_claim("RUS", "opposesMembership", "UKR", "NATO", polarity=Polarity.NEGATED)
    graph = derive([denied, build_claim("RUS", "aids", "UKR")])
    found = graph.query("SELECT ?claim { ?claim dg:relation/rdfs:subPropertyOf* dg:verbalConflict }")
    assert [row["claim"] for row in found.dicts()] == [denied.iri]


def test_derived_triple_names_its_rule_and_every_claim_that_it_rests_on(build_claim: Build) -> None:
    claims = [build_claim("RUS", "opposesMembership", "UKR", "NATO", document=name) for name in ("one", "two")]
    rows = (
        derive(claims)
        .query("""SELECT ?rule ?meaning ?claim { GRAPH ?derived {
      ?why rdf:subject actor:RUS ; rdf:predicate dg:verbalConflict ; rdf:object bid:UKR-NATO ; dg:restsOn ?claim ;
        dg:rule ?rule . ?rule skos:definition ?meaning } }""")
        .dicts()
    )
    assert {row["claim"] for row in rows} == {claim.iri for claim in claims}
    assert {row["rule"] for row in rows} == {"https://w3id.org/diplograph/rule/sub-property"}
    assert "wider" in str(rows[0]["meaning"])


def test_office_that_a_derived_triple_rests_on_is_described_beside_it(build_claim: Build) -> None:
    claim = replace(build_claim("RUS", "accuses", "UKR"), subject=person("Boris Johnson"))
    graph = derive([claim], [Document("talks", date=datetime.date(2021, 6, 11))])
    rows = graph.query("""SELECT DISTINCT ?kind { ?why rdf:subject actor:GBR ; rdf:predicate dg:accuses ; dg:restsOn ?office .
      ?office a dg:Office ; dg:holder actor:boris-johnson ; dg:officeKind ?kind }""")
    assert ("head_of_government",) in rows.rows


def test_every_derived_triple_has_a_derivation(claims: list[Claim], build_claim: Build) -> None:
    graph = derive([*claims, build_claim("mara-velde", "represents", "RUS")])
    unexplained = graph.query(f"""SELECT ?s ?p ?o {{ {DERIVED} {{ ?s ?p ?o
      FILTER NOT EXISTS {{ ?why rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
      FILTER NOT EXISTS {{ ?s a ?kind FILTER(?kind IN (dg:Derivation, dg:Rule, dg:Office, dg:Membership)) }} }} }}""")
    assert unexplained.rows == ()


def test_what_was_read_stays_as_it_was(claims: list[Claim], document: Document) -> None:
    graph = KnowledgeGraph.from_claims(claims, [document], model="m")
    derived = graph.derive()
    assert (derived.claims, derived.documents) == (graph.claims, graph.documents)
    kept = f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER NOT EXISTS {{ {DERIVED} {{ ?s ?p ?o }} }} }} ORDER BY ?s ?p ?o"
    assert derived.query(kept).rows == graph.query(kept).rows


def test_deriving_again_changes_nothing(claims: list[Claim]) -> None:
    once = derive(claims)
    everything = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"
    assert once.derive().query(everything).rows == once.query(everything).rows


def test_every_rule_says_what_it_does() -> None:
    assert len(load_rules()) == 12
    assert all(rule.definition.endswith(".") for rule in load_rules())


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(LETTERS, st.sampled_from(["accuses", "consultsWith", "rejects"]), LETTERS)))
def test_wider_relations_hold_exactly_where_a_narrower_one_is_stated(stated: list[tuple[str, str, str]]) -> None:
    actors = {name: Actor(ACTOR + name, name, "State") for name in "ABCD"}
    claims = [Claim("d", actors[one], relation, actors[other]) for one, relation, other in stated]
    found = derive(claims).query("SELECT ?one ?other { ?one dg:verbalConflict ?other }").rows
    expected = {(ACTOR + one, ACTOR + other) for one, relation, other in stated if relation != "consultsWith"}
    assert set(found) == expected
