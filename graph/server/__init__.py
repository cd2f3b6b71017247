"""Server: a store as pages, JSON, files and SPARQL for a team; all work is done in processes that may die."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .serving import HOST, Addresses, read_token, serve

__all__ = ["HOST", "Addresses", "read_token", "serve"]


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): a process that answers needs no HTTP.
    if name in __all__:
        from . import serving

        return getattr(serving, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
