"""What a form says of an answer, and what the sender reads then: the same on the own page and by the link."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.rating.rate import Outcome, Said, rate_answer
from feedback_service.handling.rating.reopening import ReopenedOften
from feedback_service.intake.again import open_again
from feedback_service.intake.submission import LONGEST_TEXT
from feedback_service.intake.texts import kept
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.vocabulary import Channel, RatedBy

_SOLVED = {"co": True, "chua": False}


class NothingSaid(Fact):
    status = 422

    def __init__(self) -> None:
        super().__init__(_("Xin chọn việc đã xong hay chưa, hoặc chọn mức hài lòng."))


def said_on(form: Mapping[str, str], by: RatedBy = RatedBy.LINK) -> Said:
    """Raises NothingSaid where neither was chosen."""
    level = form.get("diem", "")
    said = Said(
        by,
        solved=_SOLVED.get(form.get("xong", "")),
        level=int(level) if level in ("1", "2", "3", "4") else None,
        comment=kept(form.get("loi", ""))[:LONGEST_TEXT],
    )
    if not said.says_something:
        raise NothingSaid
    return said


def say(session: Session, case: Case, said: Said, sent: str, pack: Pack, now: datetime) -> str:
    """What the sender is answered. `sent`: the form's submission id. Raises ChangeNotAllowed.

    Past the days a new case is opened, whose code the answer names.
    """
    origin = f"link:{sent}"[:100] if sent else None
    rated = rate_answer(session, case, said, pack, now, origin=origin)
    match rated.outcome:
        case Outcome.REOPENED:
            return str(_("Xã đã mở lại việc này, giữ nguyên mã. Người khác sẽ duyệt câu trả lời mới."))
        case Outcome.TOO_OFTEN:
            return f"{_('Xã đã ghi ý kiến.')} {ReopenedOften.said}"
        case Outcome.TOO_LATE:
            new = open_again(session, case, said.comment, f"again:{sent}", pack, now, Channel.WEB).case
            return str(_("Đã quá ngày mở lại nên xã mở việc mới để làm tiếp: %(code)s.", code=new.code))
        case _:
            return str(_("Cảm ơn bà con đã đánh giá."))
