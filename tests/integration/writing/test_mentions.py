"""Officers called by name in a note."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.notes import add_note
from feedback_service.handling.writing.mentions import (
    MayNotSee,
    called_here,
    calls_of,
    calls_waiting,
    may_be_called,
    names_in,
    see_calls,
)
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseBar, Mention, Note, Notification, Officer
from feedback_service.staff.visibility import may_see
from feedback_service.vocabulary import Role, Visibility
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.desk import act, at_desk


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    return a_case(session, pack)


@pytest.fixture
def writer(session: Session, case: Case) -> Officer:
    return named(session, "Trần Văn Một", Role.OFFICER, case.unit_code)


@pytest.fixture
def colleague(session: Session, case: Case) -> Officer:
    return named(session, "H'Lan Niê", Role.HEAD, case.unit_code)


def named(session: Session, name: str, role: Role, unit: str = "") -> Officer:
    officer = an_officer(session, role, unit)
    officer.name = name
    session.flush()
    return officer


def test_the_longest_name_after_an_at_sign_is_meant() -> None:
    names = ["Lê Lan", "Lê Lan Anh", "Hoàng"]
    assert names_in("nhờ @le lan anh xem, cc @Hoàng. mail a@b.vn", names) == ["le lan anh", "hoang"]
    assert names_in("@Lê Lang", names) == []


def test_whoever_is_called_is_told_without_a_word_of_the_case(
    session: Session, case: Case, writer: Officer, colleague: Officer, pack: Pack
) -> None:
    add_note(session, case, writer, "Nhờ @H'Lan Niê xem giúp chỗ sạt", NOW, pack)
    assert calls_waiting(session, colleague) == 1
    mail = session.scalars(select(Notification).where(Notification.template == "mentioned")).one()
    assert mail.recipient == colleague.email and "Trần Văn Một" in mail.body
    assert case.code not in mail.body + mail.subject and "sạt" not in mail.body


def test_opened_is_seen(
    session: Session, case: Case, writer: Officer, colleague: Officer, pack: Pack
) -> None:
    add_note(session, case, writer, "Nhờ @H'Lan Niê", NOW, pack)
    assert called_here(session, colleague, case)
    see_calls(session, colleague, case, NOW)
    assert calls_waiting(session, colleague) == 0 and calls_of(session, colleague)[0].seen


def test_who_is_chosen_from_the_list_stands_in_the_text(
    session: Session, case: Case, writer: Officer, colleague: Officer, pack: Pack
) -> None:
    add_note(session, case, writer, "xem giúp", NOW, pack, [colleague.id])
    assert session.scalars(select(Note.text)).one() == "@H'Lan Niê xem giúp"
    assert session.scalars(select(Mention.officer_id)).one() == colleague.id


def test_who_may_not_see_the_case_is_not_called(
    session: Session, case: Case, writer: Officer, pack: Pack
) -> None:
    named(session, "Người Phòng Khác", Role.OFFICER, "YT")
    with pytest.raises(MayNotSee):
        add_note(session, case, writer, "Nhờ @Người Phòng Khác", NOW, pack)
    assert session.scalars(select(Note)).all() == []


def test_nobody_is_told_of_what_he_wrote_himself(
    session: Session, case: Case, writer: Officer, pack: Pack
) -> None:
    add_note(session, case, writer, "Tôi, @Trần Văn Một, đã xem", NOW, pack)
    assert session.scalars(select(Mention)).all() == []


@pytest.mark.parametrize("sealed", [False, True])
def test_the_list_holds_just_those_who_may_see_the_case(
    session: Session, case: Case, writer: Officer, sealed: bool
) -> None:
    case.visibility = Visibility.SEALED if sealed else Visibility.LISTED
    everybody = [
        named(session, f"{role} {unit}", role, unit) for role in Role for unit in ("", case.unit_code, "YT")
    ]
    barred = named(session, "Bị Nêu", Role.HEAD, case.unit_code)
    session.add(
        CaseBar(case_id=case.id, officer_id=barred.id, since=NOW, set_by=writer.id, reason="liên quan")
    )
    session.flush()
    seeing = {one.id for one in [*everybody, barred] if may_see(one, case) and one.role != Role.PUBLISHER}
    assert {number for number, _ in may_be_called(session, case, writer)} == seeing


def test_a_call_on_a_case_that_went_out_of_sight_is_told_no_more(
    session: Session, case: Case, writer: Officer, colleague: Officer, pack: Pack
) -> None:
    add_note(session, case, writer, "Nhờ @H'Lan Niê", NOW, pack)
    case.unit_code = "YT"
    session.flush()
    assert calls_waiting(session, colleague) == 0 and calls_of(session, colleague) == []


def test_it_is_shown_on_the_desk_until_the_case_is_opened(
    app: Flask, session: Session, case: Case, writer: Officer, colleague: Officer
) -> None:
    session.commit()
    kept = act(at_desk(app, writer), case, "ghi-chu", ghi_chu="Nhờ @H'Lan Niê xem", nguoi_nhac="")
    assert kept.status_code == 303
    desk = at_desk(app, colleague)
    assert "/can-bo/duoc-nhac" in desk.get("/can-bo/hang-doi").text
    assert "Nhờ @H&#39;Lan Niê xem" in desk.get("/can-bo/duoc-nhac").text
    assert act(desk, case, "da-doc").headers["Location"].endswith(case.code)
    assert "/can-bo/duoc-nhac" not in desk.get("/can-bo/hang-doi").text


def test_a_refused_name_leaves_the_words_in_their_box(
    app: Flask, session: Session, case: Case, writer: Officer
) -> None:
    named(session, "Người Phòng Khác", Role.OFFICER, "YT")
    session.commit()
    page = act(at_desk(app, writer), case, "ghi-chu", ghi_chu="Nhờ @Người Phòng Khác")
    assert page.status_code == 422
    assert "không được xem hồ sơ này" in page.text and "Nhờ @Người Phòng Khác" in page.text
