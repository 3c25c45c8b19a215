"""A bulletin is composed from what is public, read by a second person, frozen, and watched afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    ChangedMeanwhile,
    ChangeNotAllowed,
    NotYours,
    ReasonMissing,
    SecondPersonNeeded,
)
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio import bulletins
from feedback_service.publishing.radio.facts import NotFitToHear, PeriodWrong
from feedback_service.publishing.radio.parts import PartKind, read_parts, whole_text
from feedback_service.publishing.radio.queries import is_as_approved
from feedback_service.publishing.radio.renewing import renew_bulletin
from feedback_service.records import Bulletin, BulletinItem, Case, PublicText
from feedback_service.vocabulary import Kind, PaperState, Publication, Role, Visibility
from tests.builders.bulletins import a_bulletin, a_proposed_bulletin, an_approved_bulletin
from tests.builders.cases import NOW, an_officer
from tests.builders.published import TITLE, a_drafted_case, a_published_case


def texts(bulletin: Bulletin) -> list[str]:
    return [part.text for part in read_parts(bulletin.parts)]


def whole(bulletin: Bulletin) -> str:
    return whole_text(read_parts(bulletin.parts))


def the_text(session: Session, case: Case) -> PublicText:
    return session.scalars(select(PublicText).where(PublicText.case_id == case.id)).one()


def test_results_of_the_period_are_told(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    bulletin = a_bulletin(session, pack)
    assert "Đường thôn năm sạt lở đã đi lại được." in whole(bulletin)
    assert "bốn mươi mét" in whole(bulletin) or "Đoạn đường vào thôn" in whole(bulletin)
    item = session.scalars(select(BulletinItem).where(BulletinItem.bulletin_id == bulletin.id)).one()
    assert item.content_hash == the_text(session, case).content_hash


def test_it_opens_tells_how_to_write_and_closes(session: Session, pack: Pack) -> None:
    kinds = [part.kind for part in read_parts(a_bulletin(session, pack).parts)]
    assert kinds == [PartKind.OPENING, PartKind.HOW_TO_WRITE, PartKind.EMERGENCY, PartKind.CLOSING]


def test_the_number_is_read_twice(session: Session, pack: Pack) -> None:
    assert (
        whole(a_bulletin(session, pack)).count("không hai sáu hai, ba không không, không một chín chín") == 2
    )


def test_what_is_not_public_is_not_told(session: Session, pack: Pack) -> None:
    a_drafted_case(session, pack)
    hidden = a_published_case(session, pack)
    hidden.visibility = Visibility.SEALED
    session.flush()
    assert "sạt lở" not in whole(a_bulletin(session, pack))


def test_what_was_published_outside_the_period_is_not_told(session: Session, pack: Pack) -> None:
    a_published_case(session, pack)
    assert "sạt lở" not in whole(a_bulletin(session, pack, NOW + timedelta(days=30)))


def test_a_question_is_asked_and_answered(session: Session, pack: Pack) -> None:
    question = a_published_case(session, pack)
    question.kind = the_text(session, question).kind = Kind.HOI_DAP
    session.flush()
    parts = {part.kind: part.text for part in read_parts(a_bulletin(session, pack).parts)}
    assert "Có bà con hỏi" in parts[PartKind.QUESTION]
    assert PartKind.RESULT not in parts


def test_numbers_run_through_a_year(session: Session, pack: Pack) -> None:
    assert [a_bulletin(session, pack).number for _ in range(2)] == [1, 2]


def test_a_period_has_a_beginning_before_its_end(session: Session, pack: Pack) -> None:
    day, writer = local_day(NOW, pack), an_officer(session, Role.PUBLISHER, "")
    for since in (day + timedelta(days=1), day - timedelta(days=200)):
        with pytest.raises(PeriodWrong):
            bulletins.new_bulletin(session, writer, since, day, None, pack, NOW)


def test_an_officer_without_the_role_writes_none(session: Session, pack: Pack) -> None:
    day = local_day(NOW, pack)
    with pytest.raises(NotYours):
        bulletins.new_bulletin(session, an_officer(session, Role.OFFICER, "KT"), day, day, None, pack, NOW)


def test_two_writers_are_told_of_each_other(session: Session, pack: Pack) -> None:
    bulletin = a_bulletin(session, pack)
    writer, revision = an_officer(session, Role.PUBLISHER, ""), bulletin.revision
    words = ["Xin chào bà con.", *texts(bulletin)[1:]]
    bulletins.write_bulletin(session, bulletin, writer, "Tên", words, revision, pack)
    with pytest.raises(ChangedMeanwhile):
        bulletins.write_bulletin(session, bulletin, writer, "Tên khác", words, revision, pack)
    assert texts(bulletin)[0] == "Xin chào bà con."


def test_an_emptied_part_goes_but_not_while_somebody_types(session: Session, pack: Pack) -> None:
    bulletin = a_bulletin(session, pack)
    writer = an_officer(session, Role.PUBLISHER, "")
    words = ["", *texts(bulletin)[1:]]
    bulletins.write_bulletin(session, bulletin, writer, "Tên", words, bulletin.revision, pack, by_itself=True)
    assert len(texts(bulletin)) == len(words)
    bulletins.write_bulletin(session, bulletin, writer, "Tên", words, bulletin.revision, pack)
    assert len(texts(bulletin)) == len(words) - 1


def test_a_notice_of_the_stations_own_stands_before_how_to_write(session: Session, pack: Pack) -> None:
    bulletin = a_bulletin(session, pack)
    writer = an_officer(session, Role.PUBLISHER, "")
    own = "Mai cúp điện."
    bulletins.write_bulletin(
        session, bulletin, writer, "Tên", texts(bulletin), bulletin.revision, pack, own=own
    )
    kinds = [part.kind for part in read_parts(bulletin.parts)]
    assert kinds.index(PartKind.OWN) + 1 == kinds.index(PartKind.HOW_TO_WRITE)


def test_what_cannot_be_heard_is_not_proposed(session: Session, pack: Pack) -> None:
    bulletin = a_bulletin(session, pack)
    writer = an_officer(session, Role.PUBLISHER, "")
    words = ["Gọi 0905123456 gặp UBND (xã).", *texts(bulletin)[1:]]
    bulletins.write_bulletin(session, bulletin, writer, "Tên", words, bulletin.revision, pack)
    with pytest.raises(NotFitToHear):
        bulletins.propose_bulletin(bulletin, writer, pack)


def test_a_phone_of_a_private_person_is_found_in_words_too(session: Session, pack: Pack) -> None:
    bulletin = a_bulletin(session, pack)
    writer = an_officer(session, Role.PUBLISHER, "")
    words = ["Gọi ông Nguyễn Văn Sáu, 0905123456.", *texts(bulletin)[1:]]
    bulletins.write_bulletin(session, bulletin, writer, "Tên", words, bulletin.revision, pack)
    bulletins.put_in_words(bulletin, writer, pack)
    assert "không chín không năm" in texts(bulletin)[0]
    with pytest.raises(NotFitToHear):
        bulletins.propose_bulletin(bulletin, writer, pack)


def test_who_wrote_it_does_not_approve_it(session: Session, pack: Pack) -> None:
    bulletin = a_bulletin(session, pack)
    writer = session.get_one(type(an_officer(session, Role.PUBLISHER, "")), bulletin.author_id)
    bulletins.propose_bulletin(bulletin, writer, pack)
    session.flush()
    with pytest.raises(SecondPersonNeeded):
        bulletins.approve_bulletin(session, bulletin, writer, bulletin.revision, pack, NOW)


def test_an_approved_bulletin_is_frozen(session: Session, pack: Pack) -> None:
    bulletin = an_approved_bulletin(session, pack)
    assert bulletin.state == PaperState.APPROVED and is_as_approved(bulletin)
    writer = an_officer(session, Role.PUBLISHER, "")
    with pytest.raises(ChangeNotAllowed):
        bulletins.write_bulletin(session, bulletin, writer, "Khác", texts(bulletin), bulletin.revision, pack)


def test_a_proposed_bulletin_that_is_written_again_is_proposed_again(session: Session, pack: Pack) -> None:
    bulletin = a_proposed_bulletin(session, pack)
    writer = an_officer(session, Role.PUBLISHER, "")
    bulletins.write_bulletin(session, bulletin, writer, "Khác", texts(bulletin), bulletin.revision, pack)
    assert bulletin.state == PaperState.DRAFT


def test_handing_back_and_withdrawing_need_a_reason(session: Session, pack: Pack) -> None:
    bulletin, leader = a_proposed_bulletin(session, pack), an_officer(session, Role.LEADER, "")
    with pytest.raises(ReasonMissing):
        bulletins.hand_back_bulletin(bulletin, leader, " ")
    bulletins.hand_back_bulletin(bulletin, leader, "Câu thứ hai dài.")
    assert (bulletin.state, bulletin.reason) == (PaperState.DRAFT, "Câu thứ hai dài.")
    bulletins.withdraw_bulletin(bulletin, leader, "Không phát nữa.")
    assert bulletin.state == PaperState.WITHDRAWN


def test_a_corrected_result_is_a_warning_and_keeps_it_from_being_approved(
    session: Session, pack: Pack
) -> None:
    case = a_published_case(session, pack)
    bulletin = a_proposed_bulletin(session, pack)
    assert bulletins.changed_items(session, bulletin) == []
    the_text(session, case).content_hash = "0" * 64
    session.flush()
    assert bulletins.changed_items(session, bulletin) == [case.code]
    leader = an_officer(session, Role.LEADER, "")
    with pytest.raises(NotFitToHear):
        bulletins.approve_bulletin(session, bulletin, leader, bulletin.revision, pack, NOW)


def test_a_withdrawn_result_is_a_warning_on_an_approved_bulletin(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    bulletin = an_approved_bulletin(session, pack)
    the_text(session, case).state = Publication.WITHDRAWN
    session.flush()
    assert bulletins.changed_items(session, bulletin) == [case.code]


def test_telling_it_anew_leaves_out_what_was_taken_back(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    bulletin = a_bulletin(session, pack)
    the_text(session, case).state = Publication.WITHDRAWN
    session.flush()
    renew_bulletin(session, bulletin, an_officer(session, Role.PUBLISHER, ""), pack)
    session.flush()
    assert TITLE.removeprefix("Đường thôn 5") not in whole(bulletin)
    assert bulletins.changed_items(session, bulletin) == []
