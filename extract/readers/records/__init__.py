"""Articles as records with named fields: JSON, and tables."""

from .columns import Faults, folded, parse_columns
from .json_lines import read_json_lines
from .json_values import read_json
from .parquet import read_parquet
from .tables import read_table

__all__ = ["Faults", "folded", "parse_columns", "read_json", "read_json_lines", "read_parquet", "read_table"]
