"""Numbers as officials write them: comma before decimals, dot between thousands. Pure."""

from datetime import date


def decimal(value: float) -> str:
    """One place; no ",0"."""
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")


def of_hundred(part: int, whole: int) -> str:
    """ "94,5"; rounded down to a tenth, so that 100 is said of all and of nothing else. "–" of nothing."""
    return decimal(1000 * part // whole / 10) if whole else "–"


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def day_words(day: date) -> str:
    """NĐ 30/2020: days and the months 1 and 2 with a nought."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
