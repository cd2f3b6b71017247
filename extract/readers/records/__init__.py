"""Articles as records with named fields: JSON, and tables."""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

if TYPE_CHECKING:
    from .columns import Faults, folded, parse_columns
    from .json_lines import read_json_lines
    from .json_values import read_json
    from .parquet import read_parquet
    from .tables import read_table

__all__ = ["Faults", "folded", "parse_columns", "read_json", "read_json_lines", "read_parquet", "read_table"]

# Lines of JSON want nothing of what reads tables.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "columns": "Faults folded parse_columns",
        "json_lines": "read_json_lines",
        "json_values": "read_json",
        "parquet": "read_parquet",
        "tables": "read_table",
    },
)
