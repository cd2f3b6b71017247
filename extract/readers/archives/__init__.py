"""Packed files: the members of an archive and what was compressed, each to be read as what it is."""

from .compressed import read_gzip, read_zstd
from .zips import open_zip, read_zip

__all__ = ["open_zip", "read_gzip", "read_zip", "read_zstd"]
