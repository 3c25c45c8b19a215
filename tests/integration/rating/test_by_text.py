"""What a phone says of an answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseLink, Rating
from feedback_service.vocabulary import Relation, Status
from tests.builders.cases import NOW
from tests.builders.rated import DAY, answered, last_text, work_off
from tests.builders.texts import cases, send

LATER = NOW + 2 * DAY


def _waiting(session: Session, pack: Pack, **given: object) -> Case:
    case = answered(session, pack, NOW, **given)
    work_off(session, NOW + DAY)
    session.commit()
    return case


def _ratings(session: Session) -> list[tuple[int | None, bool | None]]:
    return [(row.level, row.solved) for row in session.scalars(select(Rating).order_by(Rating.id))]


def test_the_command_rates(session: Session, pack: Pack) -> None:
    case = _waiting(session, pack)
    send(session, f"DG {case.code} 4", LATER)
    assert _ratings(session) == [(4, None)]
    assert f"CHUA {case.code}" in last_text(session)


def test_a_bare_figure_answers_our_question(session: Session, pack: Pack) -> None:
    _waiting(session, pack)
    send(session, " 3 ", LATER)
    assert _ratings(session) == [(3, None)]
    assert len(cases(session)) == 1


def test_a_bare_figure_that_nobody_asked_for_is_no_rating(session: Session, pack: Pack) -> None:
    answered(session, pack)
    session.commit()
    send(session, "3", LATER)
    assert _ratings(session) == []


def test_after_some_days_a_figure_is_no_answer_any_more(session: Session, pack: Pack) -> None:
    _waiting(session, pack)
    send(session, "3", NOW + 40 * DAY)
    assert _ratings(session) == []


def test_of_two_answers_that_wait_the_phone_is_asked_which(session: Session, pack: Pack) -> None:
    _waiting(session, pack)
    _waiting(session, pack)
    send(session, "4", LATER)
    assert _ratings(session) == []
    assert "nhieu viec" in last_text(session)


def test_a_bare_no_reopens_and_is_answered_once(session: Session, pack: Pack) -> None:
    case = _waiting(session, pack)
    send(session, "Chưa xong", LATER)
    assert session.get_one(Case, case.id).status == Status.IN_PROGRESS
    assert "da mo lai" in last_text(session)
    assert _ratings(session) == [(None, False)]


def test_done_in_words_is_done(session: Session, pack: Pack) -> None:
    _waiting(session, pack)
    send(session, "da xong roi", LATER)
    assert _ratings(session) == [(None, True)]


def test_the_no_may_say_why(session: Session, pack: Pack) -> None:
    case = _waiting(session, pack)
    send(session, f"CHUA {case.code} vẫn còn một hố sâu", LATER)
    assert session.scalars(select(Rating.comment)).all() == ["vẫn còn một hố sâu"]


def test_another_phone_says_nothing_of_it(session: Session, pack: Pack) -> None:
    case = _waiting(session, pack)
    send(session, f"CHUA {case.code}", LATER, sender="+84905999888")
    assert _ratings(session) == []


def test_the_same_text_twice_rates_once(session: Session, pack: Pack) -> None:
    case = _waiting(session, pack)
    for _ in range(2):
        send(session, f"CHUA {case.code}", LATER, event_id="SM7")
    assert len(_ratings(session)) == 1


def test_too_late_a_new_case_goes_on_with_the_old_words(session: Session, pack: Pack) -> None:
    old = _waiting(session, pack)
    send(session, f"CHUA {old.code} lại sụt", NOW + 30 * DAY)
    new = cases(session)[-1]
    link = session.scalars(select(CaseLink)).one()
    assert (link.case_id, link.other_id, link.relation) == (new.id, old.id, Relation.REPEATED)
    assert "lại sụt" in new.text and "Đường thôn 5" in new.text
    assert new.unit_code == "KT"


def test_a_complaint_that_begins_with_no_is_a_complaint(session: Session, pack: Pack) -> None:
    _waiting(session, pack)
    send(session, "Chưa thấy ai đến sửa đường thôn 5, đi lại khó quá", LATER)
    assert _ratings(session) == []
