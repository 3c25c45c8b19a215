"""Bulletins of a demonstration: one that was on the air, one that waits for the second person, one being written."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.broadcasts import log_broadcast
from feedback_service.publishing.radio.bulletins import approve_bulletin, new_bulletin, propose_bulletin
from feedback_service.publishing.radio.renewing import fit_to_hear
from feedback_service.publishing.radio.voice import radio_of
from feedback_service.records import Bulletin, Officer
from feedback_service.vocabulary import Role

_WEEK = timedelta(days=7)


def compose_demo_bulletins(session: Session, pack: Pack, now: datetime) -> None:
    """Of the last three fortnights, by the verbs of the room. A second call changes nothing."""
    people = list(session.scalars(select(Officer).where(Officer.demo, Officer.active).order_by(Officer.id)))
    writer = next((one for one in people if one.role == Role.PUBLISHER), None)
    leader = next((one for one in people if one.role == Role.LEADER), None)
    if not writer or not leader or not pack.radio or session.scalar(select(Bulletin.id).limit(1)) is not None:
        return
    today = local_day(now, pack)
    for weeks in (4, 2, 0):
        until = today - weeks * _WEEK
        made_at = now - weeks * _WEEK
        made = new_bulletin(session, writer, until - 2 * _WEEK, until, until, pack, made_at)
        session.flush()
        if weeks:
            _send_on(session, made, writer, leader, pack, made_at, on_air=weeks > 2)


def _send_on(
    session: Session,
    made: Bulletin,
    writer: Officer,
    leader: Officer,
    pack: Pack,
    at: datetime,
    *,
    on_air: bool,
) -> None:
    """As far as the check lets it: what stands in the cases' own words may have to be rewritten by hand."""
    fit_to_hear(session, made, pack)
    try:
        propose_bulletin(made, writer, pack)
        session.flush()
        if not on_air:
            return
        approve_bulletin(session, made, leader, made.revision, pack, at)
        session.flush()
        radio = radio_of(pack)
        hours = [time.fromisoformat(slot) for slot in radio.slots]
        first, clusters = local_day(at, pack), ", ".join(radio.clusters)
        log_broadcast(
            session, made, writer, first, hours, radio.repeat_days, clusters, "vi", "", pack, at + _WEEK
        )
    except Fact:
        session.flush()
