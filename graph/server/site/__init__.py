"""Site: what a team reads of a store, page by page, each also as JSON."""

from .addresses import ADDRESSES, FILES, Address, api_path
from .answering import Answered, answer_file, answer_page
from .reading import Reading

__all__ = ["ADDRESSES", "FILES", "Address", "Answered", "Reading", "answer_file", "answer_page", "api_path"]
