"""What is typed while talking is kept by itself: a crash, a closed window or the end of a session loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from feedback_service.intake.texts import one_line
from feedback_service.records import Call, CallSheet, Case, Message, Officer
from feedback_service.vocabulary import CallSource

KEPT_FOR = timedelta(days=7)  # shown to its officer until then
MOST_SHEETS = 20
# What makes a sheet worth keeping: without any of these nobody has said anything yet.
_SAID = ("noi_dung", "dia_diem", "ho_ten", "dien_thoai", "tra_loi")


@dataclass(frozen=True, slots=True)
class UnfinishedSheet:
    """`id` as the sheet itself carries it; `began` the first words, or who called."""

    id: str
    saved_at: datetime
    began: str


def keep_sheet(
    session: Session, officer: Officer, sheet: str, fields: Mapping[str, object], now: datetime
) -> bool:
    """False where there is nothing to keep: an empty sheet, one that was logged, somebody else's."""
    known = session.get(CallSheet, sheet, with_for_update=True)
    if _is_logged(session, sheet) or (known and known.officer_id != officer.id):
        return False
    if not any(str(fields.get(name) or "").strip() for name in _SAID):
        drop_sheet(session, officer, sheet)
        return False
    if known:
        known.fields, known.saved_at = dict(fields), now
    else:
        session.add(CallSheet(submission_id=sheet, officer_id=officer.id, fields=dict(fields), saved_at=now))
    return True


def find_sheet(session: Session, officer: Officer, sheet: str) -> CallSheet | None:
    found = session.get(CallSheet, sheet)
    return found if found and found.officer_id == officer.id else None


def unfinished_sheets(session: Session, officer: Officer, but: str = "") -> list[UnfinishedSheet]:
    """The officer's own, the newest first; `but` is the one that is open."""
    mine = select(CallSheet).where(CallSheet.officer_id == officer.id, CallSheet.submission_id != but)
    newest = session.scalars(mine.order_by(CallSheet.saved_at.desc()).limit(MOST_SHEETS))
    return [
        UnfinishedSheet(kept.submission_id.partition(":")[2], kept.saved_at, _began(kept.fields))
        for kept in newest
    ]


def drop_sheet(session: Session, officer: Officer, sheet: str) -> None:
    mine = (CallSheet.submission_id == sheet, CallSheet.officer_id == officer.id)
    session.execute(delete(CallSheet).where(*mine).execution_options(synchronize_session="fetch"))


def forget_sheets(session: Session, *, now: datetime) -> None:
    """A work of the worker: what nobody has finished in a week."""
    session.execute(delete(CallSheet).where(CallSheet.saved_at < now - KEPT_FOR))


def _is_logged(session: Session, sheet: str) -> bool:
    """A save that was on its way while the sheet was logged must not bring it back."""
    asked = (
        select(Case.id).where(Case.submission_id == sheet),
        select(Call.id).where(Call.source == CallSource.HAND, Call.source_id == sheet),
        select(Message.id).where(Message.origin == sheet),
    )
    return any(session.scalar(one) is not None for one in asked)


def _began(fields: Mapping[str, object]) -> str:
    words = one_line(str(fields.get("noi_dung") or ""), 60)
    return words or one_line(str(fields.get("ho_ten") or fields.get("dien_thoai") or ""), 60)
