"""A call is one row, whoever tells of it; a missed one is one debt to one person."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.intake.call_taking import HeardCall, TakenCall, call_back_due, take_call
from feedback_service.pack.model import Pack
from feedback_service.records import Call, CallBack
from feedback_service.vocabulary import CallBackReason, CallEnd, CallSource

ONE_MINUTE = timedelta(minutes=1)


def a_call(session: Session, pack: Pack, at: datetime, source_id: str = "CA1", **given: object) -> TakenCall:
    values = {"source": CallSource.TWILIO, "caller": "0905123456", "started_at": at, "end": CallEnd.MISSED}
    heard = HeardCall(source_id=source_id, **{**values, **given})  # type: ignore[arg-type]
    return take_call(session, heard, pack, max(at, heard.started_at))


def debts(session: Session) -> list[CallBack]:
    return list(session.scalars(select(CallBack).order_by(CallBack.id)))


def test_a_missed_call_is_owed_a_call_within_four_working_hours(
    session: Session, pack: Pack, now: datetime
) -> None:
    taken = a_call(session, pack, now)
    assert (taken.is_new, taken.owed, taken.call.caller) == (True, True, "+84905123456")
    (debt,) = debts(session)
    assert (debt.reason, debt.phone, debt.call_id) == (CallBackReason.MISSED, "+84905123456", taken.call.id)
    assert debt.due_at == call_back_due(now, pack) == now + timedelta(hours=6)  # two of them are noon


def test_the_same_report_twice_changes_nothing(session: Session, pack: Pack, now: datetime) -> None:
    a_call(session, pack, now)
    again = a_call(session, pack, now)
    assert (again.is_new, again.owed) == (False, False)
    assert session.scalar(select(func.count()).select_from(Call)) == 1
    assert [debt.calls for debt in debts(session)] == [1]


def test_who_rings_again_while_a_call_is_owed_is_owed_one(
    session: Session, pack: Pack, now: datetime
) -> None:
    for number in range(3):
        a_call(session, pack, now + number * 7 * ONE_MINUTE, f"CA{number}")
    session.expire_all()
    assert [debt.calls for debt in debts(session)] == [3]


def test_who_rings_again_long_after_being_rung_back_is_owed_another(
    session: Session, pack: Pack, now: datetime
) -> None:
    a_call(session, pack, now)
    debts(session)[0].done_at = now + 30 * ONE_MINUTE
    session.flush()
    assert not a_call(session, pack, now + 40 * ONE_MINUTE, "CA2").owed  # the two lines crossed
    assert a_call(session, pack, now + 60 * ONE_MINUTE, "CA3").owed
    assert len(debts(session)) == 2


def test_who_gets_through_is_owed_nothing_any_more(session: Session, pack: Pack, now: datetime) -> None:
    a_call(session, pack, now)
    a_call(session, pack, now + ONE_MINUTE, "CA2", end=CallEnd.ANSWERED, talk_seconds=60)
    session.expire_all()
    (debt,) = debts(session)
    assert debt.done_at == now + ONE_MINUTE
    assert debt.said


def test_a_message_that_is_heard_of_late_takes_the_debt_away(
    session: Session, pack: Pack, now: datetime
) -> None:
    a_call(session, pack, now)
    taken = a_call(session, pack, now, end=CallEnd.VOICEMAIL)
    session.expire_all()
    assert taken.call.end == CallEnd.VOICEMAIL
    assert debts(session)[0].done_at


def test_a_late_report_never_makes_an_end_worse(session: Session, pack: Pack, now: datetime) -> None:
    a_call(session, pack, now, end=CallEnd.VOICEMAIL)
    assert a_call(session, pack, now).call.end == CallEnd.VOICEMAIL
    assert debts(session) == []


@pytest.mark.parametrize("end", [None, CallEnd.ANSWERED, CallEnd.LOOKED_UP, CallEnd.VOICEMAIL])
def test_only_missed_calls_are_owed(session: Session, pack: Pack, now: datetime, end: CallEnd | None) -> None:
    assert not a_call(session, pack, now, end=end).owed
    assert debts(session) == []


def test_a_withheld_number_cannot_be_called_back(session: Session, pack: Pack, now: datetime) -> None:
    taken = a_call(session, pack, now, caller="")
    assert (taken.is_new, taken.owed, taken.call.caller_fingerprint) == (True, False, None)


def test_a_call_heard_of_days_later_keeps_its_true_time(session: Session, pack: Pack, now: datetime) -> None:
    days_ago = now - timedelta(days=3)
    heard = HeardCall(CallSource.PBX, "1733.12", "0905123456", days_ago, end=CallEnd.MISSED)
    call = take_call(session, heard, pack, now).call
    assert (call.started_at, call.entered_at) == (days_ago, now)


def test_a_guess_from_outside_does_not_overrule_what_our_machine_saw(
    session: Session, pack: Pack, now: datetime
) -> None:
    a_call(session, pack, now, end=CallEnd.VOICEMAIL)
    again = a_call(session, pack, now, end=CallEnd.ANSWERED, talk_seconds=90, guessed=True)
    assert again.call.end == CallEnd.VOICEMAIL
    a_call(session, pack, now, "CA2", end=None)
    left = a_call(session, pack, now, "CA2", end=CallEnd.ANSWERED, talk_seconds=90, guessed=True)
    assert left.call.end == CallEnd.MISSED  # ninety seconds with the menu, and nobody spoke to them
