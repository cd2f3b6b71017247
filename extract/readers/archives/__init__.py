"""Packed files: the members of an archive and what was compressed, each to be read as what it is."""

from .compressed import read_gzip, read_zstd
from .tars import read_tar
from .unpacking import seekable
from .warc import read_warc
from .zips import open_zip, read_zip

__all__ = ["open_zip", "read_gzip", "read_tar", "read_warc", "read_zip", "read_zstd", "seekable"]
