"""The page as text: what it holds, what it refuses, and that no text of an article gets out of its place."""

import base64
import datetime
import hashlib
import json
import math
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.page import page_html, write_page
from diplograph.graph.page.appearance import KINDS, MODALITIES, classify
from diplograph.graph.page.evidence import safe_link, write_date
from diplograph.graph.page.layout import bend_edges, place_nodes
from diplograph.graph.page.rendering import load_vis_network
from diplograph.graph.page.text import clean, shorten, split_at_trigger
from diplograph.graph.page.wording import verb_phrase
from diplograph.ontology import (
    Actor,
    Claim,
    DiplographError,
    Document,
    Event,
    Evidence,
    Interval,
    Modality,
    Polarity,
    load_schema,
)
from hypothesis import given
from hypothesis import strategies as st

# Texts that try to leave their place; one that runs would set data-ran on the body of the page.
HOSTILE = [*json.loads(Path(__file__).with_name("hostile_texts.json").read_text("utf-8")), "W" * 20_000]


@dataclass(frozen=True)
class Graph:
    """The least that a page needs."""

    claims: Sequence[Claim]
    documents: Sequence[Document] = field(default_factory=tuple)


RUSSIA, UKRAINE, FRANCE = (Actor(f"actor:{name}", name, "State") for name in ("Russia", "Ukraine", "France"))
NATO = Actor("actor:NATO", "NATO", "InternationalOrganization")
TALKS = Event("event:talks", "Geneva talks", "Negotiation", place="Geneva")
EVIDENCE = (Evidence(10, 40, "Moscow objects to Kyiv joining NATO.", "objects to"),)


def claim(subject: Actor, relation: str, target: Actor | Event, **more: Any) -> Claim:
    return Claim("d1", subject, relation, target, **({"evidence": EVIDENCE} | more))


def page_data(page: str) -> Any:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


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
    assert ("type" in affirmed["arrows"]["to"], affirmed["dashes"]) == (False, False)


def test_each_modality_but_the_actual_has_its_own_dashes_and_is_faint() -> None:
    edges = [only_edge(claim(FRANCE, "aids", UKRAINE, modality=modality)) for modality in Modality]
    assert [edge["faint"] for edge in edges] == [modality is not Modality.ACTUAL for modality in Modality]
    assert len({str(edge["dashes"]) for edge in edges}) == len(Modality) == len(MODALITIES)


def test_symmetric_relation_has_no_arrow_and_both_directions_are_one_edge() -> None:
    edge = only_edge(claim(RUSSIA, "negotiatesWith", UKRAINE), claim(UKRAINE, "negotiatesWith", RUSSIA))
    assert (edge["arrows"], edge["label"]) == ({}, "negotiates with ×2")


def test_claims_that_differ_in_polarity_modality_or_organization_are_separate_edges() -> None:
    base = claim(RUSSIA, "opposesMembership", UKRAINE, organization=NATO)
    others = [
        replace(base, polarity=Polarity.NEGATED),
        replace(base, modality=Modality.ALLEGED),
        replace(base, organization=FRANCE),
    ]
    assert len(page_data(page_html(Graph([base, *others]), title="t"))["edges"]) == 4


def test_parallel_claims_are_bundled_with_a_count_and_a_thicker_line() -> None:
    claims = [claim(RUSSIA, "assaults", UKRAINE, speaker=speaker) for speaker in (None, FRANCE, UKRAINE)]
    edge = only_edge(*claims)
    assert edge["label"] == "assaults ×3"
    assert edge["width"] > only_edge(claims[0])["width"]


def test_every_kind_of_actor_has_its_own_look() -> None:
    style = files("diplograph.graph.page").joinpath("page.css").read_text("utf-8")
    colours = re.findall(r"--kind-(\w+): (#\w+)", style)
    assert {name for name, _ in colours} == {kind.name for kind in KINDS}
    schema = load_schema()
    assert [classify(c, schema).name for c in ("State", "ArmedGroup", "Person", "Meeting")] == [
        "state",
        "armed",
        "person",
        "event",
    ]
    assert classify("Unheard", schema).name == "actor"


def test_legend_names_what_is_on_the_page_and_nothing_else() -> None:
    page = page_html(Graph([claim(RUSSIA, "assaults", UKRAINE)]), title="t")
    values = {
        attributes.get("value") for tag, attributes in Outline(page).tags if tag == "input" and "data-filter" in attributes
    }
    assert values == {"conflict", "affirmed", "actual"}
    assert ">State<" in page
    assert ">Armed group<" not in page


def test_every_claim_reaches_the_page_with_its_evidence_and_source() -> None:
    document = Document("d1", "", "A title", datetime.date(2025, 2, 18), "Courier", "https://example.org/a")
    date = Interval("2025-02-01", "2025-02-28", "month")
    stated = claim(RUSSIA, "opposesMembership", UKRAINE, organization=NATO, speaker=FRANCE, date=date, confidence=0.815)
    data = page_data(page_html(Graph([stated], [document]), title="t"))
    (told,) = data["claims"]
    assert "".join(told["sentence"]) == "Russia opposes membership of Ukraine in NATO"
    assert told["evidence"][0]["quote"] == ["Moscow ", "objects to", " Kyiv joining NATO."]
    assert (told["speaker"], told["outlet"], told["date"], told["confidence"]) == ("France", "Courier", "February 2025", 0.81)
    assert data["documents"][told["document"]] == {
        "title": "A title",
        "date": "18 February 2025",
        "link": "https://example.org/a",
        "url": "https://example.org/a",
    }


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


def test_page_is_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib\n"
        "from diplograph.graph.page import page_html\n"
        "from diplograph.ontology import Actor, Claim\n"
        "from types import SimpleNamespace as Graph\n"
        "a = [Actor(f'a{n}', f'n{n}', 'State') for n in range(9)]\n"
        "claims = [Claim('d', x, 'aids', y) for x in a for y in a if x != y]\n"
        "print(hashlib.sha256(page_html(Graph(claims=claims, documents=[]), title='t').encode()).hexdigest())\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_page_without_data_is_under_900_kb() -> None:
    assert len(page_html(Graph([]), title="t").encode()) < 900_000


def test_page_names_no_address_that_a_browser_would_load() -> None:
    outline = Outline(page_html(Graph([claim(RUSSIA, "aids", UKRAINE)]), title="t"))
    loading = {"src", "href", "srcset", "action", "data", "poster", "background", "style"}
    assert not [(tag, attributes) for tag, attributes in outline.tags if loading & attributes.keys()]
    style = "".join(content for tag, _, content in outline.code if tag == "style")
    assert "url(" not in style
    assert "@import" not in style


def test_policy_admits_exactly_the_scripts_and_the_style_of_the_page() -> None:
    outline = Outline(page_html(Graph([claim(RUSSIA, "aids", UKRAINE)]), title="t"))
    (policy,) = [
        a["content"] or "" for tag, a in outline.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        contents = [content for name, a, content in outline.code if name == tag and a.get("type") != "application/json"]
        hashes = [base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() for content in contents]
        assert rules[f"{tag}-src"] == [f"'sha256-{digest}'" for digest in hashes]


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
    monkeypatch.setattr("diplograph.graph.page.rendering.files", lambda package: tmp_path)
    with pytest.raises(DiplographError, match="incomplete; reinstall"):
        load_vis_network()
    load_vis_network.cache_clear()


# What goes wrong


def test_page_that_cannot_be_written_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(DiplographError, match=r"gone/page\.html: cannot write the page: No such file"):
        write_page(Graph([]), tmp_path / "gone" / "page.html", title="t")


def test_relation_outside_the_ontology_is_refused_by_name() -> None:
    with pytest.raises(DiplographError, match="'befriends' is not in"):
        page_html(Graph([claim(RUSSIA, "befriends", UKRAINE)]), title="t")


def test_written_page_is_utf_8(tmp_path: Path) -> None:
    write_page(Graph([claim(replace(RUSSIA, name="Россия"), "aids", UKRAINE)]), tmp_path / "p.html", title="Кто с кем")
    assert "Россия" in (tmp_path / "p.html").read_bytes().decode("utf-8")


# Hostile text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_adds_no_element_and_is_kept_whole(text: str, hostile_graph: Callable[[str], Graph]) -> None:
    page = page_html(hostile_graph(text), title=text)
    plain = page_html(hostile_graph("x"), title="x")
    tags = [(tag, sorted(attributes)) for tag, attributes in Outline(page).tags]
    assert tags == [(tag, sorted(attributes)) for tag, attributes in Outline(plain).tags]
    page.encode("utf-8")
    told = page_data(page)["claims"][0]
    assert told["speaker"] == told["sentence"][0] == told["sentence"][-1] == clean(text)
    assert clean(text) in "".join(told["evidence"][0]["quote"])


@given(st.text(st.characters(), max_size=60))
def test_any_text_comes_back_out_of_the_data_block_as_it_was(text: str) -> None:
    data = page_data(page_html(Graph([claim(replace(RUSSIA, name=text), "aids", UKRAINE)]), title="t"))
    assert data["claims"][0]["sentence"][0] == clean(text)


@given(st.text(st.characters()))
def test_cleaning_shows_every_control_character(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", clean(text))
    assert len(clean(text)) == len(text)


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_shortened_text_fits_on_one_line(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert len(short.splitlines()) <= 1


@given(st.text(), st.text())
def test_quote_split_at_its_trigger_joins_to_the_quote(quote: str, trigger: str) -> None:
    assert "".join(split_at_trigger(quote, trigger)) == quote


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:x",
        "data:text/html,x",
        "//example.org/",
        "https://",
        "http://[",
        "file:///etc",
    ],
)
def test_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert safe_link(url) is None


def test_date_that_is_no_date_is_shown_as_it_stands() -> None:
    assert write_date(Interval("soon", "soon", "day")) == "soon"


# Words


@pytest.mark.parametrize("relation", load_schema().relations.values(), ids=lambda relation: relation.name)
def test_every_relation_has_a_readable_negation(relation: Any) -> None:
    words = verb_phrase(relation.label, Polarity.NEGATED, Modality.ACTUAL)
    assert re.match(r"(is not|does not [a-z]+[^s]) |(does not [a-z]+)$", words + " "), words
    assert verb_phrase(relation.label, Polarity.AFFIRMED, Modality.ACTUAL) == relation.label


@pytest.mark.parametrize(
    ("label", "modality", "words"),
    [
        ("aids", Modality.PLANNED, "is NOT to aid"),
        ("accuses", Modality.POSSIBLE, "may NOT accuse"),
        ("is excluded from", Modality.DEMANDED, "should NOT be excluded from"),
        ("reaches", Modality.ALLEGED, "allegedly does NOT reach"),
    ],
)
def test_modality_and_negation_are_said_together(label: str, modality: Modality, words: str) -> None:
    assert verb_phrase(label, Polarity.NEGATED, modality, loud=True) == words


# Places and colours


def test_up_to_300_nodes_are_laid_out_by_physics_and_more_are_laid_out_before() -> None:
    def star(leaves: int) -> Any:
        claims = [claim(Actor(f"a{n}", f"n{n}", "State"), "aids", UKRAINE) for n in range(leaves)]
        return page_data(page_html(Graph(claims), title="t"))

    small, large = star(299), star(300)
    assert (small["options"]["physics"].get("enabled"), large["options"]["physics"]) == (None, {"enabled": False})
    assert len({(node["x"], node["y"]) for node in large["nodes"]}) == 301
    assert "x" not in small["nodes"][0]


def test_layout_gives_every_node_a_place_of_its_own_even_where_nothing_is_connected() -> None:
    nodes = [f"n{n}" for n in range(900)]
    pairs = [(f"n{n}", f"n{n * 7 % 450}") for n in range(450)]
    places = place_nodes(nodes, pairs)
    assert places.keys() == set(nodes)
    assert len(set(places.values())) == 900
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())
    assert places == place_nodes(nodes, pairs)


@given(st.lists(st.sampled_from([("a", "b"), ("b", "a"), ("a", "c")]), max_size=7))
def test_no_two_edges_between_the_same_nodes_take_the_same_bend(pairs: list[tuple[str, str]]) -> None:
    seen = set()
    for (source, target), bend in zip(pairs, bend_edges(pairs), strict=True):
        turn = 0 if not bend["enabled"] else bend["roundness"] * (1 if bend["type"] == "curvedCW" else -1)
        # Seen from the other end, clockwise is counter-clockwise.
        lane = (frozenset((source, target)), turn if source < target else -turn)
        assert lane not in seen
        seen.add(lane)


def themes() -> dict[str, dict[str, str]]:
    style = files("diplograph.graph.page").joinpath("page.css").read_text("utf-8")
    light, dark = style.split("@media (prefers-color-scheme: dark)", 1)
    bright = dict(re.findall(r"--([\w-]+): (#\w{6});", light))
    return {"light": bright, "dark": bright | dict(re.findall(r"--([\w-]+): (#\w{6});", dark))}


def linear(colour: str) -> list[float]:
    values = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    luminances = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_lines_stand_out_from_the_paper(theme: str) -> None:
    colours = themes()[theme]
    for ground in ("paper", "card"):
        assert contrast(colours["ink"], colours[ground]) >= 7
        assert contrast(colours["ink-soft"], colours[ground]) >= 4.5
        drawn = [name for name in colours if name.startswith(("family-", "kind-"))]
        assert all(contrast(colours[name], colours[ground]) >= 3 for name in drawn if name != "kind-event"), theme
    assert contrast(colours["ink"], colours["mark"]) >= 4.5
    assert contrast(colours["ink"], colours["event-fill"]) >= 7


# Machado, Oliveira and Fernandes 2009, full severity.
COLOUR_VISION = {
    "trichromat": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanope": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranope": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanope": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


def seen_colour(colour: str, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as somebody with this vision sees it."""
    r, g, b = (min(max(sum(w * c for w, c in zip(row, linear(colour), strict=True)), 0), 1) for row in COLOUR_VISION[vision])
    white = (0.95047, 1.0, 1.08883)
    xyz = (0.4124 * r + 0.3576 * g + 0.1805 * b, 0.2126 * r + 0.7152 * g + 0.0722 * b, 0.0193 * r + 0.1192 * g + 0.9505 * b)
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (v / w for v, w in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("vision", COLOUR_VISION)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_families_keep_apart_for_every_colour_vision(theme: str, vision: str) -> None:
    families = {name: seen_colour(value, vision) for name, value in themes()[theme].items() if name.startswith("family-")}
    distances = {
        (one, other): math.dist(families[one], families[other]) for one in families for other in families if one < other
    }
    assert min(distances.values()) >= 16, min(distances.items(), key=lambda item: item[1])
