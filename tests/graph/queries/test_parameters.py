"""Parameters of queries: what a head declares, what a value may be, and that no value is read as SPARQL."""

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.queries.guard import check_query
from diplograph.graph.queries.parameters import fill_parameters, read_parameters
from diplograph.ontology import Claim, GraphError
from diplograph.ontology.identifiers import ONTOLOGY
from hypothesis import given
from hypothesis import strategies as st

HEAD = "# What?\n# $who: actor\n# $day: date = 2025-01-01\n# $text: words = x\n# $most: number = 5\n"


@pytest.fixture
def graph(claims: list[Claim]) -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(claims)


def test_parameters_stand_at_the_head_alone() -> None:
    assert [(p.name, p.kind, p.default) for p in read_parameters(HEAD + "ASK {}\n# $late: actor")] == [
        ("who", "actor", None),
        ("day", "date", "2025-01-01"),
        ("text", "words", "x"),
        ("most", "number", "5"),
    ]


def test_unknown_kind_is_refused_with_its_line() -> None:
    with pytest.raises(GraphError, match=r"line 2: 'city' is no kind of parameter; use actor, date, number, relations, words"):
        read_parameters("# Where?\n# $where: city\nASK {}")


@pytest.mark.parametrize("line", ["# $since: date=2025-01-01", "# $since date", "# $since: date = "])
def test_head_line_that_is_no_parameter_is_refused(line: str) -> None:
    with pytest.raises(GraphError, match=r"line 2: a parameter is written '# \$name: kind'"):
        read_parameters(f"# Since when?\n{line}\nASK {{}}")


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({}, r"asks for 'who': who=\.\.\., actor:UKR, a whole IRI or a name"),
        ({"who": "actor:RUS", "whom": "x"}, r"does not ask for 'whom'; its parameters are who, day, text, most"),
        ({"who": "actor:RUS", "day": "yesterday"}, r"day='yesterday': give a day like 2025-02-18"),
        ({"who": "actor:RUS", "most": "0"}, r"most='0': give a whole number from 1"),
        ({"who": "actor:RUS", "most": "5 OFFSET 2"}, r"give a whole number"),
        ({"who": "actor:RUS> } INSERT {"}, r"give actor:UKR, a whole IRI"),
        ({"who": "Atlantis"}, r"memory: nobody in this graph is called 'Atlantis'; list"),
    ],
)
def test_value_that_does_not_do_is_refused_with_the_remedy(
    graph: KnowledgeGraph, values: dict[str, str], complaint: str
) -> None:
    with pytest.raises(GraphError, match=complaint):
        graph.query(HEAD + "ASK {}", values=values)


def test_value_for_a_query_without_parameters_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(GraphError, match="does not ask for 'who'; it has no parameters"):
        graph.query("ASK {}", values={"who": "actor:RUS"})


@pytest.mark.parametrize("name", ["Russia", "actor:RUS", "https://w3id.org/diplograph/actor/RUS"])
def test_actor_is_given_by_name_by_id_or_by_iri(graph: KnowledgeGraph, name: str) -> None:
    query = "# $who: actor\nSELECT ?c { ?c dg:subject $who }"
    assert len(graph.query(query, values={"who": name})) == sum(claim.subject.name == "Russia" for claim in graph.claims) > 0


def test_actor_of_two_is_refused_with_both(claims: list[Claim], build_claim: object) -> None:
    from dataclasses import replace

    named = [replace(claim, subject=replace(claim.subject, name="Twin")) for claim in claims]
    graph = KnowledgeGraph.from_claims(named)
    with pytest.raises(GraphError, match=r"several are called 'Twin': Twin \(actor:\S+\), Twin \(actor:\S+\)"):
        graph.ask("dossier", actor="Twin")


def test_line_of_a_mistake_stays_that_of_the_file(graph: KnowledgeGraph) -> None:
    with pytest.raises(GraphError, match="line 3, column"):
        graph.query("# What?\n# $most: number = 5\nSELECT * { ?s ?p } LIMIT $most")


@given(st.text())
def test_words_are_one_literal_whatever_they_hold(text: str) -> None:
    filled = fill_parameters('# $text: words\nASK { ?s ?p $text . ?s ?q "$text" }', {"text": text}, str)
    check_query(filled)
    import pyoxigraph

    assert bool(pyoxigraph.Store().query(filled)) is False
    assert filled.endswith('. ?s ?q "$text" }')


def test_relation_stands_for_all_narrower_ones() -> None:
    filled = fill_parameters("# Which?\n# $which: relations = rejects\nASK { VALUES ?r { $which } }", {}, str)
    assert filled.splitlines()[-1] == f"ASK {{ VALUES ?r {{ <{ONTOLOGY}opposesMembership> <{ONTOLOGY}rejects> }} }}"


@pytest.mark.parametrize("value", ["kicks", "rejects, kicks", ""])
def test_unknown_relation_is_refused(value: str) -> None:
    with pytest.raises(GraphError, match=r"which='.*': give names of relations like accuses, rejects"):
        fill_parameters("# Which?\n# $which: relations\nASK { VALUES ?r { $which } }", {"which": value}, str)
