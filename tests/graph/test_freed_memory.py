"""Freed memory goes back to the system, in a process of its own, where the C library is GNU's."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from diplograph.graph import freed_memory
from diplograph.graph.stores import open_store

# Every second of 400 blocks of 150 kB is freed, 30 MB, after a large one, by which glibc learns to keep blocks of that size;
# where the test needs that they are kept, it is told to from the start.
SCRIPT = """
import json, os, sys
from pathlib import Path
from diplograph.graph.freed_memory import give_back, map_large_blocks
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
if sys.argv[1] == "mapped":
    assert map_large_blocks()
large = bytes(2**24)
del large
blocks = [bytes([1]) * 150_000 for _ in range(400)]
held = resident()
del blocks[::2]
freed = held - resident()
assert give_back()
print(json.dumps([freed, held - resident()]))
"""
needs_glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="what the GNU C library does")


def freed(how: str) -> list[int]:
    """Bytes that left the process when blocks were freed, and when they were given back."""
    keeping = {"MALLOC_MMAP_THRESHOLD_": str(2**25)} if how == "kept" else {}
    command = [sys.executable, "-c", SCRIPT, how]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300, env=os.environ | keeping)
    found: list[int] = json.loads(done.stdout)
    return found


@needs_glibc
def test_large_blocks_leave_the_process_when_they_are_freed() -> None:
    assert freed("mapped")[0] > 25_000_000


@needs_glibc
def test_what_was_kept_leaves_the_process_when_it_is_given_back() -> None:
    kept, given_back = freed("kept")
    assert kept < 5_000_000  # else the other test shows nothing
    assert given_back > 20_000_000


@needs_glibc
def test_writing_a_store_has_large_blocks_mapped_and_reading_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("diplograph.graph.stores.oxigraph.directory.map_large_blocks", lambda: asked.append("mapped"))
    monkeypatch.setattr("diplograph.graph.stores.oxigraph.directory.give_back", lambda: asked.append("given back"))
    open_store(tmp_path / "news", write=True).close()
    assert asked == ["mapped", "given back"]
    open_store(tmp_path / "news").close()
    assert asked == ["mapped", "given back"]


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    for cached in (freed_memory._c_library, freed_memory.map_large_blocks):
        cached.cache_clear()
    try:
        assert not freed_memory.map_large_blocks()
        assert not freed_memory.give_back()
    finally:
        for cached in (freed_memory._c_library, freed_memory.map_large_blocks):
            cached.cache_clear()
