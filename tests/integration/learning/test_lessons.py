"""What officers say becomes a lesson: masked, never of a sealed case, and not of spam."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Case, Lesson, Officer
from feedback_service.routing.confirm import confirm_routing
from feedback_service.routing.sealing import name_readers
from feedback_service.routing.transfer import transfer_case
from feedback_service.vocabulary import Kind, Role, Visibility
from tests.builders.cases import NOW, a_case, an_officer

ROAD = "Đường trước nhà ông Nguyễn Văn Tám có ổ gà to, gọi 0905 123 456"


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, pack.commune.triage_unit)


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    return a_case(session, pack, ROAD)


def confirm(session: Session, case: Case, officer: Officer, pack: Pack, **said: object) -> None:
    values = {"unit": case.unit_code, "kind": case.kind, "topic": case.topic_code, "reason": "đúng hơn"}
    confirm_routing(session, case, officer, pack, NOW, **{**values, **said})  # type: ignore[arg-type]
    session.flush()


def lesson_of(session: Session, case: Case) -> Lesson | None:
    found = select(Lesson).where(Lesson.case_id == case.id)
    return session.scalars(found, execution_options={"populate_existing": True}).one_or_none()


def test_a_confirmation_is_a_lesson_without_personal_data(
    session: Session, case: Case, clerk: Officer, pack: Pack
) -> None:
    confirm(session, case, clerk, pack, unit="KT", kind=Kind.PHAN_ANH)
    lesson = lesson_of(session, case)
    assert lesson is not None
    assert (lesson.unit_code, lesson.kind) == ("KT", Kind.PHAN_ANH)
    assert "0905" not in lesson.text and "Tám" not in lesson.text
    assert "ổ gà to" in lesson.text


def test_what_routing_had_said_already_is_no_correction(
    session: Session, case: Case, clerk: Officer, pack: Pack
) -> None:
    confirm(session, case, clerk, pack)
    lesson = lesson_of(session, case)
    assert lesson is not None and not lesson.corrected


def test_another_unit_is_a_correction_and_the_last_word_counts(
    session: Session, case: Case, clerk: Officer, pack: Pack
) -> None:
    confirm(session, case, clerk, pack, unit="KT")
    confirm(session, case, clerk, pack, unit="VHXH")
    lesson = lesson_of(session, case)
    assert lesson is not None
    assert (lesson.unit_code, lesson.corrected) == ("VHXH", True)


def test_handing_a_case_on_teaches_where_it_belongs(
    session: Session, case: Case, clerk: Officer, pack: Pack
) -> None:
    transfer_case(session, case, clerk, "VHXH", "việc của văn hóa", pack, NOW)
    lesson = lesson_of(session, case)
    assert lesson is not None and lesson.unit_code == "VHXH"


def test_a_body_outside_is_learned_too(session: Session, case: Case, clerk: Officer, pack: Pack) -> None:
    outside = next(unit.code for unit in pack.units if unit.outside and not unit.retired)
    transfer_case(session, case, clerk, outside, "không thuộc xã", pack, NOW)
    lesson = lesson_of(session, case)
    assert lesson is not None and lesson.unit_code == outside


@pytest.mark.parametrize("kind", [Kind.TO_CAO, Kind.SPAM])
def test_a_denunciation_and_spam_teach_nothing_and_forget_what_was_taught(
    session: Session, case: Case, clerk: Officer, pack: Pack, kind: Kind
) -> None:
    confirm(session, case, clerk, pack)
    assert lesson_of(session, case) is not None
    confirm(session, case, clerk, pack, kind=kind)
    assert lesson_of(session, case) is None


def test_a_case_that_becomes_sealed_is_forgotten(
    session: Session, case: Case, clerk: Officer, pack: Pack
) -> None:
    confirm(session, case, clerk, pack)
    case.visibility = Visibility.SEALED
    name_readers(session, case, pack, NOW)
    assert lesson_of(session, case) is None


def test_a_citizen_leaves_no_lesson(session: Session, case: Case) -> None:
    assert lesson_of(session, case) is None
