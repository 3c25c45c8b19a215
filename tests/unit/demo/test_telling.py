"""Demo cases stand as real work would have left them."""

import random

import pytest

from feedback_service.demo.scene import Crew, Scene
from feedback_service.demo.telling import placed, tell
from feedback_service.demo.told import Told
from feedback_service.records import Answer, CaseReader, Event, PublicText
from feedback_service.vocabulary import Kind, Role, Status, Visibility
from tests.builders.cases import NOW, shipped_pack

UNITS = ("VP", "KT", "VHXH", "TTHCC", "TTDV", "CA", "QS", "YT", "TH", "MTTQ", "HDND", "THON")
LEADERS, CLERK, PUBLISHER = (1, 2), 3, 4


def a_crew() -> Crew:
    people = {(Role.LEADER, ""): LEADERS, (Role.CLERK, ""): (CLERK,), (Role.PUBLISHER, ""): (PUBLISHER,)}
    for number, unit in enumerate(UNITS):
        people[Role.OFFICER, unit], people[Role.HEAD, unit] = (100 + number,), (200 + number,)
    return Crew(people)


@pytest.fixture(scope="module")
def cases() -> list[Told]:
    scene = Scene(shipped_pack(), a_crew(), NOW, random.Random(7))
    return [tell(scene) for _ in range(400)]


def test_nothing_has_happened_that_lies_ahead(cases: list[Told]) -> None:
    assert all(event["at"] <= NOW for told in cases for event in told.parts[Event])


def test_events_stand_in_their_order(cases: list[Told]) -> None:
    for told in cases:
        moments = [event["at"] for event in told.parts[Event] if event["action"] != "rated"]
        assert moments == sorted(moments)


def test_there_is_work_on_the_desk_and_work_done(cases: list[Told]) -> None:
    found = {told.case["status"] for told in cases}
    assert {Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_APPROVAL} < found
    assert {Status.ANSWERED, Status.PASSED_ON} < found


def test_nobody_approves_his_own_words(cases: list[Told]) -> None:
    for told in cases:
        for text in (*told.parts.get(Answer, ()), *told.parts.get(PublicText, ())):
            assert text["author_id"] != text["approver_id"]


def test_what_is_sealed_is_never_shown_nor_given_to_an_officer(cases: list[Told]) -> None:
    sealed = [told for told in cases if told.case["visibility"] == Visibility.SEALED]
    assert sealed
    assert all(PublicText not in told.parts for told in sealed)
    assert all((told.case["assigned_to"] or LEADERS[0]) in {*LEADERS, *range(200, 300)} for told in sealed)


def test_a_denunciation_is_known_to_the_leaders_alone(cases: list[Told]) -> None:
    told_of = [told for told in cases if told.case["kind"] == Kind.TO_CAO]
    assert told_of
    assert all(CaseReader not in told.parts for told in told_of)


def test_what_a_body_outside_answers_is_passed_on_or_waits_for_it(cases: list[Told]) -> None:
    pack = shipped_pack()
    outside = [told.case["status"] for told in cases if pack.unit_by_code[told.case["unit_code"]].outside]
    assert set(outside) <= {Status.PASSED_ON, Status.RECEIVED}


def test_most_promises_are_kept_and_some_are_not(cases: list[Told]) -> None:
    late = [told.case["late"] for told in cases if told.case["status"] == Status.ANSWERED]
    assert 0.02 < sum(late) / len(late) < 0.15


def test_the_place_fits_into_its_sentence() -> None:
    assert placed("{place} tối. Ở {place}. {place} xa.", "Thôn 5") == "Thôn 5 tối. Ở thôn 5. Thôn 5 xa."


def test_a_new_code_is_the_code_of_the_public_text_too(cases: list[Told]) -> None:
    told = next(told for told in cases if PublicText in told.parts)
    told.rename(random.Random(1))
    text = told.parts[PublicText][0]
    assert text["code"] == told.code
    assert text["folded"].startswith(told.code.casefold())
