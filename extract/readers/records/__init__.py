"""Articles as records with named fields: JSON, and tables."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .columns import Faults, folded, parse_columns
    from .json_lines import read_json_lines
    from .json_values import read_json
    from .parquet import read_parquet
    from .tables import read_table

__all__ = ["Faults", "folded", "parse_columns", "read_json", "read_json_lines", "read_parquet", "read_table"]

_HOMES = {
    "Faults": "columns",
    "folded": "columns",
    "parse_columns": "columns",
    "read_json_lines": "json_lines",
    "read_json": "json_values",
    "read_parquet": "parquet",
    "read_table": "tables",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): lines of JSON want nothing of what reads tables.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
