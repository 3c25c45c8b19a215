"""What the citizen is told, and when nothing is told."""

from datetime import date, timedelta

import pytest
from jinja2 import UndefinedError
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.notifying.opting_out import resume_notices, stop_notices
from feedback_service.notifying.tell import reply_by_sms, tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Notification
from feedback_service.vocabulary import DeliveryStatus, Status
from tests.builders.cases import DENUNCIATION, NOW, a_case

PHONE = "+84905123456"


def told(session: Session, key: str) -> list[Notification]:
    """By medium: email before sms."""
    rows = select(Notification).where(Notification.key.startswith(f"{key}:")).order_by(Notification.medium)
    return list(session.scalars(rows))


def answer(
    session: Session, case: Case, pack: Pack, text: str = "Đã sửa.", key: str = "answer:1"
) -> tuple[str, ...]:
    return tell_citizen(session, case, "answer", pack, NOW, key, text=text)


def test_who_gave_a_phone_and_an_address_is_told_by_both(session: Session, pack: Pack) -> None:
    case = a_case(session, pack, email="y.bhok@example.org")
    assert answer(session, case, pack) == ("sms", "email")
    mail, sms = told(session, "answer:1")
    assert (sms.recipient, sms.segments, sms.case_id) == (PHONE, 1, case.id)
    assert "tra loi" in sms.body and "Da sua." in sms.body
    assert (mail.recipient, mail.subject) == ("y.bhok@example.org", f"Trả lời hồ sơ {case.code}")
    assert "Đã sửa." in mail.body


def test_nothing_is_sent_before_the_commit_only_written(session: Session, pack: Pack) -> None:
    answer(session, a_case(session, pack), pack)
    (sms,) = told(session, "answer:1")
    assert (sms.status, sms.next_attempt_at, sms.attempts) == (DeliveryStatus.CREATED, NOW, 0)


def test_the_same_fact_is_told_once(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    answer(session, case, pack)
    answer(session, case, pack)
    assert len(told(session, "answer:1")) == 1


def test_the_receipt_has_code_pin_and_day(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    (sms,) = told(session, f"receipt:{case.id}")
    assert case.code in sms.body
    assert "localhost/tra-cuu" in sms.body
    assert pack.commune.sms_name in sms.body


def test_who_stays_anonymous_is_not_written_to(session: Session, pack: Pack) -> None:
    assert answer(session, a_case(session, pack, anonymous=True), pack) == ()


def test_a_landline_gets_no_text(session: Session, pack: Pack) -> None:
    assert answer(session, a_case(session, pack, phone="+842623001234"), pack) == ()


def test_who_opted_out_gets_no_notices_but_receipts(session: Session, pack: Pack) -> None:
    first = a_case(session, pack)
    stop_notices(session, PHONE, NOW)
    assert answer(session, first, pack) == ()
    later = a_case(session, pack)
    assert answer(session, later, pack, key="answer:2") == ()
    assert len(told(session, f"receipt:{later.id}")) == 1


def test_who_wants_notices_again_gets_them(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    stop_notices(session, PHONE, NOW)
    resume_notices(session, PHONE)
    session.expire_all()
    assert answer(session, case, pack) == ("sms",)


def test_of_a_sealed_case_a_phone_learns_only_that_there_is_news(session: Session, pack: Pack) -> None:
    case = a_case(session, pack, DENUNCIATION, email="y.bhok@example.org")
    answer(session, case, pack, text="Trưởng thôn bị kỷ luật.")
    mail, sms = told(session, "answer:1")
    assert (mail.template, sms.template) == ("news", "news")
    assert "ky luat" not in sms.body
    assert "kỷ luật" not in mail.body


def test_a_value_that_is_missing_undoes_the_transaction(session: Session, pack: Pack) -> None:
    with pytest.raises(UndefinedError):
        tell_citizen(session, a_case(session, pack), "answer", pack, NOW, "answer:1")


def test_moments_are_told_in_local_time(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    tell_citizen(session, case, "call_back", pack, NOW, "call_back:1", by=NOW + timedelta(hours=2))
    (sms,) = told(session, "call_back:1")
    assert "truoc 11h00 02/3/2026" in sms.body


def test_a_command_is_answered_even_to_who_opted_out(session: Session, pack: Pack) -> None:
    stop_notices(session, PHONE, NOW)
    due = date(2026, 3, 6)
    assert reply_by_sms(
        session,
        PHONE,
        "status",
        pack,
        NOW,
        "reply:SM1",
        code="EK-1234-567X",
        status=Status.IN_PROGRESS,
        due=due,
    )
    (sms,) = told(session, "reply:SM1")
    assert "EK-1234-567X dang xu ly, hen tra loi 06/3/2026" in sms.body


@pytest.mark.parametrize("sender", ["1022", "VIETTEL", "+842623001234"])
def test_machines_and_landlines_are_not_answered(session: Session, pack: Pack, sender: str) -> None:
    assert not reply_by_sms(session, sender, "help", pack, NOW, "reply:SM1")
    assert told(session, "reply:SM1") == []
