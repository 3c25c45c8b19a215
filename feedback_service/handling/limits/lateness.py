"""Why a late case is late, in one line, said by who answers it."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.promises import TO_THE_CITIZEN, running_clocks
from feedback_service.handling.workflow import record
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import LateReason

LONGEST = 300
_SORTS = {reason.value for reason in LateReason}


class LatenessUnexplained(Fact):
    status = 422
    said = _l("Việc này trễ hạn. Xin ghi một dòng vì sao.")


def is_late(case: Case, now: datetime) -> bool:
    """Written already, or true by now."""
    return case.late or any(
        promise.clock in TO_THE_CITIZEN and promise.paused_at is None and now >= promise.due_at
        for promise in running_clocks(case)
    )


def explain_lateness(
    session: Session, case: Case, officer: Officer, reason: str, now: datetime, because: str = ""
) -> None:
    """Nothing where the case is in time, or a reason stands and no other is given. Raises LatenessUnexplained.

    `because`: which sort of reason it is, for the figures; what is no LateReason counts as another one.
    """
    given = " ".join(reason.split())[:LONGEST]
    if not is_late(case, now) or given == case.late_reason != "":
        return
    if not given and not case.late_reason:
        raise LatenessUnexplained
    if given:
        case.late_reason = given
        case.late_because = because if because in _SORTS else LateReason.OTHER.value
        record(session, case, "why_late", now, officer, reason=given, because=case.late_because)


def late_words() -> dict[str, str]:
    """The sorts of reasons in words, for forms and figures."""
    return {
        LateReason.OVERLOADED: _("Nhiều việc cùng lúc"),
        LateReason.ELSEWHERE: _("Phải chờ nơi khác trả lời"),
        LateReason.WEATHER: _("Mưa lũ, thiên tai"),
        LateReason.PAPERS: _("Thiếu giấy tờ, phải xem tại chỗ"),
        LateReason.OTHER: _("Lý do khác"),
    }
