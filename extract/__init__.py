"""Extraction: documents read, their actors and syntax found, and claims made of them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .claims import LinkedMention, MentionKind
    from .extractor import Extractor
    from .extractors import EXTRACTORS, ClaimExtractor
    from .llm import LlmSettings, LlmUsage, read_settings

__all__ = [
    "EXTRACTORS",
    "ClaimExtractor",
    "Extractor",
    "LinkedMention",
    "LlmSettings",
    "LlmUsage",
    "MentionKind",
    "read_settings",
]

_HOMES = {
    "EXTRACTORS": "extractors",
    "ClaimExtractor": "extractors",
    "Extractor": "extractor",
    "LinkedMention": "claims",
    "LlmSettings": "llm",
    "LlmUsage": "llm",
    "MentionKind": "claims",
    "read_settings": "llm",
}


def __getattr__(name: str) -> Any:
    # The extractor pulls in spaCy; readers alone must not.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
