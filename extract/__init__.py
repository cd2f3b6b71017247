"""How text becomes claims: readers, the language pipeline, actors, frames, stance, attribution."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .extractor import Extractor

__all__ = ["Extractor"]


def __getattr__(name: str) -> Any:
    # The extractor pulls in spaCy; readers alone must not.
    if name == "Extractor":
        from .extractor import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
