"""Shapes of nodes and heads of lines as SVG, those that vis-network and the legend of the page draw."""

import math
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from .layout import Points

__all__ = ["HEADS", "OUTLINES", "draw_head", "draw_shape"]

# Paths in a square of 2 by 2 around the middle.
OUTLINES = {
    "dot": "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0z",
    "hexagon": "M1 0L.5 .87H-.5L-1 0L-.5 -.87H.5z",
    "triangle": "M0 -1L1 .8H-1z",
    "triangleDown": "M0 1L1 -.8H-1z",
    "square": "M-.85 -.85H.85V.85H-.85z",
    "diamond": "M0 -1L1 0L0 1L-1 0z",
    "person": "M0 -1A.45 .45 0 1 1 0 -.1A.45 .45 0 1 1 0 -1zM-.87 .95C-.87 .4 -.56 .1 0 .1S.87 .4 .87 .95z",
    "group": "M-.42 -.65A.35 .35 0 1 1 -.42 .05A.35 .35 0 1 1 -.42 -.65zM.42 -.65A.35 .35 0 1 1 .42 .05A.35 .35 0 1 1 .42 -.65z"
    "M-.96 .75C-.96 .33 -.75 .12 -.42 .12S.12 .33 .12 .75zM.25 .75C.25 .5 .18 .33 .08 .21C.14 .15 .27 .12 .42 .12"
    "C.75 .12 .96 .33 .96 .75z",
}

# Paths of heads that point to the right, their tip at 0 0.
HEADS = {
    "arrow": "M0 0L-11 -5V5z",
    "vee": "M0 0L-12 -5L-8 0L-12 5z",
    "diamond": "M0 0L-6 -4.5L-12 0L-6 4.5z",
    "circle": "M-9 0A4.5 4.5 0 1 1 0 0A4.5 4.5 0 1 1 -9 0z",
    "box": "M-9 -4.5H0V4.5H-9z",
    "crow": "M-10 0L-1 -5M-10 0H-1M-10 0L-1 5",
    "bar": "M-4 -6H-1V6H-4z",
}


def draw_shape(
    parent: ET.Element, kind: str, shape: str, size: float, width: float, colours: Mapping[str, str], *, height: float = 30
) -> None:
    """A node around the origin: ``size`` is its radius, ``width`` and ``height`` those of a box, in pixels."""
    colour = colours[f"kind-{kind}"]
    if shape == "box":
        place = {"x": f"{-width / 2:.1f}", "y": f"{-height / 2:.1f}"}
        frame = {"width": f"{width:.1f}", "height": f"{height:g}", "rx": "6"}
        ET.SubElement(parent, "rect", place | frame | {"fill": colours["event-fill"], "stroke": colour, "stroke-width": "1.5"})
        return
    outline = OUTLINES[kind if shape == "image" else shape]
    scaled = {"transform": f"scale({size:g})", "stroke": colours["paper"], "stroke-width": f"{1.5 / size:.3f}"}
    ET.SubElement(parent, "path", {"d": outline, "fill": colour} | scaled)


def draw_head(parent: ET.Element, head: str, point: Points, via: Points, radius: float, colour: str) -> None:
    """The head of a line that comes from ``via`` to a node of ``radius`` pixels around ``point``."""
    dx, dy = float(point[0] - via[0]), float(point[1] - via[1])
    length = math.hypot(dx, dy) or 1.0
    x, y = float(point[0]) - dx / length * radius, float(point[1]) - dy / length * radius
    turn = math.degrees(math.atan2(dy, dx))
    style = {"fill": "none"} if head == "crow" else {"fill": colour, "stroke": "none"}
    place = {"d": HEADS[head], "transform": f"translate({x:.1f} {y:.1f}) rotate({turn:.1f})", "stroke-dasharray": "none"}
    ET.SubElement(parent, "path", place | style)
