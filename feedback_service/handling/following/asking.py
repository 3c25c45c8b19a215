"""A number is typed under a published result. The phone is asked first: anybody can type anybody's number.

Whatever is the matter with the number (it follows already, it wants no notices, it was asked a moment ago), the caller
learns nothing of it: the answer is always the same.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchCase
from feedback_service.handling.following.confirming import code_of
from feedback_service.handling.public.queries import find_public_case
from feedback_service.notifying.opting_out import wants_no_notices
from feedback_service.notifying.tell import reply_by_sms
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Follower, keyring
from feedback_service.records.new_rows import insert_into

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
A_PHONE_A_DAY = 3  # each text costs the commune money, and the phone may be somebody else's
ALL_IN_AN_HOUR = 60


def ask_to_follow(session: Session, code: str, phone: str, language: str, pack: Pack, now: datetime) -> None:
    """`phone` in E.164. Raises NoSuchCase where nothing is published under this code."""
    if find_public_case(session, code, pack) is None:
        raise NoSuchCase
    fingerprint = keyring.fingerprint(phone)
    if wants_no_notices(session, fingerprint) or _too_many(session, fingerprint, now):
        return
    case_id = session.scalars(select(Case.id).where(Case.code == code)).one()
    follower = _row(session, case_id, phone, language, now)
    if _is_following(follower) or not _is_to_be_asked(follower, now):
        return
    follower.asked_at, follower.tries = now, 0
    follower.confirmed_at = follower.ended_at = None
    session.flush()
    # The case is not named: its page in the outbox would show who follows it.
    reply_by_sms(session, phone, "follow_code", pack, now, _key(follower), code=code, pin=code_of(follower))


def _row(session: Session, case_id: int, phone: str, language: str, now: datetime) -> Follower:
    """The one row of this phone and case. Two requests at once write one."""
    values = {
        "case_id": case_id,
        "phone": phone,
        "phone_fingerprint": keyring.fingerprint(phone),
        "language": language,
        "asked_at": now - A_DAY - A_DAY,
        "told_version": 0,
        "tries": 0,
        "told_outcome": "",
    }
    session.execute(insert_into(session, Follower).values(values).on_conflict_do_nothing())
    held = select(Follower).where(
        Follower.case_id == case_id, Follower.phone_fingerprint == values["phone_fingerprint"]
    )
    return session.scalars(held.with_for_update(), execution_options={"populate_existing": True}).one()


def _is_following(follower: Follower) -> bool:
    return follower.confirmed_at is not None and follower.ended_at is None


def _is_to_be_asked(follower: Follower, now: datetime) -> bool:
    """Not again within the hour: the first text is still on its way, or its figures are still good."""
    return now - follower.asked_at >= AN_HOUR


def _too_many(session: Session, fingerprint: str, now: datetime) -> bool:
    of_all = select(func.count()).select_from(Follower).where(Follower.asked_at > now - AN_HOUR)
    of_phone = (
        select(func.count())
        .select_from(Follower)
        .where(Follower.phone_fingerprint == fingerprint, Follower.asked_at > now - A_DAY)
    )
    return (session.scalar(of_all) or 0) >= ALL_IN_AN_HOUR or (session.scalar(of_phone) or 0) >= A_PHONE_A_DAY


def _key(follower: Follower) -> str:
    return f"follow:{follower.id}:{follower.asked_at:%Y%m%d%H%M%S}"
