"""Numbers of thôn as people write them, and numbers that only count. Language, nothing of a commune. Pure.

Words come folded and in one spelling (rules_words.py).
"""

from collections.abc import Sequence

from feedback_service.routing.rules_words import Words, has_accents

_ONES = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_TEN = ("muoi", "chuc")
# After a number these are counted: "thôn 3 người bệnh" has three patients, "thôn 2 tháng nay" means two months.
_COUNTED = frozenset(
    (
        *("nguoi", "ho", "dua", "lan", "nam", "thang", "ngay", "tuan", "gio", "tieng"),
        *("tram", "trieu", "nghin", "ngan", "km", "met", "ty"),
    )
)
_STILL_A_PLACE = frozenset(("dan", "ta"))  # "thôn 3 người dân phản ánh", "thôn 3 người ta"
# Alone and without accents these are mostly other words: "thon nam ngoai", "thon ba toi", "thon tu lau".
_DOUBTFUL = frozenset(("ba", "nam", "tu", "sau", "bay", "lam"))
_LONGEST = 2  # digits of a thôn's number


def number_at(words: Words, place: int) -> tuple[int | None, int]:
    """The number that begins at `place`, and the place behind it: "17", "05", "so 5", "muoi bay"."""
    if words.folded[place : place + 1] == ("so",):
        place += 1
    word = words.folded[place] if place < len(words) else ""
    if word.isdecimal():
        return (int(word) if len(word) <= _LONGEST else None), place + 1
    number, end = _in_words(words.folded, place)
    if end - place == 1 and word in _DOUBTFUL and not has_accents(words.marks[place]):
        next_word = words.folded[end] if end < len(words) else "."
        return (number if next_word in {".", "?"} else None), end
    return number, end


def _in_words(words: Sequence[str], place: int) -> tuple[int | None, int]:
    here, after, third = (*words[place : place + 3], "", "", "")[:3]
    if here in _TEN:
        return (10 + _ONES[after], place + 2) if after in _ONES else (10, place + 1)
    if here not in _ONES:
        return None, place
    if after in _TEN:
        tens = 10 * _ONES[here]
        return (tens + _ONES[third], place + 3) if third in _ONES else (tens, place + 2)
    return _ONES[here], place + 1


def counts_something(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the number that ends before `end` counts what follows, or `start` itself is counted: "3 thôn 2 buôn"."""
    after, then = (*words[end : end + 2], "", "")[:2]
    if after in _COUNTED and then not in _STILL_A_PLACE:
        return True
    before = words[start - 1] if start else ""
    return before.isdigit() and after in {"buon", "thon", "xa", "xom"}
