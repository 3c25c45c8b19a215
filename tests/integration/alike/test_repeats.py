"""The same place and topic within twelve months: for officers, and what the public may know of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.handling.repeats import repeated, repeated_in_public
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import Kind, Role, Status, Visibility
from tests.builders.alike import a_place
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.desk import at_desk
from tests.builders.published import a_published_case

TODAY = NOW.date()


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


def _told(session: Session, pack: Pack, days_ago: int, **given: Any) -> Case:
    at = NOW - timedelta(days=days_ago)
    case = a_case(session, pack, now=at, **{"sent_at": at, "area_code": a_place(pack), **given})
    case.topic_code = "duong-thon"
    session.flush()
    return case


def _times(session: Session, case: Case, officer: Officer, pack: Pack) -> int:
    found = repeated(session, case, officer, pack)
    return found.times if found else 0


def test_the_third_time_within_a_year_is_the_third_time(session: Session, pack: Pack, clerk: Officer) -> None:
    first, second, third = (_told(session, pack, days) for days in (300, 100, 0))
    assert [_times(session, case, clerk, pack) for case in (first, second, third)] == [0, 2, 3]
    found = repeated(session, third, clerk, pack)
    assert found and [case.id for case in found.earlier] == [second.id, first.id]


def test_what_lies_more_than_a_year_back_does_not_count(session: Session, pack: Pack, clerk: Officer) -> None:
    _told(session, pack, 400)
    assert repeated(session, _told(session, pack, 0), clerk, pack) is None


def test_another_place_or_topic_does_not_count(session: Session, pack: Pack, clerk: Officer) -> None:
    _told(session, pack, 10, area_code=a_place(pack, 1))
    _told(session, pack, 10).topic_code = "den-duong"
    session.flush()
    assert repeated(session, _told(session, pack, 0), clerk, pack) is None


def test_a_place_that_is_not_certain_says_nothing(session: Session, pack: Pack, clerk: Officer) -> None:
    ambiguous = next(area.code for area in pack.areas if area.ambiguous)
    former = next(area.code for area in pack.areas if area.former)
    for area in (ambiguous, former, ""):
        _told(session, pack, 10, area_code=area)
        case = _told(session, pack, 0, area_code=area)
        case.area_code = area
        assert repeated(session, case, clerk, pack) is None


def test_neither_sealed_nor_merged_cases_nor_questions_count(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    sealed, merged, question = (_told(session, pack, days) for days in (30, 20, 10))
    sealed.visibility, merged.status, question.kind = Visibility.SEALED, Status.MERGED, Kind.HOI_DAP
    session.flush()
    assert repeated(session, _told(session, pack, 0), clerk, pack) is None


def test_links_lead_only_to_what_the_officer_may_see(session: Session, pack: Pack) -> None:
    hidden, case = _told(session, pack, 30), _told(session, pack, 0)
    hidden.unit_code = next(unit.code for unit in pack.units if unit.code != case.unit_code)
    session.flush()
    found = repeated(session, case, an_officer(session, Role.OFFICER, case.unit_code), pack)
    assert found and (found.times, list(found.earlier)) == (2, [])


def test_the_case_page_says_which_time_it_is(
    app: Flask, session: Session, pack: Pack, clerk: Officer
) -> None:
    earlier = [_told(session, pack, days) for days in (300, 100)]
    case = _told(session, pack, 0)
    session.commit()
    page = at_desk(app, clerk).get(f"/can-bo/ho-so/{case.code}").text
    assert "Lần thứ ba trong 12 tháng ở" in page
    assert all(f"/can-bo/ho-so/{one.code}" in page for one in earlier)


def _published(session: Session, pack: Pack, days_ago: int, now: datetime = NOW) -> Case:
    at = now - timedelta(days=days_ago)
    return a_published_case(session, pack, now=at, area_code=a_place(pack))


def test_the_public_learns_how_often_the_place_was_told_of(session: Session, pack: Pack) -> None:
    first, second = _published(session, pack, 90), _published(session, pack, 30)
    unpublished = _told(session, pack, 3)
    unpublished.topic_code = second.topic_code
    session.flush()
    found = repeated_in_public(session, second.code, pack, TODAY)
    assert found and (found.times, [one.code for one in found.others]) == (3, [first.code])


def test_sealed_and_counted_cases_never_count_in_public(session: Session, pack: Pack) -> None:
    shown = _published(session, pack, 30)
    for visibility in (Visibility.SEALED, Visibility.COUNTED):
        other = _told(session, pack, 3)
        other.topic_code, other.visibility = shown.topic_code, visibility
    session.flush()
    assert repeated_in_public(session, shown.code, pack, TODAY) is None


def test_the_result_page_follows_at_once_when_another_case_is_sealed(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    first, second = (_published(session, pack, days, clock.now()) for days in (90, 30))
    session.commit()
    address = f"/ket-qua/{second.code}"
    before = client.get(address)
    assert "Nơi này đã được báo 2 lần trong 12 tháng" in before.text
    assert f"/ket-qua/{first.code}" in before.text
    first.visibility = Visibility.SEALED
    session.commit()
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "12 tháng" not in after.text and first.code not in after.text
