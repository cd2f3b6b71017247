"""Mutation of inputs: bytes of a seed flipped, cut, repeated, exchanged for awkward ones, and spliced with another seed."""

import random
from collections.abc import Sequence

__all__ = ["mutate"]

# What parsers, dates and numbers stumble over; format by format the seeds have the rest.
AWKWARD = (
    *(
        b"",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x98\x80",
        b"\r\n",
        b"\r",
        b"\n\n",
        b"\x1b[2J",
        b"\x85",
    ),
    *("\u202e", "\u2066", "\u2028", "\u00ad", "e\u0301", "İ", "ß"),
    *(b"0", b"-1", b"1e999", b"NaN", b"INF", b"9" * 40, b"0000-00-00", b"2024-02-30", b"99999-01-01", b"-0001-01-01"),
    *(b'"', b"'", b"\\", b"\\u0000", b"\\uD800", b"<", b">", b"&", b"&#0;", b"]]>", b"<!--", b"<![CDATA[", b"<script>"),
    *(b"{", b"}", b"[", b"]", b"(", b")", b":", b";", b",", b"|", b"#", b"@", b"*", b"&a", b"---\n", b"\t", b"%00", b"://"),
    *(b"null", b"true", b"{}", b"[[", b"_:b", b"<>", b"^^", b"a", b"?x", b"SELECT", b"UNION", b"the 31st of February", b"and"),
)
AWKWARD_BYTES = tuple(piece if isinstance(piece, bytes) else piece.encode() for piece in AWKWARD)
MOST_REPEATED, LONGEST = 200, 100_000
# Most inputs are as short as the seed, so that many are read: one in so many is longer, and one is read for its time.
SHORT, LONGER, ONE_LONGER_IN, ONE_LONG_IN = 400, 2_000, 8, 50


def mutate(seeds: Sequence[bytes], chance: random.Random, longest: int = LONGEST) -> bytes:
    """One of the seeds, changed in one to five places: at most ``longest`` bytes, seldom half longer than it was."""
    data = bytearray(chance.choice(seeds))
    if chance.randrange(ONE_LONG_IN):
        usual = LONGER if chance.randrange(ONE_LONGER_IN) == 0 else SHORT
        longest = min(longest, max(usual, len(data) + len(data) // 2))
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        start = chance.randint(0, len(data))
        stop = min(len(data), start + chance.choice((1, 2, 8, 64, 1024)))
        match chance.randrange(7):
            case 0:
                data[start:stop] = (
                    bytes(byte ^ 1 << chance.randrange(8) for byte in data[start : start + 1]) + data[start + 1 : stop]
                )
            case 1:
                del data[start:stop]
            case 2:
                data[start:stop] = data[start:stop] * chance.randint(2, MOST_REPEATED)
            case 3:
                data[start:start] = chance.choice(AWKWARD_BYTES)
            case 4:
                data[start:stop] = chance.choice(AWKWARD_BYTES) * chance.choice((1, 1, 2, MOST_REPEATED))
            case 5:
                other = chance.choice(seeds)
                cut = chance.randint(0, len(other))
                data[start:] = other[cut:]
            case _:
                data[start:stop] = chance.randbytes(stop - start)
        del data[longest:]
    return bytes(data)
