"""Layout: where boxes, lines and names of a drawing go."""

from .geometry import Points, bend_edges, control_points, label_points, text_width
from .layout import LINE_SIZE, NAME_SIZE, Box, Link, place_nodes
from .lettering import Occupied, break_label
from .measures import find_betweenness, find_communities

__all__ = [
    "LINE_SIZE",
    "NAME_SIZE",
    "Box",
    "Link",
    "Occupied",
    "Points",
    "bend_edges",
    "break_label",
    "control_points",
    "find_betweenness",
    "find_communities",
    "label_points",
    "place_nodes",
    "text_width",
]
