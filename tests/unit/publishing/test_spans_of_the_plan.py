"""The parts of a year in which something of the plan is due."""

from datetime import date
from itertools import pairwise

import pytest

from feedback_service.publishing.plan_work.spans import Span, Standing, spans, standing
from feedback_service.vocabulary import Every

APRIL = Span(date(2026, 4, 1), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("every", "many"), [(Every.MONTH, 12), (Every.QUARTER, 4), (Every.YEAR, 1), (Every.NEVER, 0)]
)
def test_a_year_has_so_many_spans(every: Every, many: int) -> None:
    assert len(list(spans(every, 2026))) == many


def test_months_join_without_a_gap() -> None:
    found = list(spans(Every.MONTH, 2028))
    assert found[1] == Span(date(2028, 2, 1), date(2028, 2, 29))
    assert all(after.first.toordinal() == before.last.toordinal() + 1 for before, after in pairwise(found))


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    weeks = list(spans(Every.WEEK, 2026))
    assert weeks[0].first == date(2025, 12, 29)
    assert len(weeks) == 53


@pytest.mark.parametrize(
    ("done", "today", "expected"),
    [
        (2, date(2026, 4, 3), Standing.DONE),
        (1, date(2026, 4, 30), Standing.RUNNING),
        (1, date(2026, 5, 1), Standing.PART),
        (0, date(2026, 5, 1), Standing.MISSED),
        (0, date(2026, 3, 31), Standing.AHEAD),
    ],
)
def test_a_span_is_judged_when_it_is_over(done: int, today: date, expected: Standing) -> None:
    assert standing(APRIL, done, 2, today) == expected
