"""Who is called to hear whether it was solved: those who do not read, drawn by lot once a week.

Nobody chooses: the order is that of the hashes of a seed and the codes, and the seed is kept with each case drawn,
so that whoever doubts it can draw again. Sealed cases are never called about: a call is heard by others.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day, zone_of
from feedback_service.handling.rating.asking import ASKS
from feedback_service.handling.rating.rounds import waits_for_rating
from feedback_service.handling.workflow import record
from feedback_service.notifying.opting_out import has_opted_out
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Confirming, Contact, Notification
from feedback_service.vocabulary import Channel, DeliveryStatus, Status, Visibility

DRAWN = "confirming_drawn"  # an event of the case
_BY_MOUTH = (Channel.HOTLINE, Channel.COUNTER, Channel.LETTER)
_NOT_ARRIVED = (DeliveryStatus.FAILED, DeliveryStatus.UNDELIVERED)
_WEEK = timedelta(days=7)


def draw_confirmings(session: Session, now: datetime, seed: str = "") -> None:
    """Of the answers of the seven days before this one. A second time in the same week draws nobody."""
    pack = current_pack(session)
    if _drawn_this_week(session, pack, now):
        return
    seed, pool = seed or secrets.token_hex(8), _pool(session, pack, now)
    chosen = by_lot([case.code for case in pool], seed, how_many(len(pool), pack))
    for case in pool:
        if case.code in chosen:
            session.add(Confirming(case_id=case.id, drawn_at=now))
            record(session, case, DRAWN, now, seed=seed, among=len(pool), drawn=len(chosen))


def how_many(pool: int, pack: Pack) -> int:
    """The share of the pack, rounded up, and not more than can be called in a week."""
    return min(-(-pool * pack.commune.calls_share // 100), pack.commune.calls_most)


def by_lot(codes: Sequence[str], seed: str, number: int) -> set[str]:
    """The same codes and seed draw the same, in whatever order they come."""
    return set(sorted(codes, key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).digest())[:number])


def _drawn_this_week(session: Session, pack: Pack, now: datetime) -> bool:
    here = now.astimezone(zone_of(pack))
    monday = (here - timedelta(days=here.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return session.scalar(select(Confirming.id).where(Confirming.drawn_at >= monday).limit(1)) is not None


def _pool(session: Session, pack: Pack, now: datetime) -> list[Case]:
    today = local_day(now, pack)
    asked = (
        select(Case, Contact)
        .join(Contact, Contact.id == Case.contact_id)
        .where(
            Case.status == Status.ANSWERED,
            Case.answered_on.between(today - _WEEK, today - timedelta(days=1)),
            Case.anonymous.is_(False),
            Case.visibility != Visibility.SEALED,
            or_(Case.channel.in_(_BY_MOUTH), _not_reached_by_text()),
            ~exists().where(Confirming.case_id == Case.id),
        )
        .order_by(Case.id)
    )
    return [
        case
        for case, contact in session.execute(asked)
        if contact.phone and not has_opted_out(session, contact) and waits_for_rating(session, case)
    ]


def _not_reached_by_text() -> ColumnElement[bool]:
    return exists().where(
        Notification.case_id == Case.id,
        Notification.template.in_(ASKS),
        Notification.status.in_(_NOT_ARRIVED),
    )
