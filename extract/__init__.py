"""Extraction: documents read, their actors and syntax found, and claims made of them."""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

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

# The extractor pulls in spaCy; readers alone must not.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "claims": "LinkedMention MentionKind",
        "extractor": "Extractor",
        "extractors": "ClaimExtractor EXTRACTORS",
        "llm": "LlmSettings LlmUsage read_settings",
    },
)
