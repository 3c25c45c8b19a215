"""Days, months and hours as words: "ngày mùng năm tháng tư năm …", "mười bốn giờ ba mươi phút"."""

import re
from contextlib import suppress
from datetime import date, time

from feedback_service.publishing.radio.spoken.manner import PLAIN, Manner
from feedback_service.publishing.radio.spoken.numbers import cardinal

_APRIL, _LAST_EARLY = 4, 10
_ROMAN = {"IV": 4, "III": 3, "II": 2, "I": 1}
_YEAR = r"(?P<year>\d{4})"
_WHOLE = re.compile(rf"(?<![\d/])(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{_YEAR}(?![\d/])")
_RUN = re.compile(
    rf"(?<![\d/,.])(?P<first>\d{{1,2}})(?:/(?P<own>\d{{1,2}}))?\s*(?:-|–|đến)\s*"
    rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/{_YEAR})?(?![\d/])"
)
_CUED = re.compile(
    r"(?P<cue>\b(?:[Nn]gày|[Hh]ôm|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Tt]rước|[Ss]au|[Tt]ừ|[Đđ]ến|[Hh]ạn))"
    r"(?P<gap>\s+)(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])"
)
_MONTH_YEAR = re.compile(rf"(?<![\d/])(?P<cue>\b[Tt]háng\s+)?(?P<month>\d{{1,2}})/{_YEAR}(?![\d/])")
_DAY_WORD = re.compile(
    r"\b(?P<cue>[Nn]gày)\s+(?P<day>\d{1,2})(?![\d/.,h:%-]|\s*(?:ngày|giờ))(?=\s+(?:tháng|và|đến)|\s*[,;]|\s*\.(?!\d)|$)"
)
_MONTH_WORD = re.compile(r"\b(?P<cue>[Tt]háng)\s+(?P<month>\d{1,2})(?![\d/.,:%]*\d|\s+ngày)")
_QUARTER = re.compile(r"\b(?P<cue>[Qq]uý)\s+(?P<n>IV|III|II|I|[1-4])\b(?:/(?P<year>\d{4}))?")
_WEEKDAY = re.compile(r"\b(?P<cue>[Tt]hứ)\s+(?P<n>[2-7])\b")
_FIRST = re.compile(r"\b(?P<cue>thứ)\s+(?P<n>1|\d{2,3})\b")
_WEEKDAYS = {2: "Hai", 3: "Ba", 4: "Tư", 5: "Năm", 6: "Sáu", 7: "Bảy"}
_HOUR = re.compile(
    r"(?<![\d:/])(?P<hour>[01]?\d|2[0-4])\s?(?:(?P<mark>[hg:]|giờ)\s?(?P<minute>[0-5]\d)(?!\d)(?:\s?phút)?"
    r"|h(?![\w/]))"
)


def day_words(day: date, manner: Manner = PLAIN) -> str:
    """ "mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu"."""
    return f"{_day(day.day, manner)} {_month(day.month)} {_year(day.year, manner)}"


def day_month(day: date, manner: Manner = PLAIN) -> str:
    return f"{_day(day.day, manner)} {_month(day.month)}"


def month_words(day: date, manner: Manner = PLAIN) -> str:
    return f"{_month(day.month)} {_year(day.year, manner)}"


def hour_words(at: time, manner: Manner = PLAIN) -> str:
    said = f"{cardinal(at.hour, manner)} giờ"
    return f"{said} {cardinal(at.minute, manner)} phút" if at.minute else said


def say_days(text: str, manner: Manner = PLAIN) -> str:
    """Every day, month, quarter and weekday in the text; what is no day stays as it is."""
    text = _RUN.sub(lambda found: _run(found, manner), text)
    text = _WHOLE.sub(lambda found: _whole(found, manner), text)
    text = _CUED.sub(lambda found: _cued(found, manner), text)
    text = _MONTH_YEAR.sub(lambda found: _of_year(found, manner), text)
    text = _DAY_WORD.sub(lambda found: _after_day(found, manner), text)
    text = _MONTH_WORD.sub(_after_month, text)
    text = _QUARTER.sub(lambda found: _quarter(found, manner), text)
    text = _WEEKDAY.sub(lambda found: f"{found['cue']} {_WEEKDAYS[int(found['n'])]}", text)
    return _FIRST.sub(lambda found: f"{found['cue']} {_ordinal(int(found['n']), manner)}", text)


def say_hours(text: str, manner: Manner = PLAIN) -> str:
    return _HOUR.sub(lambda found: _hour(found, manner), text)


def _ordinal(n: int, manner: Manner) -> str:
    return "nhất" if n == 1 else cardinal(n, manner)


def _day(n: int, manner: Manner) -> str:
    return f"mùng {cardinal(n)}" if n <= _LAST_EARLY else cardinal(n, manner)


def _month(n: int) -> str:
    return "tháng tư" if n == _APRIL else f"tháng {cardinal(n)}"


def _year(n: int, manner: Manner) -> str:
    return f"năm {cardinal(n, manner)}"


def _is_day(day: int, month: int, year: int = 2000) -> bool:
    with suppress(ValueError):
        date(year, month, day)
        return True
    return False


def _said(day: str, month: str, year: str | None, manner: Manner) -> str:
    words = f"{_day(int(day), manner)} {_month(int(month))}"
    return f"{words} {_year(int(year), manner)}" if year else words


def _whole(found: re.Match[str], manner: Manner) -> str:
    if not _is_day(int(found["day"]), int(found["month"]), int(found["year"])):
        return found[0]
    return _with_day_before(found, _said(found["day"], found["month"], found["year"], manner))


def _with_day_before(found: re.Match[str], said: str) -> str:
    """ "hạn 05/4" is heard as "hạn ngày mùng năm": the word is put in where it is not there."""
    before = found.string[: found.start()].rstrip().casefold()
    return said if before.endswith("ngày") else f"ngày {said}"


def _run(found: re.Match[str], manner: Manner) -> str:
    month, own = found["month"], found["own"] or found["month"]
    if not (_is_day(int(found["first"]), int(own)) and _is_day(int(found["day"]), int(month))):
        return found[0]
    first = _said(found["first"], own, None, manner) if found["own"] else _day(int(found["first"]), manner)
    said = f"{first} đến {'ngày ' if found['own'] else ''}{_said(found['day'], month, found['year'], manner)}"
    return _with_day_before(found, said)


def _cued(found: re.Match[str], manner: Manner) -> str:
    if not _is_day(int(found["day"]), int(found["month"])):
        return found[0]
    between = "" if found["cue"].casefold() == "ngày" else "ngày "
    return f"{found['cue']} {between}{_said(found['day'], found['month'], None, manner)}"


def _of_year(found: re.Match[str], manner: Manner) -> str:
    if not 1 <= int(found["month"]) <= 12:
        return found[0]
    month = _month(int(found["month"]))
    if found["cue"]:
        month = found["cue"] + month.removeprefix("tháng ")
    return f"{month} {_year(int(found['year']), manner)}"


def _after_day(found: re.Match[str], manner: Manner) -> str:
    n = int(found["day"])
    return f"{found['cue']} {_day(n, manner)}" if 1 <= n <= 31 else found[0]


def _after_month(found: re.Match[str]) -> str:
    n = int(found["month"])
    return f"{found['cue']} {_month(n).removeprefix('tháng ')}" if 1 <= n <= 12 else found[0]


def _quarter(found: re.Match[str], manner: Manner) -> str:
    n = _ROMAN.get(found["n"]) or int(found["n"])
    said = f"{found['cue']} {'tư' if n == _APRIL else cardinal(n)}"
    return f"{said} {_year(int(found['year']), manner)}" if found["year"] else said


def _hour(found: re.Match[str], manner: Manner) -> str:
    said = f"{cardinal(int(found['hour']), manner)} giờ"
    minute = int(found["minute"] or 0)
    return f"{said} {cardinal(minute, manner)} phút" if minute else said
