"""Site: what a team reads of a store, page by page, each also as JSON."""

from .answering import Answered, answer_file, answer_page
from .reading import Reading

__all__ = ["Answered", "Reading", "answer_file", "answer_page"]
