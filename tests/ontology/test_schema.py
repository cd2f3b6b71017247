import pytest
from diplograph.ontology import DataError, Modality, Polarity, Schema, load_schema
from diplograph.ontology.declarations import read_schema
from diplograph.ontology.identifiers import ONTOLOGY
from diplograph.ontology.schema import FAMILIES
from diplograph.ontology.turtle import parse_turtle

RELATIONS = load_schema().relations
RANGES = {"Actor", "State", "Territory", "Organization", "Event", "MembershipBid"}
PREFIXES = """
@prefix dg: <https://w3id.org/diplograph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
dg:Actor a owl:Class . dg:State a owl:Class ; rdfs:subClassOf dg:Actor .
"""
GREETS = """
dg:greets a dg:Relation ; rdfs:range dg:Actor ; dg:family "dealing" ; rdfs:label "greets" ;
    dg:notCoded "politeness is no event" ; skos:definition "Says hello." .
"""


def load(turtle: str) -> Schema:
    """The schema of an ontology of the test's own."""
    return read_schema(parse_turtle([("diplograph.ttl", PREFIXES + turtle)]))


@pytest.mark.parametrize("name", RELATIONS)
def test_every_relation_says_what_it_is(name: str) -> None:
    relation = RELATIONS[name]
    assert relation.label
    assert relation.definition.endswith(".")
    assert relation.family in FAMILIES
    assert relation.range in RANGES
    assert relation.iri == ONTOLOGY + name


@pytest.mark.parametrize("name", RELATIONS)
def test_symmetric_relations_hold_between_actors(name: str) -> None:
    assert not RELATIONS[name].symmetric or RELATIONS[name].range == "Actor"


def test_every_family_has_a_relation() -> None:
    assert {relation.family for relation in RELATIONS.values()} == set(FAMILIES)


def test_relations_cannot_be_added_at_run_time() -> None:
    with pytest.raises(TypeError):
        RELATIONS["greets"] = RELATIONS["hosts"]  # type: ignore[index]


@pytest.mark.parametrize(
    "kind", ["State", "Territory", "Organization", "InternationalOrganization", "ArmedGroup", "Person", "GroupActor"]
)
def test_actor_classes_are_actors(kind: str) -> None:
    assert load_schema().is_a(kind, "Actor")
    assert load_schema().is_a(kind, kind)


def test_international_organizations_are_organizations_but_not_the_reverse() -> None:
    assert load_schema().is_a("InternationalOrganization", "Organization")
    assert not load_schema().is_a("Organization", "InternationalOrganization")


def test_unknown_class_is_below_nothing() -> None:
    assert not load_schema().is_a("Unicorn", "Actor")
    assert not load_schema().is_a("Unicorn", "Unicorn")


@pytest.mark.parametrize("name", RELATIONS)
def test_plover_class_is_given_only_to_events_that_happened_or_are_announced(name: str) -> None:
    relation = RELATIONS[name]
    assert relation.plover_class(Polarity.AFFIRMED, Modality.ACTUAL) == relation.plover
    assert relation.plover_class(Polarity.AFFIRMED, Modality.PLANNED) == (relation.plover_planned or relation.plover)
    for modality in (Modality.POSSIBLE, Modality.DEMANDED, Modality.ALLEGED):
        assert relation.plover_class(Polarity.AFFIRMED, modality) is None
    for modality in Modality:
        assert relation.plover_class(Polarity.NEGATED, modality) is None


@pytest.mark.parametrize(
    ("name", "happened", "announced"),
    [
        ("assaults", "ASSAULT", "THREATEN"),
        ("aids", "AID", "AGREE"),
        ("accuses", "ACCUSE", "ACCUSE"),
        ("represents", None, None),
    ],
)
def test_conflict_to_come_is_a_threat_and_cooperation_to_come_an_agreement(
    name: str, happened: str | None, announced: str | None
) -> None:
    assert RELATIONS[name].plover_class(Polarity.AFFIRMED, Modality.ACTUAL) == happened
    assert RELATIONS[name].plover_class(Polarity.AFFIRMED, Modality.PLANNED) == announced


def test_relation_added_to_the_ontology_is_read() -> None:
    schema = load(GREETS)
    assert list(schema.relations) == ["greets"]
    assert schema.relations["greets"].definition == "Says hello."
    assert schema.relations["greets"].plover is None
    assert schema.is_a("State", "Actor")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            GREETS.replace("dg:Actor", "dg:Sate"),
            ["dg:greets", "Sate", "Actor, State, Territory, Organization, Event"],
        ),
        (GREETS.replace("rdfs:range dg:Actor ;", ""), ["dg:greets", "rdfs:range", "MembershipBid"]),
        (GREETS.replace('"dealing"', '"deeling"'), ["dg:greets", "'deeling'", "conflict, dealing, exclusion"]),
        (GREETS.replace('dg:family "dealing" ;', ""), ["dg:greets", "dg:family", "conflict, dealing, exclusion"]),
        (GREETS.replace('rdfs:label "greets" ;', ""), ["dg:greets", "rdfs:label"]),
        (GREETS.replace('; skos:definition "Says hello."', ""), ["dg:greets", "skos:definition"]),
        (GREETS.replace('dg:notCoded "politeness is no event" ;', ""), ["dg:greets", "dg:plover", "dg:cameo", "dg:notCoded"]),
        (GREETS.replace('dg:notCoded "', 'dg:plover dg:nothing ; dg:notCoded "'), ["dg:greets", "nothing", "skos:notation"]),
        (GREETS.replace(" .\n", " ;\n"), ["not valid Turtle"]),
    ],
    ids=[
        *("unknown range", "no range", "unknown family", "no family", "no label", "no definition"),
        *("no event class and no reason", "event class without notation", "broken Turtle"),
    ],
)
def test_wrong_relation_is_refused_by_name_with_what_is_allowed(wrong: str, told: list[str]) -> None:
    with pytest.raises(DataError) as raised:
        load(wrong)
    for part in ("diplograph.ttl", *told):
        assert part in str(raised.value)


def test_ranges_of_a_union_are_read_in_their_order_the_first_being_the_main_one() -> None:
    union = GREETS.replace("dg:Actor", "[ a owl:Class ; owl:unionOf ( dg:Event dg:Actor ) ]", 1)
    relation = load(union).relations["greets"]
    assert (relation.range, relation.ranges) == ("Event", ("Event", "Actor"))


@pytest.mark.parametrize("name", RELATIONS)
def test_every_relation_has_an_event_class_with_a_cameo_code_of_that_class_or_a_reason_why_not(name: str) -> None:
    relation = RELATIONS[name]
    assert (relation.plover is None) == (relation.cameo is None)
    assert relation.example


def test_opposing_a_membership_is_a_rejection_and_that_is_verbal_conflict() -> None:
    assert RELATIONS["opposesMembership"].parents == ("rejects",)
    assert RELATIONS["rejects"].parents == ("verbalConflict",)


def test_manners_of_an_exclusion_are_read_in_the_order_of_the_ontology_with_their_words() -> None:
    excluded = RELATIONS["excludedFrom"]
    assert [(m.name, m.label) for m in excluded.manners] == [
        ("keptOut", "kept out"),
        ("stayedAway", "stayed away"),
        ("walkedOut", "walked out"),
    ]
    assert (excluded.phrase(None), excluded.phrase("stayed away")) == ("is excluded from", "stays away from")
    assert RELATIONS["accuses"].manners == ()


BOWING = GREETS.replace("dg:notCoded", "dg:manners dg:Bow ; dg:notCoded")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (BOWING + "dg:Bow owl:equivalentClass [ owl:oneOf ( dg:deep ) ] .", ["dg:deep", "rdfs:label", "dg:phrase"]),
        (BOWING, ["dg:greets", "Bow", "owl:oneOf"]),
    ],
    ids=["manner without words", "class without members"],
)
def test_wrong_manner_is_refused_with_what_it_needs(wrong: str, told: list[str]) -> None:
    with pytest.raises(DataError) as raised:
        load(wrong)
    for part in ("diplograph.ttl", *told):
        assert part in str(raised.value)


def test_title_says_the_relation_that_is_a_representation() -> None:
    assert load_schema().representation.name == "represents"
    spoken_for = GREETS.replace("greets", "speaksFor").replace("a dg:Relation", "a dg:Relation , dg:Representation")
    assert load(GREETS + spoken_for).representation.name == "speaksFor"
    with pytest.raises(DataError, match="dg:Representation"):
        _ = load(GREETS).representation
