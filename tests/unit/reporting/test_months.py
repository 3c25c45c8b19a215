"""Months of a span, one after the other."""

from datetime import date

from feedback_service.reporting.figures import Counted, Figures


def test_a_month_begins_with_what_the_one_before_left_open() -> None:
    """A month alone had ended more than it received: minus four cases were said to be open."""
    months = {
        date(2026, 1, 1): Counted(received=10, answered=4),
        date(2026, 2, 1): Counted(received=1, answered=5),
        date(2026, 3, 1): Counted(received=0, answered=2, withdrawn=1),
    }
    found = Figures(total=Counted(carried=3), months=months)
    found.carry_months()
    assert [month.carried for month in months.values()] == [3, 9, 5]
    assert [month.left for month in months.values()] == [9, 5, 2]
