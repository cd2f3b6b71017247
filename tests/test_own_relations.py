"""The example of docs/own-relations.md: relations of one's own, from their files to a graph that is asked and checked."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from diplograph.extract import EXTRACTORS, ClaimExtractor, Extractor
from diplograph.extract.explanation.fusion import UNKNOWN_TO_THE_READER
from diplograph.extract.fused_extractor import FusedExtractor
from diplograph.graph import KnowledgeGraph
from diplograph.graph.rdf import check_dataset
from diplograph.ontology import Claim, Document, GraphError, InputError, add_ontology, vocabulary

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "own-relations"
TUTORIAL = (ROOT / "docs" / "own-relations.md").read_text("utf-8")
ONTOLOGY, FRAMES, NEWS = EXAMPLE / "recognition.ttl", EXAMPLE / "frames", EXAMPLE / "news.jsonl"


@pytest.fixture(autouse=True, scope="module")
def _own_vocabulary() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "_added", {})
        yield


@pytest.fixture(scope="module")
def both() -> FusedExtractor:
    made = EXTRACTORS["both"](ontology=[ONTOLOGY], frames=[FRAMES])
    assert isinstance(made, FusedExtractor)
    return made


@pytest.fixture(scope="module")
def framed() -> ClaimExtractor:
    return EXTRACTORS["frames"](ontology=[ONTOLOGY], frames=[FRAMES])


@pytest.fixture(scope="module")
def plain() -> ClaimExtractor:
    return EXTRACTORS["frames"]()


@pytest.fixture(scope="module")
def graph(both: FusedExtractor) -> KnowledgeGraph:
    return KnowledgeGraph.build(NEWS, extractor=both, ontology=[ONTOLOGY], on_error="raise")


def told(claims: Iterable[Claim], relation: str) -> set[tuple[str, str, str, str]]:
    return {(c.subject.name, c.object.name, str(c.polarity), str(c.modality)) for c in claims if c.relation == relation}


def test_relation_of_ones_own_is_found_with_its_stance(graph: KnowledgeGraph) -> None:
    assert told(graph.claims, "recognizes") == {
        ("Norway", "Palestine", "affirmed", "actual"),
        ("Germany", "Palestine", "negated", "actual"),
        ("Ireland", "Palestine", "affirmed", "planned"),
        ("Spain", "Palestine", "affirmed", "planned"),
        ("Nauru", "Kosovo", "negated", "actual"),
    }


def test_what_it_overrides_is_not_said_beside_it(graph: KnowledgeGraph) -> None:
    # Two that are denied each in words of its own both stay ("withdrew", "recognition").
    assert {polarity for _, _, polarity, _ in told(graph.claims, "supports")} <= {"negated"}
    assert told(graph.claims, "excludedFrom") == set()


def test_relations_that_ship_are_found_as_ever(graph: KnowledgeGraph) -> None:
    assert {("France", "Germany"), ("Germany", "France")} & {(s, o) for s, o, _, _ in told(graph.claims, "negotiatesWith")}


def test_events_of_a_class_of_ones_own_are_objects(graph: KnowledgeGraph) -> None:
    kinds = {claim.object.kind for claim in graph.claims if claim.relation == "monitors"}
    assert kinds == {"Referendum", "Election"}


def test_object_is_of_the_class_that_the_relation_has(both: FusedExtractor) -> None:
    assert told(both.extract(Document("x", text="Norway recognized NATO on Tuesday.")), "recognizes") == set()


def test_explanation_says_that_the_reader_does_not_know_the_relation(both: FusedExtractor) -> None:
    (sentence,) = both.explain(Document("x", text="Norway recognized Palestine and accused Chad of lying."))
    notes = {attempt.relation: attempt.notes for attempt in sentence.attempts if attempt.claims}
    assert notes["recognizes"] == (UNKNOWN_TO_THE_READER,)
    assert notes["accuses"] == ()


def test_frames_alone_judge_how_sure_a_claim_is_that_the_reader_does_not_know(
    both: FusedExtractor, framed: ClaimExtractor
) -> None:
    document = Document("x", text="Norway recognized Palestine on Tuesday.")
    (claim,), (of_frames,) = both.extract(document), framed.extract(document)
    assert (claim.confidence, claim.frame) == (of_frames.confidence, "recognize")


def test_additions_of_one_extractor_are_none_of_another(framed: ClaimExtractor, plain: ClaimExtractor) -> None:
    text = Document("x", text="Norway will join the referendum. Norway recognized Palestine.")
    claims = [(claim.relation, claim.object.kind) for extractor in (framed, plain) for claim in extractor.extract(text)]
    kinds = [("participatesIn", "Referendum"), ("recognizes", "State"), ("participatesIn", "Election"), ("supports", "State")]
    assert claims == kinds


def test_documents_that_are_read_together_give_what_each_gives_alone(framed: ClaimExtractor) -> None:
    assert isinstance(framed, Extractor)
    texts = [Document(str(i), text=f"{name} recognized Palestine.") for i, name in enumerate(("Norway", "Spain"))]
    assert list(framed.extract_all(texts)) == [framed.extract(text) for text in texts]


def test_provenance_names_the_additions(graph: KnowledgeGraph, both: FusedExtractor) -> None:
    assert re.search(r", own relations [0-9a-f]{16}, frames and reader ", both.name)
    (row,) = graph.query("SELECT DISTINCT ?model { ?run dg:model ?model }").dicts()
    assert row["model"] == both.name


@pytest.mark.usefixtures("fake_extractor")
def test_build_into_a_store_goes_on_with_the_same_files_and_reads_anew_with_others(tmp_path: Path) -> None:
    shutil.copytree(FRAMES, tmp_path / "frames")
    text = Document("x", text="Norway recognized Palestine.")

    def build() -> tuple[int, int, int]:
        own = {"ontology": [ONTOLOGY], "frames": [tmp_path / "frames"]}
        with KnowledgeGraph.build(text, store=tmp_path / "news", **own) as built:
            return built.receipt.added, built.report.known, built.report.read

    assert (build(), build()) == ((1, 0, 1), (0, 1, 0))
    changed = tmp_path / "frames" / "recognizes.yaml"
    changed.write_text(changed.read_text("utf-8").replace("name: recognize\n", "name: acknowledge\n"), "utf-8")
    assert build() == (0, 0, 1)


def test_graph_conforms_to_the_shapes_with_its_ontology(graph: KnowledgeGraph) -> None:
    assert check_dataset(graph.rdflib()) == []


def test_check_takes_the_ontology_and_finds_the_relation_unknown_without(
    graph: KnowledgeGraph, tmp_path: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.ttl"
    KnowledgeGraph.from_claims(graph.claims[:1], graph.documents).save(path)
    monkeypatch.setattr(vocabulary, "_added", {})
    outcome = run("check", path)
    assert (outcome.code, "a relation of the ontology; found dg:" in outcome.out) == (1, True)
    checked = run("check", path, "--ontology", ONTOLOGY)
    assert (checked.code, checked.err) == (0, f"{path}: conforms\n")


def test_rules_hold_of_relations_of_ones_own(graph: KnowledgeGraph) -> None:
    derived = graph.derive()
    assert derived.query("ASK { actor:PSE dg:recognizedBy actor:NOR }").rows == ((True,),)
    assert derived.query("ASK { actor:NOR dg:materialCooperation actor:PSE }").rows == ((True,),)


def test_graph_is_opened_with_its_ontology_and_says_what_is_missing_without(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph.save(tmp_path / "own.ttl")
    monkeypatch.setattr(vocabulary, "_added", {})
    with pytest.raises(GraphError, match="'recognizes' is not a relation of the ontology; name the file that declares it"):
        tuple(KnowledgeGraph.open(tmp_path / "own.ttl").claims)
    assert len(KnowledgeGraph.open(tmp_path / "own.ttl", ontology=[ONTOLOGY]).claims) == len(graph.claims)
    add_ontology(ONTOLOGY)


def test_commands_take_the_ontology(graph: KnowledgeGraph, tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "own.ttl"
    graph.save(path)
    asked = run("query", path, "SELECT ?who { ?who dg:recognizes actor:PSE }", "--ontology", ONTOLOGY, "--format", "csv")
    assert (asked.code, asked.out.split()) == (0, ["who", "Norway"])
    exported = run("export", path, "--with-ontology", ONTOLOGY, "--format", "csv")
    assert (exported.code, "recognizes as a state" in exported.out) == (0, True)
    drawn = run("page", path, "--ontology", ONTOLOGY, "--output", tmp_path / "own.html")
    assert (drawn.code, "recognizes as a state" in (tmp_path / "own.html").read_text("utf-8")) == (0, True)


def test_wrong_ontology_is_one_line_on_the_command_line(tmp_path: Path, run: Callable[..., Any]) -> None:
    (tmp_path / "bad.ttl").write_text(
        "@prefix dg: <https://w3id.org/diplograph/ontology#> . dg:threatens dg:phrase 'x' .", "utf-8"
    )
    outcome = run("query", tmp_path / "none.ttl", "ASK {}", "--ontology", tmp_path / "bad.ttl")
    line = "diplograph: bad.ttl: dg:threatens is declared in diplograph.ttl already; give yours another name\n"
    assert (outcome.code, outcome.out, outcome.err) == (2, "", line)


def test_learned_reader_alone_refuses_frames() -> None:
    with pytest.raises(InputError, match="reads no frames"):
        EXTRACTORS["learned"](frames=[FRAMES])


def test_tutorial_shows_the_files_of_the_example() -> None:
    for path in (ONTOLOGY, *FRAMES.rglob("*.yaml")):
        assert path.read_text("utf-8").strip() in TUTORIAL, path.name
