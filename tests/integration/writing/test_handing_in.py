"""What is looked at when an answer is handed in and when it is approved."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.answer import current_answer, save_draft
from feedback_service.handling.writing.checking import Finding
from feedback_service.handling.writing.handing_in import AnswerLookedAt, approve_looked_at, hand_in
from feedback_service.handling.writing.shown import values_of, writing_of
from feedback_service.pack.model import Pack
from feedback_service.publishing.personal_data import personal_words
from feedback_service.records import Answer, Case, Event, Note, Officer
from feedback_service.vocabulary import Role, Status
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.desk import act, at_desk

GOOD = "Kính gửi ông/bà, tổ đường sẽ vá xong trước ngày 20/6. Cảm ơn ông/bà."


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    return a_case(session, pack)


@pytest.fixture
def writer(session: Session, case: Case) -> Officer:
    return an_officer(session, Role.OFFICER, case.unit_code)


def given(
    session: Session, case: Case, writer: Officer, pack: Pack, text: str, knowing: bool = False
) -> Answer:
    return hand_in(session, case, writer, text, 0, pack, NOW, personal_words, knowing=knowing)


def findings(raised: pytest.ExceptionInfo[AnswerLookedAt]) -> list[Finding]:
    return [remark.finding for remark in raised.value.remarks]


def test_a_good_answer_goes_at_once(session: Session, case: Case, writer: Officer, pack: Pack) -> None:
    assert given(session, case, writer, pack, GOOD).handed_in == GOOD
    assert case.status == Status.AWAITING_APPROVAL


def test_a_phone_of_somebody_stops_it(session: Session, case: Case, writer: Officer, pack: Pack) -> None:
    with pytest.raises(AnswerLookedAt) as raised:
        given(session, case, writer, pack, f"{GOOD} Gọi 0905 777 888.", knowing=True)
    assert findings(raised) == [Finding.PERSONAL] and raised.value.stops


def test_the_number_of_the_commune_does_not(
    session: Session, case: Case, writer: Officer, pack: Pack
) -> None:
    number = pack.commune.hotline or "113"
    assert given(session, case, writer, pack, f"{GOOD} Cần hỏi, xin gọi {number}.")


def test_the_name_of_an_officer_does_not(session: Session, case: Case, writer: Officer, pack: Pack) -> None:
    writer.name = "Nguyễn Thị Hồng Gấm"
    session.flush()
    assert given(session, case, writer, pack, f"{GOOD} Bà Nguyễn Thị Hồng Gấm phụ trách việc này.")


def test_an_open_field_stops_it(session: Session, case: Case, writer: Officer, pack: Pack) -> None:
    with pytest.raises(AnswerLookedAt) as raised:
        given(session, case, writer, pack, GOOD + " {ngày làm xong}", knowing=True)
    assert findings(raised) == [Finding.UNFILLED]


def test_the_rest_is_passed_knowingly_and_written_down(
    session: Session, case: Case, writer: Officer, pack: Pack
) -> None:
    with pytest.raises(AnswerLookedAt) as raised, session.begin_nested():
        given(session, case, writer, pack, "Xã ghi nhận.")
    assert not raised.value.stops
    given(session, case, writer, pack, "Xã ghi nhận.", knowing=True)
    event = session.scalars(select(Event).where(Event.action == "remarks_passed")).one()
    assert Finding.NO_STEP in event.details["findings"]


def test_what_the_head_changed_is_shown_word_by_word(
    session: Session, case: Case, writer: Officer, pack: Pack
) -> None:
    given(session, case, writer, pack, GOOD)
    head = an_officer(session, Role.HEAD, case.unit_code)
    answer = approve_looked_at(session, case, head, GOOD.replace("20/6", "25/6"), pack, NOW, personal_words)
    shown = writing_of(session, case, answer, writer, pack, NOW, personal_words)
    assert [(one.change, one.text) for one in shown.changed if one.change != "same"] == [
        ("gone", "20"),
        ("new", "25"),
    ]


def test_a_head_cannot_add_what_stops(session: Session, case: Case, writer: Officer, pack: Pack) -> None:
    given(session, case, writer, pack, GOOD)
    head = an_officer(session, Role.HEAD, case.unit_code)
    with pytest.raises(AnswerLookedAt):
        approve_looked_at(session, case, head, f"{GOOD} Gọi 0905 777 888.", pack, NOW, personal_words)


def test_a_colleagues_draft_that_is_written_over_stays_as_a_note(
    session: Session, case: Case, writer: Officer, pack: Pack
) -> None:
    colleague = an_officer(session, Role.HEAD, case.unit_code)
    first = save_draft(session, case, colleague, "Bản của người trước", 0, NOW)
    assert writing_of(session, case, first, writer, pack, NOW, personal_words).other == colleague.id
    save_draft(session, case, writer, GOOD, first.revision, NOW)
    assert session.scalars(select(Note.text)).all() == ["Bản của người trước"]


def test_every_answer_of_the_pack_can_be_filled_in(session: Session, case: Case, pack: Pack) -> None:
    values = values_of(case, pack)
    assert values["ma"] == case.code and values["ten_don_vi"]


def test_a_template_is_put_after_what_was_typed_and_nothing_is_kept(
    app: Flask, session: Session, case: Case, writer: Officer, pack: Pack
) -> None:
    session.commit()
    desk = at_desk(app, writer)
    page = act(desk, case, "mau", mau=pack.answers[0].code, tra_loi="Đã viết trước", ban=0).text
    assert "Đã viết trước" in page and "Kính gửi ông/bà" in page
    session.rollback()
    assert current_answer(session, case) is None


def test_what_is_wrong_stands_on_the_page_with_the_words_that_were_typed(
    app: Flask, session: Session, case: Case, writer: Officer
) -> None:
    session.commit()
    desk = at_desk(app, writer)
    page = act(desk, case, "trinh", tra_loi="Gọi 0905 777 888 nhé", ban=0)
    assert page.status_code == 422
    assert "Có thông tin cá nhân" in page.text and "Gọi 0905 777 888 nhé" in page.text
    assert "Vẫn trình duyệt" not in page.text.split('name="biet"')[0] or 'name="biet"' not in page.text
    page = act(desk, case, "trinh", tra_loi="Xã ghi nhận", ban=0)
    assert page.status_code == 422 and 'name="biet"' in page.text
    assert act(desk, case, "trinh", tra_loi="Xã ghi nhận", ban=0, biet="y").status_code == 303


def test_looking_says_that_all_is_well(app: Flask, session: Session, case: Case, writer: Officer) -> None:
    session.commit()
    page = act(at_desk(app, writer), case, "kiem-tra", tra_loi=GOOD, ban=0)
    assert page.status_code == 200 and "Không thấy gì phải sửa" in page.text
