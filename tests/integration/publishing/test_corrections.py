"""A published text is put right by two, taken back by one, and everybody may read that it was."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    ChangedMeanwhile,
    ChangeNotAllowed,
    PersonalDataFound,
    ReasonMissing,
    SecondPersonNeeded,
)
from feedback_service.handling.public.queries import find_public_case
from feedback_service.pack.model import Pack
from feedback_service.publishing.correcting import approve_correction, drop_correction, return_correction
from feedback_service.publishing.public_text import find_public_text
from feedback_service.publishing.versions import (
    correct_public_text,
    corrections_of,
    current_version,
    find_correction,
    versions_of,
    withdraw_public_text,
)
from feedback_service.records import Case, PublicCorrection, PublicText, Removal
from feedback_service.routing.sealing import seal_case
from feedback_service.vocabulary import Publication, RemovalReason, Removed, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.published import ANSWER, SUMMARY, TITLE, a_published_case

LATER = NOW + timedelta(days=2)
NOTE = "Sửa chiều dài từ 40 mét thành 60 mét."
RIGHT = "Phòng Kinh tế đã đổ đá và đắp lại lề dài 60 mét."


def text_of(session: Session, case: Case) -> PublicText:
    text = find_public_text(session, case)
    assert text
    return text


def a_correction(session: Session, case: Case, pack: Pack, **given: Any) -> PublicCorrection:
    values: dict[str, Any] = {"title": TITLE, "summary": SUMMARY, "answer": RIGHT, "note": NOTE, **given}
    writer = an_officer(session, Role.PUBLISHER, "")
    return correct_public_text(session, case, writer, **values, pack=pack, now=LATER)


def test_what_is_published_is_frozen_as_its_first_version(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    text = text_of(session, case)
    version = current_version(session, text.id)
    assert version and (version.number, version.title, version.note) == (1, TITLE, "")
    assert version.content_hash == text.content_hash and text.changed_at == NOW


def test_a_published_text_stays_up_while_it_is_put_right(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    a_correction(session, case, pack)
    shown = find_public_case(session, case.code, pack)
    assert shown and shown.answer == ANSWER and shown.correction == ""


def test_a_second_person_lets_the_correction_out(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    a_correction(session, case, pack)
    approve_correction(session, case, an_officer(session, Role.LEADER, ""), pack, LATER)
    shown = find_public_case(session, case.code, pack)
    assert shown and (shown.answer, shown.correction, shown.corrected_at) == (RIGHT, NOTE, LATER)
    first, second = versions_of(session, text_of(session, case).id)
    assert (first.ended_at, first.answer) == (LATER, ANSWER)
    assert (second.number, second.ended_at, second.note) == (2, None, NOTE)
    assert [one.note for one in corrections_of(session, case.code)] == [NOTE]
    assert find_correction(session, text_of(session, case)) is None


def test_who_wrote_a_correction_does_not_let_it_out(session: Session, pack: Pack) -> None:
    case, writer = a_published_case(session, pack), an_officer(session, Role.PUBLISHER, "")
    correct_public_text(session, case, writer, TITLE, SUMMARY, RIGHT, NOTE, pack, LATER)
    with pytest.raises(SecondPersonNeeded):
        approve_correction(session, case, writer, pack, LATER)


@pytest.mark.parametrize("field", ["title", "summary", "answer", "note"])
def test_a_correction_with_personal_data_is_not_let_out(session: Session, pack: Pack, field: str) -> None:
    case = a_published_case(session, pack)
    a_correction(session, case, pack, **{field: "Xin gọi 0905 777 123"})
    with pytest.raises(PersonalDataFound) as found:
        approve_correction(session, case, an_officer(session, Role.LEADER, ""), pack, LATER)
    assert [where for _, _, where in found.value.places] == [field]


def test_the_readers_are_told_what_was_put_right(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    with pytest.raises(ReasonMissing):
        a_correction(session, case, pack, note=" ")


def test_a_correction_that_the_approver_did_not_read_is_not_let_out(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    correction = a_correction(session, case, pack)
    with pytest.raises(ChangedMeanwhile):
        approve_correction(
            session, case, an_officer(session, Role.LEADER, ""), pack, LATER, correction.revision + 1
        )


def test_a_correction_handed_back_says_why_and_is_proposed_again(session: Session, pack: Pack) -> None:
    case, leader = a_published_case(session, pack), an_officer(session, Role.LEADER, "")
    correction = a_correction(session, case, pack)
    return_correction(session, case, leader, "Đo lại đã", LATER)
    assert correction.returned_reason == "Đo lại đã"
    with pytest.raises(ChangeNotAllowed):
        approve_correction(session, case, leader, pack, LATER)


def test_a_dropped_correction_leaves_the_text_as_it_is(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    a_correction(session, case, pack)
    drop_correction(session, case, an_officer(session, Role.PUBLISHER, ""), LATER)
    session.flush()
    assert find_correction(session, text_of(session, case)) is None
    assert len(versions_of(session, text_of(session, case).id)) == 1


def test_what_is_not_published_is_not_corrected(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    leader = an_officer(session, Role.LEADER, "")
    withdraw_public_text(session, case, leader, RemovalReason.WRONG, "Nhầm thôn", LATER)
    with pytest.raises(ChangeNotAllowed):
        a_correction(session, case, pack)


def test_a_removal_stands_in_the_ledger_without_the_case(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case, leader = a_published_case(session, pack), an_officer(session, Role.LEADER, "")
    withdraw_public_text(session, case, leader, RemovalReason.PERSONAL_DATA, "Kể quá rõ một nhà", LATER)
    session.commit()
    row = session.scalars(select(Removal)).one()
    assert (row.what, row.why, row.role, row.kind) == (
        Removed.TEXT,
        RemovalReason.PERSONAL_DATA,
        Role.LEADER,
        case.kind,
    )
    page = client.get("/go-bo").text
    assert "Kể quá rõ một nhà" in page and "Lãnh đạo xã" in page
    assert case.code not in page and TITLE not in page and leader.name not in page
    session.rollback()
    text = text_of(session, case)
    assert text.changed_at == LATER and current_version(session, text.id) is None


def test_the_page_tells_every_correction_newest_first(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case = a_published_case(session, pack)
    for days, note in ((2, NOTE), (3, "Sửa tên con đường.")):
        writer, later = an_officer(session, Role.PUBLISHER, ""), NOW + timedelta(days=days)
        correct_public_text(session, case, writer, TITLE, SUMMARY, f"{RIGHT} {note}", note, pack, later)
        approve_correction(session, case, an_officer(session, Role.LEADER, ""), pack, later)
    session.commit()
    page = client.get(f"/ket-qua/{case.code}").text
    shown = page[page.index("Xã đã đính chính") :]
    told = [shown.index(words) for words in ("05/3/2026", "Sửa tên con đường.", "04/3/2026", NOTE)]
    assert told == sorted(told)


def test_a_correction_stands_in_the_ledger_too(session: Session, pack: Pack, client: FlaskClient) -> None:
    case = a_published_case(session, pack)
    a_correction(session, case, pack)
    approve_correction(session, case, an_officer(session, Role.LEADER, ""), pack, LATER)
    session.commit()
    assert NOTE in client.get("/go-bo").text


def test_the_ledgers_words_are_looked_at_for_personal_data(session: Session, pack: Pack) -> None:
    case, leader = a_published_case(session, pack), an_officer(session, Role.LEADER, "")
    with pytest.raises(PersonalDataFound):
        withdraw_public_text(session, case, leader, RemovalReason.OTHER, "Bà con 0905 777 123 gọi", LATER)
    assert case.publication == Publication.PUBLISHED


def test_the_ledger_goes_on_by_key(session: Session, pack: Pack, client: FlaskClient) -> None:
    for number in range(60):
        session.add(
            Removal(
                at=NOW,
                what=Removed.TEXT,
                why=RemovalReason.WRONG,
                reason=f"lần {number:02d}.",
                kind=a_kind(pack),
                role=Role.LEADER,
            )
        )
    session.commit()
    first = client.get("/go-bo").text
    assert "lần 59." in first and "lần 09." not in first
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "lần 09." in client.get(address).text


def a_kind(pack: Pack) -> object:
    return pack.kinds[0].kind


def test_a_withdrawn_result_says_when_and_why_in_general_words(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case, leader = a_published_case(session, pack), an_officer(session, Role.LEADER, "")
    withdraw_public_text(session, case, leader, RemovalReason.ON_REQUEST, "Gia đình xin gỡ", LATER)
    session.commit()
    answer = client.get(f"/ket-qua/{case.code}")
    assert answer.status_code == 410
    assert "04/3/2026" in answer.text and "người liên quan yêu cầu" in answer.text
    assert TITLE not in answer.text and "Gia đình xin gỡ" not in answer.text


def test_a_case_sealed_later_is_taken_back_and_nobody_learns_why(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case, leader = a_published_case(session, pack), an_officer(session, Role.LEADER, "")
    seal_case(session, case, leader, "Có trẻ em", pack, LATER)
    session.commit()
    answer = client.get(f"/ket-qua/{case.code}")
    assert answer.status_code == 410 and "trẻ em" not in answer.text
    row = session.scalars(select(Removal)).one()
    assert (row.why, row.reason) == (RemovalReason.OTHER, "")
    assert "giữ kín" not in client.get("/go-bo").text.replace("Xã giữ kín thông tin", "")
    assert case.publication == Publication.WITHDRAWN
