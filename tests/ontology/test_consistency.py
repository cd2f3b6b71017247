"""The ontology in the eyes of OWL tools: consistent, no class that nothing can be in, complete, aligned as the tables say."""

import json
import shutil
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import pytest
from diplograph.ontology import load_schema
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

DG = Namespace("https://w3id.org/diplograph/ontology#")
PLOVER = "https://w3id.org/diplograph/plover/"
CAMEO = "https://w3id.org/diplograph/cameo/"
TABLE = Path(__file__).parents[3] / "shared" / "data" / "plover_classes.json"
CONTRADICTIONS = {
    "a person that is a state": "<x:a> a dg:Person , dg:State .",
    "a claim that is affirmed and negated": "<x:a> a dg:Claim ; dg:polarity dg:affirmed , dg:negated .",
    "an accusation of an event": "<x:a> dg:accuses <x:talks> . <x:talks> a dg:Meeting .",
    "a polarity that is neither": (
        "<x:a> a dg:Polarity . [] a owl:AllDifferent ; owl:distinctMembers ( <x:a> dg:affirmed dg:negated ) ."
    ),
}
IMPOSSIBLE = "dg:StatePerson a owl:Class ; rdfs:subClassOf dg:State , dg:Person ."


def read_ontology(more: str = "") -> Graph:
    graph = Graph().parse(data=files("diplograph.ontology").joinpath("diplograph.ttl").read_text("utf-8"), format="turtle")
    prefixes = f"@prefix dg: <{DG}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . "
    return graph.parse(data=prefixes + more, format="turtle")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read_ontology()


def terms(ontology: Graph, *kinds: URIRef) -> list[URIRef]:
    found = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(str(DG)))


PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


class Hermit:
    """HermiT, the OWL 2 DL reasoner of Protégé, by way of owlready2."""

    def __init__(self, graph: Graph, folder: Path) -> None:
        import owlready2

        path = folder / "ontology.nt"
        path.write_bytes(graph.serialize(format="nt", encoding="utf-8"))
        self._reasoner = owlready2
        self._world = owlready2.World()
        self._ontology = self._world.get_ontology(path.as_uri()).load()

    def is_consistent(self) -> bool:
        try:
            with self._ontology:
                self._reasoner.sync_reasoner_hermit(self._world, debug=0)
        except self._reasoner.OwlReadyInconsistentOntologyError:
            return False
        return True

    def unsatisfiable(self) -> list[str]:
        return sorted(item.iri for item in self._world.inconsistent_classes() if item is not self._reasoner.Nothing)


needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java, which is not installed")


@needs_java
def test_hermit_finds_it_consistent_and_every_class_satisfiable(tmp_path: Path) -> None:
    hermit = Hermit(read_ontology(), tmp_path)
    assert hermit.is_consistent()
    assert hermit.unsatisfiable() == []


@needs_java
@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_hermit_finds_a_contradiction_that_is_put_in(name: str, tmp_path: Path) -> None:
    assert not Hermit(read_ontology(CONTRADICTIONS[name]), tmp_path).is_consistent()


@needs_java
def test_hermit_finds_a_class_that_nothing_can_be_in(tmp_path: Path) -> None:
    hermit = Hermit(read_ontology(IMPOSSIBLE), tmp_path)
    assert hermit.is_consistent()
    assert hermit.unsatisfiable() == [str(DG.StatePerson)]


def contradictions(graph: Graph) -> list[str]:
    """What the OWL 2 RL rules of owlrl find wrong in a graph, which they close."""
    import owlrl

    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = [str(o) for s, p, o in graph if str(p).endswith("agent-ont#error") or str(s).endswith("ErrorMessage")]
    return errors + [str(s) for s in graph.subjects(RDF.type, OWL.Nothing)]


def test_owlrl_finds_no_contradiction() -> None:
    graph = read_ontology()
    assert contradictions(graph) == []
    assert [s for s in graph.subjects(RDFS.subClassOf, OWL.Nothing) if s != OWL.Nothing] == []


def test_owlrl_finds_a_contradiction_that_is_put_in() -> None:
    assert contradictions(read_ontology(CONTRADICTIONS["a person that is a state"]))


def test_every_term_has_a_label_a_definition_and_an_example(ontology: Graph) -> None:
    described = terms(ontology, OWL.Class, *PROPERTIES)
    assert len(described) > 100
    assert [t for t in described if (t, RDFS.label, None) not in ontology] == []
    assert [t for t in described if (t, SKOS.definition, None) not in ontology] == []
    inverses = set(ontology.subjects(OWL.inverseOf, None))
    assert [t for t in described if (t, SKOS.example, None) not in ontology and t not in inverses] == []


def test_every_relation_has_a_domain_a_range_and_a_way_back(ontology: Graph) -> None:
    backwards = set(ontology.objects(None, OWL.inverseOf))
    for relation in terms(ontology, DG.Relation):
        assert (relation, RDFS.domain, DG.Actor) in ontology
        assert (relation, RDFS.range, None) in ontology
        assert (relation in backwards) != ((relation, RDF.type, OWL.SymmetricProperty) in ontology)


def test_every_term_that_is_named_is_declared(ontology: Graph) -> None:
    standard = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
    standard += ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2001/XMLSchema#")
    named = {term for triple in ontology for term in (triple[1], triple[2] if triple[1] == RDF.type else triple[1])}
    named |= {o for p in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf) for o in ontology.objects(None, p)}
    undeclared = [t for t in named if not isinstance(t, BNode | Literal) and not str(t).startswith(standard)]
    assert [t for t in undeclared if (t, RDF.type, None) not in ontology] == []


def wider(ontology: Graph, relation: URIRef) -> set[URIRef]:
    return {t for t in ontology.transitive_objects(relation, RDFS.subPropertyOf) if isinstance(t, URIRef)}


def test_quadrant_of_a_relation_is_that_of_its_plover_class(ontology: Graph) -> None:
    for relation in terms(ontology, DG.Relation):
        plover = ontology.value(relation, DG.plover)
        quadrants = {q for q in wider(ontology, relation) for m in ontology.objects(q, SKOS.closeMatch) if PLOVER in str(m)}
        expected = {ontology.value(plover, SKOS.broader)} if plover is not None else set()
        assert {m for q in quadrants for m in ontology.objects(q, SKOS.closeMatch)} == expected, relation


def test_cameo_code_of_a_relation_belongs_to_its_plover_class(ontology: Graph) -> None:
    for relation in load_schema().relations.values():
        code = URIRef(CAMEO + relation.cameo) if relation.cameo is not None else None
        found = ontology.value(ontology.value(code, DG.plover), SKOS.notation) if code is not None else None
        assert found == (Literal(relation.plover) if relation.plover is not None else None), relation.name


def test_finer_cameo_codes_are_codes_of_the_ontology(ontology: Graph) -> None:
    for relation in terms(ontology, DG.Relation):
        for code in ontology.objects(relation, SKOS.narrowMatch):
            assert (code, RDF.type, DG.CameoCode) in ontology


def notations(ontology: Graph, nodes: Iterable[object]) -> set[str]:
    return {str(ontology.value(node, SKOS.notation)) for node in nodes}  # type: ignore[arg-type]


@pytest.mark.skipif(not TABLE.exists(), reason="the table of PLOVER classes is not at hand")
def test_plover_classes_and_cameo_codes_are_those_of_the_table(ontology: Graph) -> None:
    table = json.loads(TABLE.read_text("utf-8"))
    assert notations(ontology, ontology.subjects(RDF.type, DG.PloverClass)) == set(table["classes"])
    codes = notations(ontology, ontology.subjects(RDF.type, DG.CameoCode))
    assert codes == {*table["cameo_codes"], *table["cameo_roots"]}
    for name, entry in table["classes"].items():
        quadrant = URIRef(PLOVER + entry["quad"].replace(" ", "-"))
        assert (URIRef(PLOVER + name), SKOS.broader, quadrant) in ontology
    for code, entry in table["cameo_codes"].items():
        node = URIRef(CAMEO + code)
        assert ontology.value(node, DG.plover) == URIRef(PLOVER + entry["plover"])
        assert ontology.value(node, DG.ploverMode) == (Literal(entry["mode"]) if "mode" in entry else None)
        assert {str(context) for context in ontology.objects(node, DG.ploverContext)} == set(entry.get("context", ()))


def test_every_finer_cameo_code_has_a_broader_one(ontology: Graph) -> None:
    for code in notations(ontology, ontology.subjects(RDF.type, DG.CameoCode)):
        if len(code) > 2:
            assert (URIRef(CAMEO + code), SKOS.broader, URIRef(CAMEO + code[:-1])) in ontology
