"""When a call was: entered later it is the true time that counts, and one says why it comes so late."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from feedback_service.errors import Fact
from feedback_service.handling.promises import zone_of
from feedback_service.pack.model import Pack

# Slips written by hand in a long power cut are entered later; what is older is a slip of the pen.
OLDEST_CALL = timedelta(days=30)
ENTERED_LATE = timedelta(hours=2)  # later than that nobody has the receiver at the ear any more
CLOCKS_DIFFER = timedelta(minutes=2)  # the officer's own watch and ours


class CallTimeWrong(Fact):
    status = 422


class CallInFuture(CallTimeWrong):
    said = _l("Giờ gọi nằm ở tương lai. Xin xem lại ngày và giờ.")


class CallTooOld(CallTimeWrong):
    said = _l("Cuộc gọi đã quá 30 ngày. Xin xem lại ngày; nếu đúng, ghi việc này ở quầy như đơn thư.")


class LateReasonMissing(CallTimeWrong):
    said = _l("Ghi muộn quá 2 giờ. Xin xem lại giờ gọi; nếu đúng, xin ghi vì sao ghi muộn.")


def check_call_time(at: datetime, now: datetime) -> None:
    """Raises CallInFuture, CallTooOld."""
    if at > now + CLOCKS_DIFFER:
        raise CallInFuture
    if at < now - OLDEST_CALL:
        raise CallTooOld


def is_entered_late(at: datetime, now: datetime) -> bool:
    return at < now - ENTERED_LATE


def in_words(moment: datetime, pack: Pack) -> str:
    """14h30, 05/4/2026"""
    there = moment.astimezone(zone_of(pack))
    return f"{there.hour}h{there.minute:02d}, {there.day:02d}/{there.month}/{there.year}"
