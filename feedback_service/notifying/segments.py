"""How many segments an SMS takes, which is what it costs, and how Vietnamese becomes GSM-7. Pure.

One letter outside GSM-7 turns the whole message into UCS-2 and 160 places into 70; of the Vietnamese letters
with marks only à è é ì ò ù É are inside (3GPP TS 23.038 §6.2.1). So notices go out without marks.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = frozenset("^{}\\[~]|€\f")  # sent as an escape and a letter, which stay in one segment
_SINGLE = {"GSM-7": 160, "UCS-2": 70}
_PART = {"GSM-7": 153, "UCS-2": 67}  # the rest of each part says how the parts belong together

_PLAIN = str.maketrans(
    {
        "đ": "d",
        "Đ": "D",
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−•·", "-"),
        "…": "...",
        "×": "x",
        "₫": "d",
        "⁄": "/",
        "→": "->",
    }
)


@dataclass(frozen=True, slots=True)
class Segments:
    """`units` are septets of GSM-7 or 16-bit units of UCS-2."""

    encoding: str
    units: int
    count: int


def segments(text: str) -> Segments:
    """The empty text takes one segment. Text that came decomposed is counted as it will be sent, composed."""
    text = unicodedata.normalize("NFC", text)
    encoding = "GSM-7" if all(letter in _GSM or letter in _GSM_DOUBLE for letter in text) else "UCS-2"
    weights = [_weight(letter, encoding) for letter in text]
    units = sum(weights)
    count = 1 if units <= _SINGLE[encoding] else _parts(weights, _PART[encoding])
    return Segments(encoding, units, count)


def _weight(letter: str, encoding: str) -> int:
    return 2 if (letter in _GSM_DOUBLE and encoding == "GSM-7") or ord(letter) > 0xFFFF else 1


def _parts(weights: Iterable[int], size: int) -> int:
    """A letter of two units is never split between two parts."""
    parts, filled = 1, 0
    for weight in weights:
        if filled + weight > size:
            parts, filled = parts + 1, 0
        filled += weight
    return parts


def unaccented(text: str) -> str:
    """GSM-7 and nothing else: marks dropped, typographic signs made plain, pictures dropped, other letters
    `?`.
    """
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    letters = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return "".join(_gsm(letter) for letter in letters)


def _gsm(letter: str) -> str:
    if letter in _GSM or letter in _GSM_DOUBLE:
        return letter
    category = unicodedata.category(letter)
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return " "
    return "?" if category[0] in "LN" else ""  # what cannot be written must not vanish unseen
