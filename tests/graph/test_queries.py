"""The ready queries: each answers its question over a small invented graph, the actor base or the ontology."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.sparql import read_query
from diplograph.graph.vocabulary import compact
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity
from diplograph.ontology.identifiers import ACTOR, EVENT

DOCS = Path(__file__).parents[2] / "docs" / "queries.md"
NAMES = sorted(entry.name.removesuffix(".rq") for entry in files("diplograph.graph").joinpath("queries").iterdir())

TALKS = Event(EVENT + "strelsau-talks", "Strelsau talks", "Negotiation", "Strelsau")
HUNGARY = Actor(ACTOR + "HUN", "Hungary", "State", "HUN", "Q28")
SWEDEN = Actor(ACTOR + "SWE", "Sweden", "State", "SWE", "Q34")


def quote(text: str) -> tuple[Evidence, ...]:
    return (Evidence(0, len(text), text, text.rsplit(maxsplit=1)[-1]),)


@pytest.fixture
def graph(build_claim: Callable[..., Claim]) -> KnowledgeGraph:
    """Two outlets of 2023: a veto by a member, a statement of a spokeswoman, a denial, an exclusion."""
    veto = build_claim("RUS", "opposesMembership", "UKR", "NATO", document="courier", evidence=quote("Budapest blocks it."))
    made = [
        replace(veto, subject=HUNGARY, object=SWEDEN),
        build_claim("RUS", "aids", "UKR", document="courier", evidence=quote("Moscow sent grain.")),
        build_claim("RUS", "aids", "UKR", document="herald", polarity=Polarity.NEGATED, evidence=quote("It sent none.")),
        build_claim("UKR", "excludedFrom", TALKS, document="herald", evidence=quote("Kyiv was not asked.")),
        build_claim("mara-velde", "represents", "RUS", document="herald", evidence=quote("Velde, of Moscow.")),
        replace(
            build_claim("USA", "threatens", "RUS", document="herald", evidence=quote("She said they threaten.")),
            speaker=build_claim("mara-velde", "accuses", "USA").subject,
            date=Interval("2023-05-01", "2023-05-31", "month"),
        ),
        build_claim("USA", "accuses", "RUS", document="herald", modality=Modality.PLANNED, evidence=quote("It will.")),
    ]
    documents = [
        Document("courier", "x", date=datetime.date(2023, 6, 1), outlet="The Courier", retrieved=datetime.date(2023, 6, 2)),
        Document("herald", "y", date=datetime.date(2023, 6, 3), outlet="The Herald"),
    ]
    return KnowledgeGraph.from_claims(made, documents, model="m 1")


def ask(graph: KnowledgeGraph, name: str, *columns: str) -> list[tuple[str, ...]]:
    rows = graph.query(read_query(name)).dicts()
    return [tuple(compact(str(row[column])) for column in columns) for row in rows]


def test_denials(graph: KnowledgeGraph) -> None:
    found = ask(graph, "denials", "subject", "relation", "object", "quote")
    assert found == [("Russia", "dg:aids", "Ukraine", "It sent none.")]


def test_exclusions(graph: KnowledgeGraph) -> None:
    assert ask(graph, "exclusions", "excluded", "event", "place") == [("Ukraine", "Strelsau talks", "Strelsau")]


def test_memberships(graph: KnowledgeGraph) -> None:
    found = ask(graph, "memberships", "who", "stance", "candidate", "organization")
    assert found == [("Hungary", "dg:opposesMembership", "Sweden", "NATO")]


def test_speakers(graph: KnowledgeGraph) -> None:
    found = ask(graph, "speakers", "speaker", "subject", "relation", "object")
    assert found == [("Mara Velde", "United States", "dg:threatens", "Russia")]


def test_contradictions(graph: KnowledgeGraph) -> None:
    found = ask(graph, "contradictions", "subject", "relation", "object", "affirmed_in", "affirmed", "denied_in", "denied")
    assert found == [("Russia", "dg:aids", "Ukraine", "courier", "Moscow sent grain.", "herald", "It sent none.")]


def test_provenance(graph: KnowledgeGraph) -> None:
    columns = ("quote", "start", "end", "document", "outlet", "published", "retrieved", "model")
    found = ask(graph, "provenance", *columns)
    assert len(found) == len(graph.claims)
    grain = ("Moscow sent grain.", "0", "18", "courier", "The Courier", "2023-06-01", "2023-06-02", "m 1")
    assert grain in found
    (digest,) = {row[0] for row in ask(graph, "provenance", "hash", "document") if row[1] == "courier"}
    assert re.fullmatch("[0-9a-f]{64}", digest)
    assert all(row[0].startswith("diplograph ") for row in ask(graph, "provenance", "software"))


def test_timeline(graph: KnowledgeGraph) -> None:
    found = ask(graph, "timeline", "day", "subject", "relation", "object")
    assert found[0] == ("2023-05-01", "United States", "dg:threatens", "Russia")
    assert ("2023-06-01", "Russia", "dg:aids", "Ukraine") in found
    assert not [row for row in found if row[2] == "dg:accuses"]


def test_outlets(graph: KnowledgeGraph) -> None:
    found = ask(graph, "outlets", "outlet", "subject", "relation", "object", "affirmed", "denied")
    assert ("The Courier", "Russia", "dg:aids", "Ukraine", "1", "0") in found
    assert ("The Herald", "Russia", "dg:aids", "Ukraine", "0", "1") in found


def test_conflicts(graph: KnowledgeGraph) -> None:
    found = ask(graph.derive(), "conflicts", "who", "whom", "kind", "claims")
    assert found == [("Hungary", "Sweden", "dg:verbalConflict", "1"), ("United States", "Russia", "dg:verbalConflict", "1")]


def test_statements(graph: KnowledgeGraph) -> None:
    found = ask(graph.derive(), "statements", "behalf", "speaker", "subject", "relation", "object")
    assert found == [("Russia", "Mara Velde", "United States", "dg:threatens", "Russia")]


def test_vetoes(graph: KnowledgeGraph) -> None:
    found = ask(graph.derive(), "vetoes", "member", "candidate", "organization", "day")
    assert found == [("Hungary", "Sweden", "NATO", "2023-06-01")]


def test_derivations(graph: KnowledgeGraph) -> None:
    found = ask(graph.derive(), "derivations", "subject", "predicate", "object", "quote")
    assert ("actor:HUN", "dg:rejects", "actor:SWE", "Budapest blocks it.") in found
    assert ask(graph, "derivations", "subject") == []


def test_relations() -> None:
    found = ask(ontology(), "relations", "relation", "quadrant", "plover", "cameo")
    assert ("dg:opposesMembership", "verbal conflict", "REJECT", "120") in found
    assert ("dg:hosts", "None", "None", "None") in found


def ontology() -> KnowledgeGraph:
    path = files("diplograph.ontology").joinpath("diplograph.ttl")
    return KnowledgeGraph.open(Path(str(path)))


def test_every_query_is_documented_and_named_in_the_help() -> None:
    import typer
    from diplograph.graph import cli

    documented = set(re.findall(r"\| `(\w+)` \|", DOCS.read_text("utf-8")))
    assert documented == set(NAMES)
    (command,) = (c for c in typer.main.get_command(cli.app).commands.values() if c.name == "query")  # type: ignore[attr-defined]
    help_text = next(str(p.help) for p in command.params if p.name == "named")
    assert [name for name in NAMES if name not in help_text] == []


def test_answers_in_the_documentation_are_those_that_the_ontology_gives() -> None:
    blocks = re.findall(r"```sparql\n(.*?)```\n\n```text\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 3
    graph = ontology()
    for query, answer in blocks:
        rows = graph.query(query).rows
        assert ["  ".join(compact(str(cell)) for cell in row) for row in rows] == answer.strip().split("\n")


def test_every_query_in_the_documentation_can_be_asked(graph: KnowledgeGraph) -> None:
    for query in re.findall(r"```sparql\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL):
        graph.query(query)
