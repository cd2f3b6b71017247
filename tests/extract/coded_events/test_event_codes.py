"""Codes of events as relations: the table covers both schemes, agrees with the ontology and says what is wrong with it."""

from typing import Any

import pytest
from diplograph.extract.coded_events.codes import load_codes, read_codes
from diplograph.ontology import DataError, Modality, Polarity, load_event_codes, load_schema
from diplograph.ontology.turtle import parse_turtle
from diplograph.ontology.vocabulary import ontology_texts

BASE = "https://w3id.org/diplograph/"
# Where a relation of ours says more of a code than the class that the conversion table gives it.
FINER = {"057", "0871"}
# "Ease" and "return" are concessions to somebody; only forces retreat. Sanctions are sanctions, embargoes among them.
OTHERWISE = {"0813", "0814", "084", "0841", "0842", "085", "086", "0861", "0862", "0863", "163"}


def plover_of_cameo() -> dict[str, str]:
    said = parse_turtle([("diplograph.ttl", ontology_texts()[0])]).said
    nodes = {code: said[entry.iri] for code, entry in load_event_codes("CAMEO").items()}
    return {
        code: node[BASE + "ontology#plover"][0].rpartition("/")[2]
        for code, node in nodes.items()
        if BASE + "ontology#plover" in node
    }


def test_claim_of_a_code_has_the_class_that_the_code_has() -> None:
    others = set()
    for code, expected in plover_of_cameo().items():
        meaning = load_codes().find("CAMEO", code)
        if meaning is not None and meaning.relation is not None:
            found = load_schema().relations[meaning.relation].plover_class(Polarity.AFFIRMED, meaning.modality)
            if found != expected:
                others.add(code)
    assert others == FINER | OTHERWISE


@pytest.mark.parametrize("code", sorted(load_event_codes("PLOVER")))
def test_claim_of_a_class_has_that_class(code: str) -> None:
    meaning = load_codes().find("PLOVER", code)
    assert meaning is not None and meaning.relation is not None
    assert load_schema().relations[meaning.relation].plover_class(Polarity.AFFIRMED, meaning.modality) == code


@pytest.mark.parametrize(
    "name", sorted(name for name, relation in load_schema().relations.items() if relation.range == "Actor")
)
def test_code_of_a_relation_leads_back_to_it_or_to_what_is_meant(name: str) -> None:
    relation = load_schema().relations[name]
    if relation.cameo is None:
        assert relation.plover is None
        return
    meaning = load_codes().find("CAMEO", relation.cameo)
    assert meaning is not None
    # "Express intent to cooperate" is no agreement yet.
    assert (meaning.relation, meaning.modality) == (
        ("cooperatesWith", Modality.PLANNED) if name == "agreesWith" else (name, Modality.ACTUAL)
    )


@pytest.mark.parametrize(
    ("written", "complete"),
    [
        ("42", "042"),
        ("834", "0834"),
        ("10", "010"),
        ("190", "190"),
        ("241", "0241"),
        ("999", "999"),
        ("1831", "1831"),
        ("042", "042"),
    ],
)
def test_zero_that_a_spreadsheet_took_away_comes_back(written: str, complete: str) -> None:
    assert load_codes().complete("CAMEO", written) == complete


def test_statement_alone_is_no_claim_and_says_why() -> None:
    meaning = load_codes().find("CAMEO", "012")
    assert meaning is not None and (meaning.relation, meaning.left_out) == (None, "a statement or comment alone")


def table(**changes: Any) -> dict[str, Any]:
    cameo = {f"{number:02}": {"relation": "consultsWith"} for number in range(1, 21)}
    plover = {code: {"relation": "consultsWith"} for code in load_event_codes("PLOVER")}
    return {"CAMEO": {**cameo, **changes}, "PLOVER": plover}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ([], "own.yaml: expected a mapping with the keys CAMEO, PLOVER"),
        ({**table(), "CAMEO": []}, "own.yaml: CAMEO: expected a mapping of codes"),
        (table(**{"999": {"relation": "aids"}}), "own.yaml: CAMEO: 999: is no code of the ontology"),
        (table(**{"042": {"relation": "visits"}}), "own.yaml: CAMEO: 042: 'visits' is no relation of the ontology between two"),
        (table(**{"042": {"relation": "memberOf"}}), "own.yaml: CAMEO: 042: 'memberOf' is no relation"),
        (table(**{"042": {"relation": "aids", "left_out": "no"}}), "own.yaml: CAMEO: 042: give a relation, or"),
        (table(**{"042": {"relations": "aids"}}), "own.yaml: CAMEO: 042: unknown key 'relations'"),
        (table(**{"042": {"relation": "aids", "modality": "likely"}}), "own.yaml: CAMEO: 042: modality: "),
        ({**table(), "CAMEO": {}}, "own.yaml: CAMEO: 01 is missing; map it"),
    ],
)
def test_table_that_is_wrong_names_file_entry_and_remedy(content: Any, told: str) -> None:
    with pytest.raises(DataError) as caught:
        read_codes(content, "own.yaml")
    assert str(caught.value).startswith(told)
