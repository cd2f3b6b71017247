"""The interactive page: one HTML file that shows a graph, with the sentence behind each line, without a network.

From the same layout: a picture for print, and a frame for notebooks.
"""

from .appearance import load_appearance
from .evidence import safe_link
from .explanation import render_explanation
from .notebook import SharedLibrary, page_frame, share_library
from .picture import picture_svg, write_picture
from .rendering import page_html, refuse_other_than_page, write_page
from .text import clean, shorten, split_at_trigger
from .wording import page_title, sentence, write_date

__all__ = [
    "SharedLibrary",
    "clean",
    "load_appearance",
    "page_frame",
    "page_html",
    "page_title",
    "picture_svg",
    "refuse_other_than_page",
    "render_explanation",
    "safe_link",
    "sentence",
    "share_library",
    "shorten",
    "split_at_trigger",
    "write_date",
    "write_page",
    "write_picture",
]
