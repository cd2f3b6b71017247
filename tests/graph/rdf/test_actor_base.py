"""The actor base as RDF: complete, dated, linked, and loadable by itself."""

from importlib.resources import files

import pyoxigraph
import pytest
from diplograph.graph.queries.parameters import fill_parameters
from diplograph.graph.queries.ready import read_query
from diplograph.graph.rdf.actor_base import serialize_actor_base
from diplograph.graph.rdf.namespaces import PREFIXES
from diplograph.ontology import GraphError
from diplograph.ontology.actors import load_actors
from diplograph.ontology.identifiers import ACTOR


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.bulk_load(serialize_actor_base("ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def ask(store: pyoxigraph.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=dict(PREFIXES)))


def count(store: pyoxigraph.Store, pattern: str) -> int:
    (row,) = store.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", prefixes=dict(PREFIXES))
    return int(row["n"].value)


@pytest.mark.parametrize(
    "pattern",
    [
        'actor:SWE a dg:State ; rdfs:label "Sweden"@en ; dg:iso3 "SWE" ; owl:sameAs wd:Q34',
        'actor:NATO a dg:InternationalOrganization ; dg:organizationKind "alliance" ; owl:sameAs wd:Q7184',
        'actor:NATO skos:altLabel "North Atlantic Treaty Organization"@en',
        'actor:RUS skos:hiddenLabel "Kremlin"@en',
        'actor:territory-spratly-islands a dg:Territory ; skos:altLabel "Spratlys"@en',
        "actor:NAC dg:parent actor:NATO",
        '?m a dg:Membership ; dg:holder actor:SWE ; dg:body actor:NATO ; dg:status "member" ; dg:start "2024-03-07"^^xsd:date',
        "actor:boris-johnson a dg:Person ; owl:sameAs wd:Q180589",
        '?o a dg:Office ; dg:holder actor:boris-johnson ; dg:body actor:GBR ; dg:officeKind "head_of_government" ; '
        'dg:start "2019-07-24"^^xsd:date ; dg:end "2022-09-06"^^xsd:date',
    ],
)
def test_known_fact_is_there(store: pyoxigraph.Store, pattern: str) -> None:
    assert ask(store, pattern)


def test_every_actor_of_the_base_is_there(store: pyoxigraph.Store) -> None:
    for actor in load_actors().actors.values():
        assert ask(store, f"<{actor.iri}> a dg:{actor.kind} ; rdfs:label ?name"), actor


def test_every_membership_and_office_has_a_holder_and_a_body_that_are_described(store: pyoxigraph.Store) -> None:
    tenures = "{ ?t a dg:Office } UNION { ?t a dg:Membership }"
    assert count(store, tenures) > 40_000
    assert count(store, tenures) == count(store, tenures + " ?t dg:holder/rdfs:label ?holder ; dg:body/rdfs:label ?body")


def test_no_tenure_ends_before_it_begins(store: pyoxigraph.Store) -> None:
    assert not ask(store, "?t dg:start ?start ; dg:end ?end FILTER(?start > ?end)")


def test_year_alone_is_its_first_and_last_day_with_the_precision(store: pyoxigraph.Store) -> None:
    assert not ask(store, '?t dg:startPrecision "year" ; dg:start ?day FILTER(MONTH(?day) != 1 || DAY(?day) != 1)')
    assert not ask(store, '?t dg:endPrecision "year" ; dg:end ?day FILTER(MONTH(?day) != 12 || DAY(?day) != 31)')
    assert ask(store, '?t dg:startPrecision "year"')


def test_members_of_an_organization_on_a_day_are_one_query(store: pyoxigraph.Store) -> None:
    members = """BIND("2023-06-01"^^xsd:date AS ?day)
      ?m a dg:Membership ; dg:body actor:NATO ; dg:status "member" ; dg:start ?start ; dg:holder ?who .
      OPTIONAL { ?m dg:end ?end } FILTER(?start <= ?day && (!BOUND(?end) || ?end >= ?day))"""
    assert count(store, members) == 31


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("members", "member", {"Finland": "2023-04-04", "Sweden": None}),
        ("officials", "person", {"Boris Johnson": "2019-07-24", "Theresa May": None}),
    ],
)
def test_ready_query_answers(store: pyoxigraph.Store, name: str, column: str, expected: dict[str, str | None]) -> None:
    rows = store.query(
        fill_parameters(read_query(name), {}, lambda name: ACTOR + name.removeprefix("actor:")), prefixes=dict(PREFIXES)
    )
    found = {(row[column].value, row["since"].value) for row in rows}
    for who, since in expected.items():
        dates = {day for person, day in found if person == who}
        assert (since in dates) if since is not None else not dates


def test_every_class_and_property_is_one_of_the_ontology(store: pyoxigraph.Store) -> None:
    known = pyoxigraph.Store()
    text = files("diplograph.ontology").joinpath("diplograph.ttl").read_bytes()
    known.bulk_load(text, format=pyoxigraph.RdfFormat.TURTLE)
    used = store.query("SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } }")
    standard = (PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"])
    terms = [row["term"] for row in used if not row["term"].value.startswith(standard)]
    assert terms
    assert [term.value for term in terms if not any(known.quads_for_pattern(term, None, None))] == []


def test_rdf_xml_holds_the_same_triples_none_of_them_twice(store: pyoxigraph.Store) -> None:
    read = sum(1 for _ in pyoxigraph.parse(serialize_actor_base("rdf"), format=pyoxigraph.RdfFormat.RDF_XML))
    assert read == len(store)


def test_unknown_format_is_refused_with_those_that_exist() -> None:
    with pytest.raises(GraphError, match="'csv' is not a format of actors; use one of ttl, nt"):
        serialize_actor_base("csv")
