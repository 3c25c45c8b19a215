"""What the page of statistics draws and says of the figures. Nothing is counted here."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from feedback_service.language import day as day_words
from feedback_service.language import month as month_words
from feedback_service.language import number
from feedback_service.reporting.figures import FEWEST_RATINGS, Counted, content_of_100, on_time_of_100
from feedback_service.reporting.figures.carrying import figure_of
from feedback_service.reporting.figures.columns import Column, Figure, columns
from feedback_service.reporting.figures.tables import Row, Table, Tables

Link = Callable[..., str]
# The columns of each table; those about today only where the rows know them.
_LONG = (
    "received", "late", "on_time", "on_time_of_100", "median_days", "p90_days", "reopened",
    "waiting_late", "waiting", "oldest", "left", "published",
)  # fmt: skip
_SHORT = ("received", "late", "on_time_of_100", "median_days", "left", "published")
_FOLDED = {
    "topics",
    "areas",
}  # many rows, and a page may not weigh more than 100 kB; the CSV has every column
_LONGEST = 12  # rows of a chart; the table has all


def shown_figures(found: Tables, link: Link) -> dict[str, Any]:
    """For the template; its head says what each is."""
    known = {column.key: column for column in columns()}
    whole = Table("total", "", (Row("", "", found.total),), found.asked.is_current)
    return {
        "total": found.total,
        "on_time_of_100": on_time_of_100(found.total),
        "totals": _line(whole, whole.rows[0], _of_whole(known), found, link),
        "tables": [_shown(table, found, link, known) for table in found.tables if table.rows],
        "units": _bars(found["units"]),
        "months": [
            (month_words(day, short=True), one.received, one.median_days()) for day, one in _months(found)
        ],
        "late_reasons": found.late_reasons,
        "ratings": found.total.ratings,
        "content_of_100": content_of_100(found.total),
        "enough_ratings": sum(found.total.ratings) >= FEWEST_RATINGS,
    }


def _of_whole(known: dict[str, Column]) -> list[Column]:
    """The levels of content have a table of their own."""
    return [column for key, column in known.items() if not key.startswith("rating_")]


def _shown(table: Table, found: Tables, link: Link, known: dict[str, Column]) -> dict[str, Any]:
    keys = _SHORT if table.key in _FOLDED else _LONG
    used = [known[key] for key in keys if table.knows_now or not known[key].now]
    return {
        "key": table.key,
        "name": table.name,
        "columns": used,
        "rows": [(row.code, row.name, _line(table, row, used, found, link)) for row in table.rows],
    }


def _line(
    table: Table, row: Row, used: list[Column], found: Tables, link: Link
) -> list[tuple[Column, Figure, str, str]]:
    """(column, figure, in words, address of its list)"""
    figures = ((column, figure_of(column, row, table)) for column in used)
    return [
        (column, figure, written(figure), link(column.key, table.key, row, found.asked))
        for column, figure in figures
        if table.key != "total" or not column.now or table.knows_now
    ]


def _months(found: Tables) -> Iterator[tuple[date, Counted]]:
    for row in found["months"].rows:
        yield date.fromisoformat(f"{row.code}-01"), row.counted


def written(figure: Figure) -> str:
    if figure is None:
        return "–"
    return number(figure) if isinstance(figure, int) else day_words(figure)


def _bars(table: Table) -> list[tuple[str, int, int, int, int]]:
    """(name, late, waiting late, on time, waiting in time), most late first."""
    return [
        (
            row.name,
            row.counted.late,
            row.counted.waiting_late,
            row.counted.on_time,
            row.counted.waiting - row.counted.waiting_late,
        )
        for row in table.rows[:_LONGEST]
        if row.counted.answered or row.counted.waiting
    ]
