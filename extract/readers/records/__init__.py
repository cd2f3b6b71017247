"""Articles as records with named fields: JSON, and tables."""

from .json_lines import read_json_lines
from .tables import parse_columns, read_table

__all__ = ["parse_columns", "read_json_lines", "read_table"]
