"""CO to our text about a published result, and HUY."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.following.asking import ask_to_follow
from feedback_service.intake.sms import InboundText, take_text
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Follower, Notification
from tests.builders.cases import NOW
from tests.builders.published import a_published_case

PHONE = "+84905123456"


@pytest.fixture
def asked(session: Session, pack: Pack) -> Case:
    case = a_published_case(session, pack)
    ask_to_follow(session, case.code, PHONE, "vi", pack, NOW)
    session.commit()
    return case


def says(body: str, event: str = "SM1") -> None:
    take_text(InboundText("twilio", event, PHONE, body, NOW, "webhook"), body.encode(), NOW)


def test_co_follows_and_opens_no_case(session: Session, asked: Case) -> None:
    says("Có")
    assert session.scalars(select(Follower.confirmed_at)).one() is not None
    assert session.scalar(select(func.count()).select_from(Case)) == 1
    assert "following" in session.scalars(select(Notification.template)).all()


def test_huy_ends_it(session: Session, asked: Case) -> None:
    says("CO")
    says("HUY", "SM2")
    assert session.scalars(select(Follower.ended_at)).one() is not None
