"""The program of the demonstration: a key on the page of keys, and its case in the queue."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.demo.programs import fill_demo_programs
from feedback_service.pack.model import Pack
from feedback_service.records import ApiKey, Case
from feedback_service.vocabulary import Channel, Role
from tests.builders.cases import NOW, an_officer


def test_a_case_by_open311_and_its_key_once(session: Session, pack: Pack) -> None:
    an_officer(session, Role.ADMIN, "").demo = True
    for _ in range(2):
        fill_demo_programs(session, pack, NOW)
        session.flush()
    key = session.scalars(select(ApiKey)).one()
    case = session.scalars(select(Case).where(Case.channel == Channel.OPEN311)).one()
    assert case.submission_id.startswith(f"open311:{key.id}:")
    assert case.topic_code == pack.topics[0].code


def test_without_an_administrator_nothing_is_made(session: Session, pack: Pack) -> None:
    fill_demo_programs(session, pack, NOW)
    assert session.scalar(select(func.count()).select_from(Case)) == 0
