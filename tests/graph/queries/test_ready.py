"""The ready queries: each answers its question over a small invented graph, the actor base or the ontology."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.queries.ready import load_queries
from diplograph.graph.rdf.namespaces import compact
from diplograph.graph.stores import open_store
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, GraphError, Interval, Modality, Polarity
from diplograph.ontology.identifiers import ACTOR, EVENT

DOCS = Path(__file__).parents[3] / "docs" / "queries.md"
NAMES = [query.name for query in load_queries()]

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
        build_claim("UKR", "excludedFrom", TALKS, document="herald", manner="kept out", evidence=quote("Kyiv was not asked.")),
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


def ask(graph: KnowledgeGraph, name: str, *columns: str, **values: str) -> list[tuple[str, ...]]:
    rows = graph.ask(name, **values).dicts()
    return [tuple(compact(str(row[column])) for column in columns) for row in rows]


def test_denials(graph: KnowledgeGraph) -> None:
    found = ask(graph, "denials", "subject", "relation", "object", "quote")
    assert found == [("Russia", "dg:aids", "Ukraine", "It sent none.")]


def test_exclusions(graph: KnowledgeGraph) -> None:
    found = ask(graph, "exclusions", "excluded", "manner", "event", "place")
    assert found == [("Ukraine", "dg:keptOut", "Strelsau talks", "Strelsau")]


def test_exclusions_have_those_kept_out_first_and_those_of_whom_nothing_is_told_last(build_claim: Callable[..., Claim]) -> None:
    told = (("EU", None), ("RUS", "walked out"), ("NATO", "stayed away"), ("USA", "kept out"))
    graph = KnowledgeGraph.from_claims([build_claim(who, "excludedFrom", TALKS, manner=how) for who, how in told])
    found = [(row["excluded"], row["manner"]) for row in graph.ask("exclusions").dicts()]
    assert [(who, how and compact(str(how))) for who, how in found] == [
        ("United States", "dg:keptOut"),
        ("NATO", "dg:stayedAway"),
        ("Russia", "dg:walkedOut"),
        ("European Union", None),
    ]


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
    found = ask(graph, "outlets", "outlet", "subject", "relation", "object", "stated", "denied", "otherwise")
    assert ("The Courier", "Russia", "dg:aids", "Ukraine", "1", "0", "0") in found
    assert ("The Herald", "Russia", "dg:aids", "Ukraine", "0", "1", "0") in found
    assert ("The Herald", "United States", "dg:accuses", "Russia", "0", "0", "1") in found


def test_conflicts_are_no_requests(graph: KnowledgeGraph, build_claim: Callable[..., Claim]) -> None:
    asked = [build_claim("UKR", "seeksMembership", "NATO"), build_claim("UKR", "requests", "USA")]
    found = ask(
        KnowledgeGraph.from_claims([*graph.claims, *asked], graph.documents), "conflicts", "who", "whom", "kind", "claims"
    )
    assert found == [("Hungary", "Sweden", "dg:verbalConflict", "1"), ("United States", "Russia", "dg:verbalConflict", "1")]


def test_statements(graph: KnowledgeGraph) -> None:
    found = ask(graph.derive(), "statements", "behalf", "speaker", "subject", "relation", "object")
    assert found == [("Russia", "Mara Velde", "United States", "dg:threatens", "Russia")]


def test_opponents(graph: KnowledgeGraph) -> None:
    found = ask(graph.derive(), "opponents", "member", "candidate", "organization", "day", "day_of")
    assert found == [("Hungary", "Sweden", "NATO", "2023-06-01", "publication")]


def test_former_name_of_a_query_is_answered_with_the_new_one(graph: KnowledgeGraph) -> None:
    with pytest.warns(DeprecationWarning, match="vetoes is now called opponents"):
        assert graph.ask("vetoes").rows == graph.ask("opponents").rows


def test_derivations(graph: KnowledgeGraph) -> None:
    found = ask(graph.derive(), "derivations", "subject", "predicate", "object", "quote")
    assert ("actor:HUN", "dg:rejects", "actor:SWE", "Budapest blocks it.") in found


def test_dealings_are_those_of_either_with_the_other(graph: KnowledgeGraph) -> None:
    columns = ("day", "subject", "relation", "object", "polarity")
    found = ask(graph, "dealings", *columns, one="Russia", other="Ukraine")
    assert found == [
        ("2023-06-01", "Russia", "dg:aids", "Ukraine", "dg:affirmed"),
        ("2023-06-03", "Russia", "dg:aids", "Ukraine", "dg:negated"),
    ]
    assert ask(graph, "dealings", *columns, one="Ukraine", other="Russia") == found
    assert ask(graph, "dealings", *columns, one="Ukraine", other="Russia", since="2023-06-02") == found[1:]
    assert ask(graph, "dealings", *columns, one="Ukraine", other="Russia", until="2023-06-03") == found[:1]
    bids = ask(graph, "dealings", "subject", "relation", "object", "organization", one="Sweden", other="actor:HUN")
    assert bids == [("Hungary", "dg:opposesMembership", "Sweden", "NATO")]


@pytest.fixture
def meetings(build_claim: Callable[..., Claim]) -> KnowledgeGraph:
    """Who took part in which of three meetings, who was kept out, and who negotiates with whom."""
    events = [Event(f"{EVENT}meeting-{n}", f"Meeting {n}", "Negotiation") for n in range(3)]
    present = {"RUS": (0, 1, 2), "USA": (0, 1), "UKR": (2,)}
    made = [build_claim(who, "participatesIn", events[n]) for who, numbers in present.items() for n in numbers]
    made += [build_claim("UKR", "excludedFrom", events[n]) for n in (0, 1)]
    made += [build_claim("RUS", "negotiatesWith", "USA"), build_claim("USA", "negotiatesWith", "UKR")]
    return KnowledgeGraph.from_claims(made)


def test_absences(meetings: KnowledgeGraph) -> None:
    assert ask(meetings, "absences", "absent", "events", actor="Russia") == [("Ukraine", "2")]


def test_encounters(meetings: KnowledgeGraph) -> None:
    def pairs(**values: str) -> list[tuple[set[str], str]]:
        found = ask(meetings, "encounters", "one", "other", "events", **values)
        return [({one, other}, events) for one, other, events in found]

    assert pairs() == pairs(least="1", most="1") == [({"Russia", "United States"}, "2")]
    assert pairs(least="1") == [({"Russia", "United States"}, "2"), ({"Russia", "Ukraine"}, "1")]


def test_intermediaries_do_not_lead_back(meetings: KnowledgeGraph) -> None:
    assert ask(meetings, "intermediaries", "other", actor="Russia") == [("Ukraine",)]


def test_months(graph: KnowledgeGraph) -> None:
    found = ask(graph, "months", "month", "relation", "claims")
    assert ("2023-05", "dg:threatens", "1") in found
    assert ("2023-06", "dg:aids", "2") in found
    assert sum(int(row[2]) for row in found) == len(graph.claims)


@pytest.mark.parametrize(("words", "quotes"), [("sent  GRAIN", ["Moscow sent grain."]), ("grain sent", []), ('"} UNION {', [])])
def test_quotes(graph: KnowledgeGraph, words: str, quotes: list[str]) -> None:
    assert [row[0] for row in ask(graph, "quotes", "quote", words=words)] == quotes


def test_stances_are_the_latest(graph: KnowledgeGraph, build_claim: Callable[..., Claim]) -> None:
    veto = next(claim for claim in graph.claims if claim.relation == "opposesMembership")
    later = replace(veto, relation="supportsMembership", document="herald")
    both = KnowledgeGraph.from_claims([veto, later], graph.documents)
    denied = KnowledgeGraph.from_claims([veto, replace(veto, polarity=Polarity.NEGATED, document="herald")], graph.documents)
    found = [ask(g, "stances", "who", "day", "stance", "polarity", candidate="Sweden") for g in (graph, both, denied)]
    assert found == [
        [("Hungary", "2023-06-01", "dg:opposesMembership", "dg:affirmed")],
        [("Hungary", "2023-06-03", "dg:supportsMembership", "dg:affirmed")],
        [("Hungary", "2023-06-03", "dg:opposesMembership", "dg:negated")],
    ]


def test_change_of_position_is_told_with_what_it_was_before(graph: KnowledgeGraph) -> None:
    veto = next(claim for claim in graph.claims if claim.relation == "opposesMembership")
    day = Interval("2024-02-26", "2024-02-26", "day")
    consent = replace(veto, relation="supportsMembership", document="herald", date=day, evidence=quote("Budapest gave in."))
    columns = ("who", "candidate", "organization", "day", "day_of", "stance", "quote")
    before = ("before_day", "before_day_of", "before_stance", "before_quote")
    change = ("Hungary", "Sweden", "NATO", "2024-02-26", "event", "dg:supportsMembership", "Budapest gave in.")
    earlier = ("2023-06-01", "publication", "dg:opposesMembership", "Budapest blocks it.")
    changed = KnowledgeGraph.from_claims([veto, consent], graph.documents)
    assert ask(changed, "changes", *columns, *before) == [(*change, *earlier)]


@pytest.mark.parametrize(
    "other",
    [
        {"document": "herald"},  # the same position again
        {"document": "herald", "relation": "supportsMembership", "modality": Modality.DEMANDED},
        {"document": "herald", "relation": "supportsMembership", "modality": Modality.ALLEGED},
        {"document": "herald", "relation": "supportsMembership", "polarity": Polarity.NEGATED},
        {"relation": "supportsMembership"},  # of the same day: nobody knows which came last
    ],
)
def test_what_is_no_later_position_of_the_other_side_is_no_change(graph: KnowledgeGraph, other: dict[str, Any]) -> None:
    veto = next(claim for claim in graph.claims if claim.relation == "opposesMembership")
    assert KnowledgeGraph.from_claims([veto, replace(veto, **other)], graph.documents).ask("changes").rows == ()


def test_mediators_are_told_with_all_parties(graph: KnowledgeGraph, build_claim: Callable[..., Claim]) -> None:
    said = quote("Kyiv and Moscow met, with Washington between them.")
    talks = [build_claim("USA", "mediatesFor", party, document="herald", evidence=said) for party in ("RUS", "UKR")]
    (row,) = KnowledgeGraph.from_claims(talks, graph.documents).ask("mediators").dicts()
    assert (row["mediator"], set(str(row["parties"]).split(", "))) == ("United States", {"Russia", "Ukraine"})
    assert (str(row["day"]), row["day_of"], row["quote"]) == ("2023-06-03", "publication", said[0].quote)


def test_demand_is_no_stance_of_whom_it_is_made_of(graph: KnowledgeGraph) -> None:
    veto = next(claim for claim in graph.claims if claim.relation == "opposesMembership")
    wish = replace(veto, relation="supportsMembership", document="herald", modality=Modality.DEMANDED)
    both = KnowledgeGraph.from_claims([veto, wish], graph.documents)
    found = ask(both, "stances", "stance", "modality", candidate="Sweden")
    assert found == [("dg:opposesMembership", "dg:actual")]


def test_claims_of_no_day_are_found_where_no_day_is_asked_for(graph: KnowledgeGraph) -> None:
    undated = KnowledgeGraph.from_claims([replace(claim, date=None) for claim in graph.claims])
    assert ask(undated, "stances", "who", "day", candidate="Sweden") == [("Hungary", "")]
    assert {row[0] for row in ask(undated, "dossier", "day", actor="Russia")} == {"None"}
    assert len(ask(undated, "dealings", "day", one="Russia", other="Ukraine")) == 2
    assert ask(undated, "dealings", "day", one="Russia", other="Ukraine", since="2020-01-01") == []


def test_voices(graph: KnowledgeGraph) -> None:
    assert ask(graph, "voices", "voice", "polarity", "claims", actor="actor:USA") == [("Mara Velde", "dg:affirmed", "1")]


def test_dossier_has_an_actor_as_subject_object_and_candidate(graph: KnowledgeGraph) -> None:
    found = ask(graph, "dossier", "subject", "relation", "object", actor="Sweden")
    assert found == [("Hungary", "dg:opposesMembership", "Sweden")]
    russian = ask(graph, "dossier", "day", "subject", actor="Russia")
    assert [row[0] for row in russian] == sorted((row[0] for row in russian), reverse=True)
    assert {row[1] for row in russian} == {"Russia", "United States", "Mara Velde"}


def test_contradictions_are_no_more_than_asked_for(graph: KnowledgeGraph) -> None:
    claims = [claim for claim in graph.claims if claim.relation == "aids"]
    more = [*claims, *(replace(claim, document="third") for claim in claims)]
    many = KnowledgeGraph.from_claims(more, graph.documents)
    assert len(ask(many, "contradictions", "affirmed")) == 4
    assert len(ask(many, "contradictions", "affirmed", most="3")) == 3


def test_relations() -> None:
    found = ask(ontology(), "relations", "relation", "quadrant", "plover", "cameo")
    assert ("dg:opposesMembership", "verbal conflict", "REJECT", "120") in found
    assert ("dg:hosts", "None", "None", "None") in found


def ontology() -> KnowledgeGraph:
    path = files("diplograph.ontology").joinpath("diplograph.ttl")
    return KnowledgeGraph.open(Path(str(path)))


@pytest.mark.parametrize("name", ["statements", "opponents", "derivations"])
def test_what_follows_is_derived_on_the_way_and_not_kept(graph: KnowledgeGraph, name: str) -> None:
    assert graph.ask(name).rows == graph.derive().ask(name).rows != ()
    assert not graph.query("ASK { ?derivation a dg:Derivation }")


def test_actor_base_is_asked_whatever_the_graph_holds(graph: KnowledgeGraph) -> None:
    members = {row[0] for row in ask(graph, "members", "member", body="NATO", day="2023-06-01")}
    assert {"Finland", "Hungary"} <= members and "Sweden" not in members
    # Neither is in the graph.
    assert ("Boris Johnson",) in ask(graph, "officials", "person", body="britain", day="2021-06-11")
    with pytest.raises(GraphError, match="the actor base knows no state or body 'Norwy'; did you mean Norway"):
        graph.ask("officials", body="Norwy")


def test_ontology_is_asked_whatever_the_graph_holds(graph: KnowledgeGraph) -> None:
    assert ask(graph, "relations", "relation", "plover") == ask(ontology(), "relations", "relation", "plover")


@pytest.mark.parametrize(
    ("name", "values", "note"),
    [
        (
            "outlets",
            {},
            "no article of this graph names its outlet; give articles with a dateline, or as JSON Lines with an outlet",
        ),
        (
            "timeline",
            {},
            "no claim and no article of this graph has a day; give articles with a dateline, or as JSON Lines with a date",
        ),
        ("speakers", {}, "no claim of this graph has a speaker"),
        ("denials", {}, "none of the 1 claims of this graph answers denials"),
        ("stances", {"candidate": "Russia"}, "none of the 1 claims of this graph answers stances with candidate=Russia"),
        ("members", {"body": "NATO", "day": "1900-01-01"}, "the actor base has nothing with body=NATO, day=1900-01-01"),
    ],
)
def test_no_rows_come_with_a_reason(build_claim: Callable[..., Claim], name: str, values: dict[str, str], note: str) -> None:
    result = KnowledgeGraph.from_claims([build_claim("RUS", "aids", "UKR")]).ask(name, **values)
    assert (result.rows, result.note) == ((), note)
    assert KnowledgeGraph.from_claims([]).ask("denials").note == "this graph holds no claims"


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("SELECT ?who { ?who dg:verbalConflict ?whom }", "with what follows by rules there are 3: diplograph derive adds it"),
        ("SELECT ?who { ?who dg:protestsAgainst ?whom }", "nothing in this graph is said by dg:protestsAgainst"),
        ("SELECT ?who { ?who dg:aids actor:USA }", "none of the 7 claims of this graph fits all patterns of the query: "),
    ],
)
def test_no_rows_of_a_query_of_ones_own_come_with_a_reason(graph: KnowledgeGraph, query: str, note: str) -> None:
    result = graph.query(query)
    assert result.rows == () and (result.note or "").startswith(note)


def test_large_store_says_how_to_derive_beforehand(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "news", write=True) as store:
        store.load(graph.store.statements())
    with KnowledgeGraph.open(tmp_path / "news") as opened:
        assert opened.ask("statements").rows == graph.ask("statements").rows
    monkeypatch.setattr("diplograph.graph.answers.asking.MOST_CLAIMS", 6)
    with KnowledgeGraph.open(tmp_path / "news") as opened:
        with pytest.raises(GraphError, match=r"takes all 7 claims into memory.*diplograph derive all\.trig"):
            opened.ask("statements")
        assert opened.query("SELECT ?who { ?who dg:verbalConflict ?whom }").note == (
            f"nothing in {tmp_path / 'news'} is said by dg:verbalConflict; some things are by diplograph derive alone"
        )


WIRE = "Moravania and Lutha agreed on Tuesday to open the bridge at Lipa, which had been closed since the floods of March 2021."


@pytest.fixture
def told_often(build_claim: Callable[..., Claim]) -> KnowledgeGraph:
    """One report in three papers and an account of somebody's own; two of the papers add a claim."""
    texts = {
        "a": WIRE,
        "b": f"Bridge\n\n{WIRE}",
        "c": WIRE,
        "d": "After long talks lorries may cross at Lipa again, people there say.",
    }
    documents = [Document(name, text, title=f"Title {name}", outlet=f"The {name}") for name, text in texts.items()]
    made = [build_claim("RUS", "aids", "UKR", document=name) for name in texts]
    made += [build_claim("USA", "accuses", "RUS", document=name) for name in "ab"]
    return KnowledgeGraph.from_claims(made, documents)


def test_sources_count_articles_outlets_and_what_is_independent(told_often: KnowledgeGraph) -> None:
    found = ask(told_often, "sources", "subject", "relation", "object", "articles", "outlets", "sources")
    assert found == [("Russia", "dg:aids", "Ukraine", "4", "4", "2"), ("United States", "dg:accuses", "Russia", "2", "2", "1")]
    assert len(ask(told_often, "sources", "subject", least="2")) == 1
    assert len(ask(told_often, "sources", "subject", most="1")) == 1


def test_sources_keep_who_says_it_and_what_is_denied_apart(graph: KnowledgeGraph) -> None:
    found = ask(graph, "sources", "subject", "polarity", "modality", "speaker", "articles", "outlets", "sources")
    assert ("Russia", "dg:affirmed", "dg:actual", "None", "1", "1", "1") in found
    assert ("Russia", "dg:negated", "dg:actual", "None", "1", "1", "1") in found
    assert [row[3] for row in found if row[0] == "United States"].count("Mara Velde") == 1


def test_sources_of_articles_without_outlet_are_counted(build_claim: Callable[..., Claim]) -> None:
    graph = KnowledgeGraph.from_claims([build_claim("RUS", "aids", "UKR", document=name) for name in "ab"])
    assert ask(graph, "sources", "articles", "outlets", "sources") == [("2", "0", "2")]


def test_stories_list_the_articles_of_each(told_often: KnowledgeGraph) -> None:
    found = ask(told_often, "stories", "articles", "document", "title", "outlet")
    assert found == [("3", name, f"Title {name}", f"The {name}") for name in "abc"]
    assert ask(KnowledgeGraph.from_claims([]), "stories", "story") == []


def test_every_query_is_documented_with_its_former_names() -> None:
    text = DOCS.read_text("utf-8")
    assert sorted(re.findall(r"\| `(\w+)` \|", text)) == NAMES
    assert [old for query in load_queries() for old in query.formerly if f"`{old}`" not in text] == []


def test_every_query_that_shows_a_quote_shows_how_its_claim_is_put() -> None:
    """By columns that ``fold_columns`` joins: polarity, modality and speaker of each quote."""
    shown = {query.name: re.findall(r"\?(\w+)", query.text.split("SELECT", 1)[1].split(" {", 1)[0]) for query in load_queries()}
    how = {"polarity", "modality", "speaker"}
    assert [name for name, columns in shown.items() if "quote" in columns and not how <= {*columns}] == []
    assert {"affirmed_speaker", "affirmed_modality", "denied_speaker", "denied_modality"} <= {*shown["contradictions"]}


def test_day_is_that_of_the_event_or_of_the_publication(graph: KnowledgeGraph) -> None:
    found = ask(graph, "timeline", "day", "day_of", "relation")
    assert found[:2] == [("2023-05-01", "event", "dg:threatens"), ("2023-06-01", "publication", "dg:opposesMembership")]
    undated = KnowledgeGraph.from_claims([replace(claim, date=None) for claim in graph.claims])
    assert {row[0] for row in ask(undated, "dossier", "day_of", actor="Russia")} == {""}


def test_charge_is_shown_with_who_makes_it(graph: KnowledgeGraph) -> None:
    charge = replace(graph.claims[0], modality=Modality.ALLEGED, speaker=HUNGARY, object=SWEDEN)
    alleged = KnowledgeGraph.from_claims([charge], graph.documents)
    found = ask(alleged, "dossier", "relation", "polarity", "modality", "speaker", actor="Sweden")
    assert found == [(f"dg:{charge.relation}", "dg:affirmed", "dg:alleged", "Hungary")]
    assert ask(alleged, "stances", "who", candidate="Sweden") == []


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
