"""The page as text: what it holds, what it refuses, and that no text of an article gets out of its place."""

import base64
import datetime
import hashlib
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.page import page_html, write_page
from diplograph.graph.page.scripts import OWN_SCRIPTS, load_own_scripts, load_vis_network
from diplograph.graph.page.text import clean
from diplograph.ontology import Actor, Claim, DiplographError, Document, Event, Evidence, Interval, Modality, Polarity, Story
from hypothesis import given, settings
from hypothesis import strategies as st

from .packed import page_data, page_library


@dataclass(frozen=True)
class Graph:
    """The least that a page needs."""

    claims: Sequence[Claim]
    documents: Sequence[Document] = field(default_factory=tuple)
    stories: Sequence[Story] = field(default_factory=tuple)


RUSSIA, UKRAINE, FRANCE = (Actor(f"actor:{name}", name, "State") for name in ("Russia", "Ukraine", "France"))
NATO = Actor("actor:NATO", "NATO", "InternationalOrganization")
TALKS = Event("event:talks", "Geneva talks", "Negotiation", place="Geneva")
EVIDENCE = (Evidence(10, 40, "Moscow objects to Kyiv joining NATO.", "objects to"),)


def claim(subject: Actor, relation: str, target: Actor | Event, **more: Any) -> Claim:
    return Claim("d1", subject, relation, target, **({"evidence": EVIDENCE} | more))


def only_edge(*claims: Claim) -> Any:
    (edge,) = page_data(page_html(Graph(claims), title="t"))["edges"]
    return edge


class Outline(HTMLParser):
    """Every start tag with its attributes, and the content of scripts and styles, as an HTML parser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in {"script", "style"} and self.cdata_elem is not None:
            self.code.append((*self.tags[-1], data))


# What is drawn


def test_membership_claim_is_an_edge_to_the_candidate_that_names_the_organization() -> None:
    edge = only_edge(claim(RUSSIA, "opposesMembership", UKRAINE, organization=NATO))
    data = page_data(page_html(Graph([claim(RUSSIA, "opposesMembership", UKRAINE, organization=NATO)]), title="t"))
    names = {node["id"]: node["names"][0] for node in data["nodes"]}
    assert (names[edge["from"]], edge["label"], names[edge["to"]]) == ("Russia", "opposes membership: NATO", "Ukraine")


def test_negated_claim_is_marked_by_a_bar_a_dash_and_the_word_not() -> None:
    affirmed = only_edge(claim(RUSSIA, "opposesMembership", UKRAINE, organization=NATO))
    negated = only_edge(claim(RUSSIA, "opposesMembership", UKRAINE, organization=NATO, polarity=Polarity.NEGATED))
    assert negated["label"] == "does NOT oppose membership: NATO"
    assert (negated["arrows"]["to"]["type"], bool(negated["dashes"])) == ("bar", True)
    assert (affirmed["arrows"]["to"]["type"], affirmed["dashes"]) == ("arrow", False)


def test_symmetric_relation_has_no_arrow_and_both_directions_are_one_edge() -> None:
    claims = [claim(RUSSIA, "negotiatesWith", UKRAINE), claim(UKRAINE, "negotiatesWith", RUSSIA)]
    edge = only_edge(*claims)
    assert (edge["arrows"], edge["label"]) == ({}, "negotiates with")
    assert {told["edge"] for told in page_data(page_html(Graph(claims), title="t"))["claims"]} == {edge["id"]}


def test_planned_and_alleged_claims_are_fainter_than_facts() -> None:
    edges = [only_edge(claim(FRANCE, "aids", UKRAINE, modality=modality)) for modality in Modality]
    assert [edge["faint"] for edge in edges] == [modality is not Modality.ACTUAL for modality in Modality]


def test_claims_that_differ_in_polarity_modality_or_organization_are_separate_edges() -> None:
    base = claim(RUSSIA, "opposesMembership", UKRAINE, organization=NATO)
    others = [
        replace(base, polarity=Polarity.NEGATED),
        replace(base, modality=Modality.ALLEGED),
        replace(base, organization=FRANCE),
    ]
    assert len(page_data(page_html(Graph([base, *others]), title="t"))["edges"]) == 4


def test_parallel_claims_are_bundled_in_a_thicker_line() -> None:
    claims = [claim(RUSSIA, "assaults", UKRAINE, speaker=speaker) for speaker in (None, FRANCE, UKRAINE)]
    edge = only_edge(*claims)
    assert len(page_data(page_html(Graph(claims), title="t"))["claims"]) == 3
    assert edge["width"] > only_edge(claims[0])["width"]


def test_legend_names_what_is_on_the_page_and_nothing_else() -> None:
    page = page_html(Graph([claim(RUSSIA, "assaults", UKRAINE)]), title="t")
    values = {
        attributes.get("value") for tag, attributes in Outline(page).tags if tag == "input" and "data-filter" in attributes
    }
    assert values == {"state", "conflict", "assaults", "affirmed", "actual"}
    assert ">State<" in page
    assert ">Armed group<" not in page


@pytest.mark.parametrize(
    ("modality", "speaker", "status", "beside"),
    [
        (Modality.ACTUAL, None, "denied", "stated as fact"),
        (Modality.ACTUAL, FRANCE, "denied by France", "stated by France"),
        (Modality.PLANNED, FRANCE, "planned not to, says France", "planned, says France"),
    ],
)
def test_denial_is_not_denied_once_more_beside_a_sentence_that_says_not(
    modality: Modality, speaker: Actor | None, status: str, beside: str
) -> None:
    denied = claim(RUSSIA, "opposesMembership", UKRAINE, polarity=Polarity.NEGATED, modality=modality, speaker=speaker)
    (told,) = page_data(page_html(Graph([denied]), title="t"))["claims"]
    assert (told["status"], told["beside"]) == (status, beside)


def test_articles_of_one_story_reach_the_page_as_such() -> None:
    told = [replace(claim(RUSSIA, "assaults", UKRAINE), document=name) for name in ("d1", "d3", "d4")]
    documents = [Document(name) for name in ("d1", "d2", "d3", "d4")]
    stories = [Story("story:1", ("d2", "d4")), Story("story:2", ("d7", "d8"))]
    data = page_data(page_html(Graph(told, documents, stories), title="t"))
    assert {document["id"]: document.get("story") for document in data["documents"]} == {
        "d1": None,
        "d2": 1,
        "d3": None,
        "d4": 1,
    }


def test_every_claim_reaches_the_page_with_its_evidence_and_source() -> None:
    document = Document("d1", "", "A title", datetime.date(2025, 2, 18), "Courier", "https://example.org/a")
    date = Interval("2025-02-01", "2025-02-28", "month")
    stated = claim(RUSSIA, "opposesMembership", UKRAINE, organization=NATO, speaker=FRANCE, date=date, confidence=0.815)
    data = page_data(page_html(Graph([stated], [document]), title="t"))
    (told,), (edge,) = data["claims"], data["edges"]
    assert (edge["words"], edge["organization"], told["edge"]) == ("opposes membership of", "NATO", edge["id"])
    assert told["evidence"][0]["quote"] == ["Moscow ", "objects to", " Kyiv joining NATO."]
    assert (told["speaker"], told["outlet"], told["date"], told["confidence"]) == ("France", "Courier", "February 2025", 0.815)
    assert told["days"] == [(datetime.date(2025, 2, day) - datetime.date(1970, 1, 1)).days for day in (1, 28)]
    assert told["status"] == "stated by France"
    assert "beside" not in told
    assert data["documents"][told["document"]] == {
        "id": "d1",
        "title": "A title",
        "date": "18 February 2025",
        "day": (datetime.date(2025, 2, 18) - datetime.date(1970, 1, 1)).days,
        "link": "https://example.org/a",
        "url": "https://example.org/a",
    }


def test_actor_can_be_searched_by_every_name_that_claims_or_the_actor_base_give_it() -> None:
    russia = Actor("https://w3id.org/diplograph/actor/RUS", "Russia", "State", "RUS", aliases=("Rus' land",))
    (node, _) = page_data(page_html(Graph([claim(russia, "aids", replace(UKRAINE, iri="z"))]), title="t"))["nodes"]
    assert node["names"] == ["Russia"]
    assert {"Rus' land", "Moscow", "Russian Federation", "Kremlin"} <= set(node["aliases"])
    assert "Russia" not in node["aliases"]


def test_beyond_the_limits_only_the_most_connected_part_is_drawn_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplograph.graph.page.drawing.DRAWN_NODES", 4)
    leaves = [claim(Actor(f"a{n}", f"n{n}", "State"), "aids", UKRAINE) for n in range(6)]
    data = page_data(page_html(Graph([*leaves, claim(leaves[5].subject, "aids", leaves[4].subject)]), title="t"))
    drawn = {node["names"][0] for node in data["nodes"] if not node.get("rest")}
    assert {"Ukraine", "n4", "n5"} < drawn
    assert len(drawn) == 4
    assert len(data["edges"]) == 7
    assert all("x" in node for node in data["nodes"])


def test_limit_of_lines_holds_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplograph.graph.page.drawing.DRAWN_EDGES", 3)
    actors = [Actor(f"a{n}", f"n{n}", "State") for n in range(5)]
    claims = [claim(one, "aids", other) for one in actors for other in actors if one.iri < other.iri]
    data = page_data(page_html(Graph(claims), title="t"))
    drawn = {node["id"] for node in data["nodes"] if not node.get("rest")}
    assert len([edge for edge in data["edges"] if {edge["from"], edge["to"]} <= drawn]) == 3


def test_document_that_the_graph_does_not_hold_is_shown_by_its_id() -> None:
    assert page_data(page_html(Graph([claim(RUSSIA, "aids", UKRAINE)]), title="t"))["documents"][0]["title"] == "d1"


def test_empty_graph_gives_a_page() -> None:
    page = page_html(Graph([]), title="Nothing")
    assert "0 claims" in page


# One file, the same each time


def test_same_claims_in_any_order_give_the_same_page() -> None:
    claims = [
        claim(RUSSIA, "assaults", UKRAINE),
        claim(UKRAINE, "negotiatesWith", RUSSIA),
        claim(RUSSIA, "negotiatesWith", UKRAINE),
        claim(FRANCE, "hosts", TALKS),
    ]
    documents = [Document("d1"), Document("d0")]
    assert page_html(Graph(claims, documents), title="t") == page_html(Graph(claims[::-1], documents[::-1]), title="t")


def test_page_is_the_same_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib\n"
        "from diplograph.graph.page import page_html\n"
        "from diplograph.ontology import Actor, Claim\n"
        "from types import SimpleNamespace as Graph\n"
        "a = [Actor(f'a{n}', f'n{n}', 'State') for n in range(9)]\n"
        "claims = [Claim('d', x, 'aids', y) for x in a for y in a if x != y]\n"
        "digest = hashlib.sha256(page_html(Graph(claims=claims, documents=[], stories=[]), title='t').encode()).hexdigest()\n"
    )
    # A process whose seed is fixed, and this one, whose seed is by chance.
    command, environment = [sys.executable, "-c", code + "print(digest)"], os.environ | {"PYTHONHASHSEED": "1"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    here: dict[str, str] = {}
    exec(code, here)
    assert here["digest"] == run.stdout.strip()


def test_page_without_data_is_under_300_kb() -> None:
    assert len(page_html(Graph([]), title="t").encode()) < 300_000


def test_page_of_twelve_articles_is_under_400_kb() -> None:
    chance = random.Random(7)
    words = ["".join(chance.choices("etaoinshrdlucm", k=chance.randint(2, 11))) for _ in range(3000)]
    actors = [Actor(f"actor:{n}", " ".join(chance.choices(words, k=2)), "State") for n in range(120)]
    claims = []
    for n in range(12 * 30):
        quote = " ".join(chance.choices(words, k=25))
        evidence = (Evidence(200 * n, 200 * n + len(quote), quote, quote.split()[7]),)
        one, other = chance.sample(actors, 2)
        claims.append(Claim(f"article-{n // 30}", one, chance.choice(("aids", "accuses", "hosts")), other, evidence=evidence))
    assert len(page_html(Graph(claims), title="Twelve articles").encode()) < 400_000


def test_page_names_no_address_that_a_browser_would_load() -> None:
    outline = Outline(page_html(Graph([claim(RUSSIA, "aids", UKRAINE)]), title="t"))
    loading = {"src", "href", "srcset", "action", "data", "poster", "background", "style"}
    assert not [(tag, attributes) for tag, attributes in outline.tags if loading & attributes.keys()]
    style = "".join(content for tag, _, content in outline.code if tag == "style")
    assert "url(" not in style
    assert "@import" not in style


def test_policy_admits_exactly_the_scripts_and_the_style_of_the_page() -> None:
    page = page_html(Graph([claim(RUSSIA, "aids", UKRAINE)]), title="t")
    outline = Outline(page)
    (policy,) = [
        a["content"] or "" for tag, a in outline.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert "unsafe" not in policy
    (loader,) = [content for name, a, content in outline.code if name == "script" and "type" not in a]
    (style,) = [content for name, _, content in outline.code if name == "style"]
    for rule, contents in (("script-src", [loader, page_library(page)]), ("style-src", [style])):
        hashes = [base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() for content in contents]
        assert rules[rule] == [f"'sha256-{digest}'" for digest in hashes]


def test_importing_the_page_loads_neither_pyvis_nor_jinja() -> None:
    code = "import sys, diplograph.graph.page; print([m for m in ('pyvis', 'jinja2', 'networkx', 'spacy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_vis_network_of_pyvis_is_whole() -> None:
    source = load_vis_network()
    assert source.startswith("/**\n * vis-network")
    assert "dual licensed" in source
    assert "\r" not in source


def test_vis_network_that_was_cut_short_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lib" / "vis-9.1.2"
    folder.mkdir(parents=True)
    folder.joinpath("vis-network.min.js").write_text(load_vis_network()[:200_000], "utf-8")
    load_vis_network.cache_clear()
    monkeypatch.setattr("diplograph.graph.page.scripts.files", lambda package: tmp_path)
    with pytest.raises(DiplographError, match="incomplete; reinstall"):
        load_vis_network()
    load_vis_network.cache_clear()


# What goes wrong


def test_page_that_cannot_be_written_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(DiplographError, match=r"gone/page\.html: cannot be written: No such file"):
        write_page(Graph([]), tmp_path / "gone" / "page.html", title="t")


def test_relation_outside_the_ontology_is_refused_by_name() -> None:
    with pytest.raises(DiplographError, match="'befriends' is not in"):
        page_html(Graph([claim(RUSSIA, "befriends", UKRAINE)]), title="t")


def test_written_page_is_utf_8(tmp_path: Path) -> None:
    write_page(Graph([claim(replace(RUSSIA, name="Россия"), "aids", UKRAINE)]), tmp_path / "p.html", title="Кто с кем")
    page = (tmp_path / "p.html").read_bytes().decode("utf-8")
    assert "Кто с кем" in page
    assert "Россия" in [node["names"][0] for node in page_data(page)["nodes"]]


VIEWS = [{"name": 'Who "aids" <whom>', "view": "actor=Ukraine&off=accuses"}, {"name": "Кто", "view": ""}]


def test_page_that_replaces_one_with_named_views_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    assert write_page(Graph([claim(RUSSIA, "aids", UKRAINE)]), path, title="t") == 0
    path.write_text(page_html(Graph([]), title="t", views=VIEWS), "utf-8")
    graph = Graph([claim(RUSSIA, "accuses", UKRAINE)])
    assert write_page(graph, path, title="t") == 2
    assert path.read_text("utf-8") == page_html(graph, title="t", views=VIEWS)


BROKEN_VIEWS = ["", "[", "null", "[1]", "{}", "[" * 100_000]
BROKEN_VIEWS += ['[{"name": 1, "view": ""}]', '[{"name": "x"}]', '[{"name": "x", "view": []}]']


@pytest.mark.parametrize("content", BROKEN_VIEWS, ids=range(len(BROKEN_VIEWS)))
def test_views_that_somebody_has_written_wrongly_are_left_out(tmp_path: Path, content: str) -> None:
    path = tmp_path / "p.html"
    path.write_text(page_html(Graph([]), title="t").replace('content="[]"', f'content="{escape(content)}"'), "utf-8")
    assert write_page(Graph([]), path, title="t") == 0


def test_file_that_is_no_page_of_ours_is_replaced_as_it_is(tmp_path: Path) -> None:
    foreign = '<meta name="views" content="[{&quot;name&quot;:&quot;x&quot;,&quot;view&quot;:&quot;&quot;}]">'
    for other in (b"\xff\x00", foreign.encode()):
        (tmp_path / "p.html").write_bytes(other)
        assert write_page(Graph([]), tmp_path / "p.html", title="t") == 0


# Hostile text


def elements(page: str) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(attributes)) for tag, attributes in Outline(page).tags]


@pytest.fixture(scope="module")
def plain_elements(hostile_graph: Callable[[str], Graph]) -> list[tuple[str, list[str]]]:
    """Those of a page whose text is plain."""
    return elements(page_html(hostile_graph("x"), title="x"))


def test_hostile_text_adds_no_element_and_is_kept_whole(
    hostile: str, hostile_graph: Callable[[str], Graph], plain_elements: list[tuple[str, list[str]]]
) -> None:
    text = hostile
    page = page_html(hostile_graph(text), title=text)
    assert elements(page) == plain_elements
    page.encode("utf-8")
    data = page_data(page)
    told = data["claims"][0]
    assert told["speaker"] == clean(text)
    assert {name for node in data["nodes"] for name in node["names"]} == {clean(text)}
    assert {edge["organization"] for edge in data["edges"]} == {clean(text), None}
    assert sum(f"alias {clean(text)}" in node["aliases"] for node in data["nodes"]) == 2
    assert clean(text) in "".join(told["evidence"][0]["quote"])


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(), max_size=60))
def test_any_text_comes_back_out_of_the_data_block_as_it_was(text: str) -> None:
    data = page_data(page_html(Graph([claim(replace(RUSSIA, name=text), "aids", UKRAINE)]), title="t"))
    assert clean(text) in [node["names"][0] for node in data["nodes"]]


def test_corpus_of_hostile_texts_is_large_and_without_repetition(all_hostile: list[str]) -> None:
    assert len(set(all_hostile)) == len(all_hostile) >= 60


def test_every_script_of_the_folder_is_in_the_page_once() -> None:
    folder = files("diplograph.graph.page").joinpath("script")
    assert {file.name for file in folder.iterdir() if file.name.endswith(".js")} == {f"{name}.js" for name in OWN_SCRIPTS}
    assert len(set(OWN_SCRIPTS)) == len(OWN_SCRIPTS)


def test_own_scripts_put_no_text_into_a_page_as_markup() -> None:
    sinks = (
        r"innerHTML|outerHTML\s*\+?=|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(['\"`]"
        r"|\.srcdoc|DOMParser"
    )
    assert re.findall(sinks, load_own_scripts()) == []
