"""The public text: two people, no personal data, no kind that is never listed."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    ChangedMeanwhile,
    ChangeNotAllowed,
    NeverPublished,
    NotYours,
    PersonalDataFound,
    ReasonMissing,
    SecondPersonNeeded,
    TextMissing,
)
from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.joining.merging import merge_cases
from feedback_service.publishing.public_text import (
    ToldWithAnother,
    approve_public_text,
    decline_public_text,
    draft_public_text,
    find_public_text,
    propose_public_text,
    withdraw_public_text,
)
from feedback_service.records import Event
from feedback_service.vocabulary import Publication, RemovalReason, Role, Visibility
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer, load_pack
from tests.builders.published import (
    ANSWER,
    SUMMARY,
    TITLE,
    a_drafted_case,
    a_published_case,
    an_answered_case,
)


def test_a_second_person_publishes(session: Session) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack)
    text = approve_public_text(session, case, an_officer(session, Role.LEADER), pack, NOW)
    assert (text.state, case.publication) == (Publication.PUBLISHED, Publication.PUBLISHED)
    assert text.content_hash
    actions = session.scalars(select(Event.action).where(Event.case_id == case.id).order_by(Event.id)).all()
    assert actions[-3:] == ["publication:drafted", "publication:proposed", "publication:published"]


def test_the_author_does_not_publish(session: Session) -> None:
    pack = load_pack(session)
    case = an_answered_case(session, pack)
    author = an_officer(session, Role.PUBLISHER)
    draft_public_text(session, case, author, TITLE, SUMMARY, ANSWER, 0, pack, NOW)
    propose_public_text(session, case, author, pack, NOW)
    with pytest.raises(SecondPersonNeeded):
        approve_public_text(session, case, author, pack, NOW)


def test_an_officer_of_a_unit_does_not_publish(session: Session) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack)
    with pytest.raises(NotYours):
        approve_public_text(session, case, an_officer(session, Role.OFFICER, "KT"), pack, NOW)


@pytest.mark.parametrize("field", ["title", "summary", "answer"])
def test_personal_data_stop_the_approval_and_are_named(session: Session, field: str) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack, **{field: "Xin gọi số 0905 777 123 để hỏi"})  # type: ignore[arg-type]
    with pytest.raises(PersonalDataFound) as found:
        approve_public_text(session, case, an_officer(session, Role.LEADER), pack, NOW)
    assert [(kind, where) for kind, _, where in found.value.places] == [("phone", field)]
    assert "0905 777 123" in str(found.value.said)
    assert case.publication == Publication.PROPOSED


def test_the_communes_own_number_may_stand_in_an_answer(session: Session) -> None:
    pack = load_pack(session)
    answer = f"Cần hỏi thêm, bà con gọi {pack.commune.hotline}."
    case = a_published_case(session, pack, answer=answer)
    assert case.publication == Publication.PUBLISHED


def test_sealed_cases_are_never_published(session: Session) -> None:
    pack = load_pack(session)
    case = a_case(session, pack, DENUNCIATION)
    assert case.visibility == Visibility.SEALED
    with pytest.raises(NeverPublished):
        draft_public_text(
            session, case, an_officer(session, Role.LEADER), TITLE, SUMMARY, ANSWER, 0, pack, NOW
        )


def test_a_case_that_became_sealed_is_not_approved(session: Session) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack)
    case.visibility = Visibility.SEALED
    with pytest.raises(NeverPublished):
        approve_public_text(session, case, an_officer(session, Role.LEADER), pack, NOW)


def test_an_open_case_is_not_proposed(session: Session) -> None:
    pack = load_pack(session)
    case, writer = a_case(session, pack), an_officer(session, Role.PUBLISHER)
    draft_public_text(session, case, writer, TITLE, SUMMARY, ANSWER, 0, pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        propose_public_text(session, case, writer, pack, NOW)


def test_a_text_without_an_answer_is_not_proposed(session: Session) -> None:
    pack = load_pack(session)
    case, writer = an_answered_case(session, pack), an_officer(session, Role.PUBLISHER)
    draft_public_text(session, case, writer, TITLE, SUMMARY, "  ", 0, pack, NOW)
    with pytest.raises(TextMissing):
        propose_public_text(session, case, writer, pack, NOW)


def test_the_second_of_two_writers_is_told(session: Session) -> None:
    pack = load_pack(session)
    case, writer = an_answered_case(session, pack), an_officer(session, Role.PUBLISHER)
    draft_public_text(session, case, writer, TITLE, SUMMARY, ANSWER, 0, pack, NOW)
    with pytest.raises(ChangedMeanwhile):
        draft_public_text(session, case, writer, "Khác", SUMMARY, ANSWER, 0, pack, NOW)


def test_what_the_approver_did_not_read_is_not_published(session: Session) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack)
    text = find_public_text(session, case)
    assert text
    with pytest.raises(ChangedMeanwhile):
        approve_public_text(session, case, an_officer(session, Role.LEADER), pack, NOW, text.revision - 1)


def test_a_proposed_text_that_is_written_again_is_proposed_again(session: Session) -> None:
    pack = load_pack(session)
    case = a_drafted_case(session, pack)
    text = find_public_text(session, case)
    assert text
    writer = an_officer(session, Role.PUBLISHER)
    draft_public_text(session, case, writer, "Khác", SUMMARY, ANSWER, text.revision, pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        approve_public_text(session, case, an_officer(session, Role.LEADER), pack, NOW)


def test_not_publishing_needs_a_reason(session: Session) -> None:
    pack = load_pack(session)
    case, leader = an_answered_case(session, pack), an_officer(session, Role.LEADER)
    with pytest.raises(ReasonMissing):
        decline_public_text(session, case, leader, " ", NOW)
    decline_public_text(session, case, leader, "Chỉ là việc riêng của một nhà", NOW)
    assert case.publication == Publication.DECLINED


def test_a_withdrawn_text_may_be_written_and_published_again(session: Session) -> None:
    pack = load_pack(session)
    case, leader = a_published_case(session, pack), an_officer(session, Role.LEADER)
    withdraw_public_text(session, case, leader, RemovalReason.WRONG, "Nhầm thôn", NOW)
    session.flush()
    text = find_public_text(session, case)
    assert text
    writer, later = an_officer(session, Role.PUBLISHER), NOW + timedelta(days=1)
    draft_public_text(session, case, writer, "Tiêu đề đúng", SUMMARY, ANSWER, text.revision, pack, later)
    propose_public_text(session, case, writer, pack, later)
    approve_public_text(session, case, leader, pack, later)
    assert (text.title, text.state) == ("Tiêu đề đúng", Publication.PUBLISHED)


def test_what_was_answered_with_another_case_is_told_there(session: Session) -> None:
    pack = load_pack(session)
    lead, leader = a_case(session, pack), an_officer(session, Role.LEADER, "")
    merged = a_case(session, pack, phone="+84905999888")
    merge_cases(session, lead, merged, leader, pack, NOW)
    writer = an_officer(session, Role.LEADER, "")
    submit_answer(session, lead, writer, "Xã đã sửa xong.", 0, pack, NOW)
    approve_answer(session, lead, leader, pack, NOW)
    draft_public_text(session, merged, writer, TITLE, SUMMARY, ANSWER, 0, pack, NOW)
    with pytest.raises(ToldWithAnother):
        propose_public_text(session, merged, writer, pack, NOW)
    draft_public_text(session, lead, writer, TITLE, SUMMARY, ANSWER, 0, pack, NOW)
    propose_public_text(session, lead, writer, pack, NOW)
