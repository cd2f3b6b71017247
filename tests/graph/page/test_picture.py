"""The picture for print."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from diplograph.graph.page import picture_svg, write_picture
from diplograph.graph.page.rendering import plan_drawing
from diplograph.graph.page.text import clean, shorten
from diplograph.ontology import Claim, DiplographError

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {SVG + tag for tag in ("svg", "g", "title", "text", "rect", "path", "circle")}


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(picture).iter(SVG + "text")]


def test_picture_shows_each_actor_and_line_with_its_words(make_graph: Callable[..., Any], claims: list[Claim]) -> None:
    shown = texts(picture_svg(make_graph(claims), title="Talks"))
    assert {"Talks", "Russia", "Ukraine"} <= set(shown)
    assert any(text.startswith("Saudi talks") for text in shown)
    assert "opposes membership:" in shown


def test_picture_has_the_places_of_the_page(make_graph: Callable[..., Any], claims: list[Claim]) -> None:
    graph = make_graph(claims)
    nodes = plan_drawing(graph).drawing.nodes
    groups = [
        element.get("transform", "")
        for element in ET.fromstring(picture_svg(graph, title="t")).iter(SVG + "g")
        if element.find(SVG + "title") is not None
    ]
    found = [tuple(float(number) for number in place.removeprefix("translate(").rstrip(")").split()) for place in groups]
    assert len(found) == len(nodes)
    shift = {(round(x - node["x"], 1), round(y - node["y"], 1)) for (x, y), node in zip(found, nodes, strict=True)}
    assert max(x for x, _ in shift) - min(x for x, _ in shift) <= 0.2
    assert max(y for _, y in shift) - min(y for _, y in shift) <= 0.2


def test_legend_explains_what_is_drawn_and_nothing_else(make_graph: Callable[..., Any], claims: list[Claim]) -> None:
    some = [claim for claim in claims if claim.relation == "opposesMembership" and claim.is_stated_fact]
    shown = texts(picture_svg(make_graph(some), title="t"))
    assert {"State", "Conflict"} <= set(shown)
    assert not {"Dealing", "Denied", "Person"} & set(shown)


def test_no_two_texts_of_the_picture_overlap(make_graph: Callable[..., Any], claims: list[Claim]) -> None:
    places = [
        (element.get("x"), element.get("y"))
        for element in ET.fromstring(picture_svg(make_graph(claims), title="t")).iter(SVG + "text")
        if element.get("x") != "0.0"
    ]
    assert len(places) == len(set(places))


def test_hostile_text_adds_no_element_to_the_picture(hostile: str, hostile_graph: Callable[[str], Any]) -> None:
    picture = picture_svg(hostile_graph(hostile), title=hostile)
    root = ET.fromstring(picture)
    assert {element.tag for element in root.iter()} <= TAGS
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]
    names = [element.text for element in root.iter(SVG + "title")]
    assert (shorten(clean(hostile), 200) or None) in names


def test_empty_graph_gives_a_picture(make_graph: Callable[..., Any]) -> None:
    assert texts(picture_svg(make_graph([]), title="Nothing")) == ["Nothing", "0 actors and events, 0 claims"]


def test_picture_of_another_kind_is_refused_with_what_to_do(make_graph: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(DiplographError, match=r"graph\.png: a picture is written as SVG; name a file that ends in \.svg"):
        write_picture(make_graph([]), tmp_path / "graph.png", title="t")
    with pytest.raises(
        DiplographError,
        match=r"gone/graph\.svg: cannot be written: No such file or directory; make the folder first: mkdir -p .*gone$",
    ):
        write_picture(make_graph([]), tmp_path / "gone" / "graph.svg", title="t")


def test_dark_picture_differs_in_colours_alone(make_graph: Callable[..., Any], claims: list[Claim]) -> None:
    light, dark = (ET.fromstring(picture_svg(make_graph(claims), title="t", theme=theme)) for theme in ("light", "dark"))  # type: ignore[arg-type]
    assert [element.tag for element in light.iter()] == [element.tag for element in dark.iter()]
    assert light.find(SVG + "rect").get("fill") != dark.find(SVG + "rect").get("fill")  # type: ignore[union-attr]
