"""The words of a case go, its figures stay.

What is counted (unit, kind, topic, area, days, lateness) is not touched, so no report changes. Files and recordings
lose their last name here; the sweep (working/sweeping.py) then takes them from the disk.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.public.taking_back import take_picture_back
from feedback_service.records import (
    Answer,
    Attachment,
    Call,
    CallBack,
    Case,
    CaseSketch,
    CaseTask,
    Contact,
    Event,
    Extension,
    InboundEvent,
    Job,
    Lesson,
    Message,
    MeToo,
    Note,
    Notification,
    Petitioner,
    Rating,
    Reading,
    Recording,
    Referral,
    Tombstone,
)
from feedback_service.records.erasing import erasing
from feedback_service.records.new_rows import insert_into
from feedback_service.settings.rights.public_words import forget_public_words, why_gone

Rewrite = Callable[[str], str]
GONE = "(đã xoá theo quy định về dữ liệu cá nhân)"
# Words of ours in an event: codes, units, names of officers.
_OURS = frozenset(
    {"from", "to", "unit", "before", "names", "name", "changed", "channel", "at", "outcome", "slip"}
)


def emptied(text: str) -> str:
    """For what is past its time: nothing of the words stays."""
    return ""


def forget_case(session: Session, case: Case, rule: str, rewrite: Rewrite, now: datetime) -> Tombstone:
    """`rewrite` makes of each free text what may stay: `mask`, or `emptied`. `rule`: of retention, or
    "person_request:17". What was forgotten before may be forgotten again.
    """
    with erasing(session, rule):
        what = _numbers(session, case)
        _rewrite_case(case, rewrite)
        _rewrite_rows(session, case, rewrite)
        _forget_sender(session, case)
        _forget_sounds_and_files(session, case, rule, now)
        forget_public_words(session, case, rewrite)
        _forget_traffic(session, case, now)
        _forget_learned(session, case)
        session.flush()
        return _bury(session, case, rule, what, now)


def sweep_soon(session: Session, now: datetime) -> None:
    """The files without a name go in the next minute and not tonight; those of today tonight."""
    row = {
        "key": f"delete_orphans:erased:{now:%Y%m%d%H%M}",
        "name": "delete_orphans",
        "arguments": {},
        "run_at": now,
    }
    session.execute(insert_into(session, Job).values(row).on_conflict_do_nothing(index_elements=["key"]))


def _numbers(session: Session, case: Case) -> dict[str, Any]:
    tables = {
        "messages": Message,
        "notes": Note,
        "files": Attachment,
        "recordings": Recording,
        "calls": Call,
        "notifications": Notification,
    }
    found: dict[str, Any] = {}
    for name, table in tables.items():
        asked = select(func.count()).select_from(table).where(table.case_id == case.id)  # type: ignore[attr-defined]
        found[name] = session.scalar(asked) or 0
    return {**found, "contact": int(case.contact_id is not None)}


def _rewrite_case(case: Case, rewrite: Rewrite) -> None:
    case.text = rewrite(case.text) or GONE
    case.folded = fold(case.text)
    case.subject, case.why = rewrite(case.subject)[:200], ""
    case.place, case.late_reason = rewrite(case.place)[:300], rewrite(case.late_reason)[:300]
    case.latitude = case.longitude = None


def _rewrite_rows(session: Session, case: Case, rewrite: Rewrite) -> None:
    columns: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (Message, ("text",)),
        (Note, ("text",)),
        (Answer, ("text", "returned_reason")),
        (Rating, ("comment",)),
        (CaseTask, ("asked", "result")),
        (Referral, ("summary", "enclosed", "asks", "answer")),
        (Extension, ("reason", "refused_reason")),
        (Reading, ("reason",)),
    )
    for table, names in columns:
        for row in session.scalars(select(table).where(table.case_id == case.id)):
            for name in names:
                setattr(row, name, rewrite(getattr(row, name)))
    for event in session.scalars(select(Event).where(Event.case_id == case.id)):
        event.details = _told(event.details, rewrite)


def _told(details: Mapping[str, Any], rewrite: Rewrite) -> dict[str, Any]:
    return {name: value if name in _OURS else _rewritten(value, rewrite) for name, value in details.items()}


def _rewritten(value: Any, rewrite: Rewrite) -> Any:
    """Words only: a code or a number of ours has neither a blank nor ten figures."""
    match value:
        case dict():
            return _told(value, rewrite)
        case list():
            return [_rewritten(one, rewrite) for one in value]
        case str():
            return rewrite(value) if " " in value or value.strip("+0123456789.") == "" else value
        case _:
            return value


def _forget_sender(session: Session, case: Case) -> None:
    contact, case.contact_id = case.contact_id, None
    session.flush()
    if contact is not None:
        session.execute(delete(Contact).where(Contact.id == contact))
    session.execute(
        update(Petitioner).where(Petitioner.case_id == case.id).values(details={}, phone_fingerprint=None)
    )


def _forget_sounds_and_files(session: Session, case: Case, rule: str, now: datetime) -> None:
    for picture in session.scalars(select(Attachment).where(Attachment.case_id == case.id)).all():
        take_picture_back(session, picture, why_gone(rule), "", None, now)
    session.flush()
    session.execute(update(Attachment).where(Attachment.case_id == case.id).values(painted_from=None))
    session.execute(delete(Attachment).where(Attachment.case_id == case.id))
    for recording in session.scalars(select(Recording).where(Recording.case_id == case.id)):
        drop_recording(session, recording, now)


def drop_recording(session: Session, recording: Recording, now: datetime) -> None:
    """Here, and at the provider, who is asked by a job."""
    recording.deleted_at = recording.deleted_at or now
    recording.sha256 = recording.address = ""
    job = {"key": f"forget_recording:{recording.source_id}", "name": "forget_recording", "run_at": now}
    row = {**job, "arguments": {"source_id": recording.source_id}}
    session.execute(insert_into(session, Job).values(row).on_conflict_do_nothing(index_elements=["key"]))


def _forget_traffic(session: Session, case: Case, now: datetime) -> None:
    session.execute(update(Call).where(Call.case_id == case.id).values(**CALL))
    session.execute(update(CallBack).where(CallBack.case_id == case.id).values(**call_back(now)))
    session.execute(update(Notification).where(Notification.case_id == case.id).values(**NOTIFICATION))
    session.execute(update(InboundEvent).where(InboundEvent.case_id == case.id).values(**INBOUND))


CALL: Mapping[str, Any] = {"caller": "", "caller_fingerprint": None, "said": ""}
NOTIFICATION: Mapping[str, Any] = {
    "recipient": "",
    "recipient_fingerprint": None,
    "subject": "",
    "body": "",
    "next_attempt_at": None,  # what still waits is not sent to nobody
}
INBOUND: Mapping[str, Any] = {"body": b"", "sender_fingerprint": None, "text_fingerprint": None}


def call_back(now: datetime) -> dict[str, Any]:
    """Nobody can be called any more, so nothing is owed. The key may hold a number's hash."""
    gone = func.coalesce(CallBack.done_at, now)
    return {"phone": "", "phone_fingerprint": None, "said": "", "done_at": gone}


def _forget_learned(session: Session, case: Case) -> None:
    session.execute(delete(Lesson).where(Lesson.case_id == case.id))
    session.execute(delete(CaseSketch).where(CaseSketch.case_id == case.id))
    session.execute(update(MeToo).where(MeToo.other_case_id == case.id).values(other_case_id=None))


def _bury(session: Session, case: Case, rule: str, what: dict[str, Any], now: datetime) -> Tombstone:
    stone = session.scalars(select(Tombstone).where(Tombstone.case_id == case.id)).one_or_none()
    if stone is None:
        stone = Tombstone(case_id=case.id, code=case.code, erased_at=now, rule=rule[:60], what=what)
        session.add(stone)
    else:
        stone.erased_at, stone.rule, stone.what = now, rule[:60], what
    session.flush()
    return stone
