"""A picture for print: the drawing of the page as SVG, made without a browser."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree as ET

import numpy as np
from diplograph.ontology import DiplographError

from ..files import STANDARD_OUTPUT, write_bytes
from .layout import LINE_SIZE, NAME_SIZE, Occupied, Points, break_label, control_points, label_points, text_width
from .rendering import ClaimGraph, Plan, plan_drawing
from .shapes import draw_head, draw_shape
from .text import shorten

__all__ = ["picture_svg", "write_picture"]

_SANS = "Liberation Sans, DejaVu Sans, Helvetica, Arial, sans-serif"
_FRAME, _TITLE_HEIGHT, _LEGEND_ROW = 35.0, 82.0, 24.0
_NARROWEST, _LEGEND_ENTRY = 640.0, 230.0
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_LABELLED_EDGES = 400


def write_picture(graph: ClaimGraph, path: Path, *, title: str, theme: Literal["light", "dark"] = "light") -> None:
    """Write the picture of ``graph`` to ``path``, an .svg file. Raises DiplographError where that cannot be done."""
    if path.suffix.lower() != ".svg" and path != STANDARD_OUTPUT:
        raise DiplographError(f"{path}: a picture is written as SVG; name a file that ends in .svg")
    write_bytes(path, picture_svg(graph, title=title, theme=theme).encode("utf-8"))


def picture_svg(graph: ClaimGraph, *, title: str, theme: Literal["light", "dark"] = "light") -> str:
    """The drawing as one SVG document, with its legend: same places, shapes and colours as the page, nothing that moves."""
    plan = plan_drawing(graph)
    return _Picture(plan, theme).draw(shorten(title, 120) or "diplograph")


class _Picture:
    def __init__(self, plan: Plan, theme: Literal["light", "dark"]) -> None:
        self.plan = plan
        self.colours = plan.appearance.colours(theme)
        self.nodes = [node for node in plan.drawing.nodes if not node.get("rest")]
        self.places = {node["id"]: np.array([node["x"], node["y"]]) for node in self.nodes}
        self.edges = [edge for edge in plan.drawing.edges if edge["from"] in self.places and edge["to"] in self.places]
        self.extents = {node["id"]: (str(node["shape"]), str(node["label"]), float(node["size"])) for node in self.nodes}
        self.occupied = Occupied()
        # Left, top, right and bottom of what has been drawn.
        self.drawn = (math.inf, math.inf, -math.inf, -math.inf)

    def draw(self, title: str) -> str:
        drawing = self._draw()
        left, top, right, bottom = self.drawn if self.nodes else (0.0, 0.0, 0.0, 0.0)
        legend = self._legend_entries()
        width = max(right - left + 2 * _FRAME, _NARROWEST)
        per_row = int((width - _FRAME) // _LEGEND_ENTRY)
        height = _TITLE_HEIGHT + bottom - top + _FRAME
        total = height + _LEGEND_ROW * (math.ceil(len(legend) / per_row) + 1)
        root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:.0f} {total:.0f}")
        root.attrib |= {"width": f"{width:.0f}", "height": f"{total:.0f}", "font-family": _SANS, "role": "img"}
        ET.SubElement(root, "title").text = title
        ET.SubElement(root, "rect", width="100%", height="100%", fill=self.colours["paper"])
        # Semibold, and in a wide face, letters take a quarter more.
        fitting = int(len(title) * min(1.0, (width - 2 * _FRAME) / max(1.25 * text_width(title, 22), 1.0)))
        self._write(root, shorten(title, fitting), _FRAME, 42, size=22, anchor="start", weight="600")
        self._write(root, self._counts(), _FRAME, 64, size=13, anchor="start", colour="ink-soft")
        drawing.set("transform", f"translate({(width - left - right) / 2:.1f} {_TITLE_HEIGHT - top:.1f})")
        root.append(drawing)
        for number, (swatch, label) in enumerate(legend):
            x, y = _FRAME + number % per_row * _LEGEND_ENTRY, height + _LEGEND_ROW * (number // per_row)
            swatch.set("transform", f"translate({x:.0f} {y:.0f})")
            root.append(swatch)
            self._write(root, label, x + 56, y + 4, size=13, anchor="start")
        return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"

    def _counts(self) -> str:
        rest = len(self.plan.drawing.nodes) - len(self.nodes)
        left_out = f"; the {rest:,} least connected are left out" if rest else ""
        return f"{len(self.nodes):,} actors and events, {len(self.plan.claims):,} claims{left_out}"

    def _draw(self) -> ET.Element:
        drawing = ET.Element("g")
        for edge in self.edges:
            self._draw_edge(drawing, edge)
        for node in self.nodes:
            self._draw_node(drawing, node)
        # Denials take their place before all names: a line without its NOT would mislead most.
        few = self.edges if len(self.edges) <= _LABELLED_EDGES else []
        self._write_line_labels(drawing, [edge for edge in few if edge["polarity"] == "negated"])
        self._write_names(drawing)
        self._write_line_labels(drawing, [edge for edge in few if edge["polarity"] != "negated"])
        return drawing

    def _cover(self, left: float, top: float, right: float, bottom: float) -> None:
        """Notes that something is drawn there, so that the picture reaches as far."""
        first, highest, last, lowest = self.drawn
        self.drawn = (min(first, left), min(highest, top), max(last, right), max(lowest, bottom))

    def _claim(self, left: float, top: float, right: float, bottom: float) -> bool:
        free = self.occupied.claim(left, top, right, bottom)
        if free:
            self._cover(left, top, right, bottom)
        return free

    def _write(self, parent: ET.Element, text: str, x: float, y: float, **style: Any) -> None:
        anchor, size = style.get("anchor", "middle"), style.get("size", NAME_SIZE)
        attributes = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}", "text-anchor": anchor}
        attributes |= {"fill": self.colours[style.get("colour", "ink")], "stroke": self.colours["paper"], "stroke-width": "4"}
        attributes |= {"paint-order": "stroke", "stroke-linejoin": "round"}
        if "weight" in style:
            attributes["font-weight"] = style["weight"]
        ET.SubElement(parent, "text", attributes).text = text

    def _draw_node(self, parent: ET.Element, node: dict[str, Any]) -> None:
        x, y = self.places[node["id"]]
        place = ET.SubElement(parent, "g", transform=f"translate({x:.1f} {y:.1f})")
        ET.SubElement(place, "title").text = shorten(node["title"] or node["names"][0], 200)
        width = text_width(node["label"], NAME_SIZE) + 16
        high = 15.0 + 9.0 * node["label"].count("\n")
        draw_shape(place, node["group"], node["shape"], node["size"], width, self.colours, height=2 * high)
        half, high = (width / 2, high) if node["shape"] == "box" else (node["size"], node["size"])
        self._cover(x - half - 2, y - high - 2, x + half + 2, y + high + 2)
        if len(self.nodes) <= _LABELLED_EDGES:
            self.occupied.take(x - half, y - high, x + half, y + high)
        if node["shape"] == "box":
            lines = node["label"].split("\n")
            for number, line in enumerate(lines):
                self._write(place, line, 0, 5 + 18 * (number - (len(lines) - 1) / 2))

    def _draw_edge(self, parent: ET.Element, edge: dict[str, Any]) -> None:
        source, target = self.places[edge["from"]], self.places[edge["to"]]
        colour = self.colours[f"family-{edge['family']}"]
        style = {"fill": "none", "stroke": colour, "stroke-width": f"{edge['width']:g}"}
        style |= {"stroke-dasharray": " ".join(map(str, edge["dashes"]))} if edge["dashes"] else {}
        style |= {"opacity": "0.75"} if edge["faint"] else {}
        group = ET.SubElement(parent, "g", style)
        if edge["from"] == edge["to"]:
            ET.SubElement(group, "circle", cx=f"{source[0]:.1f}", cy=f"{source[1] - 30:.1f}", r="16")
            self._cover(source[0] - 18, source[1] - 48, source[0] + 18, source[1] - 12)
            return
        via = control_points(source, target, np.array(edge["bend"]))
        ends = f"M{source[0]:.1f} {source[1]:.1f}Q{via[0]:.1f} {via[1]:.1f} {target[0]:.1f} {target[1]:.1f}"
        ET.SubElement(group, "path", d=ends)
        if edge["bend"]:
            for x, y in label_points(source, target, np.array(edge["bend"]), np.array([[0.25], [0.5], [0.75]])):
                self._cover(x - 8, y - 8, x + 8, y + 8)
        for end, point, there in (("to", target, edge["to"]), ("from", source, edge["from"])):
            if end in edge["arrows"]:
                draw_head(group, edge["arrows"][end]["type"], point, via, self._reach(there, point - via), colour)

    def _reach(self, node: str, direction: Points) -> float:
        """How far the border of a node lies from its middle, seen in a direction."""
        shape, label, size = self.extents[node]
        if shape != "box":
            return size + 3
        dx, dy = abs(float(direction[0])) or 1e-9, abs(float(direction[1])) or 1e-9
        aside, high = text_width(label, NAME_SIZE) / 2 + 10, 17.0 + 9.0 * label.count("\n")
        return math.hypot(dx, dy) * min(aside / dx, high / dy)

    def _write_names(self, parent: ET.Element) -> None:
        for node in self.nodes:
            if node["shape"] == "box":
                continue
            x, y = self.places[node["id"]]
            half, reach = text_width(node["label"], NAME_SIZE) / 2, node["size"]
            straight = ((0.0, reach + 11), (0.0, -reach - 11), (reach + 6 + half, 0.0), (-reach - 6 - half, 0.0))
            slanted = tuple((side * (half + 3), down * (reach + 11)) for down in (1, -1) for side in (1, -1))
            for dx, dy in straight + slanted:
                if self._claim(x + dx - half, y + dy - 8, x + dx + half, y + dy + 8):
                    self._write(parent, node["label"], x + dx, y + dy + 5)
                    break

    def _write_line_labels(self, parent: ET.Element, edges: Sequence[dict[str, Any]]) -> None:
        counts = {bundle.id: len(bundle.claims) for bundle in self.plan.bundles}
        for edge in sorted(edges, key=lambda edge: edge["family"] == "office"):
            if edge["from"] == edge["to"]:
                continue
            number = counts[edge["id"]]
            lines = break_label(edge["label"] + (f" ×{number}" if number > 1 else ""))
            half = max(text_width(line, LINE_SIZE) for line in lines) / 2
            high = LINE_SIZE * 0.6 * len(lines)
            ends = self.places[edge["from"]], self.places[edge["to"]], np.array(edge["bend"])
            spots = [label_points(*ends, at) for at in _ALONG]
            spots += [spots[0] + [half + 5, 0], spots[0] - [half + 5, 0]]
            for x, y in spots:
                if self._claim(x - half, y - high, x + half, y + high):
                    self._write_lines(parent, lines, float(x), float(y), negated=edge["polarity"] == "negated")
                    break

    def _write_lines(self, parent: ET.Element, lines: Sequence[str], x: float, y: float, *, negated: bool) -> None:
        style: dict[str, Any] = {"colour": "ink", "weight": "600"} if negated else {"colour": "ink-soft"}
        for place, line in enumerate(lines):
            down = (place - (len(lines) - 1) / 2) * LINE_SIZE * 1.15
            self._write(parent, line, x, y + down + 4, size=LINE_SIZE, **style)

    def _legend_entries(self) -> list[tuple[ET.Element, str]]:
        entries: list[tuple[ET.Element, str]] = []
        for kind in self.plan.appearance.kinds:
            if self.plan.drawing.kinds[kind.name]:
                swatch = ET.Element("g")
                inner = ET.SubElement(swatch, "g", transform="translate(25 0)")
                draw_shape(inner, kind.name, kind.shape, 8, 26, self.colours, height=16)
                entries.append((swatch, kind.label))
        present = {edge["family"]: edge for edge in self.edges}
        headed = {edge["family"] for edge in self.edges if edge["arrows"] and edge["polarity"] != "negated"}
        for family in self.plan.appearance.families:
            if family.name in present:
                head = family.head if family.name in headed else None
                entries.append((self._sample(f"family-{family.name}", (), head), family.label))
        said = {edge["polarity"] for edge in self.edges} | {edge["modality"] for edge in self.edges}
        for line in (*self.plan.appearance.polarities, *self.plan.appearance.modalities):
            if line.name in said and line.dashes:
                entries.append((self._sample("ink", line.dashes, "bar" if line.name == "negated" else None), line.label))
        return entries

    def _sample(self, colour: str, dashes: Sequence[int], head: str | None) -> ET.Element:
        ink = self.colours[colour]
        swatch = ET.Element("g", {"fill": "none", "stroke": ink, "stroke-width": "2.2"})
        line = ET.SubElement(swatch, "path", d="M2 0H46")
        if dashes:
            line.set("stroke-dasharray", " ".join(map(str, dashes)))
        if head is not None:
            draw_head(swatch, head, np.array([48.0, 0.0]), np.array([0.0, 0.0]), 0.0, ink)
        return swatch
