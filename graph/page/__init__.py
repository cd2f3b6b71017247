"""The interactive page: one HTML file that shows a graph, with the sentence behind each line, without a network."""

from .rendering import page_html, write_page

__all__ = ["page_html", "write_page"]
