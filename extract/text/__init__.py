"""Characters before anybody parses them: leftovers of pages and posts, white space, letter case, headlines, datelines."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .alignment import AlignedText, keep_text, text_of
    from .boilerplate import is_boilerplate
    from .capitals import CaseRestorer
    from .datelines import find_datelines
    from .language import Language, identify_language
    from .metadata import body_of, complete
    from .normalization import Normalizer

__all__ = [
    "AlignedText",
    "CaseRestorer",
    "Language",
    "Normalizer",
    "body_of",
    "complete",
    "find_datelines",
    "identify_language",
    "is_boilerplate",
    "keep_text",
    "text_of",
]

_HOMES = {
    "AlignedText": "alignment",
    "keep_text": "alignment",
    "text_of": "alignment",
    "is_boilerplate": "boilerplate",
    "CaseRestorer": "capitals",
    "find_datelines": "datelines",
    "Language": "language",
    "identify_language": "language",
    "body_of": "metadata",
    "complete": "metadata",
    "Normalizer": "normalization",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): who only asks what a text says of itself restores no capitals.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
