"""Freed memory that the C library keeps: bounded, in a process that writes a store, where it is the GNU one.

Writing frees blocks of all sizes in several threads, and glibc keeps what is freed: it raises the size from which a block is
mapped by itself with each such block that is freed (up to 32 MB), and cuts smaller ones out of what it keeps, so that a process
that writes for long grows by fragments which nobody uses.
"""

import ctypes
import sys
from functools import cache

__all__ = ["give_back", "map_large_blocks"]

# M_MMAP_THRESHOLD of malloc.h, and what glibc begins with: once it is set, it stays.
_MMAP_THRESHOLD, _LARGE_BYTES = -3, 2**17


@cache
def _c_library() -> ctypes.CDLL | None:
    """The C library of the process, None where it has no such choices (musl, macOS, Windows)."""
    found = ctypes.CDLL(None) if sys.platform == "linux" else None
    return found if found is not None and hasattr(found, "malloc_trim") else None


@cache
def map_large_blocks() -> bool:
    """Have the process give back each block of 128 KB and more when it is freed; whether it does from now on."""
    library = _c_library()
    return library is not None and library.mallopt(_MMAP_THRESHOLD, _LARGE_BYTES) == 1


def give_back() -> bool:
    """Return the whole pages that the C library keeps to the system; whether there were any."""
    library = _c_library()
    return library is not None and library.malloc_trim(0) == 1
