"""The plain rule by which one of two models is kept."""

from dataclasses import replace

import pytest

from feedback_service.routing.evaluation import Share
from feedback_service.routing.learning.comparing import Reason, compare, is_kept
from feedback_service.routing.learning.measuring import Figures, Measured, measured_from

GOOD = Figures(*(Share(90, 100) for _ in range(7)))
NONE = Figures(*(Share(0, 0) for _ in range(7)))
BEFORE = Measured(GOOD, replace(GOOD, right=Share(15, 20)))


def after(lessons: int = 15, **regression: Share) -> Measured:
    return Measured(replace(GOOD, **regression), replace(GOOD, right=Share(lessons, 20)))


def test_better_on_the_lessons_and_no_worse_elsewhere_is_kept() -> None:
    reasons = compare(BEFORE, after(16, right=Share(89, 100)), 10, 10)
    assert (reasons, is_kept(reasons)) == ((Reason.BETTER,), True)


def test_as_good_with_more_lessons_is_kept_and_with_no_more_is_not() -> None:
    assert compare(BEFORE, after(), 10, 11) == (Reason.MORE_LESSONS,)
    assert compare(BEFORE, after(), 10, 10) == (Reason.NO_GAIN,)
    assert not is_kept((Reason.NO_GAIN,))


@pytest.mark.parametrize(
    ("measure", "right", "reason"),
    [
        ("right", 88, Reason.UNITS),
        ("automatic", 89, Reason.SURE),
        ("coverage", 84, Reason.COVERAGE),
        ("danger", 89, Reason.DANGER),
        ("sensitive", 89, Reason.SENSITIVE),
    ],
)
def test_a_loss_on_the_fixed_messages_outweighs_any_gain(measure: str, right: int, reason: Reason) -> None:
    reasons = compare(BEFORE, after(20, **{measure: Share(right, 100)}), 10, 99)
    assert (reasons, is_kept(reasons)) == ((reason,), False)


def test_worse_on_the_lessons_is_refused_with_everything_else_that_speaks_against_it() -> None:
    assert compare(BEFORE, after(14, right=Share(50, 100)), 10, 99) == (Reason.UNITS, Reason.LESSONS)


def test_where_nothing_can_be_measured_more_lessons_decide() -> None:
    assert compare(Measured(NONE, NONE), Measured(NONE, NONE), 0, 20) == (Reason.MORE_LESSONS,)


def test_no_reason_at_all_keeps_nothing() -> None:
    assert not is_kept(())


def test_figures_come_back_as_they_were_kept() -> None:
    assert measured_from(BEFORE.as_document()) == BEFORE
