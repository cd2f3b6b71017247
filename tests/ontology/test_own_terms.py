"""Files of one's own beside the shipped ontology: what they add, and what they are refused for."""

from pathlib import Path

import pytest
from diplograph.ontology import DataError, add_ontology, load_schema, ontology_texts

PREFIXES = """
@prefix dg: <https://w3id.org/diplograph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix own: <https://own.example/terms#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
GREETS = """
dg:greets a dg:Relation , owl:ObjectProperty ; rdfs:label "salue"@fr , "greets"@en ; rdfs:range dg:Actor ;
    rdfs:subPropertyOf dg:verbalCooperation ; dg:family "dealing" ; dg:notCoded "politeness is no event" ;
    owl:equivalentProperty own:greets ; skos:definition "Says hello."@en .
"""
PLEBISCITE = """dg:Plebiscite a owl:Class ; rdfs:subClassOf dg:Election ; rdfs:label "plebiscite"@en ."""


pytestmark = pytest.mark.usefixtures("shipped_vocabulary")


def write(folder: Path, *turtle: str, name: str = "own.ttl") -> Path:
    path = folder / name
    path.write_text(PREFIXES + "".join(turtle), "utf-8")
    return path


def test_relation_of_ones_own_is_known_from_then_on_with_its_english_label(tmp_path: Path) -> None:
    shipped = load_schema()
    schema = add_ontology(write(tmp_path, GREETS))
    assert load_schema() is schema
    assert (schema.relations["greets"].label, schema.relations["greets"].parents) == ("greets", ("verbalCooperation",))
    assert {name: schema.relations[name] for name in shipped.relations} == dict(shipped.relations)
    assert schema.object_properties - shipped.object_properties == {"greets"}
    assert "greets" not in shipped.relations


def test_class_of_ones_own_is_below_what_it_is_declared_below_and_may_be_a_range(tmp_path: Path) -> None:
    schema = add_ontology(write(tmp_path, PLEBISCITE, GREETS.replace("rdfs:range dg:Actor", "rdfs:range dg:Plebiscite")))
    assert schema.is_a("Plebiscite", "Event")
    assert schema.relations["greets"].ranges == ("Plebiscite",)


def test_relation_may_hold_in_manners_of_ones_own(tmp_path: Path) -> None:
    bows = """
    dg:Bow a owl:Class ; rdfs:subClassOf dg:Manner ; rdfs:label "bow"@en ;
        owl:equivalentClass [ a owl:Class ; owl:oneOf ( dg:deep ) ] .
    dg:deep a owl:NamedIndividual , dg:Bow ; rdfs:label "deep"@en ; dg:phrase "bows deeply to"@en .
    """
    schema = add_ontology(write(tmp_path, GREETS.replace("dg:family", "dg:manners dg:Bow ; dg:family"), bows))
    assert schema.relations["greets"].phrase("deep") == "bows deeply to"


def test_two_files_are_added_and_the_second_may_name_what_the_first_declares(tmp_path: Path) -> None:
    narrower = GREETS.replace("dg:greets", "dg:kisses").replace("dg:verbalCooperation", "dg:greets")
    schema = add_ontology(write(tmp_path, GREETS), write(tmp_path, narrower, name="more.ttl"))
    assert schema.relations["kisses"].parents == ("greets",)
    assert len(ontology_texts()) == 3


def test_file_that_is_added_again_is_read_again(tmp_path: Path) -> None:
    add_ontology(write(tmp_path, GREETS))
    schema = add_ontology(write(tmp_path, GREETS.replace("dg:greets", "dg:kisses")))
    assert ("greets" in schema.relations, "kisses" in schema.relations) == (False, True)


def test_nothing_is_added_where_a_file_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        add_ontology(write(tmp_path, GREETS), write(tmp_path, "dg:kisses a dg:Relation .", name="more.ttl"))
    assert "greets" not in load_schema().relations


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("dg:threatens skos:definition 'Menaces.' .", ["dg:threatens", "declared in diplograph.ttl already"]),
        (GREETS.replace("dg:greets", "own:greets"), ["own.example/terms#greets", "namespace dg:"]),
        ("own:Court a owl:Class ; rdfs:subClassOf dg:Organization .", ["own.example/terms#Court", "namespace dg:"]),
        ("dg:greets a dg:Relaton , owl:NamedIndividual .", ["dg:greets", "dg:Relation"]),
        (GREETS.replace("dg:verbalCooperation", "dg:verbalCooperaton"), ["dg:verbalCooperaton is declared nowhere"]),
        (GREETS.replace("dg:family", "dg:famly"), ["dg:greets", "dg:famly is declared nowhere"]),
        (GREETS.replace(" , owl:ObjectProperty", ""), ["dg:greets", "owl:ObjectProperty"]),
        (GREETS.replace("dg:Relation ,", "dg:Relation , dg:Representation ,"), ["dg:greets", "take dg:Representation off"]),
        (GREETS.replace("rdfs:range", "rdfs:domain dg:State ; rdfs:range"), ["dg:greets", "rdfs:domain is dg:State"]),
        (GREETS.replace("owl:O", "owl:SymmetricProperty , owl:O").replace("range dg:Actor", "range dg:Event"), ["symmetric"]),
        (GREETS.replace("dg:verbalCooperation", "dg:greets"), ["dg:greets", "narrower relation of itself"]),
        (GREETS.replace("dg:Actor", "dg:Manner"), ["dg:greets", "rdfs:range is Manner", "a class of actors or events"]),
        (GREETS.replace("dg:greets", "<https://w3id.org/diplograph/ontology#gr-eets>"), ["dg:gr-eets", "letters, digits"]),
        ("dg:Court a owl:Class ; rdfs:subClassOf dg:Organization .", ["dg:Court", "add an rdfs:label"]),
        ("dg:Court a owl:Class ; rdfs:label 'court' .", ["dg:Court", "rdfs:subClassOf dg:Actor, dg:Event or dg:Manner"]),
        ("dg:greets a dg:Relation", ["not valid Turtle"]),
    ],
)
def test_wrong_file_is_refused_by_its_name_with_entry_and_remedy(wrong: str, told: list[str], tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        add_ontology(write(tmp_path, wrong))
    for part in ("own.ttl", *told):
        assert part in str(raised.value)


@pytest.mark.parametrize(("content", "told"), [(None, "cannot be read: No such file"), (b"\xff\xfe\x00", "is not UTF-8")])
def test_file_that_cannot_be_read_is_told(content: bytes | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match=told):
        add_ontology(path)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(DataError, match="two ontologies of that name"):
        add_ontology(write(tmp_path, GREETS), write(tmp_path / "a", GREETS))
