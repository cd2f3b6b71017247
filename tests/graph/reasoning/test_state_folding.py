"""Persons folded into the states that they represent: by their article, by their office, by another article."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.reasoning.state_folding import REPRESENTING_OFFICES
from diplograph.ontology import Actor, Claim, Document, GraphError
from diplograph.ontology.identifiers import ACTOR

Build = Callable[..., Claim]


def person(name: str, code: str | None = None) -> Actor:
    return Actor(ACTOR + name.lower().replace(" ", "-"), name, "Person", code)


def subjects(graph: KnowledgeGraph) -> list[tuple[str, str, str]]:
    return sorted((c.subject.name, c.relation, c.object.name) for c in graph.by_state.claims)


def test_person_counts_as_the_state_that_the_article_tells(build_claim: Build) -> None:
    claims = [build_claim("mara-velde", "represents", "RUS"), build_claim("mara-velde", "threatens", "UKR")]
    assert subjects(KnowledgeGraph.from_claims(claims)) == [("Russia", "threatens", "Ukraine")]


def test_other_articles_tell_it_too(build_claim: Build) -> None:
    claims = [build_claim("mara-velde", "represents", "RUS", document="a"), build_claim("mara-velde", "threatens", "UKR")]
    assert subjects(KnowledgeGraph.from_claims(claims)) == [("Russia", "threatens", "Ukraine")]


@pytest.mark.parametrize(("day", "who"), [("2021-06-11", "United Kingdom"), ("2015-06-11", "Boris Johnson")])
def test_office_counts_on_the_days_on_which_it_was_held(build_claim: Build, day: str, who: str) -> None:
    claim = replace(build_claim("RUS", "accuses", "UKR"), subject=person("Boris Johnson"))
    graph = KnowledgeGraph.from_claims([claim], [Document("talks", date=datetime.date.fromisoformat(day))])
    assert subjects(graph) == [(who, "accuses", "Ukraine")]


def test_of_several_states_that_of_the_persons_code_counts(build_claim: Build) -> None:
    """The president of France is also a prince of Andorra."""
    claim = replace(build_claim("RUS", "accuses", "UKR"), subject=person("Emmanuel Macron", "FRA"))
    documents = [Document("talks", date=datetime.date(2022, 6, 1))]
    assert subjects(KnowledgeGraph.from_claims([claim], documents)) == [("France", "accuses", "Ukraine")]
    stateless = replace(claim, subject=person("Emmanuel Macron"))
    assert subjects(KnowledgeGraph.from_claims([stateless], documents)) == [("Emmanuel Macron", "accuses", "Ukraine")]


def test_speaker_and_object_are_folded_and_quotes_stay(build_claim: Build) -> None:
    velde = build_claim("mara-velde", "accuses", "USA").subject
    said = replace(build_claim("USA", "accuses", "mara-velde"), speaker=velde)
    graph = KnowledgeGraph.from_claims([build_claim("mara-velde", "represents", "RUS"), said]).by_state
    (claim,) = graph.claims
    assert (claim.object.name, claim.speaker and claim.speaker.name) == ("Russia", "Russia")
    assert claim.evidence == said.evidence


def test_what_is_then_said_of_a_state_and_itself_is_left_out(build_claim: Build) -> None:
    claims = [build_claim("mara-velde", "represents", "RUS"), build_claim("mara-velde", "accuses", "RUS")]
    assert subjects(KnowledgeGraph.from_claims(claims)) == []


def test_stances_of_a_state_and_of_its_representative_are_one(build_claim: Build) -> None:
    early, late = Document("a", date=datetime.date(2022, 5, 1)), Document("b", date=datetime.date(2023, 5, 1))
    claims = [
        build_claim("mara-velde", "represents", "RUS", document="a"),
        build_claim("mara-velde", "opposesMembership", "UKR", "NATO", document="a"),
        build_claim("RUS", "supportsMembership", "UKR", "NATO", document="b"),
    ]
    graph = KnowledgeGraph.from_claims(claims, [early, late])
    assert len(graph.ask("stances", candidate="Ukraine")) == 2
    (row,) = graph.ask("stances", by="state", candidate="Ukraine").dicts()
    assert (row["who"], row["day"], str(row["stance"]).endswith("#supportsMembership")) == ("Russia", "2023-05-01", True)
    assert graph.ask("changes").rows == ()
    (row,) = graph.ask("changes", by="state").dicts()
    assert (row["who"], row["day"], row["before_day"]) == ("Russia", "2023-05-01", "2022-05-01")


def test_nothing_is_folded_in_what_is_not_about_claims(build_claim: Build) -> None:
    graph = KnowledgeGraph.from_claims([build_claim("RUS", "accuses", "UKR")])
    with pytest.raises(GraphError, match="members is asked of the actor base, whose answer has nobody to fold"):
        graph.ask("members", by="state")
    with pytest.raises(GraphError, match="by='party': persons are folded by 'state'"):
        graph.ask("denials", by="party")  # type: ignore[arg-type]


def test_offices_that_represent_are_those_of_the_rules() -> None:
    rules = [entry.read_text("utf-8") for entry in files("diplograph.graph.reasoning").joinpath("rules").iterdir()]
    kinds = [
        set(re.findall(r'"(\w+)"', text.split("VALUES ?kind")[1].split("}")[0])) for text in rules if "VALUES ?kind" in text
    ]
    assert kinds == [REPRESENTING_OFFICES, REPRESENTING_OFFICES]
