"""The telephone of a demonstration."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.demo import fill, take_demo_calls
from feedback_service.notifying.call_backs import calls_owed
from feedback_service.pack.model import Pack
from feedback_service.records import Call
from feedback_service.staff.demo import create_demo_officers
from feedback_service.vocabulary import CallBackReason


def test_a_demonstration_has_calls_and_owes_some(session: Session, pack: Pack, now: datetime) -> None:
    create_demo_officers(session, pack, now)
    session.commit()
    fill(pack, 120, now, lambda _: None)
    for _time in range(2):
        take_demo_calls(session, pack, now)
        session.commit()
    owed = {debt.reason for debt in calls_owed(session)}
    assert owed == {CallBackReason.MISSED, CallBackReason.PROMISED, CallBackReason.UNDELIVERED}
    numbers = select(func.count(), func.count(Call.source_id.distinct())).select_from(Call)
    calls, different = session.execute(numbers).one()
    assert calls == different > 5
