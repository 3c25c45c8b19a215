"""Whatever the channel, a message becomes one case."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.intake.pins import pin_matches
from feedback_service.intake.receive import receive_submission
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseReader, Contact, Event, Notification, Tally
from feedback_service.vocabulary import Channel, Kind, Role, Status, Visibility
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, a_submission, an_officer


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_ends_in_the_same_case(session: Session, pack: Pack, channel: Channel) -> None:
    case = a_case(session, pack, channel=channel)
    assert (case.unit_code, case.status, case.kind.value) == ("KT", Status.RECEIVED, "kien_nghi")
    assert case.due_on.isoformat() == "2026-03-03"  # triage: one working day


def test_accents_do_not_decide_where_it_goes(session: Session, pack: Pack) -> None:
    plain = a_case(session, pack, "duong thon 5 bi sat lo, xe may khong di qua duoc, de nghi xa cho sua")
    assert plain.unit_code == "KT"


def test_the_same_submission_twice_is_one_case(session: Session, pack: Pack) -> None:
    submission = a_submission()
    first = receive_submission(session, submission, pack, NOW)
    again = receive_submission(session, submission, pack, NOW + timedelta(minutes=1))
    assert (again.case.id, again.pin, again.created) == (first.case.id, first.pin, False)
    assert session.scalar(select(func.count(Case.id))) == 1


def test_the_pin_opens_its_case_and_no_other(session: Session, pack: Pack) -> None:
    first = receive_submission(session, a_submission(), pack, NOW)
    other = receive_submission(session, a_submission(), pack, NOW)
    assert pin_matches(first.case, first.pin)
    assert not pin_matches(other.case, "x" + other.pin)


def test_an_anonymous_sender_leaves_nothing(session: Session, pack: Pack) -> None:
    case = a_case(session, pack, anonymous=True, name="Nguyễn Văn A")
    assert case.contact_id is None
    assert session.scalar(select(func.count(Contact.id))) == 0
    assert session.scalar(select(func.count(Notification.id))) == 0


def test_a_contact_is_unreadable_in_the_database(session: Session, pack: Pack) -> None:
    a_case(session, pack, name="Y Bhok Niê")
    raw = session.connection().exec_driver_sql("SELECT details FROM contacts").scalar_one()
    assert b"905123456" not in bytes(raw)
    assert session.scalars(select(Contact)).one().details["name"] == "Y Bhok Niê"


def test_nobodys_case_is_the_triage_desks(session: Session, pack: Pack) -> None:
    case = a_case(session, pack, "may anh lam an khong ra gi")
    assert case.unit_code == pack.commune.triage_unit


def test_a_denunciation_is_sealed_and_goes_to_the_leaders_alone(session: Session, pack: Pack) -> None:
    an_officer(session, Role.HEAD, pack.commune.sealed_unit)
    case = a_case(session, pack, DENUNCIATION)
    assert (case.kind, case.visibility) == (Kind.TO_CAO, Visibility.SEALED)
    assert session.scalar(select(func.count(CaseReader.id))) == 0


def test_the_words_that_decided_are_stored(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    event = session.scalars(select(Event).where(Event.case_id == case.id)).one()
    assert event.action == "received"
    assert event.details["proposal"]["unit"] == "KT"
    assert event.details["proposal"]["reasons"]
    assert case.why


def test_a_call_after_hours_counts_from_the_next_working_day(session: Session, pack: Pack) -> None:
    friday_night = datetime(2026, 3, 6, 13, 0, tzinfo=UTC)  # 20h00
    case = a_case(
        session, pack, channel=Channel.HOTLINE, sent_at=friday_night, now=friday_night + timedelta(days=2)
    )
    assert case.received_on.isoformat() == "2026-03-09"
    assert case.sent_at == friday_night


def test_the_figures_are_kept_as_cases_come_and_change(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    case.unit_code = "CA"
    session.flush()
    rows = session.execute(
        select(Tally.unit_code, func.sum(Tally.n)).where(Tally.book == "month").group_by(Tally.unit_code)
    )
    sums = {unit: int(n) for unit, n in rows}
    assert sums == {"KT": 0, "CA": 1}


def test_the_receipt_tells_code_pin_and_day(session: Session, pack: Pack) -> None:
    receipt = receive_submission(session, a_submission(), pack, NOW)
    message = session.scalars(select(Notification)).one()
    assert receipt.case.code in message.body
    assert receipt.pin in message.body
    assert message.segments == 1
    assert message.recipient == "+84905123456"


def test_danger_puts_the_numbers_into_the_receipt(session: Session, pack: Pack) -> None:
    a_case(session, pack, "chay nha roi o thon 5, cuu voi, lua lon lam")
    assert "114" in session.scalars(select(Notification)).one().body


def test_text_is_stored_as_sent(session: Session, pack: Pack) -> None:
    assert a_case(session, pack).text == BROKEN_ROAD
