"""Claims as RDF: the claim model, and the law that reading gives back what was written."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.claims_to_rdf import bid_iri, proposition_iri
from diplograph.graph.rdf.formats import FORMATS
from diplograph.graph.rdf.namespaces import DIRECT_GRAPH
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.rdf.rdflib_datasets import DG, OA, default_graph
from diplograph.ontology import (
    PRECISIONS,
    Actor,
    Claim,
    DataError,
    Document,
    Event,
    Evidence,
    GraphError,
    Interval,
    Modality,
    Polarity,
    load_schema,
)
from diplograph.ontology.identifiers import ACTOR, EVENT, mint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import OWL, PROV, RDF, RDFS, Dataset, Literal, URIRef

SUFFIXES = sorted(FORMATS)
SCHEMA = load_schema()
ACTOR_KINDS = sorted(kind for kind in SCHEMA.ancestors if SCHEMA.is_a(kind, "Actor"))
EVENT_KINDS = sorted(kind for kind in SCHEMA.ancestors if SCHEMA.is_a(kind, "Event"))

# Every code point, surrogates too, and often the ones that break serializers.
texts = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from("\x00\x1b\r\n\t\"\\'<>{}\u2028\u202e\x85@#"))
).map(lambda text: text[:30])
names = st.text(st.characters(exclude_categories=()), min_size=1, max_size=12)
days = st.dates().map(datetime.date.isoformat)
actors = st.builds(
    Actor,
    iri=names.map(lambda name: mint(ACTOR, name)),
    name=texts,
    kind=st.sampled_from(ACTOR_KINDS),
    code=st.none() | st.sampled_from(["RUS", "UKR", "IGO"]),
    wikidata=st.none() | st.integers(1, 10**9).map(lambda number: f"Q{number}"),
)
events = st.builds(
    Event,
    iri=names.map(lambda name: mint(EVENT, name)),
    name=texts,
    kind=st.sampled_from(EVENT_KINDS),
    place=st.none() | texts,
)
evidence = st.builds(Evidence, start=st.integers(0, 10**6), end=st.integers(0, 10**6), quote=texts, trigger=texts)


@st.composite
def with_manners(draw: st.DrawFn, made: Claim) -> Claim:
    """A claim in one of the manners of its relation, or in none."""
    labels = [manner.label for manner in SCHEMA.relations[made.relation].manners]
    return replace(made, manner=draw(st.sampled_from([None, *labels])))


claims = st.builds(
    Claim,
    document=st.sampled_from(["one", "two", "d\ud800\x00"]),
    subject=actors,
    relation=st.sampled_from(sorted(SCHEMA.relations)),
    object=actors | events,
    organization=st.none() | actors,
    polarity=st.sampled_from(Polarity),
    modality=st.sampled_from(Modality),
    speaker=st.none() | actors,
    outlet=st.none() | texts,
    role=st.none() | texts,
    date=st.none() | st.builds(Interval, days, days, st.sampled_from(PRECISIONS)),
    place=st.none() | texts,
    country=st.none() | actors,
    confidence=st.floats(0, 1),
    frame=texts,
    evidence=st.lists(evidence, max_size=3).map(tuple),
).flatmap(with_manners)
documents = st.builds(
    Document,
    id=st.just("one"),
    text=texts,
    title=st.none() | texts,
    date=st.none() | st.dates(),
    outlet=st.none() | texts,
    url=st.none() | texts,
    retrieved=st.none() | st.dates(),
    language=st.none() | st.sampled_from(["en", "de", "und"]),
)


@pytest.fixture
def dataset(claims: list[Claim], document: Document) -> Dataset:
    return KnowledgeGraph.from_claims(claims, [document], model="en_test 1.0").rdflib()


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(claims, max_size=4), document=documents)
def test_reading_gives_back_what_was_written(suffix: str, tmp_path: Path, claims: list[Claim], document: Document) -> None:
    expected = normalize(claims, [document])
    path = tmp_path / f"graph{suffix}"
    KnowledgeGraph.from_claims(claims, [document], model="en_test 1.0").save(path)
    read = KnowledgeGraph.open(path)
    assert read.claims == expected.claims
    assert read.documents == tuple(replace(document, text="") for document in expected.documents)
    assert read_by_oxigraph(path).claims == expected.claims


def read_by_oxigraph(path: Path) -> KnowledgeGraph:
    """The graph in a file as another library reads it."""
    quads = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.from_extension(path.suffix[1:]))
    # TriG of rdflib names the graph of what has no name; a quad in one of a blank node would be lost here.
    detour = path.with_name("read-by-oxigraph.nq")
    pyoxigraph.serialize(quads, str(detour), pyoxigraph.RdfFormat.N_QUADS)
    return KnowledgeGraph.open(detour)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_clean_claims_come_back_unchanged(suffix: str, tmp_path: Path, claims: list[Claim], document: Document) -> None:
    path = tmp_path / f"graph{suffix}"
    KnowledgeGraph.from_claims(claims, [document]).save(path)
    assert set(KnowledgeGraph.open(path).claims) == set(claims)


def test_membership_claim_points_to_a_bid_with_candidate_and_organization(dataset: Dataset) -> None:
    bid = URIRef(bid_iri(ACTOR + "UKR", ACTOR + "NATO"))
    assert (bid, RDF.type, DG.MembershipBid) in dataset
    assert (bid, DG.candidate, URIRef(ACTOR + "UKR")) in dataset
    assert (bid, DG.organization, URIRef(ACTOR + "NATO")) in dataset
    assert any(dataset.triples((None, DG.object, bid)))


def test_affirmed_actual_claim_gives_a_direct_triple_in_a_graph_of_its_own(dataset: Dataset) -> None:
    triple = (URIRef(ACTOR + "RUS"), DG.opposesMembership, URIRef(bid_iri(ACTOR + "UKR", ACTOR + "NATO")))
    assert triple in dataset.graph(URIRef(DIRECT_GRAPH))
    assert triple not in default_graph(dataset)


def test_negated_claim_gives_no_direct_triple(dataset: Dataset) -> None:
    bid = URIRef(bid_iri(ACTOR + "UKR", ACTOR + "EU"))
    assert (URIRef(ACTOR + "RUS"), DG.opposesMembership, bid) not in dataset


@pytest.mark.parametrize("modality", [m for m in Modality if m is not Modality.ACTUAL])
def test_claim_that_is_not_actual_gives_no_direct_triple(modality: Modality, claims: list[Claim]) -> None:
    graph = KnowledgeGraph.from_claims([replace(claims[-1], modality=modality)]).rdflib()
    assert not list(graph.triples((None, DG.negotiatesWith, None)))


def test_symmetric_relation_gives_direct_triples_both_ways(dataset: Dataset) -> None:
    russia, states = URIRef(ACTOR + "RUS"), URIRef(ACTOR + "USA")
    assert (russia, DG.negotiatesWith, states) in dataset
    assert (states, DG.negotiatesWith, russia) in dataset


def test_state_has_label_code_and_wikidata(dataset: Dataset) -> None:
    russia = URIRef(ACTOR + "RUS")
    assert (russia, RDF.type, DG.State) in dataset
    assert (russia, RDFS.label, Literal("Russia", lang="en")) in dataset
    assert (russia, DG.iso3, Literal("RUS")) in dataset
    assert (russia, OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q159")) in dataset


def test_person_has_the_code_of_the_state_but_is_no_state(dataset: Dataset) -> None:
    person = URIRef(ACTOR + "mara-velde")
    assert (person, DG.code, Literal("RUS")) in dataset
    assert (person, DG.iso3, None) not in dataset


def test_each_piece_of_evidence_keeps_its_own_trigger(claims: list[Claim]) -> None:
    two = (Evidence(0, 5, "Talks", "rejects"), Evidence(9, 14, "Bids.", "refuses"))
    graph = KnowledgeGraph.from_claims([replace(claims[0], evidence=two)]).rdflib()
    found = {
        (str(graph.value(node, OA.exact)), str(graph.value(node, DG.trigger))) for node in graph.objects(None, DG.evidence)
    }
    assert found == {("Talks", "rejects"), ("Bids.", "refuses")}


def test_claim_names_its_document_and_its_run(dataset: Dataset, claims: list[Claim], document: Document) -> None:
    claim = URIRef(claims[0].iri)
    assert (claim, PROV.wasDerivedFrom, URIRef(document.iri)) in dataset
    run = dataset.value(claim, PROV.wasGeneratedBy)
    assert (run, DG.model, Literal("en_test 1.0")) in dataset


def test_evidence_is_quoted_from_its_document_which_its_outlet_published(dataset: Dataset, document: Document) -> None:
    node = URIRef(document.iri)
    (evidence,) = set(dataset.subjects(PROV.wasQuotedFrom, node))
    assert dataset.value(evidence, OA.exact) == Literal("A sentence that proves the claim.")
    outlet = dataset.value(node, PROV.wasAttributedTo)
    assert dataset.value(outlet, RDFS.label) == Literal("The Example")


def test_claims_of_one_proposition_share_it_whatever_their_polarity_and_the_order_of_symmetric_parties(
    build_claim: Callable[..., Claim],
) -> None:
    affirmed = build_claim("USA", "negotiatesWith", "RUS")
    denied = build_claim("RUS", "negotiatesWith", "USA", polarity=Polarity.NEGATED, document="other")
    one_way, other_way = build_claim("RUS", "accuses", "UKR"), build_claim("UKR", "accuses", "RUS")
    assert proposition_iri(affirmed) == proposition_iri(denied)
    assert proposition_iri(one_way) != proposition_iri(other_way)
    bids = [build_claim("RUS", "opposesMembership", "UKR", body) for body in ("NATO", "EU")]
    assert len({proposition_iri(claim) for claim in bids}) == 2


def test_two_pairs_never_share_a_bid() -> None:
    assert bid_iri(ACTOR + "a-b", ACTOR + "c") != bid_iri(ACTOR + "a", ACTOR + "b-c")


def test_bid_of_a_foreign_actor_is_an_iri_of_ours() -> None:
    assert bid_iri("https://other.example/x y", ACTOR + "NATO").startswith("https://w3id.org/diplograph/bid/")


def test_no_triple_of_a_graph_uses_an_undefined_property_of_ours(dataset: Dataset) -> None:
    from importlib.resources import files

    from rdflib import Graph

    ontology = Graph().parse(data=files("diplograph.ontology").joinpath("diplograph.ttl").read_text("utf-8"), format="turtle")
    ours = {term for triple in dataset.triples((None, None, None)) for term in triple if str(term).startswith(str(DG))}
    assert {term for term in ours if (term, None, None) not in ontology} == set()


def test_manner_of_an_exclusion_is_a_term_of_the_ontology_and_no_part_of_the_direct_triple(
    dataset: Dataset, claims: list[Claim]
) -> None:
    exclusion = claims[2]
    assert dataset.value(URIRef(exclusion.iri), DG.manner) == DG.keptOut
    assert (URIRef(exclusion.subject.iri), DG.excludedFrom, URIRef(exclusion.object.iri)) in dataset


def test_denied_boycott_is_not_about_the_same_as_being_kept_out(claims: list[Claim]) -> None:
    kept_out = claims[2]
    boycott = replace(kept_out, manner="stayed away", polarity=Polarity.NEGATED, document="other")
    assert proposition_iri(kept_out) != proposition_iri(boycott)
    assert proposition_iri(kept_out) == proposition_iri(replace(boycott, manner="kept out"))


def test_manner_that_the_relation_does_not_have_is_refused_with_those_that_it_has(tmp_path: Path, claims: list[Claim]) -> None:
    path = tmp_path / "graph.ttl"
    KnowledgeGraph.from_claims(claims).save(path)
    path.write_text(path.read_text("utf-8").replace("dg:keptOut", "dg:lockedIn"), "utf-8")
    with pytest.raises(GraphError, match="is 'lockedIn'; with excludedFrom it must be keptOut, stayedAway, walkedOut"):
        tuple(KnowledgeGraph.open(path).claims)


def test_claim_with_a_manner_of_another_relation_is_not_written(build_claim: Callable[..., Claim]) -> None:
    with pytest.raises(DataError, match="accuses has no manner 'kept out'; its manners are: none"):
        KnowledgeGraph.from_claims([build_claim("RUS", "accuses", "UKR", manner="kept out")])


def test_organ_is_part_of_its_state_and_comes_back_so(tmp_path: Path, build_claim: Callable[..., Claim]) -> None:
    claim = build_claim("RUS", "accuses", "UKR")
    organ = Actor(mint(ACTOR, "RUS", "FSB"), "FSB", "Organization", "RUS", part_of=claim.subject)
    graph = KnowledgeGraph.from_claims([replace(claim, subject=organ)])
    path = tmp_path / "graph.ttl"
    graph.save(path)
    assert "dg:partOf" in path.read_text("utf-8")
    assert KnowledgeGraph.open(path).claims[0].subject == organ
