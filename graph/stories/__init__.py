"""Stories: articles that tell the same in the same words, as outlets do that print one agency's report."""

from .likeness import are_alike, band_keys, connect, find_links, resemblance, shared_names
from .loading import load_settings
from .sketch import Sketch, read_sketch, sketch_document, write_sketch

__all__ = [
    "Sketch",
    "are_alike",
    "band_keys",
    "connect",
    "find_links",
    "load_settings",
    "read_sketch",
    "resemblance",
    "shared_names",
    "sketch_document",
    "write_sketch",
]
