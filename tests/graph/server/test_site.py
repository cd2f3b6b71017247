"""Pages and JSON of the site: what they show, that JSON is as the OpenAPI document says, and that hostile text stays text."""

import datetime
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.server.addresses import ADDRESSES, FILES
from diplograph.graph.server.site import Answered, Reading, answer_file, answer_page
from diplograph.graph.server.site.selection import CONDITIONS, Selection
from diplograph.graph.views import EXPORTS
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval
from diplograph.ontology.identifiers import ACTOR, EVENT, mint
from packed import page_data

HOSTILE: list[str] = json.loads((Path(__file__).parents[1] / "hostile_texts.json").read_text("utf-8"))
SPARQL = [
    '" } DROP ALL #',
    "> } INSERT DATA { <x:a> <x:b> <x:c> } #",
    "'''; SELECT * { ?s ?p ?o }",
    "\\u0022 } UNION {",
    "?claim } #",
]


@pytest.fixture
def reading(claims: list[Claim], document: Document) -> Reading:
    return Reading(KnowledgeGraph.from_claims(claims, [document]), "news")


def page(reading: Reading, view: str, **given: str) -> str:
    found = answer_page(reading, view, f"/{view}", given, as_json=False)
    assert found.status == 200, found.body.decode()
    return found.body.decode()


def data(reading: Reading, view: str, **given: str) -> Any:
    found = answer_page(reading, view, f"/{view}", given, as_json=True)
    assert found.status == 200, found.body.decode()
    return json.loads(found.body)


def problem(reading: Reading, view: str, **given: str) -> tuple[int, str]:
    found = answer_page(reading, view, f"/{view}", given, as_json=True)
    return found.status, json.loads(found.body)["error"]


def file(reading: Reading, view: str, **given: str) -> bytes:
    found = answer_file(reading, view, f"/{view}", given)
    assert not isinstance(found, Answered), found.body
    written = io.BytesIO()
    found.write(written)
    return written.getvalue()


def test_actor_has_claims_names_offices_memberships_and_neighbours(reading: Reading) -> None:
    russia = data(reading, "actor", id="RUS")
    assert (russia["actor"]["name"], russia["actor"]["claims"], russia["code"]) == ("Russia", 3, "RUS")
    assert "Russian Federation" in russia["names"]
    assert {"person", "title", "of"} <= russia["offices"][0].keys()
    assert any(status["organization"] == "United Nations" for status in russia["memberships"])
    assert [(n["party"]["name"], n["acting"], n["acted_upon"]) for n in russia["neighbours"]] == [
        ("Ukraine", 2, 0),
        ("United States", 0, 1),
    ]
    assert "Russia" in page(reading, "actor", id="RUS")
    assert problem(reading, "actor", id="nobody")[0] == 404


@pytest.mark.parametrize(
    ("conditions", "number"),
    [
        ({}, 5),
        ({"actor": "RUS"}, 3),
        ({"actor": "Kremlin"}, 3),
        ({"subject": "Ukraine"}, 1),
        ({"object": "Saudi talks"}, 1),
        ({"object": "UKR", "relation": "opposesMembership"}, 2),
        ({"organization": "NATO"}, 1),
        ({"speaker": "mara-velde"}, 1),
        ({"relation": "verbalCooperation"}, 1),
        ({"polarity": "negated"}, 1),
        ({"modality": "planned"}, 1),
        ({"outlet": "the example"}, 5),
        ({"since": "2025-02", "until": "2025"}, 5),
        ({"until": "2024"}, 0),
        ({"min_confidence": "0.95"}, 4),
        ({"words": "sentence that PROVES"}, 5),
        ({"words": "no such words"}, 0),
        ({"article": "talks", "subject": "RUS"}, 2),
    ],
)
def test_claims_are_chosen_by_conditions_as_graph_claims_chooses(
    reading: Reading, conditions: dict[str, str], number: int
) -> None:
    listed = data(reading, "claims", **conditions)
    assert (listed["pages"]["total"], len(listed["claims"]), listed["conditions"]) == (number, number, conditions)
    if not {"words", "article", "min_confidence"} & conditions.keys() and not {"mara-velde", "RUS", "UKR"} & {
        *conditions.values()
    }:
        assert number == len(reading.graph.claims(**conditions))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("view", "given", "words"),
    [
        ("claims", {"actor": "Atlantis"}, "nobody in this graph is called 'Atlantis'"),
        ("claims", {"relation": "oposes"}, "there is no relation 'oposes'"),
        ("claims", {"since": "soon"}, "'soon' is no time"),
        ("claims", {"min_confidence": "nan"}, "give a number from 0 to 1"),
        ("claims", {"polarity": "maybe"}, "there is no polarity 'maybe'"),
        ("claims", {"page": "0"}, "'0' is no page"),
        ("claims", {"page": "9" * 500}, "is no page"),
        ("claims", {"actr": "Russia"}, "there is no parameter 'actr'; this takes actor,"),
        ("claims", {"article": "a> b"}, "'a> b' is no id"),
        ("sparql", {"query": "SELECT {"}, "SPARQL: line 1, column 9"),
        ("sparql", {"query": "DROP ALL"}, "SPARQL"),
        ("question", {"question": "dossier", "actor": "Atlantis"}, "nobody in this graph"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line(reading: Reading, view: str, given: dict[str, str], words: str) -> None:
    status, told = problem(reading, view, **given)
    assert (status, words in told) == (400, True), told
    shown = answer_page(reading, view, "/x", given, as_json=False)
    assert (shown.status, b'role="alert"' in shown.body) == (400, True)


def test_search_finds_actors_articles_and_sentences_or_says_who_is_near(reading: Reading) -> None:
    assert [actor["name"] for actor in data(reading, "search", q="russ")["actors"]] == ["Russia"]
    assert data(reading, "search", q="Kremlin")["actors"][0]["id"] == "RUS"
    assert data(reading, "search", q="riyadh")["articles"][0]["id"] == "talks"
    assert len(data(reading, "search", q="proves the claim")["claims"]) == 5
    assert "did you mean" in data(reading, "search", q="Rusia")["note"]
    assert data(reading, "search", q="")["actors"] == []


def test_every_question_is_a_form_and_its_example_an_answer(reading: Reading) -> None:
    for question in data(reading, "questions")["questions"]:
        shown = data(reading, "question", question=question["name"], **question["example"])
        assert shown["answer"] is not None, question["name"]
        form = page(reading, "question", question=question["name"])
        assert all(f'name="{field["name"]}"' in form for field in question["fields"])


def test_answers_name_what_iris_stand_for_and_lead_to_its_page(reading: Reading) -> None:
    found = data(reading, "sparql", query="SELECT ?who ?how { ?c dg:subject ?who ; dg:relation ?how } ORDER BY ?who LIMIT 1")
    who, how = found["answer"]["rows"][0]
    assert (who["text"], who["address"], how["text"]) == ("Russia", "/actors/RUS", "opposes membership of")
    triples = data(reading, "sparql", query="CONSTRUCT { ?c dg:subject ?who } WHERE { ?c dg:subject ?who }")
    assert triples["answer"]["turtle"].startswith("@prefix")


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_is_there_of_everything_and_of_a_selection(reading: Reading, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    assert len(file(reading, "export", format=name)) > len(file(reading, "export", format=name, subject="Ukraine")) > 0


def test_drawing_shows_the_selection_alone(reading: Reading) -> None:
    for subject, is_there in (("Ukraine", True), ("Russia", False)):
        page = file(reading, "drawing", subject=subject).decode()
        assert any("Saudi talks" in node["names"] for node in page_data(page)["nodes"]) == is_there


def test_feed_of_an_actor_has_its_claims_as_entries(reading: Reading) -> None:
    told = {"base": "http://localhost", "now": "2026-01-01T00:00:00Z", "path": "/feeds/x.atom"}
    feed = ElementTree.fromstring(file(reading, "actor_feed", id="USA", **told))
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}updated") for entry in entries] == ["2025-02-18T00:00:00Z"] * 2
    assert all(str(entry.findtext(f"{atom}id")).startswith("https://w3id.org/diplograph/claim/") for entry in entries)
    assert len(ElementTree.fromstring(file(reading, "feed", **told)).findall(f"{atom}entry")) == 5


# What is asked of each view, so that every one answers.
ASKED: dict[str, dict[str, str]] = {
    "overview": {},
    "search": {"q": "Russia"},
    "actors": {"kind": "State"},
    "actor": {"id": "NATO"},
    "articles": {"q": "talks"},
    "article": {"id": "talks"},
    "claims": {"actor": "Russia"},
    "claim": {},
    "questions": {},
    "question": {"question": "denials", "ask": "yes"},
    "sparql": {"query": "SELECT * { ?s ?p ?o } LIMIT 9"},
    "downloads": {"actor": "Russia"},
}


def test_every_answer_of_the_api_is_as_the_openapi_document_says(reading: Reading, claims: list[Claim]) -> None:
    document = json.loads(answer_page(reading, "openapi", "/", {}, as_json=True).body)
    assert ASKED.keys() == {address.view for address in ADDRESSES}
    described = {path["get"]["operationId"]: path["get"] for path in document["paths"].values()}
    for view, given in ASKED.items():
        asked = {"id": claims[0].key} if view == "claim" else given
        schema = described[view]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(data(reading, view, **asked), {**schema, "components": document["components"]})
        known = {parameter["name"] for parameter in described[view]["parameters"]} | {"ask"}
        assert asked.keys() <= known
    wrong = described["actor"]["responses"]["404"]["content"]["application/json"]["schema"]
    refused = json.loads(answer_page(reading, "actor", "/", {"id": "nobody"}, as_json=True).body)
    jsonschema.validate(refused, {**wrong, "components": document["components"]})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"error": 1}, {**wrong, "components": document["components"]})


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes, and what links lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def updatepos(self, i: int, j: int) -> int:
        return j  # nobody asks for the line of a tag, and to count them takes longer than to read it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "action")}


OURS = """
html head meta title link body a header nav form label input button main footer span h1 h2 p section div ul li small bdi article
blockquote mark dl dt dd table thead tbody tr th td details summary select option datalist textarea code pre
"""
OUR_ATTRIBUTES = """
lang charset name content rel href type title class id role action method for placeholder value autocomplete aria-label tabindex
aria-current dir list required aria-describedby inputmode scope download rows spellcheck autocapitalize open selected
"""
FEED = "feed title id link author name updated entry summary"


@pytest.fixture(scope="session")
def hostile_reading() -> tuple[Reading, Mapping[str, Claim]]:
    """A graph with a claim for each hostile text, which stands in every field of it."""
    made = {}
    documents = []
    for number, text in enumerate([*HOSTILE, *SPARQL]):
        parts = zip("sobp", ("State", "State", "Organization", "Person"), strict=True)
        actor, other, body, speaker = (
            Actor(f"{ACTOR}local-{part}{number}", f"{text} {part}", kind, "XXX", None, (text,)) for part, kind in parts
        )
        quote = f"before {text} after"
        made[text] = Claim(
            f"{text} {number}", actor, "opposesMembership", other, body, speaker=speaker, outlet=text, role=text, place=text,
            country=other, date=Interval("2025-02-18", "2025-02-18", "day"), frame=text,
            evidence=(Evidence(0, len(quote), quote, text), Evidence(900, 901, text, "x")),
        )  # fmt: skip
        documents.append(Document(f"{text} {number}", title=text, outlet=text, url=text, date=datetime.date(2025, 2, 18)))
    more = []
    for text, claim in made.items():
        assert claim.speaker is not None and isinstance(claim.object, Actor)
        event = Event(mint(EVENT, f"hostile {text}"), text, "Meeting", text)
        more.append(replace(claim, relation="excludedFrom", object=event, organization=None))
        more.append(replace(claim, subject=claim.speaker, relation="represents", object=claim.object, organization=None))
    return Reading(KnowledgeGraph.from_claims([*made.values(), *more], documents), "<script>news</script>"), made


@pytest.mark.parametrize("text", [*HOSTILE, *SPARQL], ids=range(len(HOSTILE) + len(SPARQL)))
def test_hostile_text_stays_text_in_every_view(hostile_reading: tuple[Reading, Mapping[str, Claim]], text: str) -> None:
    reading, made = hostile_reading
    claim = made[text]
    who, article = claim.subject.iri.removeprefix(ACTOR), Document(claim.document).iri.rpartition("/")[2]
    asked: dict[str, list[dict[str, str]]] = {
        "overview": [{}] * (text == HOSTILE[0]),
        "search": [{"q": text}],
        "actors": [{"q": text, "kind": text}],
        "actor": [{"id": who}, {"id": text}],
        "articles": [{"q": text, "outlet": text}],
        "article": [{"id": article}, {"id": text}],
        "claims": [{"subject": who}, {text: "x"}, dict.fromkeys(CONDITIONS, text), {"words": text}, {"outlet": text}],
        "claim": [{"id": claim.key}, {"id": text}],
        "questions": [{}] * (text == HOSTILE[0]),
        "question": [{"question": "dossier", "actor": who}, {"question": "quotes", "words": text}, {"question": text}],
        "sparql": [{"query": text}, {"query": f"SELECT ?o {{ actor:{who} ?p ?o FILTER(ISLITERAL(?o)) }}"}],
        "downloads": [{"outlet": text}],
    }
    assert asked.keys() == {address.view for address in ADDRESSES}
    for view, several in asked.items():
        for given in several:
            shown = answer_page(reading, view, f"/{view}/{text}", given, as_json=False)
            assert shown.status in (200, 400, 404)
            found = Tags(shown.body.decode())
            assert found.tags <= {*OURS.split()} and found.attributes <= {*OUR_ATTRIBUTES.split()}, (view, given)
            assert all(re.match(r"/(?!/)|#|https?://|data:,$", link) for link in found.links)
        for given in several[:1]:
            told = answer_page(reading, view, f"/{view}", given, as_json=True).body.decode()
            assert json.loads(told)
            assert not set("<>&\u202e\u2066\u2028\x9b") & set(told)
    feed = file(reading, "actor_feed", id=who, base="http://x", now="2026-01-01T00:00:00Z", path="/f")
    assert {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(feed).iter()} <= {*FEED.split()}
    assert len(reading.graph) == 3 * len(made)
    assert {address.view for address in FILES} == {"export", "drawing", "feed", "actor_feed"}


@pytest.mark.parametrize("format_", ["csv", "jsonl", "json", "graphml", "ttl"])
def test_hostile_texts_are_exported(hostile_reading: tuple[Reading, Mapping[str, Claim]], format_: str) -> None:
    reading, made = hostile_reading
    for chosen in ({}, {"subject": made[HOSTILE[0]].subject.iri.removeprefix(ACTOR)}):
        assert file(reading, "export", format=format_, **chosen)


def test_hostile_name_of_a_store_stays_text_where_the_interface_is_described() -> None:
    reading = Reading(KnowledgeGraph.from_claims([]), "".join(HOSTILE))
    page = Tags(answer_page(reading, "api", "/api", {}, as_json=False).body.decode())
    assert page.tags <= {*OURS.split()} and page.attributes <= {*OUR_ATTRIBUTES.split()}
    told = answer_page(reading, "openapi", "/api/openapi.json", {}, as_json=True).body.decode()
    assert json.loads(told)["openapi"] and not set("<>&\u202e\u2066\u2028\x9b") & set(told)


def test_selection_names_the_words_that_are_asked_and_nothing_of_sparql(reading: Reading) -> None:
    for text in SPARQL:
        assert Selection(reading, {"words": text, "outlet": text}).count() == 0
    assert len(reading.graph.claims) == 5
