"""A text as sixteen numbers (MinHash in bands): texts that share one are worth comparing. Pure.

Of each shingle 48 hashes are taken, of each hash the least one of the text kept; three together are a band. Two
texts of which four fifths are the same meet in a band nearly always, two that have a tenth in common hardly ever.
The numbers must be the same in every process and release: the seed is fixed and no hash of Python's own is used.
"""

import hashlib
import struct

from feedback_service.routing.alike.shingles import shingles

BANDS = 16
ROWS = 3
PUBLIC = 1 << 61  # numbers from here on are of public texts: they never meet those of the citizens' words
_SEED = b"alike-1:"
_HASHES = struct.Struct(f"<{BANDS * ROWS}I")


def bands(folded: str, *, public: bool = False) -> tuple[int, ...]:
    """Sixteen numbers below 2^62. Of a text that says nothing: none."""
    rows = [_hashes(shingle) for shingle in shingles(folded)]
    if not rows:
        return ()
    least = [min(column) for column in zip(*rows, strict=True)]
    return tuple(
        _band(place, least[place * ROWS : (place + 1) * ROWS], PUBLIC if public else 0)
        for place in range(BANDS)
    )


def _hashes(shingle: str) -> tuple[int, ...]:
    return _HASHES.unpack(hashlib.shake_128(_SEED + shingle.encode()).digest(_HASHES.size))


def _band(place: int, least: list[int], floor: int) -> int:
    packed = struct.pack(f"<{ROWS + 1}I", place, *least)
    number = int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "big")
    return floor | number % PUBLIC
