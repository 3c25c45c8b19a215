"""A case asked for with the keys of a telephone: by its own number, by PIN, and never more than is due."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.intake.pins import pin_for
from feedback_service.pack.current import current_pack
from feedback_service.records import Call, CallBack, Case, InboundEvent, Lock
from feedback_service.vocabulary import CallBackReason, CallEnd
from tests.builders.cases import DENUNCIATION, a_case
from tests.integration.voice.conftest import CITIZEN, Caller, Heard, Ring

STRANGER = "+84907777777"


@pytest.fixture
def case(app: Flask) -> Case:
    with app.app_context():
        made = a_case(db.session(), current_pack(db.session()))
        db.session.commit()
        return made


@pytest.fixture
def sealed(app: Flask) -> Case:
    with app.app_context():
        made = a_case(db.session(), current_pack(db.session()), DENUNCIATION)
        db.session.commit()
        return made


def digits_of(case: Case) -> str:
    return re.sub(r"\D", "", case.code)


def pin_of(app: Flask, case: Case) -> str:
    with app.app_context():
        return pin_for(case.submission_id, case.code)


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10_000:04d}"


def asks(ring: Ring, case: Case, number: str = CITIZEN) -> tuple[Caller, Heard]:
    caller = ring(number)
    caller.rings()
    asked = caller.presses("2").one("Gather")
    assert asked["numDigits"] == "7"
    return caller, caller.presses(digits_of(case))


def test_the_cases_own_telephone_needs_no_pin(ring: Ring, case: Case, session: Session) -> None:
    _, heard = asks(ring, case)
    assert "đang được phân loại" in heard.said
    assert "e ca, " in heard.said
    assert re.search(r"hẹn trả lời thứ \S+, ngày ", heard.said)
    assert not re.search(r"\d", heard.said)
    assert session.scalars(select(Call.end)).one() == CallEnd.LOOKED_UP


def test_another_telephone_needs_the_pin(app: Flask, ring: Ring, case: Case) -> None:
    caller, heard = asks(ring, case, STRANGER)
    assert heard.one("Gather")["numDigits"] == "4"
    assert "đang được phân loại" in caller.presses(pin_of(app, case)).said


def test_a_pin_is_kept_nowhere(app: Flask, ring: Ring, case: Case, session: Session) -> None:
    caller, _ = asks(ring, case, STRANGER)
    pin = pin_of(app, case)
    caller.presses(pin)
    assert not [
        body for body in session.scalars(select(InboundEvent.body)) if f"Digits={pin}".encode() in body
    ]


def test_unknown_sealed_and_wrong_sound_the_same(app: Flask, ring: Ring, case: Case, sealed: Case) -> None:
    pins = {case.code: wrong(pin_of(app, case)), sealed.code: pin_of(app, sealed)}
    said = set()
    for asked in (case, sealed):
        caller, heard = asks(ring, asked, STRANGER)
        said.add((heard.said, caller.presses(pins[asked.code]).said))
    nobody = ring(STRANGER)
    nobody.rings()
    nobody.presses("2")
    said.add((nobody.presses("0000001").said, nobody.presses("1234").said))
    assert len(said) == 1


def test_the_own_telephone_asks_for_the_pin_of_a_sealed_case(ring: Ring, sealed: Case) -> None:
    _, heard = asks(ring, sealed)
    assert heard.one("Gather")["numDigits"] == "4"


def test_five_wrong_pins_lock_the_code_as_on_the_web(
    app: Flask, ring: Ring, case: Case, at: Callable[[datetime], None], now: datetime
) -> None:
    pin = pin_of(app, case)
    for _ in range(5):
        caller, _ = asks(ring, case, STRANGER)
        assert "tạm khoá" not in caller.presses(wrong(pin)).said
    caller, _ = asks(ring, case, STRANGER)
    assert "tạm khoá" in caller.presses(pin).said
    at(now + timedelta(minutes=16))
    caller, _ = asks(ring, case, STRANGER)
    assert "đang được phân loại" in caller.presses(pin).said


def test_a_repeated_webhook_is_not_a_second_guess(
    app: Flask, ring: Ring, case: Case, session: Session
) -> None:
    caller, _ = asks(ring, case, STRANGER)
    first = caller.presses(wrong(pin_of(app, case)))
    assert {caller.again().text for _ in range(6)} == {first.text}
    assert session.scalars(select(Lock.failures)).one() == 1


def test_too_few_digits_are_asked_for_again_and_not_for_ever(ring: Ring) -> None:
    caller = ring()
    caller.rings()
    heard = caller.presses("2")
    for _ in range(2):
        heard = caller.presses("123")
        assert heard.one("Gather")["numDigits"] == "7"
    heard = caller.presses("")
    assert heard.one("Gather")["numDigits"] == "1"  # a message, an officer, or the end
    assert caller.presses("").verbs == ["Say", "Hangup"]


def test_after_the_answer_a_message_may_be_left(ring: Ring, case: Case) -> None:
    caller, _ = asks(ring, case)
    assert "Record" in caller.presses("1").verbs


def test_who_then_asks_for_an_officer_in_vain_is_owed_a_call(
    ring: Ring, case: Case, session: Session
) -> None:
    caller, _ = asks(ring, case)
    dial = caller.presses("0").one("Dial")
    caller.post(dial["action"], DialCallStatus="no-answer")
    caller.hangs_up()
    assert session.scalars(select(Call.end)).one() == CallEnd.MISSED
    assert session.scalars(select(CallBack.reason)).one() == CallBackReason.MISSED
