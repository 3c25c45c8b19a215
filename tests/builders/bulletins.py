"""Bulletins on their way to the air, as far as a test needs them to be."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.bulletins import approve_bulletin, new_bulletin, propose_bulletin
from feedback_service.records import Bulletin
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer


def a_bulletin(session: Session, pack: Pack, now: datetime = NOW) -> Bulletin:
    """A draft over the week that ends on the day of `now`."""
    day = local_day(now, pack)
    writer = an_officer(session, Role.PUBLISHER, "")
    return new_bulletin(session, writer, day - timedelta(days=6), day, None, pack, now)


def a_proposed_bulletin(session: Session, pack: Pack, now: datetime = NOW) -> Bulletin:
    bulletin = a_bulletin(session, pack, now)
    propose_bulletin(bulletin, an_officer(session, Role.PUBLISHER, ""), pack)
    session.flush()
    return bulletin


def an_approved_bulletin(session: Session, pack: Pack, now: datetime = NOW) -> Bulletin:
    bulletin = a_proposed_bulletin(session, pack, now)
    leader = an_officer(session, Role.LEADER, "")
    approve_bulletin(session, bulletin, leader, bulletin.revision, pack, now)
    session.flush()
    return bulletin
