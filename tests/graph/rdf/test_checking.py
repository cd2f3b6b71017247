"""Graphs against the shapes: what is built conforms, and what is wrong is told in words."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.checking import Violation, check_dataset
from diplograph.graph.rdf.namespaces import PREFIXES
from diplograph.graph.rdf.provenance import describe_run
from diplograph.graph.stores.graph_file import read_graph
from diplograph.ontology import PRECISIONS, Claim, DiplographError, Document, Event, Interval
from rdflib import Dataset

PREFIX_LINES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@pytest.fixture
def dataset(claims: list[Claim], document: Document) -> Dataset:
    run = describe_run("m", started="2025-02-18T10:00:00+00:00", ended="2025-02-18T10:00:05+00:00")
    retrieved = replace(document, retrieved=document.date)
    return KnowledgeGraph.from_claims(claims, [retrieved], run=run).rdflib()


def test_graph_of_claims_conforms(dataset: Dataset) -> None:
    assert check_dataset(dataset) == []


@pytest.mark.parametrize("suffix", [".ttl", ".rdf", ".jsonld"])
def test_graph_conforms_whatever_format_it_went_through(suffix: str, tmp_path: Path, claims: list[Claim]) -> None:
    KnowledgeGraph.from_claims(claims).save(tmp_path / f"graph{suffix}")
    assert check_dataset(read_graph(tmp_path / f"graph{suffix}").rdflib()) == []


def test_claims_with_dates_of_any_precision_and_places_conform(build_claim: Callable[..., Claim]) -> None:
    sample = build_claim("RUS", "accuses", "UKR")
    dated = [
        replace(sample, document=unit, date=Interval("2025-02-01", "2025-02-28", unit), place="Geneva", country=sample.subject)
        for unit in PRECISIONS
    ]
    assert check_dataset(KnowledgeGraph.from_claims(dated).rdflib()) == []


THE_CLAIM = "?claim dg:relation dg:negotiatesWith"


@pytest.mark.parametrize(
    ("update", "told"),
    [
        (f"DELETE {{ ?claim dg:polarity ?x }} WHERE {{ {THE_CLAIM} ; dg:polarity ?x }}", "exactly one dg:polarity"),
        (f"INSERT {{ ?claim dg:modality dg:wished }} WHERE {{ {THE_CLAIM} }}", "found dg:wished"),
        (f"DELETE {{ ?claim dg:evidence ?x }} WHERE {{ {THE_CLAIM} ; dg:evidence ?x }}", "one sentence that proves it"),
        (f"DELETE {{ ?claim prov:wasDerivedFrom ?x }} WHERE {{ {THE_CLAIM} ; prov:wasDerivedFrom ?x }}", "the document"),
        (
            f"DELETE {{ ?claim dg:confidence ?x }} INSERT {{ ?claim dg:confidence 1.5 }} "
            f"WHERE {{ {THE_CLAIM} ; dg:confidence ?x }}",
            "from 0 to 1; found '1.5'",
        ),
        (
            f'INSERT {{ ?claim dg:start "2025-03-02"^^xsd:date ; dg:end "2025-03-01"^^xsd:date ; dg:precision "day" }} '
            f"WHERE {{ {THE_CLAIM} }}",
            "not after dg:end",
        ),
        (f'INSERT {{ ?claim dg:start "soon"^^xsd:date }} WHERE {{ {THE_CLAIM} }}', "an xsd:date"),
        (f'INSERT {{ ?claim dg:start "2025-03-02"^^xsd:date }} WHERE {{ {THE_CLAIM} }}', "lacks others of dg:start, dg:end"),
        (f'INSERT {{ ?claim dg:speeker "x" }} WHERE {{ {THE_CLAIM} }}', "the ontology does not know; found dg:speeker"),
        (f"INSERT {{ ?claim a dg:Clam }} WHERE {{ {THE_CLAIM} }}", "found dg:Clam"),
        (f"INSERT {{ ?claim dg:manner dg:keptOut }} WHERE {{ {THE_CLAIM} }}", "a manner that its relation does not have"),
        ("INSERT { ?c dg:manner dg:walkedOut } WHERE { ?c dg:manner ?x }", "may have one dg:manner"),
        ("INSERT { GRAPH <x:g> { actor:UKR dg:assaults actor:RUS } } WHERE {}", "without a claim that affirms it"),
        ("INSERT { actor:RUS a dg:Person } WHERE {}", "classes that exclude each other"),
        ("DELETE { ?a rdfs:label ?x } WHERE { ?a a dg:Person ; rdfs:label ?x }", "exactly one rdfs:label, its name"),
        ("DELETE { ?d schema:sha256 ?x } INSERT { ?d schema:sha256 'abc' } WHERE { ?d schema:sha256 ?x }", "64 hexadecimal"),
        ("DELETE { ?r dg:model ?x } WHERE { ?r dg:model ?x }", "exactly one dg:model"),
    ],
)
def test_what_is_wrong_is_told(dataset: Dataset, update: str, told: str) -> None:
    changed = Dataset(default_union=True)
    changed.addN((s, p, o, changed.graph(name) if name else changed.default_graph) for s, p, o, name in dataset.quads())
    changed.update(PREFIX_LINES + update)
    messages = [str(violation) for violation in check_dataset(changed)]
    assert [message for message in messages if told in message]


def test_violation_names_the_claim_in_words_with_its_quote(dataset: Dataset) -> None:
    query = PREFIX_LINES + f"DELETE {{ ?claim dg:modality ?x }} WHERE {{ {THE_CLAIM} ; dg:modality ?x }}"
    changed = Dataset(default_union=True)
    changed.addN((s, p, o, changed.graph(name) if name else changed.default_graph) for s, p, o, name in dataset.quads())
    changed.update(query)
    told = [violation for violation in check_dataset(changed) if "dg:modality" in violation.message]
    assert [(v.claim, v.quote) for v in told] == [("United States negotiates with Russia", "A sentence that proves the claim.")]
    assert told[0].node.startswith("claim:")


def test_relation_over_a_membership_needs_a_bid(build_claim: Callable[..., Claim]) -> None:
    odd = build_claim("RUS", "opposesMembership", "UKR")
    (violation,) = check_dataset(KnowledgeGraph.from_claims([odd]).rdflib())
    assert "rdfs:range" in violation.message
    assert violation.claim == "Russia opposes membership of Ukraine"


def test_event_as_the_object_of_an_accusation_is_told(build_claim: Callable[..., Claim]) -> None:
    odd = build_claim("RUS", "accuses", Event("https://x/talks", "Talks", "Negotiation"))
    (violation,) = check_dataset(KnowledgeGraph.from_claims([odd]).rdflib())
    assert "rdfs:range" in violation.message


def test_exclusion_from_a_body_and_from_an_event_conform(build_claim: Callable[..., Claim]) -> None:
    claims = [build_claim("RUS", "excludedFrom", "NATO"), build_claim("RUS", "excludedFrom", Event("x:e", "Talks", "Meeting"))]
    assert check_dataset(KnowledgeGraph.from_claims(claims).rdflib()) == []


def test_empty_graph_conforms() -> None:
    assert check_dataset(KnowledgeGraph.from_claims([]).rdflib()) == []


def test_missing_pyshacl_is_told_with_the_command_that_installs_it(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(DiplographError, match=r"pip install 'diplograph\[check\]'"):
        check_dataset(dataset)


def test_violation_is_one_readable_line() -> None:
    assert str(Violation("claim:1", "needs x", "y", "A accuses B", "A blamed B.")) == (
        'claim:1: needs x; found y; the claim: A accuses B; "A blamed B."'
    )


def test_bid_for_itself_is_told_without_an_end(tmp_path: Path) -> None:
    text = (
        "<x:c> a dg:Claim ; dg:object <x:bid> .\n"
        "<x:bid> a dg:MembershipBid ; dg:candidate <x:bid> , actor:NATO ; dg:organization actor:NATO , <x:bid> .\n"
    )
    (tmp_path / "graph.ttl").write_text(PREFIX_LINES + text, "utf-8")
    found = check_dataset(read_graph(tmp_path / "graph.ttl").rdflib())
    assert any("is not the body itself" in violation.message for violation in found)
