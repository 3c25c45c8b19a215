"""The desk of a demonstration shows what an office does beside answering."""

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.demo import fill, fill_demo_desk
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.records import (
    Absence,
    Attachment,
    Case,
    CaseBar,
    CaseTask,
    Extension,
    Mention,
    Officer,
    Petitioner,
    Referral,
    SavedFilter,
)
from feedback_service.staff.demo import create_demo_officers
from feedback_service.vocabulary import EvidenceRole, Role
from tests.builders.cases import NOW
from tests.builders.desk import at_desk


def test_everything_that_an_office_does_is_there_once(session: Session, pack: Pack) -> None:
    create_demo_officers(session, pack, NOW)
    session.commit()
    fill(pack, 300, NOW, lambda _: None)
    for _time in range(2):
        fill_demo_desk(session, pack, NOW)
        session.commit()
    assert sorted(task.done_at is None for task in session.scalars(select(CaseTask))) == [False, True]
    assert {one.granted for one in session.scalars(select(Extension))} == {True, None}
    letters = session.scalars(select(Referral).order_by(Referral.id)).all()
    assert [one.answered_on is None for one in letters] == [True, False]
    assert letters[0].reply_due_on and letters[0].reply_due_on < local_day(NOW, pack)
    assert {one.role for one in session.scalars(select(Attachment))} == {
        EvidenceRole.BEFORE,
        EvidenceRole.AFTER,
    }
    group = session.scalars(select(Case).where(Case.people == 7)).one()
    speaking = session.scalars(select(Petitioner.speaks).where(Petitioner.case_id == group.id)).all()
    assert sorted(speaking)[-3:] == [False, False, True]  # and the sender, if he had left a number
    for table, rows in ((Absence, 1), (CaseBar, 1), (Mention, 1), (SavedFilter, 2)):
        assert session.scalar(select(func.count()).select_from(table)) == rows, table
    factors = select(func.count()).where(Officer.totp_secret.is_not(None))
    assert session.scalar(factors) == 0


def test_its_pages_open(app: Flask, session: Session, pack: Pack) -> None:
    create_demo_officers(session, pack, now())
    session.commit()
    fill(pack, 300, now(), lambda _: None)
    fill_demo_desk(session, pack, now())
    session.commit()
    leader = session.scalars(select(Officer).where(Officer.role == Role.LEADER)).first()
    assert leader is not None
    desk = at_desk(app, leader)
    shown = (CaseTask, Extension, Referral, Attachment, Petitioner, CaseBar, Mention)
    cases = {number for table in shown for number in session.scalars(select(table.case_id))}
    codes = session.scalars(select(Case.code).where(Case.id.in_(cases))).all()
    assert len(codes) > 4
    for address in (*(f"ho-so/{code}" for code in codes), "phieu-chuyen", "vang-mat", "nhat-ky", "hang-doi"):
        assert desk.get(f"/can-bo/{address}").status_code == 200, address
