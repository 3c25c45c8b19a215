"""Numbers, hours and days as one says them in Vietnamese. Pure: the machine reads figures badly."""

from datetime import date, time

from feedback_service.intake.dictation import DIGITS

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_MONTHS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_AFTER_TEN = {**dict(enumerate(DIGITS)), 5: "lăm"}
_AFTER_TWENTY = {**_AFTER_TEN, 1: "mốt", 4: "tư"}


def number_in_words(number: int) -> str:
    """0 to 999. Raises ValueError beyond."""
    if not 0 <= number < 1000:
        raise ValueError(f"not said in words: {number}")
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    tail = f" linh {DIGITS[rest]}" if 0 < rest < 10 else f" {_below_hundred(rest)}" if rest else ""
    return f"{DIGITS[hundreds]} trăm{tail}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    if tens == 1:
        return f"mười {_AFTER_TEN[ones]}" if ones else "mười"
    return f"{DIGITS[tens]} mươi {_AFTER_TWENTY[ones]}" if ones else f"{DIGITS[tens]} mươi"


def hour_in_words(at: time) -> str:
    """`bảy giờ ba mươi`"""
    minutes = f" {number_in_words(at.minute)}" if at.minute else ""
    return f"{number_in_words(at.hour)} giờ{minutes}"


def day_in_words(day: date, today: date) -> str:
    """`thứ Hai, ngày chín tháng ba`; the year only where it is not the one that the listener has in mind."""
    said = f"{_WEEKDAYS[day.weekday()]}, ngày {number_in_words(day.day)} tháng {_MONTHS[day.month - 1]}"
    if day.year == today.year:
        return said
    return f"{said} năm {' '.join(DIGITS[int(sign)] for sign in str(day.year))}"
