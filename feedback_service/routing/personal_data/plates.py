"""Number plates: of vehicles (Thông tư 79/2024/TT-BCA: province, series, five figures; four before 2010), of the army.

Small letters with a blank may be a measure (`30 m 12345`): those need a word before them or a figure in the series.
"""

import re

from feedback_service.routing.personal_data.found import Spans
from feedback_service.routing.personal_data.reading import Reading

_SEP = r"[ .\-/_]{0,3}"
_FIVE = r"[0-9](?:[ .,\-]?[0-9]){4}"
_FIVE_TOGETHER = r"(?:[0-9]{3}[ .,\-]?[0-9]{2}|[0-9]{2}[ .]?[0-9]{3})"
_WORD = (
    r"\b(?:bien(?: so| kiem soat)?(?: xe)?|bks|bsx|bs|xe(?: may| hoi| tai| ben| con| ban tai)?|o to|oto)\b"
    r"[^0-9\n]{0,18}"
)
_AFTER_WORD = re.compile(
    rf"{_WORD}(?<!\w)(?P<core>[1-9][0-9]{_SEP}[a-z]{{1,2}}{_SEP}(?:[0-9]{_SEP})??(?:{_FIVE}|[0-9]{{4}}))(?![0-9])"
)
_MODERN = re.compile(rf"(?<![\w.,])[1-9][0-9][ .\-]{{0,2}}[a-z]{{1,2}}[0-9]{_SEP}{_FIVE_TOGETHER}(?![0-9])")
_CAR = re.compile(rf"(?<![\w.,])[1-9][0-9][\-]?[a-z]{{1,2}}[ .\-]{{0,3}}{_FIVE_TOGETHER}(?![0-9])")
_WITH_BLANKS = re.compile(rf"(?<![\w.,])[1-9][0-9][ .\-]{{0,2}}[A-Z]{{1,2}}{_SEP}{_FIVE_TOGETHER}(?![0-9])")
_OLD = re.compile(r"(?<![\w.,])[1-9][0-9][ \-]?[A-Z]{1,2}[0-9]?[ .\-]{1,3}[0-9]{4}(?![0-9])")
_ARMY = re.compile(r"(?<![\w\-])[ABHKPQTV][A-Z][ .\-]{1,2}[0-9]{2}[ .\-][0-9]{2}(?![\w\-])")
_PART = re.compile(
    r"\b(?:bien(?: so)?(?: xe)?|bks|bsx|bs)\b[^0-9\n]{0,18}"
    r"(?<!\w)(?P<core>(?:[1-9][0-9] ?- ?)?(?:[a-z][0-9][ \-])?[0-9]{3}\.[0-9]{2})(?![0-9])"
)
_MEASURES = frozenset(
    ["k", "m", "g", "h", "l", "d", "p", "ha", "km", "kg", "cm", "mm", "dm", "tr", "ty", "cc", "ml", "th"]
)
_LETTERS = re.compile(r"[a-z]+")

_SMALL = (_AFTER_WORD, _MODERN, _CAR, _PART)
_CAPITAL = (_WITH_BLANKS, _OLD, _ARMY)


def plates(reading: Reading) -> Spans:
    for form in _SMALL:
        core = "core" if "core" in form.groupindex else 0
        for match in reading.near_figures(form):
            if form is not _CAR or not _is_measure(reading, match):
                yield match.span(core)
    for form in _CAPITAL:
        yield from (match.span() for match in reading.near_figures(form, capitals=True))


def _is_measure(reading: Reading, match: re.Match[str]) -> bool:
    letters = _LETTERS.search(match.group())
    small = letters is not None and letters.group() in _MEASURES
    return small and reading.plain[match.start() : match.end()].islower()
