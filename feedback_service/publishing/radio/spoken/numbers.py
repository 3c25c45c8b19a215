"""Numbers as words: 21 hai mươi mốt, 105 một trăm linh năm, 8,5 tám phẩy năm."""

import re

from feedback_service.publishing.radio.spoken.manner import PLAIN, Manner

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 10**9
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
LONGEST = 15  # figures; what is longer is no amount but a number of something, read figure by figure


def cardinal(number: int, manner: Manner = PLAIN) -> str:
    """The words of a whole number below 10¹⁵; a negative one with "âm"."""
    if number < 0:
        return f"âm {cardinal(-number, manner)}"
    if number >= _BILLION:
        above, rest = divmod(number, _BILLION)
        said = f"{cardinal(above, manner)} tỷ"
        return f"{said} {_below_billion(rest, manner, inside=True)}" if rest else said
    return _below_billion(number, manner, inside=False)


def digits(written: str) -> str:
    """Figure by figure; whatever else stands there is left out."""
    return " ".join(_UNITS[int(one)] for one in written if one.isdecimal())


def number(written: str, manner: Manner = PLAIN) -> str:
    """A number as it is written here: "1.250.000", "8,5", "-3", "007". A point not before three figures is a comma."""
    if written.startswith(("-", "−")):
        return f"âm {number(written[1:], manner)}"
    whole, _, part = written.partition(",")
    if not part and not _GROUPED.fullmatch(whole) and whole.count(".") == 1:
        whole, _, part = whole.partition(".")
    plain = whole.replace(".", "")
    said = digits(plain) if _is_a_label(plain) else cardinal(int(plain), manner)
    return f"{said} phẩy {_fraction(part, manner)}" if part else said


def _is_a_label(plain: str) -> bool:
    return len(plain) > LONGEST or (len(plain) > 2 and plain.startswith("0"))


def _fraction(part: str, manner: Manner) -> str:
    if part.startswith("0") or len(part) > 2:
        return digits(part)
    return cardinal(int(part), manner)


def _below_billion(value: int, manner: Manner, *, inside: bool) -> str:
    """`inside`: something stands before it, so that an empty hundred has to be heard."""
    said: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, manner.thousand), (1, "")):
        group, value = divmod(value, size)
        if group:
            said.append(_group(group, manner, full=inside or bool(said)))
            said += [name] if name else []
    return " ".join(said) or _UNITS[0]


def _group(value: int, manner: Manner, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    said = [_UNITS[hundreds], "trăm"] if hundreds or full else []
    if rest:
        said.append(_below_hundred(rest, manner, after_hundred=bool(said)))
    return " ".join(said)


def _below_hundred(value: int, manner: Manner, *, after_hundred: bool) -> str:
    tens, unit = divmod(value, 10)
    if tens == 0:
        return f"{manner.zero_ten} {_UNITS[unit]}" if after_hundred else _UNITS[unit]
    if tens == 1:
        last = "lăm" if unit == 5 else _UNITS[unit]
        return f"mười {last}" if unit else "mười"
    last = _AFTER_TENS.get(unit, _UNITS[unit])
    return f"{_UNITS[tens]} mươi {last}" if unit else f"{_UNITS[tens]} mươi"
