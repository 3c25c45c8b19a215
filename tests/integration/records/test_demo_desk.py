"""The desk of a demonstration shows what an office does beside answering."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
from feedback_service.vocabulary import EvidenceRole


def test_everything_that_an_office_does_is_there_once(session: Session, pack: Pack, now: datetime) -> None:
    create_demo_officers(session, pack, now)
    session.commit()
    fill(pack, 300, now, lambda _: None)
    for _time in range(2):
        fill_demo_desk(session, pack, now)
        session.commit()
    assert sorted(task.done_at is None for task in session.scalars(select(CaseTask))) == [False, True]
    assert {one.granted for one in session.scalars(select(Extension))} == {True, None}
    letters = session.scalars(select(Referral).order_by(Referral.id)).all()
    assert [one.answered_on is None for one in letters] == [True, False]
    assert letters[0].reply_due_on and letters[0].reply_due_on < local_day(now, pack)
    assert {one.role for one in session.scalars(select(Attachment))} == {
        EvidenceRole.BEFORE,
        EvidenceRole.AFTER,
    }
    group = session.scalars(select(Case).where(Case.people == 7)).one()
    speaking = session.scalars(select(Petitioner.speaks).where(Petitioner.case_id == group.id)).all()
    assert sorted(speaking) == [False, False, True]
    for table, rows in ((Absence, 1), (CaseBar, 1), (Mention, 1), (SavedFilter, 2)):
        assert session.scalar(select(func.count()).select_from(table)) == rows, table
    factors = select(func.count()).where(Officer.totp_secret.is_not(None))
    assert session.scalar(factors) == 0
