"""The most that is read of a file, and what was unpacked of one so far."""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BufferedReader
from typing import Final

from diplograph.ontology import InputError

from ..words import read_entry, read_yaml

__all__ = ["Budget", "Limits", "limits"]

_FILE: Final = "limits.yaml"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read, so that no file can exhaust memory or time: what ``limits.yaml`` says of each."""

    text_bytes: int
    line_bytes: int
    cell_characters: int
    markdown_bytes: int
    front_matter_characters: int
    page_bytes: int
    page_tags: int
    message_bytes: int
    message_parts: int
    message_depth: int
    messages: int
    pdf_bytes: int
    pdf_pages: int
    pdf_page_bytes: int
    pdf_operations: int
    docx_part_bytes: int
    docx_bytes: int
    unpacked_bytes: int
    unpacked_ratio: int
    unpacked_freely: int
    packed_depth: int
    zip_bytes: int
    archive_members: int
    archive_head_bytes: int
    zip_directory_bytes: int
    zstd_window_bytes: int
    feed_bytes: int
    json_bytes: int
    saved_page_bytes: int
    parquet_group_bytes: int
    feed_entries: int
    fetched_bytes: int
    fetch_seconds: int
    connect_seconds: int
    silence_seconds: int
    redirects: int
    robots_bytes: int
    crawl_delay_seconds: int


@cache
def limits() -> Limits:
    """The limits of all readers."""
    return read_entry(Limits, read_yaml(files("diplograph.extract.readers") / _FILE), _FILE)


@dataclass(slots=True)
class Budget:
    """What was unpacked of one file so far, over all that is packed in it, and the most that may be."""

    most: int
    unpacked: int = 0
    members: int = 0
    is_spent: bool = False

    @classmethod
    def of_file(cls, stream: BufferedReader) -> "Budget":
        """The budget of a file by its size; of a pipe, which has none, as of the largest."""
        with suppress(OSError):
            status = os.fstat(stream.fileno())
            return cls.of_size(status.st_size if stat.S_ISREG(status.st_mode) else 0)
        return cls.of_size(0)

    @classmethod
    def of_size(cls, size: int) -> "Budget":
        """The budget of so many bytes; of 0, which is a size that nobody knows, as of the largest file."""
        by_size = max(limits().unpacked_freely, size * limits().unpacked_ratio) if size else limits().unpacked_bytes
        return cls(min(limits().unpacked_bytes, by_size))

    def spend(self, error: str) -> InputError:
        """The error with which all reading of the file ends."""
        self.is_spent = True
        return InputError(error)
