"""Figures: one set of functions for pages, feeds, bulletins and reports (docs/adr/0028).

counted.py   what is counted and what may be said of it
reading.py   figures of a span of months, from the kept figures
waiting.py   what waits now
small.py     numbers that are too small to be shown
"""

from feedback_service.reporting.figures.counted import (
    FEWEST_ANSWERED,
    FEWEST_RATINGS,
    Counted,
    Figures,
    Waiting,
    content_of_100,
    on_time_of_100,
)
from feedback_service.reporting.figures.reading import figures, received_by, totals
from feedback_service.reporting.figures.small import FEWEST, shown
from feedback_service.reporting.figures.spans import last_day, months_back, months_between
from feedback_service.reporting.figures.waiting import (
    oldest_by_unit,
    open_cases,
    sealed_received,
    waiting_by_unit,
)

__all__ = [
    "FEWEST",
    "FEWEST_ANSWERED",
    "FEWEST_RATINGS",
    "Counted",
    "Figures",
    "Waiting",
    "content_of_100",
    "figures",
    "last_day",
    "months_back",
    "months_between",
    "oldest_by_unit",
    "on_time_of_100",
    "open_cases",
    "received_by",
    "sealed_received",
    "shown",
    "totals",
    "waiting_by_unit",
]
