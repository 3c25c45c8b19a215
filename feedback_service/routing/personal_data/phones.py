"""Phones of Viet Nam in every spelling: numbering plan of 2018 (mobile 10 figures, landline 02 and 9 more).

Short numbers (113, 1022, 1900…, 1800…) do not begin with 0 and are never found.
"""

import re
from datetime import date

from feedback_service.routing.personal_data.found import Spans
from feedback_service.routing.personal_data.reading import Reading

_GAP = r"[ .,\-_/()]{0,3}"
_FIGURE = r"[0-9oli]"
_COUNTRY = rf"\(?\+?\(?(?:00)?84\)?{_GAP}(?:\(?[0o]\)?{_GAP})?"
_REST = rf"(?:(?:[35789]|1{_GAP}[2689])(?:{_GAP}{_FIGURE}){{8}}|2(?:{_GAP}{_FIGURE}){{9}})"
_AFTER = r"(?![0-9])(?:(?<=[0-9])|(?!\w))"
_WHOLE = re.compile(rf"(?<![0-9+_])(?<![a-z](?=o))(?:{_COUNTRY}|\(?[0o]{_GAP}){_REST}{_AFTER}")
_GLUED_TO = ("sdt", "dt", "zalo", "lh", "goi", "tel", "so", "so:")  # `sdt0905…`; other letters make it a code
_CUE = r"\b(?:sdt|dt|dthoai|dien thoai|zalo|phone|tel|lien he|lh|so (?:toi|em|chau|con|minh|may))\b"
_WITHOUT_NOUGHT = re.compile(
    rf"{_CUE}[^0-9\n]{{0,12}}(?<![\w+])(?P<core>[35789](?:{_GAP}[0-9]){{8}})(?![0-9])"
)
_DESK = r"\b(?:may ban|so ban|dt ban|dien thoai ban|co dinh)\b"
_WITHOUT_AREA = re.compile(rf"{_DESK}[^0-9\n]{{0,12}}(?P<core>[2-8](?:{_GAP}[0-9]){{6}})(?![0-9])")
_BETWEEN = r"\W{1,4}(?:(?:roi|cham|gach|tiep|tiep theo|sau do|den)\W{1,3})?"
_IN_PIECES = re.compile(rf"(?<![\w+])0[2-9][0-9]{{0,8}}(?:{_BETWEEN}[0-9]{{1,6}}){{1,5}}(?!\w)")

_DATED = re.compile(r"\D*([0-3]?[0-9])[./-]([01]?[0-9])[./-]([0-9]{4})(?![0-9])|[0-3]?[0-9]/[01]?[0-9]\W{2}")
_OTHER_NUMBER = re.compile(
    r"(?:\bmst|ma so thue|ma ho so|so ho so|ma don|van don|bien nhan|ma khach hang)\W{0,3}(?:so)?\W{0,3}$"
)
_MONEY = re.compile(r" ?(?:dong|vnd|d|trieu|ty|nghin|ngan(?! hang))\b")
_LETTERS = str.maketrans("oli", "011")
_NOT_FIGURES = re.compile(r"[^0-9]")
_VALID = re.compile(r"(?:0|84|0084|840)?(?:[35789][0-9]{8}|2[0-9]{9}|1[2689][0-9]{8})")

_FORMS = (_WHOLE, _WITHOUT_NOUGHT, _WITHOUT_AREA, _IN_PIECES)


def phones(reading: Reading) -> Spans:
    for form in _FORMS:
        for first, last in reading.windows:
            yield from _phones(reading.low, form, first, last)


def _phones(low: str, form: re.Pattern[str], place: int, last: int) -> Spans:
    """What begins like a phone and is none (a day, a code) may hide one: the search goes on behind its start."""
    core = "core" if "core" in form.groupindex else 0
    while match := form.search(low, place, last):
        start, end = match.span(core)
        place = match.start() + 1
        if _is_phone(low, start, end, form):
            place = end
            yield start, end


def figures_of(piece: str) -> str:
    """Figures only, the letters that stand for figures with them."""
    return _NOT_FIGURES.sub("", piece.translate(_LETTERS))


def _is_phone(low: str, start: int, end: int, form: re.Pattern[str]) -> bool:
    piece = low[start:end]
    if form is _WHOLE and not _begins_freely(low, start):
        return False
    if sum(letter.isdigit() for letter in piece) < 6 or _begins_with_a_day(low, start):
        return False
    if form is _IN_PIECES and _VALID.fullmatch(_NOT_FIGURES.sub("", piece)) is None:
        return False
    return not (_OTHER_NUMBER.search(low, max(0, start - 25), start) or _MONEY.match(low, end))


def _begins_with_a_day(low: str, start: int) -> bool:
    dated = _DATED.match(low, start)
    if dated is None:
        return False
    if dated[1] is None:
        return True
    day, month, year = map(int, dated.groups())
    return 1900 < year < 2100 and month in range(1, 13) and day in range(1, date.max.day + 1)


def _begins_freely(low: str, start: int) -> bool:
    before = low[start - 1 : start]
    return not (before.isalnum() or before in {"+", "_"}) or low.endswith(_GLUED_TO, 0, start)
