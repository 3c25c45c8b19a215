"""A code as it is said into a telephone, so that an old man with a pencil gets it right the first time. Pure.

Always in Vietnamese, whatever language the officer's screen has: it is the caller who hears it.
"""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# Each letter by the name that nobody takes for another one, as schools and ward offices read them out.
LETTERS = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "F": "ép-phờ", "G": "giê", "H": "hát", "I": "i ngắn",
    "J": "gi", "K": "ca", "L": "e-lờ", "M": "em-mờ", "N": "en-nờ", "O": "o tròn", "P": "pê", "Q": "quy",
    "R": "e-rờ", "S": "ét-sờ", "T": "tê", "U": "u", "V": "vê", "W": "vê kép", "X": "ích-xì", "Y": "i dài",
    "Z": "dét",
}  # fmt: skip


def spoken_code(code: str) -> str:
    """`EK-4827-193K`: "e ca, bốn tám hai bảy, một chín ba, ca". The commas are where one breathes."""
    groups = [spoken(group) for part in code.upper().split("-") for group in _apart(part)]
    return ", ".join(group for group in groups if group)


def spoken(signs: str) -> str:
    """Letters and digits one by one; anything else is not said."""
    return " ".join(_word(sign) for sign in signs if _is_said(sign))


def _word(sign: str) -> str:
    return DIGITS[int(sign)] if sign.isdecimal() else LETTERS[sign]


def _is_said(sign: str) -> bool:
    return sign in LETTERS or (sign.isascii() and sign.isdecimal())


def _apart(part: str) -> tuple[str, str]:
    """Digits, and the check letter that stands at their end, in breaths of their own."""
    digits = part.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return digits, part[len(digits) :]
