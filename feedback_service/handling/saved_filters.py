"""Searches of the queue that an officer keeps under a name of his own. No verb commits."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.queue_filter import QueueFilter
from feedback_service.handling.search_terms import read_terms
from feedback_service.records import Officer, SavedFilter

MOST = 20
LONGEST_NAME = 60


class FilterNotKept(Fact):
    status = 422
    said = _l("Xin đặt tên cho bộ lọc.")


def saved_filters(session: Session, officer: Officer) -> Sequence[SavedFilter]:
    asked = select(SavedFilter).where(SavedFilter.officer_id == officer.id)
    return session.scalars(asked.order_by(SavedFilter.name).limit(MOST)).all()


def save_filter(
    session: Session, officer: Officer, name: str, wanted: QueueFilter, prefix: str, now: datetime
) -> SavedFilter:
    """Under a name that is there already, the new one takes its place. Raises FilterNotKept.

    `prefix`: of the commune's codes. A phone number is never kept: it would stand in the clear.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise FilterNotKept
    if not wanted.is_narrow:
        raise FilterNotKept(_l("Chưa chọn điều kiện nào để lưu. Xin lọc hoặc tìm trước, rồi lưu."))
    if read_terms(wanted.query, prefix).phones:
        raise FilterNotKept(_l("Không lưu số điện thoại của bà con vào bộ lọc."))
    kept = saved_filters(session, officer)
    found = next((one for one in kept if one.name == name), None)
    if found is None:
        if len(kept) >= MOST:
            raise FilterNotKept(_l("Đã có %(num)d bộ lọc. Xin xóa bớt rồi lưu.", num=MOST))
        found = SavedFilter(officer_id=officer.id, name=name)
        session.add(found)
    found.args, found.made_at = wanted.as_args(), now
    session.flush()
    return found


def forget_filter(session: Session, officer: Officer, number: int) -> None:
    """Only an own one; nothing happens where there is none."""
    session.execute(delete(SavedFilter).where(SavedFilter.id == number, SavedFilter.officer_id == officer.id))
