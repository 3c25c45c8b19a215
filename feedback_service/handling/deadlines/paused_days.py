"""The day that a promise stood at after its pauses, read back from its trace: for books as of an earlier day. Pure."""

from collections.abc import Iterable
from datetime import date

from feedback_service.handling.deadlines.steps import Reason, Step

_ON_AGAIN = {Reason.RESUMED, Reason.RESUMED_AT}
_MOVED = {Reason.DUE_MOVED, Reason.DUE_MOVED_AT}


def moved_by_pauses(steps: Iterable[Step], before: date) -> date | None:
    """The due after the last pause that had ended on a day before `before`; None where there was none.

    A day that moved for another reason (more time, a new calendar) is not one of a pause.
    """
    found, ended = None, None
    for step in steps:
        if step.reason in _ON_AGAIN:
            ended = step.days[0]
        elif step.reason in _MOVED and ended:
            found, ended = (step.days[0] if ended < before else found), None
    return found
