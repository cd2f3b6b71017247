"""Actors of a graph by whatever people call them."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.ontology import Actor, Claim, Evidence, GraphError
from diplograph.ontology.identifiers import ACTOR
from hypothesis import given
from hypothesis import strategies as st

ACTORS = (
    Actor(ACTOR + "RUS", "Russia", "State", "RUS", "Q159"),
    Actor(ACTOR + "TUR", "Turkey", "State", "TUR", "Q43"),
    Actor(ACTOR + "USA", "United States", "State", "USA", "Q30"),
    Actor(ACTOR + "SWE", "Sweden", "State", "SWE", "Q34"),
    Actor(ACTOR + "ECOWAS", "Economic Community of West African States", "InternationalOrganization", "IGO", "Q193272"),
    Actor(ACTOR + "recep-tayyip-erdogan", "Recep Tayyip Erdoğan", "Person", "TUR", "Q39259"),
    Actor(ACTOR + "jonas-gahr-st-re", "Jonas Gahr Støre", "Person", "NOR"),
    Actor(ACTOR + "volodymyr-zelenskyy", "Volodymyr Zelenskyy", "Person", "UKR", "Q3874799"),
    Actor(ACTOR + "local-michael-jordan", "Michael Jordan", "Person"),
    Actor(ACTOR + "local-oumar-hassan", "Oumar Hassan", "Person", aliases=("Al-Hassan",)),
    Actor(ACTOR + "local-idriss-hassan", "Idriss Hassan", "Person"),
    Actor(ACTOR + "local-kremlin-choir", "The Kremlin Choir", "GroupActor"),
)


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(
        Claim("talks", one, "negotiatesWith", other, evidence=(Evidence(0, 5, "Talks", "talks"),))
        for one, other in zip(ACTORS, ACTORS[1:] + ACTORS[:1], strict=True)
    )


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Russia", "RUS"),
        ("Kremlin", "RUS"),
        ("the kremlin", "RUS"),
        ("Moscow", "RUS"),
        ("US", "USA"),
        ("usa", "USA"),
        ("U.S.", "USA"),
        ("the United States", "USA"),
        ("sweden", "SWE"),
        ("SWEDEN", "SWE"),
        ("Swedish", "SWE"),
        ("SE", "SWE"),
        ("swe", "SWE"),
        ("actor:SWE", "SWE"),
        ("actor:swe", "SWE"),
        (ACTOR + "SWE", "SWE"),
        ("Q34", "SWE"),
        ("wd:Q34", "SWE"),
        ("q34", "SWE"),
        ("https://www.wikidata.org/wiki/Q34", "SWE"),
        ("Turkiye", "TUR"),
        ("Türkiye", "TUR"),
        ("türkiye", "TUR"),
        ("ECOWAS", "ECOWAS"),
        ("Ecowas", "ECOWAS"),
        ("Erdogan", "recep-tayyip-erdogan"),
        ("erdoğan", "recep-tayyip-erdogan"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Store", "jonas-gahr-st-re"),
        ("Zelensky", "volodymyr-zelenskyy"),
        ("Volodymyr Zelenskiy", "volodymyr-zelenskyy"),
        ("al hassan", "local-oumar-hassan"),
        ("oumar hassan", "local-oumar-hassan"),
        ("  Kremlin   Choir ", "local-kremlin-choir"),
    ],
)
def test_any_name_finds_its_actor(graph: KnowledgeGraph, name: str, local: str) -> None:
    assert graph.find_actor(name) == ACTOR + local


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("UAE", r"'UAE' is United Arab Emirates \(actor:ARE\), which this graph does not have"),
        ("FR", r"'FR' is France \(actor:FRA\), which this graph does not have"),
        ("actor:FRA", r"there is no actor:FRA \(France\) in this graph; list whom it has"),
        ("Q142", r"Q142 is France \(actor:FRA\), which this graph does not have"),
        ("Lavrov", r"'Lavrov' is Sergey Lavrov, whom this graph does not have"),
        ("Stoltenberg", r"'Stoltenberg' is Jens Stoltenberg"),
        ("Jordan", r"'Jordan' is Jordan \(actor:JOR\), which this graph does not have"),
        ("Q424242424", r"no actor of this graph is Q424242424 of Wikidata; list whom it has: diplograph actors list"),
    ],
)
def test_known_actor_that_the_graph_lacks_is_named(graph: KnowledgeGraph, name: str, complaint: str) -> None:
    with pytest.raises(GraphError, match=complaint):
        graph.find_actor(name)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("Swedn", r"nobody in this graph is called 'Swedn'; did you mean Sweden \(actor:SWE\)\?$"),
        ("Swedeen", r"did you mean Sweden \(actor:SWE\)"),
        ("Kremln", r"did you mean Russia \(actor:RUS\)"),
        ("Erdoghan", r"did you mean Recep Tayyip Erdoğan \(actor:recep-tayyip-erdogan\)"),
        ("actor:Swedn", r"there is no actor:Swedn in this graph; did you mean Sweden \(actor:SWE\)\?$"),
        ("Xyzzyq", r"nobody in this graph is called 'Xyzzyq'; list whom it has"),
        ("", r"nobody in this graph is called ''"),
        ("actor:RUS> ?p ?o } INSERT {", r"is no actor; give actor:UKR"),
    ],
)
def test_what_is_not_found_is_answered_with_the_nearest(graph: KnowledgeGraph, name: str, complaint: str) -> None:
    with pytest.raises(GraphError, match=complaint):
        graph.find_actor(name)


def test_shared_surname_lists_all_who_bear_it(graph: KnowledgeGraph) -> None:
    both = r"'Hassan': Idriss Hassan \(actor:local-idriss-hassan\), Oumar Hassan \(actor:local-oumar-hassan\); give an id"
    with pytest.raises(GraphError, match=f"several are called {both}"):
        graph.find_actor("Hassan")


def test_code_that_is_another_actors_abbreviation_lists_both() -> None:
    australia = Actor(ACTOR + "AUS", "Australia", "State", "AUS")
    union = Actor(ACTOR + "AU", "African Union", "InternationalOrganization", "IGO")
    both = KnowledgeGraph.from_claims([Claim("talks", australia, "negotiatesWith", union)])
    with pytest.raises(GraphError, match=r"called 'au': African Union \(actor:AU\), Australia \(actor:AUS\)"):
        both.find_actor("au")
    assert both.find_actor("AU") == union.iri
    alone = KnowledgeGraph.from_claims([Claim("talks", union, "negotiatesWith", ACTORS[0])])
    assert alone.find_actor("au") == union.iri


def test_local_actor_of_a_known_name_comes_before_the_actor_base(graph: KnowledgeGraph) -> None:
    moscow = replace(ACTORS[7], iri=ACTOR + "local-moscow", name="Moscow")
    both = KnowledgeGraph.from_claims([Claim("talks", moscow, "negotiatesWith", ACTORS[0])])
    assert both.find_actor("moscow") == ACTOR + "local-moscow"
    assert both.find_actor("Kremlin") == ACTOR + "RUS"


def test_message_names_the_file(tmp_path: Path, graph: KnowledgeGraph) -> None:
    graph.save(tmp_path / "talks.ttl")
    with pytest.raises(GraphError, match=r"^\S*talks\.ttl: nobody in this graph"):
        KnowledgeGraph.open(tmp_path / "talks.ttl").find_actor("Xyzzyq")


def test_actor_base_is_loaded_only_where_the_graph_does_not_answer(tmp_path: Path, graph: KnowledgeGraph) -> None:
    graph.save(tmp_path / "talks.ttl")
    script = (
        "import sys; from diplograph.graph import KnowledgeGraph; from diplograph.ontology.actors import load_actors\n"
        "graph = KnowledgeGraph.open(sys.argv[1])\n"
        "for name in ('Sweden', 'sweden', 'actor:SWE', 'Q34', 'the united states'): graph.find_actor(name)\n"
        "before = load_actors.cache_info().currsize; graph.find_actor('Kremlin')\n"
        "print(before, load_actors.cache_info().currsize)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "talks.ttl")]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() == ["0", "1"]


@given(text=st.text(max_size=20))
def test_any_text_is_an_actor_or_a_graph_error(graph: KnowledgeGraph, text: str) -> None:
    for name in (text, f"actor:{text}", f"https://w3id.org/{text}"):
        try:
            assert graph.find_actor(name) in {actor.iri for actor in ACTORS}
        except GraphError as error:
            assert "\n" not in str(error)


def test_ready_query_takes_any_name(graph: KnowledgeGraph) -> None:
    assert graph.ask("dossier", actor="Kremlin").rows == graph.ask("dossier", actor="actor:RUS").rows != ()
