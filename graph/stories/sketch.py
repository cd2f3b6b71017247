"""Sketches of articles: what is kept of a text so that another of nearly the same words is known by it.

A sketch is a MinHash of the text's word shingles (Broder 1997), of each value the lowest byte (Li and König 2010), with the
hashes of its names and numbers and of its outlet: some 300 bytes, however long the text. A graph keeps it in place of the text.
"""

import base64
import binascii
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from itertools import islice
from typing import TYPE_CHECKING, Any
from zlib import crc32

from diplograph.ontology import Document

from ..safe_text import IGNORABLE
from .loading import load_settings

if TYPE_CHECKING:
    from datasketch import MinHash

    from .settings import Settings

__all__ = ["Sketch", "read_sketch", "sketch_document", "write_sketch"]

_WORD = re.compile(r"[^\W_]+")
_BLANK_LINE = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
# Scheme, outlet and number of words.
_HEAD_BYTES = 5
# A full stop, and the marks that close behind it.
_LONGEST_END = 10
# What numpy takes in hand at a time.
_SHINGLES_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Sketch:
    """``values`` are the lowest bytes of the least hashes; ``names`` hashes of names and numbers; ``outlet`` 0 if unknown."""

    values: bytes
    names: frozenset[int]
    words: int
    outlet: int = 0


def sketch_document(document: Document) -> Sketch | None:
    """The sketch of a document's text, None where the text is too short to be anybody's story. The title is no part of it."""
    settings = load_settings()
    if not _has_words(document.text, settings.least_words):
        return None
    prose = _prose(document.text[: settings.most_characters], settings)
    told = [found[0][: settings.longest_word] for found in islice(_WORD.finditer(prose), settings.most_words)]
    if len(told) < settings.least_words:
        return None
    words = [word.casefold() for word in told]
    shingles = dict.fromkeys(
        " ".join(run) for run in zip(*(words[place:] for place in range(settings.shingle_words)), strict=False)
    )
    names = sorted({_hash(name) for name in _names(told, words)})[: settings.most_names]
    outlet = _hash(" ".join(document.outlet.casefold().split())) if document.outlet else 0
    return Sketch(_least_hashes(shingles, settings), frozenset(names), len(words), outlet)


def write_sketch(sketch: Sketch) -> str:
    """The sketch in base64, for a graph."""
    head = bytes([load_settings().scheme]) + sketch.outlet.to_bytes(2, "big") + sketch.words.to_bytes(2, "big")
    names = b"".join(name.to_bytes(2, "big") for name in sorted(sketch.names))
    return base64.b64encode(head + sketch.values + names).decode("ascii")


def read_sketch(text: str) -> Sketch | None:
    """The sketch that ``write_sketch`` wrote; None for what is none, or one of another scheme.

    >>> read_sketch("AAAA") is None
    True
    """
    settings = load_settings()
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    end = _HEAD_BYTES + settings.values
    head, values, names = content[:_HEAD_BYTES], content[_HEAD_BYTES:end], content[end:]
    if len(values) < settings.values or head[0] != settings.scheme or len(names) % 2 or len(names) > 2 * settings.most_names:
        return None
    hashes = frozenset(int.from_bytes(names[place : place + 2], "big") for place in range(0, len(names), 2))
    return Sketch(values, hashes, int.from_bytes(head[3:5], "big"), int.from_bytes(head[1:3], "big"))


def _prose(text: str, settings: "Settings") -> str:
    """The text without the page round it, headlines, bylines and addresses; whole where nothing else would be left."""
    from diplograph.extract.text import is_boilerplate

    plain = IGNORABLE.sub("", unicodedata.normalize("NFKC", text))
    kept = []
    for paragraph in _BLANK_LINE.split(plain):
        lines = " ".join(line.strip() for line in paragraph.split("\n") if not is_boilerplate(line)).strip()
        if _SENTENCE_END.search(lines[-_LONGEST_END:]) or _has_words(lines, settings.paragraph_words):
            kept.append(lines)
    prose = "\n".join(kept)
    return prose if _has_words(prose, settings.least_words) else plain


def _has_words(text: str, least: int) -> bool:
    return sum(1 for _ in islice(_WORD.finditer(text), least)) == least


def _names(told: list[str], words: list[str]) -> Iterator[str]:
    """Words that are never written small, and numbers: what tells one prisoner exchange from the next."""
    small = {word for word in told if word.islower()}
    for as_told, word in zip(told, words, strict=True):
        if (as_told[0].isupper() or as_told[0].isdigit()) and word not in small:
            yield word


def _hash(text: str) -> int:
    """16 bits, never 0."""
    return crc32(text.encode("utf-8", "surrogatepass")) % 0xFFFF + 1


def _least_hashes(shingles: dict[str, None], settings: "Settings") -> bytes:
    made = _empty(settings.values).copy()
    remaining = iter(shingles)
    while chunk := [shingle.encode("utf-8", "surrogatepass") for shingle in islice(remaining, _SHINGLES_AT_ONCE)]:
        made.update_batch(chunk)
    return bytes(int(value) & 0xFF for value in made.hashvalues)


@cache
def _empty(values: int) -> "MinHash":
    return _minhash().MinHash(num_perm=values, seed=1, scheme="affine32")


def _minhash() -> Any:
    """datasketch's module of MinHash without the package round it, whose indexes take SciPy: a second of a processor."""
    name = "datasketch.minhash"
    found = find_spec("datasketch")
    if "datasketch" in sys.modules or found is None:
        return import_module(name)
    package = sys.modules["datasketch"] = module_from_spec(found)  # not executed
    try:
        return import_module(name)
    finally:
        # Whoever wants the whole package later imports it whole.
        for part in [part for part in sys.modules if part.partition(".")[0] == package.__name__]:
            del sys.modules[part]
