"""What the web is written in: pages and feeds, and the text of their markup."""

from .feeds import read_feed
from .html import decode_markup, read_html, silence, text_of_markup, web_address

__all__ = ["decode_markup", "read_feed", "read_html", "silence", "text_of_markup", "web_address"]
