"""The data of a page, as its script has it after unpacking."""

import json
from typing import Any

__all__ = ["read_data"]


def read_data(text: str) -> Any:
    """What the page carries, its columns made records again."""
    data = json.loads(text)
    return {name: _records(value) if isinstance(value, dict) and "columns" in value else value for name, value in data.items()}


def _records(packed: dict[str, Any]) -> list[dict[str, Any]]:
    columns = {
        name: column if isinstance(column, list) else [column["values"][place] for place in column["places"]]
        for name, column in packed["columns"].items()
    }
    return [{name: column[number] for name, column in columns.items()} for number in range(packed["length"])]
