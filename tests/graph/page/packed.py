"""What a page holds packed, as its scripts have it after unpacking."""

import base64
import json
import re
import zlib
from typing import Any

__all__ = ["page_data", "page_library", "read_data"]


def page_data(page: str) -> Any:
    """The data of a page, which is given as text."""
    return read_data(_block(page, "data"))


def page_library(page: str) -> str:
    """What runs in a page, vis-network and our own scripts."""
    return _unpacked(_block(page, "library"))


def _block(page: str, name: str) -> str:
    (found,) = re.findall(rf'<script id="{name}" type="text/plain">([^<]*)</script>', page)
    return str(found)


def _unpacked(block: str) -> str:
    return zlib.decompress(base64.b64decode(block)).decode("utf-8")


def read_data(text: str) -> Any:
    """What the block of the data holds, its columns made records again."""
    data = json.loads(_unpacked(text))
    return {name: _records(value) if isinstance(value, dict) and "columns" in value else value for name, value in data.items()}


def _records(packed: dict[str, Any]) -> list[dict[str, Any]]:
    columns = {
        name: column if isinstance(column, list) else [column["values"][place] for place in column["places"]]
        for name, column in packed["columns"].items()
    }
    return [{name: column[number] for name, column in columns.items()} for number in range(packed["length"])]
