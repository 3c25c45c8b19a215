"""Money, percents, measures and spans: "một triệu hai trăm năm mươi nghìn đồng", "ba đến năm ngày"."""

import re

from feedback_service.publishing.radio.spoken.manner import PLAIN, Manner
from feedback_service.publishing.radio.spoken.numbers import number

_N = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_SPAN = re.compile(rf"(?<![\w/.,-])(?P<one>{_N})\s?(?P<sign>%)?\s?[-–]\s?(?P<other>{_N})(?![\w/-]*\d)")
_MONEY = re.compile(
    rf"(?P<n>{_N})\s?(?P<size>nghìn|ngàn|triệu|tỷ|tỉ|k|K|tr)?\s?(?P<coin>đồng|đ|VNĐ|VND|vnđ|vnd)(?![\w])"
    rf"(?:/(?P<each>[^\W\d_]+(?:²|2|³|3)?))?"
)
_SHORT_MONEY = re.compile(rf"(?P<n>{_N})(?P<size>k|tr)(?!\w)")
_MEASURE_WORDS = {
    "km/h": "ki lô mét một giờ", "m/s": "mét một giây", "km2": "ki lô mét vuông", "km²": "ki lô mét vuông",
    "km": "ki lô mét", "m2": "mét vuông", "m²": "mét vuông", "m3": "mét khối", "m³": "mét khối", "cm": "xăng ti mét",
    "mm": "mi li mét", "dm": "đề xi mét", "m": "mét", "ha": "héc ta", "kg": "ki lô gam", "g": "gam", "mg": "mi li gam",
    "l": "lít", "lít": "lít", "ml": "mi li lít", "kWh": "ki lô oát giờ", "kW": "ki lô oát", "kV": "ki lô vôn",
    "kVA": "ki lô vôn am pe", "V": "vôn", "W": "oát", "MB": "mê ga bai", "GB": "ghi ga bai",
    "°C": "độ xê", "độ C": "độ xê", "oC": "độ xê", "‰": "phần nghìn", "%": "phần trăm", "'": "phút", "s": "giây",
}  # fmt: skip
_SIZES = {"k": "nghìn", "K": "nghìn", "tr": "triệu", "tỉ": "tỷ"}
_UNITS = "|".join(sorted(map(re.escape, _MEASURE_WORDS), key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?<![\w/.,])(?P<n>(?<!\w)[-−]?(?:{_N}))\s?(?P<unit>{_UNITS})(?![\w²³])(?:/(?P<each>[^\W\d_]+(?:²|2|³|3)?))?"
)
_PER_WORD = re.compile(
    r"(?<=[^\W\d_])/(?P<each>tháng|năm|ngày|tuần|giờ|lần|người|hộ|lượt|chuyến|bộ|khóa|suất)\b"
)
_OF = re.compile(rf"(?<![\d/.,])(?P<one>{_N})/(?P<other>{_N})(?=\s+[^\W\d_])(?!\s*(?:-|/))")
_BARE = re.compile(
    r"(?<![\w/.,:-])(?:[-−](?=\d))?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\w/:-]|[.,]\d)"
)
_WITH_LETTER = re.compile(r"(?<![\w/.,-])(?P<n>\d{1,3})(?P<letter>[A-Z])(?![\w/-])")


def say_amounts(text: str, manner: Manner = PLAIN) -> str:
    text = _SPAN.sub(lambda found: _span(found, manner), text)
    text = _MONEY.sub(lambda found: _money(found, manner), text)
    text = _SHORT_MONEY.sub(lambda found: _money(found, manner), text)
    text = _MEASURE.sub(lambda found: _measure(found, manner), text)
    return _PER_WORD.sub(lambda found: f" một {found['each']}", text)


def say_rest(text: str, manner: Manner = PLAIN) -> str:
    """What is left of figures: "12/15 việc", "thôn 6A", "thôn 5"."""
    text = _OF.sub(lambda found: _of(found, manner), text)
    text = _WITH_LETTER.sub(lambda found: f"{number(found['n'], manner)} {_LETTERS[found['letter']]}", text)
    return _BARE.sub(lambda found: number(found[0], manner), text)


_LETTERS = {
    "A": "A", "B": "Bê", "C": "Xê", "D": "Đê", "E": "E", "G": "Giê", "H": "Hát", "K": "Ca", "L": "Lờ", "M": "Mờ",
    "N": "Nờ", "P": "Pê", "Q": "Quy", "R": "Rờ", "S": "Sờ", "T": "Tê", "V": "Vê", "X": "Ích",
    "F": "Ép", "I": "I", "J": "Giây", "O": "O", "U": "U", "W": "Vê kép", "Y": "Y", "Z": "Dét",
}  # fmt: skip


def _span(found: re.Match[str], manner: Manner) -> str:
    """The figures of the second stay: a unit may follow it."""
    sign = " phần trăm" if found["sign"] else ""
    return f"{number(found['one'], manner)}{sign} đến {found['other']}"


def _money(found: re.Match[str], manner: Manner) -> str:
    size = _SIZES.get(found["size"] or "", found["size"] or "")
    size = manner.thousand if size in ("nghìn", "ngàn") else size
    said = " ".join(filter(None, [number(found["n"], manner), size, "đồng"]))
    return said + _each(found.groupdict().get("each"))


def _measure(found: re.Match[str], manner: Manner) -> str:
    return f"{number(found['n'], manner)} {_MEASURE_WORDS[found['unit']]}{_each(found['each'])}"


def _each(unit: str | None) -> str:
    return f" một {_MEASURE_WORDS.get(unit, unit)}" if unit else ""


def _of(found: re.Match[str], manner: Manner) -> str:
    return f"{number(found['one'], manner)} trên {number(found['other'], manner)}"
