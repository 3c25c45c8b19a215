"""The answer as an official letter."""

from io import BytesIO

import docx
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.answer import save_draft
from feedback_service.handling.writing.letter import letter_of, needs_letter
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event
from feedback_service.vocabulary import Kind, Role
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.desk import act, at_desk


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    return a_case(session, pack)


def test_only_a_kind_that_asks_for_it_needs_a_letter(session: Session, case: Case, pack: Pack) -> None:
    assert not needs_letter(session, case, pack)
    case.kind = Kind.KHIEU_NAI
    assert needs_letter(session, case, pack)


def test_the_citizen_is_named_only_for_who_may_know(case: Case, pack: Pack) -> None:
    assert letter_of(case, "Kính gửi ông/bà,\nXong.", "", pack).to == (f"Ông/bà có hồ sơ mã {case.code}",)
    paper = letter_of(case, "Kính gửi ông/bà,\nXong.", "Ông/bà H'Lan", pack)
    assert paper.to == ("Ông/bà H'Lan",) and paper.body[1] == "Xong."


def test_it_is_taken_along_with_number_and_day_blank_and_that_is_written_down(
    app: Flask, session: Session, case: Case
) -> None:
    case.kind = Kind.KHIEU_NAI
    worker = an_officer(session, Role.OFFICER, case.unit_code)
    save_draft(session, case, worker, "Kính gửi ông/bà,\nĐoạn đường đã được vá.", 0, NOW)
    session.commit()
    desk = at_desk(app, worker)
    assert "cong-van" in desk.get(f"/can-bo/ho-so/{case.code}").text
    given = act(desk, case, "cong-van")
    assert given.status_code == 200
    document = docx.Document(BytesIO(given.data))
    words = "\n".join(line.text for line in document.paragraphs)
    assert "Đoạn đường đã được vá" in words and case.code in words
    session.rollback()
    assert session.scalars(select(Event).where(Event.action == "letter_made")).one().officer_id == worker.id


def test_without_an_answer_there_is_no_letter(app: Flask, session: Session, case: Case) -> None:
    worker = an_officer(session, Role.OFFICER, case.unit_code)
    session.commit()
    assert act(at_desk(app, worker), case, "cong-van").status_code == 422
