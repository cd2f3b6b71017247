"""What a store keeps ready for those who read all of it."""

from .column_file import ColumnFile

__all__ = ["ColumnFile"]
