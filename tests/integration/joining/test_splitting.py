"""A text of several matters: each gets its own case, code and unit, and the sender keeps one PIN."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NoSuchUnit, NotTheirWords, NotYours, TextMissing
from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.close import withdraw_case
from feedback_service.handling.joining.links import codes_split_off, lead_of, split_of
from feedback_service.handling.joining.merging import unmerge
from feedback_service.handling.joining.parts import Part, parts_typed, span_of, spans_of
from feedback_service.handling.joining.rejoining import unsplit
from feedback_service.handling.promises import promised
from feedback_service.intake.aliases import case_of_receipt
from feedback_service.intake.pins import pin_for
from feedback_service.intake.queries import receipt_with_pin
from feedback_service.intake.splitting import split_case
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, CaseReader, Contact, Officer, Tally
from feedback_service.vocabulary import Clock, Kind, Role, Status, Visibility
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import name_reader
from tests.builders.joining import bodies, told

ROAD, LAMP = "Đường thôn 5 bị sạt lở, xe máy không đi qua được.", "Đèn đường trước nhà văn hóa hỏng cả tuần."
BOTH = f"{ROAD}\r\n{LAMP}"
LATER = NOW + timedelta(days=2)


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


@pytest.fixture
def mother(session: Session, pack: Pack) -> Case:
    return a_case(session, pack, BOTH)


def lamp(text: str = LAMP, unit: str = "KT", kind: Kind = Kind.PHAN_ANH, **given: bool) -> Part:
    return Part(text, unit, "", kind, **given)


def split(session: Session, mother: Case, clerk: Officer, pack: Pack, *parts: Part) -> list[Case]:
    found = split_case(session, mother, parts or [lamp()], clerk, pack, LATER)
    session.flush()
    return found


def test_the_child_has_a_code_a_unit_and_the_words_of_its_own(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    (child,) = split(session, mother, clerk, pack)
    assert child.code != mother.code
    assert (child.text, child.unit_code, child.status) == (LAMP, "KT", Status.RECEIVED)
    assert mother.text == BOTH
    link = split_of(session, child)
    assert link is not None
    assert mother.text[link.details["start"] : link.details["end"]] == LAMP


def test_its_promise_counts_from_when_the_citizen_spoke(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    (child,) = split(session, mother, clerk, pack)
    wanted = promised(Clock.ANSWER, Kind.PHAN_ANH, mother.sent_at, pack)
    assert (child.sent_at, child.received_on) == (mother.sent_at, mother.received_on)
    assert [(one.clock, one.due_on) for one in child.promises] == [(Clock.ANSWER, wanted.due_on)]
    assert child.due_on == wanted.due_on


def test_the_pin_of_the_mother_opens_every_child(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    (child,) = split(session, mother, clerk, pack)
    (grandchild,) = split(session, child, clerk, pack, lamp("nhà văn hóa hỏng"))
    pin = pin_for(mother.submission_id, mother.code)
    for case in (mother, child, grandchild):
        assert case_of_receipt(session, case.code, pin) is case
        found = receipt_with_pin(session, case.code, pin)
        assert found is not None
        assert (found[0].code, found[1]) == (case.code, pin)


def test_the_sender_is_told_once_in_one_text_with_all_codes(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    children = split(session, mother, clerk, pack, lamp(), lamp("xe máy không đi qua được"))
    assert told(session, mother) == ["receipt", "split"]
    assert all(told(session, child) == [] for child in children)
    text = bodies(session, mother)[-1]
    assert all(case.code in text for case in (mother, *children))
    assert len(text) <= 160
    assert codes_split_off(session, mother) == [child.code for child in children]


def test_the_contact_is_copied_and_not_shared(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    (child,) = split(session, mother, clerk, pack)
    assert child.contact_id != mother.contact_id
    mine, its = (session.get_one(Contact, case.contact_id or 0) for case in (mother, child))
    assert (its.details, its.phone_fingerprint) == (mine.details, mine.phone_fingerprint)


def test_of_an_anonymous_sender_nothing_is_kept_with_the_child_either(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    mother = a_case(session, pack, BOTH, anonymous=True)
    (child,) = split(session, mother, clerk, pack)
    assert (child.anonymous, child.contact_id) == (True, None)


@pytest.mark.parametrize("with_files", [True, False])
def test_photos_go_along_where_the_officer_says_so(
    session: Session, pack: Pack, clerk: Officer, mother: Case, with_files: bool
) -> None:
    photo = {"sha256": "a" * 64, "media_type": "image/jpeg", "size": 10, "added_at": NOW}
    session.add(Attachment(case_id=mother.id, **photo))
    (child,) = split(session, mother, clerk, pack, lamp(with_files=with_files))
    found = session.scalars(select(Attachment.sha256).where(Attachment.case_id == child.id)).all()
    assert found == (["a" * 64] if with_files else [])


def test_a_sealed_mother_has_sealed_children(session: Session, pack: Pack) -> None:
    leader, reader = an_officer(session, Role.LEADER, "LD"), an_officer(session, Role.OFFICER, "VP")
    mother = a_case(session, pack, f"{DENUNCIATION}. {LAMP}")
    name_reader(session, mother, reader)
    (child,) = split(session, mother, leader, pack)
    assert child.visibility == Visibility.SEALED
    assert (
        reader.id
        in session.scalars(select(CaseReader.officer_id).where(CaseReader.case_id == child.id)).all()
    )


def test_a_denunciation_inside_an_open_text_is_sealed_and_read_by_leaders_alone(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    (child,) = split(session, mother, clerk, pack, lamp(kind=Kind.TO_CAO))
    assert child.visibility == Visibility.SEALED
    assert session.scalars(select(CaseReader).where(CaseReader.case_id == child.id)).all() == []


def test_each_matter_counts_as_one_received(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    split(session, mother, clerk, pack)
    received = select(Tally.n).where(Tally.book == "month", Tally.measure == "received")
    assert sum(session.scalars(received)) == 2


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        (lamp("Cầu treo đứt cáp"), NotTheirWords),
        (lamp(unit="KHONG"), NoSuchUnit),
        (Part(LAMP, "KT", "khong-co", Kind.PHAN_ANH), NoSuchUnit),
    ],
)
def test_what_is_not_in_the_text_or_the_pack_splits_nothing(
    session: Session, pack: Pack, clerk: Officer, mother: Case, part: Part, wrong: type[Exception]
) -> None:
    with pytest.raises(wrong):
        split(session, mother, clerk, pack, part)


def test_nothing_chosen_splits_nothing(session: Session, pack: Pack, clerk: Officer, mother: Case) -> None:
    with pytest.raises(TextMissing):
        split_case(session, mother, [], clerk, pack, LATER)


def test_only_who_may_sort_an_open_case_splits_it(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    with pytest.raises(NotYours):
        split(session, mother, an_officer(session, Role.AUDITOR, ""), pack)
    withdraw_case(session, mother, pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        split(session, mother, clerk, pack)


def test_taken_back_the_child_waits_with_its_mother(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    (child,) = split(session, mother, clerk, pack)
    unsplit(session, child, clerk, pack, LATER)
    assert (child.status, lead_of(session, child), split_of(session, child)) == (Status.MERGED, mother, None)
    assert told(session, child) == ["rejoined"]
    assert mother.code in bodies(session, child)[0]


def test_one_person_with_one_matter_gets_one_answer(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    (child,) = split(session, mother, clerk, pack)
    unsplit(session, child, clerk, pack, LATER)
    one, two = an_officer(session, Role.LEADER, "LD"), an_officer(session, Role.LEADER, "LD")
    submit_answer(session, mother, one, "Đã sửa xong.", 0, pack, LATER)
    approve_answer(session, mother, two, pack, LATER)
    assert child.status == Status.ANSWERED
    assert told(session, child) == ["rejoined"]
    assert told(session, mother)[-1] == "answer"


def test_the_taking_back_can_be_undone_as_well(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    (child,) = split(session, mother, clerk, pack)
    unsplit(session, child, clerk, pack, LATER)
    unmerge(session, child, clerk, pack, LATER)
    assert child.status == Status.RECEIVED
    assert split_of(session, child) is not None


@pytest.mark.parametrize("closed", ["mother", "child"])
def test_an_answered_part_stays_apart(
    session: Session, pack: Pack, clerk: Officer, mother: Case, closed: str
) -> None:
    (child,) = split(session, mother, clerk, pack)
    withdraw_case(session, {"mother": mother, "child": child}[closed], pack, LATER)
    with pytest.raises(ChangeNotAllowed):
        unsplit(session, child, clerk, pack, LATER)


def test_what_was_never_split_is_not_taken_back(
    session: Session, pack: Pack, clerk: Officer, mother: Case
) -> None:
    with pytest.raises(ChangeNotAllowed):
        unsplit(session, mother, clerk, pack, LATER)


def test_words_are_found_whatever_their_blanks() -> None:
    assert span_of("hỏng\n  cả  tuần", "đèn hỏng cả\r\ntuần rồi") == (4, 17)
    assert span_of("", "đèn") is None
    assert spans_of([lamp("đèn hư"), lamp("đèn hư")], "đèn hư, đèn hư") == [(0, 6), (8, 14)]
    assert spans_of([lamp("đèn"), lamp("đèn")], "đèn") == [(0, 3), None]


def test_only_boxes_with_words_are_parts() -> None:
    typed = {"doan_1": " đèn ", "don_vi_1": "KT", "loai_1": "phan_anh", "doan_2": " ", "kem_tep_1": "1"}
    assert parts_typed(typed) == [Part("đèn", "KT", "", Kind.PHAN_ANH, with_files=True)]
    with pytest.raises(ValueError, match="khong-co"):
        parts_typed({"doan_1": "đèn", "loai_1": "khong-co"})
