"""A call from the first ring to its end, as the caller hears it and as the commune keeps it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.records import Call, CallBack, Case, Contact, InboundEvent, Recording
from feedback_service.vocabulary import CallBackReason, CallEnd, CallSource, Channel
from tests.integration.voice.conftest import ADDRESS, OFFICER_PHONE, Ring

EVENING = datetime(2026, 3, 6, 11, 0, tzinfo=UTC)  # Friday, 18h in Ea Knốp
TET = datetime(2026, 2, 17, 3, 0, tzinfo=UTC)


def the_call(session: Session) -> Call:
    session.expire_all()
    return session.scalars(select(Call)).one()


def count(session: Session, record: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(record)) or 0


def debts(session: Session) -> list[CallBackReason]:
    session.rollback()
    return list(session.scalars(select(CallBack.reason).where(CallBack.done_at.is_(None))))


def test_who_rings_hears_the_emergency_numbers_then_the_menu(ring: Ring, session: Session) -> None:
    heard = ring().rings()
    assert heard.said.index("một một ba") < heard.said.index("đường dây nóng") < heard.said.index("phím một")
    assert "phím không" in heard.said
    assert {say.attrib["language"] for say in heard.root.iter("Say")} == {"vi-VN"}
    call = the_call(session)
    assert (call.source, call.end, call.caller) == (CallSource.TWILIO, None, "+84905123456")


@pytest.mark.parametrize("path", ["", "/chon", "/ma", "/sau-khi-noi", "/loi-nhan", "/ghi-am", "/trang-thai"])
def test_an_unsigned_webhook_is_refused(app: Flask, session: Session, path: str) -> None:
    client = app.test_client()
    for headers in ({}, {"X-Twilio-Signature": "AAAA"}):
        answer = client.post(ADDRESS + path, data={"CallSid": "CA1", "From": "+84905123456"}, headers=headers)
        assert answer.status_code == 403
    assert count(session, InboundEvent) == 0


def test_a_message_becomes_a_case_with_its_recording(ring: Ring, session: Session) -> None:
    caller = ring()
    caller.rings()
    notice = caller.presses("1")
    assert "ghi âm" in notice.said and "gác máy" in notice.said
    assert notice.verbs.index("Say") < notice.verbs.index("Record")
    record = notice.one("Record")
    assert record["finishOnKey"] == "#"
    assert record["recordingStatusCallback"].endswith("/ghi-am")
    assert int(record["maxLength"]) <= 600
    thanks = caller.speaks(42)
    caller.recording_is("completed", 42)
    caller.hangs_up()

    case = session.scalars(select(Case)).one()
    assert (case.channel, case.text) == (Channel.HOTLINE, "Tin nhắn thoại 42 giây, chưa nghe.")
    assert case.submission_id == f"twilio-voice:{caller.sid}"
    assert case.unit_code == "VP"  # the triage desk of the shipped pack
    assert session.get_one(Contact, case.contact_id).details["phone"] == "+84905123456"
    recording = session.scalars(select(Recording)).one()
    assert (recording.case_id, recording.seconds, recording.sha256) == (case.id, 42, "")
    call = the_call(session)
    assert (call.end, call.case_id) == (CallEnd.VOICEMAIL, case.id)
    assert debts(session) == []
    assert "nhắn vào máy" in thanks.said  # a mobile is sent its code and PIN as well


def test_the_finished_recording_alone_opens_the_case_too(ring: Ring, session: Session) -> None:
    caller = ring()
    caller.rings()
    caller.presses("1")
    caller.hangs_up()
    assert debts(session) == [CallBackReason.MISSED]
    caller.recording_is("completed", 9)
    assert count(session, Case) == 1
    assert the_call(session).end == CallEnd.VOICEMAIL
    assert debts(session) == []


def test_every_webhook_twice_is_answered_alike_and_changes_nothing(ring: Ring, session: Session) -> None:
    caller = ring()
    for step in (
        caller.rings,
        lambda: caller.presses("1"),
        caller.speaks,
        caller.recording_is,
        caller.hangs_up,
    ):
        first = step()
        events = count(session, InboundEvent)
        assert [caller.again().text, caller.again().text] == [first.text, first.text]
        assert count(session, InboundEvent) == events
    assert [count(session, table) for table in (Call, Case, Recording)] == [1, 1, 1]


def test_a_repeat_after_closing_time_still_sounds_as_before(
    ring: Ring, session: Session, at: Callable[[datetime], None]
) -> None:
    caller = ring()
    first = caller.rings()
    at(EVENING)
    assert caller.again().text == first.text


@pytest.mark.parametrize("hidden", ["anonymous", "Anonymous", "+266696687", "Restricted", "", "+7378742833"])
def test_a_withheld_number_leaves_a_message_without_a_contact(
    ring: Ring, session: Session, hidden: str
) -> None:
    caller = ring(hidden)
    caller.rings()
    caller.presses("1")
    thanks = caller.speaks(12)
    case = session.scalars(select(Case)).one()
    assert case.contact_id is None
    assert "Số bí mật" in thanks.said  # nobody can text it
    assert the_call(session).caller == ""


def test_a_withheld_number_that_hangs_up_is_owed_nothing(ring: Ring, session: Session) -> None:
    caller = ring("anonymous")
    caller.rings()
    caller.hangs_up()
    assert (the_call(session).end, debts(session)) == (CallEnd.MISSED, [])


@pytest.mark.parametrize("status", ["completed", "no-answer", "busy", "failed", "canceled"])
def test_who_hangs_up_before_saying_anything_is_owed_a_call(
    ring: Ring, session: Session, status: str
) -> None:
    caller = ring()
    caller.rings()
    caller.hangs_up(status=status)
    assert debts(session) == [CallBackReason.MISSED]
    assert count(session, Case) == 0


def test_a_recording_of_a_second_is_the_click_of_hanging_up(ring: Ring, session: Session) -> None:
    caller = ring()
    caller.rings()
    caller.presses("1")
    caller.recording_is("completed", 1)
    caller.hangs_up()
    assert (count(session, Case), debts(session)) == (0, [CallBackReason.MISSED])


@pytest.mark.parametrize("status", ["absent", "failed"])
def test_a_recording_that_failed_leaves_the_case_and_a_call_that_is_owed(
    ring: Ring, session: Session, status: str
) -> None:
    caller = ring()
    caller.rings()
    caller.presses("1")
    caller.speaks(30)
    caller.recording_is(status, 0)
    assert session.scalars(select(Recording.address)).one() == ""
    assert count(session, Case) == 1
    assert debts(session) == [CallBackReason.VOICEMAIL]


def test_silence_after_the_beep_says_goodbye(ring: Ring) -> None:
    caller = ring()
    caller.rings()
    heard = caller.presses("1")
    assert heard.verbs[-2:] == ["Say", "Hangup"]


def test_an_officer_who_answers_has_answered_the_call(ring: Ring, session: Session) -> None:
    caller = ring()
    caller.rings()
    dial = caller.presses("0")
    assert dial.one("Dial")["timeout"] == "20"
    assert "record" not in dial.one("Dial")
    (number,) = dial.root.iter("Number")
    assert number.text == OFFICER_PHONE
    caller.post(dial.one("Dial")["action"], DialCallStatus="completed", DialCallDuration="95")
    caller.hangs_up()
    call = the_call(session)
    assert (call.end, call.talk_seconds, debts(session)) == (CallEnd.ANSWERED, 95, [])


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "canceled"])
def test_nobody_answering_leads_to_a_message(ring: Ring, session: Session, status: str) -> None:
    caller = ring()
    caller.rings()
    dial = caller.presses("0")
    heard = caller.post(dial.one("Dial")["action"], DialCallStatus=status)
    assert "Record" in heard.verbs
    caller.hangs_up()
    assert debts(session) == [CallBackReason.MISSED]


def test_what_the_officers_end_of_the_line_tells_counts_too(ring: Ring, session: Session) -> None:
    caller = ring()
    caller.rings()
    caller.presses("0")
    caller.hangs_up()
    leg = {"CallSid": "CA" + "9" * 32, "ParentCallSid": caller.sid, "From": "+15005550006"}
    caller.post("/trang-thai", **leg, CallStatus="in-progress")
    caller.post("/trang-thai", **leg, CallStatus="completed", CallDuration="61")
    call = the_call(session)
    assert (call.end, call.talk_seconds, debts(session)) == (CallEnd.ANSWERED, 61, [])


def test_an_officer_who_did_not_pick_up_did_not_answer(ring: Ring, session: Session) -> None:
    caller = ring()
    caller.rings()
    leg = {"CallSid": "CA" + "9" * 32, "ParentCallSid": caller.sid}
    caller.post("/trang-thai", **leg, CallStatus="no-answer", CallDuration="0")
    assert the_call(session).end is None


@pytest.mark.parametrize(
    ("moment", "said"), [(EVENING, "thứ Hai, ngày chín"), (TET, "thứ Hai, ngày hai mươi ba")]
)
def test_out_of_hours_it_is_said_when_somebody_is_there(
    ring: Ring, at: Callable[[datetime], None], moment: datetime, said: str
) -> None:
    at(moment)
    caller = ring()
    at(moment)
    heard = caller.rings()
    assert f"bảy giờ ba mươi, {said}" in heard.said
    assert "phím không" not in heard.said
    message = caller.presses("0")
    assert "Record" in message.verbs and "Dial" not in message.verbs


def test_nothing_pressed_is_repeated_twice_then_a_message_is_offered(ring: Ring) -> None:
    caller = ring()
    heard = caller.rings()
    for _ in range(2):
        heard = caller.presses("")
        assert heard.verbs == ["Gather"]
    heard = caller.presses("7")
    assert "Record" in heard.verbs
    assert heard.verbs[-1] == "Hangup"


def test_a_call_never_goes_on_for_ever(ring: Ring) -> None:
    caller = ring()
    heard = caller.rings()
    turns = 0
    while "Gather" in heard.verbs:
        heard = caller.presses("2" if "phím hai" in heard.said else "1")
        turns += 1
        assert turns < 60
    assert heard.verbs[-1] == "Hangup"


def test_a_step_that_nobody_knows_is_no_address(ring: Ring) -> None:
    with pytest.raises(AssertionError):
        ring().post("/den")


def test_a_webhook_without_a_call_is_answered_with_silence(ring: Ring, session: Session) -> None:
    caller = ring()
    caller.sid = ""
    assert caller.rings().verbs == []
    assert count(session, InboundEvent) == 0
