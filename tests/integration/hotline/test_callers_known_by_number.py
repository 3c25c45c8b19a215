"""What a number has brought before: codes and days for those who may see senders, the words after looking."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NoSuchCase
from feedback_service.intake.calls.earlier import earlier_of, show_earlier
from feedback_service.intake.calls.log_call import add_call_to
from feedback_service.pack.model import Pack
from feedback_service.records import Call, CallBack, Case, Message, Note, Officer, Reading
from feedback_service.vocabulary import CallOutcome, Channel, Role, Status
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import press
from tests.builders.hotline import COWS, HOUR, SAID, SHEET, a_call, boxes, save

PHONE = "0905 123 456"  # whose number the builders' cases come from


def test_the_number_s_cases_are_counted_and_named_by_code(
    session: Session, pack: Pack, officer: Officer
) -> None:
    first, second = (a_case(session, pack) for _ in range(2))
    found = earlier_of(session, officer, PHONE, NOW)
    assert found and found.cases == 2
    assert [(line.case.code, line.shown) for line in found.lines] == [
        (second.code, False),
        (first.code, False),
    ]


def test_half_a_number_is_looked_up_nowhere(session: Session, pack: Pack, officer: Officer) -> None:
    a_case(session, pack)
    assert earlier_of(session, officer, "0905 12", NOW) is None


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_who_may_not_see_senders_learns_nothing_from_a_number(
    session: Session, pack: Pack, role: Role
) -> None:
    case = a_case(session, pack)
    assert earlier_of(session, an_officer(session, role, case.unit_code), PHONE, NOW) is None


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER])
def test_sealed_cases_are_never_among_them(session: Session, pack: Pack, role: Role) -> None:
    sealed = a_case(session, pack, DENUNCIATION)
    someone = an_officer(session, role, pack.commune.triage_unit)
    found = earlier_of(session, someone, PHONE, NOW)
    assert found and (found.cases, list(found.lines)) == (0, [])
    with pytest.raises(NoSuchCase):
        show_earlier(session, someone, sealed.code, NOW)


def test_looking_at_the_words_leaves_a_trace(session: Session, pack: Pack, officer: Officer) -> None:
    case = a_case(session, pack)
    show_earlier(session, officer, case.code, NOW)
    reading = session.scalars(select(Reading)).one()
    assert (reading.case_id, reading.officer_id) == (case.id, officer.id)
    found = earlier_of(session, officer, PHONE, NOW)
    assert found and [line.shown for line in found.lines] == [True]


def test_the_page_shows_no_words_before_that(session: Session, pack: Pack, desk: FlaskClient) -> None:
    case = a_case(session, pack)
    session.commit()
    asked = press(desk, f"{SHEET}/so-may?manh=1", SHEET, dien_thoai=PHONE).text
    assert case.code in asked and "Đường thôn 5" not in asked
    shown = press(desk, f"{SHEET}/so-may?manh=1", SHEET, dien_thoai=PHONE, hien=case.code).text
    assert "Đường thôn 5" in shown


def test_without_a_script_the_sheet_comes_back_with_everything_typed(
    session: Session, pack: Pack, desk: FlaskClient
) -> None:
    case = a_case(session, pack)
    session.commit()
    page = press(desk, f"{SHEET}/so-may", SHEET, **boxes(dien_thoai=PHONE, them=case.code)).text
    assert SAID in page and f'name="ho_so" value="{case.code}"' in page


def test_a_call_about_an_old_case_goes_into_it(session: Session, pack: Pack, desk: FlaskClient) -> None:
    case = a_case(session, pack)
    session.commit()
    answer = save(desk, dien_thoai=PHONE, ho_so=case.code.lower())
    session.expire_all()
    message = session.scalars(select(Message)).one()
    call = session.scalars(select(Call)).one()
    assert answer.status_code == 303
    assert (message.case_id, message.text, message.channel) == (case.id, SAID, Channel.HOTLINE)
    assert call.case_id == case.id
    assert len(session.scalars(select(Case)).all()) == 1


def test_the_same_sheet_twice_adds_once(session: Session, pack: Pack, officer: Officer) -> None:
    case = a_case(session, pack)
    for _ in range(2):
        add_call_to(session, a_call(), case, officer, pack, NOW)
    assert len(session.scalars(select(Message)).all()) == 1
    assert len(session.scalars(select(Call)).all()) == 1


def test_what_was_told_and_promised_stands_with_the_old_case(
    session: Session, pack: Pack, officer: Officer
) -> None:
    case = a_case(session, pack)
    told = replace(COWS, outcome=CallOutcome.ANSWERED, answer="Thứ Sáu xã làm.")
    add_call_to(session, a_call(told), case, officer, pack, NOW)
    assert session.scalars(select(Note.text)).one() == "Đã nói với người gọi: Thứ Sáu xã làm."
    later = replace(
        COWS, submission_id="hotline:lan-hai", outcome=CallOutcome.CALL_BACK, call_back_at=NOW + HOUR
    )
    add_call_to(session, a_call(later), case, officer, pack, NOW)
    assert session.scalars(select(CallBack.case_id)).one() == case.id


def test_a_closed_case_takes_no_more(session: Session, pack: Pack, officer: Officer) -> None:
    case = a_case(session, pack)
    case.status = Status.ANSWERED
    with pytest.raises(ChangeNotAllowed):
        add_call_to(session, a_call(), case, officer, pack, NOW)
    assert session.scalars(select(Call)).all() == []


@pytest.mark.parametrize("code", ["EK-0000-000X", "khong phai ma"])
def test_a_code_that_is_none_is_said_beside_its_box(session: Session, desk: FlaskClient, code: str) -> None:
    answer = save(desk, ho_so=code)
    assert (answer.status_code, len(session.scalars(select(Case)).all())) == (422, 0)
    assert SAID in answer.text


def test_a_sealed_case_is_no_case_for_the_clerk_either(
    session: Session, pack: Pack, desk: FlaskClient
) -> None:
    sealed = a_case(session, pack, DENUNCIATION)
    session.commit()
    answer = save(desk, ho_so=sealed.code)
    assert answer.status_code == 422 and "Không thấy hồ sơ này" in answer.text
    assert BROKEN_ROAD not in answer.text
