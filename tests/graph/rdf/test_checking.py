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


# What is done to a claim of its own, C, and what is then told of it.
WRONG_CLAIMS = [
    ("DELETE WHERE { C dg:polarity ?x }", "exactly one dg:polarity"),
    ("INSERT { C dg:modality dg:wished } WHERE {}", "found dg:wished"),
    ("DELETE WHERE { C dg:evidence ?x }", "one sentence that proves it"),
    ("DELETE WHERE { C prov:wasDerivedFrom ?x }", "the document"),
    ("DELETE { C dg:confidence ?x } INSERT { C dg:confidence 1.5 } WHERE { C dg:confidence ?x }", "from 0 to 1; found '1.5'"),
    (
        'INSERT { C dg:start "2025-03-02"^^xsd:date ; dg:end "2025-03-01"^^xsd:date ; dg:precision "day" } WHERE {}',
        "not after dg:end",
    ),
    ('INSERT { C dg:start "soon"^^xsd:date } WHERE {}', "an xsd:date"),
    ('INSERT { C dg:start "2025-03-02"^^xsd:date } WHERE {}', "lacks others of dg:start, dg:end"),
    ('INSERT { C dg:speeker "x" } WHERE {}', "the ontology does not know; found dg:speeker"),
    ("INSERT { C a dg:Clam } WHERE {}", "found dg:Clam"),
    ("INSERT { C dg:manner dg:keptOut } WHERE {}", "a manner that its relation does not have"),
    ("INSERT { C dg:manner dg:keptOut , dg:walkedOut } WHERE {}", "may have one dg:manner"),
]
# What else is done, and what is told of another node.
WRONG_BESIDES = [
    ("INSERT { GRAPH <x:g> { actor:UKR dg:assaults actor:RUS } } WHERE {}", "without a claim that affirms it"),
    ("INSERT { actor:RUS a dg:Person } WHERE {}", "classes that exclude each other"),
    ("DELETE { actor:mara-velde rdfs:label ?x } WHERE { actor:mara-velde rdfs:label ?x }", "exactly one rdfs:label, its name"),
    ("DELETE { ?d schema:sha256 ?x } INSERT { ?d schema:sha256 'abc' } WHERE { ?d schema:sha256 ?x }", "64 hexadecimal"),
    ("DELETE { ?r dg:model ?x } WHERE { ?r dg:model ?x }", "exactly one dg:model"),
]


def change(dataset: Dataset, *updates: str) -> Dataset:
    changed = Dataset(default_union=True)
    changed.addN((s, p, o, changed.graph(name) if name else changed.default_graph) for s, p, o, name in dataset.quads())
    for update in updates:
        changed.update(PREFIX_LINES + update)
    return changed


@pytest.fixture(scope="module")
def violations(build_claim: Callable[..., Claim]) -> list[Violation]:
    """Those of a graph in which all is wrong at once, each in a claim of its own or beside the claims."""
    sound = [build_claim("USA", "negotiatesWith", "RUS", document=f"wrong-{number}") for number in range(len(WRONG_CLAIMS))]
    said = build_claim("RUS", "accuses", "UKR", speaker=build_claim("mara-velde", "accuses", "UKR").subject)
    run = describe_run("m", started="2025-02-18T10:00:00+00:00", ended="2025-02-18T10:00:05+00:00")
    dataset = KnowledgeGraph.from_claims([*sound, said], [Document("wrong-0", text="A text.")], run=run).rdflib()
    assert check_dataset(dataset) == []
    on_claims = (update.replace("C ", f"claim:{claim.key} ") for claim, (update, _) in zip(sound, WRONG_CLAIMS, strict=True))
    return check_dataset(change(dataset, *on_claims, *(update for update, _ in WRONG_BESIDES)))


@pytest.mark.parametrize("number", range(len(WRONG_CLAIMS)), ids=[told for _, told in WRONG_CLAIMS])
def test_what_is_wrong_with_a_claim_is_told_of_it(
    violations: list[Violation], build_claim: Callable[..., Claim], number: int
) -> None:
    wrong = build_claim("USA", "negotiatesWith", "RUS", document=f"wrong-{number}")
    assert [str(v) for v in violations if v.node == f"claim:{wrong.key}" and WRONG_CLAIMS[number][1] in str(v)]


@pytest.mark.parametrize("told", [told for _, told in WRONG_BESIDES])
def test_what_is_wrong_beside_the_claims_is_told(violations: list[Violation], told: str) -> None:
    assert [str(v) for v in violations if not v.node.startswith("claim:") and told in str(v)]


def test_violation_names_the_claim_in_words_with_its_quote(violations: list[Violation]) -> None:
    (told,) = (violation for violation in violations if "needs exactly one dg:polarity" in violation.message)
    assert (told.claim, told.quote) == ("United States negotiates with Russia", "A sentence that proves the claim.")


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
