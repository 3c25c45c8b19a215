"""Tells the phones that follow a result what is new: another public version, or that it is opened again. Once each."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.handling.following.confirming import standing
from feedback_service.handling.public.filter import Outcome
from feedback_service.handling.public.queries import published
from feedback_service.notifying.opting_out import wants_no_notices
from feedback_service.notifying.tell import reply_by_sms
from feedback_service.pack.current import current_pack
from feedback_service.records import Case, Follower, PublicText

_KEPT = timedelta(days=2)
_MOST = 200  # in one turn; the next takes the rest


def tell_followers(session: Session, now: datetime) -> None:
    """The same again says nothing. Of a result that was taken back nothing is said."""
    _forget(session, now)
    pack = current_pack(session)
    version, outcome = standing()
    asked = (
        select(Follower, Case.code, version.label("version"), outcome.label("outcome"))
        .join(Case, Case.id == Follower.case_id)
        .join(PublicText, PublicText.case_id == Case.id)
        .where(Follower.confirmed_at.is_not(None), Follower.ended_at.is_(None), *published())
        .where(or_(version > Follower.told_version, outcome != Follower.told_outcome))
        .order_by(Follower.id)
        .limit(_MOST)
    )
    for follower, code, number, word in session.execute(asked).all():
        reopened = word == Outcome.IN_PROGRESS and follower.told_outcome != word
        follower.told_version, follower.told_outcome = number, word
        if not wants_no_notices(session, follower.phone_fingerprint):
            reply_by_sms(
                session,
                follower.phone,
                "follow_news",
                pack,
                now,
                f"follow:{follower.id}:{number}:{word}:{now:%Y%m%d%H%M}",
                code=code,
                reopened=reopened,
                page=f"{_host()}/ket-qua/{code}",
            )


def _forget(session: Session, now: datetime) -> None:
    """A number that never answered, or that hears no more, is kept no longer than the limits are counted by."""
    never = Follower.confirmed_at.is_(None) & (Follower.asked_at < now - _KEPT)
    session.execute(delete(Follower).where(or_(never, Follower.ended_at < now - _KEPT)))


def _host() -> str:
    """Without https://, which phones do not need."""
    config: Config = current_app.config["SERVICE"]
    split = urlsplit(config.public_base_url)
    return f"{split.netloc}{split.path}"
