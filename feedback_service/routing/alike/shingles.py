"""What two texts have in common: neighbouring words, without the everyday ones. Pure.

Texts come folded (folding.py), so that `đường hư` and `duong hu` are one.
"""

import re
from itertools import pairwise

MOST_WORDS = 300  # what stands beyond is not read: a message is known by its beginning
_WORD = re.compile(r"[^\W_]+")

# Words of every message, folded. Frozen: a change makes every sketch that is kept a stranger to the new ones.
_EVERYDAY_WORDS = """
a ah ak anh ai alo bac bi boi biet cac cai can cang chau chi cho chu chung chua cu cua cung co con
da dang day de dau den deu di do dc duoc gi gio giup gui ha hay hi hok hom hon i ic j k kg khi khong ko
kia kinh la lai lam len luon luc ma mai minh mong mot mn moi muon na nao nay nen neu nghi ngay nhe
nhieu nho nhu nhung nua nx o oi ong phai qua ra rat roi sao se ta tai the thi thoi toi tren trong
tu tui ubnd uy va vao van vay ve vi viec voi vs vui vang xa xem xin y yeu z
"""
EVERYDAY = frozenset(_EVERYDAY_WORDS.split())


def words_of(folded: str) -> list[str]:
    """The telling words, in order."""
    found = (word for word in _WORD.findall(folded) if word not in EVERYDAY)
    return [word for word, _ in zip(found, range(MOST_WORDS), strict=False)]


def shingles(folded: str) -> frozenset[str]:
    """Each two and three neighbouring words; of a shorter text the word itself."""
    words = words_of(folded)
    if len(words) < 2:
        return frozenset(words)
    pairs = (" ".join(pair) for pair in pairwise(words))
    triples = (" ".join(three) for three in zip(words, words[1:], words[2:], strict=False))
    return frozenset([*pairs, *triples])


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of both is in both, 0..1 (Dice): a word changed in twelve leaves about three quarters."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
