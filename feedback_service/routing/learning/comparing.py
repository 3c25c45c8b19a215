"""The plain rule by which one of two models is kept. Pure.

The new one is kept when on the fixed regression messages it is
  - right about the unit in as many, but for one in a hundred,
  - right in as many of those that it is sure about, but for one in two hundred,
  - sure about as many, but for five in a hundred (who is never sure is never wrong),
  - and misses no danger and no sensitive message that the old one caught in number,
and on the lessons held back
  - is right about the unit more often,
  - or as often, and has learned from more lessons.
Otherwise the old one stays: a change that gains nothing is not made.
"""

from enum import StrEnum

from feedback_service.routing.evaluation import Share
from feedback_service.routing.learning.measuring import Figures, Measured

UNITS_MARGIN = 0.01
SURE_MARGIN = 0.005
COVERAGE_MARGIN = 0.05


class Reason(StrEnum):
    """Why a model is kept or refused."""

    BETTER = "better"  # on the lessons held back
    MORE_LESSONS = "more_lessons"  # as good there, and it knows more
    UNITS = "units"  # refused: worse in units on the regression messages
    SURE = "sure"  # refused: what it is sure about is wrong more often
    COVERAGE = "coverage"  # refused: sure about fewer
    DANGER = "danger"  # refused: misses danger
    SENSITIVE = "sensitive"  # refused: misses what is sensitive
    LESSONS = "lessons"  # refused: worse on the lessons held back
    NO_GAIN = "no_gain"  # refused: no better, and learned from no more
    MEANWHILE = "meanwhile"  # refused: another model was switched on while it was measured


GOOD = frozenset({Reason.BETTER, Reason.MORE_LESSONS})


def compare(before: Measured, after: Measured, lessons_before: int, lessons_after: int) -> tuple[Reason, ...]:
    """One reason of GOOD, or all that speak against the new one."""
    lost = _lost(before.regression, after.regression)
    then, now = before.lessons.right.right, after.lessons.right.right
    if now < then:
        lost.append(Reason.LESSONS)
    if lost:
        return tuple(lost)
    if now > then:
        return (Reason.BETTER,)
    return (Reason.MORE_LESSONS if lessons_after > lessons_before else Reason.NO_GAIN,)


def is_kept(reasons: tuple[Reason, ...]) -> bool:
    return bool(reasons) and all(reason in GOOD for reason in reasons)


def _lost(before: Figures, after: Figures) -> list[Reason]:
    asked = (
        (Reason.UNITS, _fell(before.right, after.right, UNITS_MARGIN)),
        (Reason.SURE, _fell(before.automatic, after.automatic, SURE_MARGIN)),
        (Reason.COVERAGE, _fell(before.coverage, after.coverage, COVERAGE_MARGIN)),
        (Reason.DANGER, _fell(before.danger, after.danger, 0.0)),
        (Reason.SENSITIVE, _fell(before.sensitive, after.sensitive, 0.0)),
    )
    return [reason for reason, fell in asked if fell]


def _fell(before: Share, after: Share, margin: float) -> bool:
    if not before.total or not after.total:
        return False
    return after.right / after.total < before.right / before.total - margin - 1e-9
