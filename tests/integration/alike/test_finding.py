"""Cases that may be the same matter, offered to an officer who may see them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseSketch, Officer
from feedback_service.routing.alike.declining import decline_likeness
from feedback_service.routing.alike.finding import alike
from feedback_service.routing.alike.kept import keep_sketches
from feedback_service.routing.alike.sketch import bands
from feedback_service.routing.confirm import confirm_routing
from feedback_service.routing.sealing import name_readers
from feedback_service.vocabulary import Kind, Role, Status, Visibility
from tests.builders.alike import DARK, ROAD_TOO, a_place, a_sketched_case
from tests.builders.cases import BROKEN_ROAD, NOW, a_case, an_officer


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


@pytest.fixture
def road(session: Session, pack: Pack) -> Case:
    return a_sketched_case(session, pack)


def _sketches(session: Session, case: Case) -> int:
    return session.scalar(select(func.count()).where(CaseSketch.case_id == case.id)) or 0


def test_the_same_told_otherwise_is_found(session: Session, pack: Pack, clerk: Officer, road: Case) -> None:
    a_sketched_case(session, pack, DARK)
    new = a_case(session, pack, ROAD_TOO)  # itself without a sketch: it came in a second ago
    assert [found.case.id for found in alike(session, new, clerk, pack)] == [road.id]


def test_a_sealed_case_is_never_offered(session: Session, pack: Pack, road: Case) -> None:
    road.visibility = Visibility.SEALED
    session.flush()
    leader = an_officer(session, Role.LEADER, "")
    new = a_case(session, pack, BROKEN_ROAD)
    assert alike(session, new, leader, pack) == []
    assert alike(session, road, leader, pack) == []


def test_an_officer_is_offered_only_what_he_may_see(session: Session, pack: Pack, road: Case) -> None:
    elsewhere = an_officer(
        session, Role.OFFICER, next(u.code for u in pack.units if u.code != road.unit_code)
    )
    at_home = an_officer(session, Role.OFFICER, road.unit_code)
    new = a_case(session, pack, ROAD_TOO)
    assert alike(session, new, elsewhere, pack) == []
    assert alike(session, new, at_home, pack)


def test_what_is_merged_or_taken_back_is_not_offered(
    session: Session, pack: Pack, clerk: Officer, road: Case
) -> None:
    new = a_case(session, pack, ROAD_TOO)
    for status in (Status.MERGED, Status.WITHDRAWN):
        road.status = status
        session.flush()
        assert alike(session, new, clerk, pack) == []


def test_no_more_than_five_are_offered(session: Session, pack: Pack, clerk: Officer) -> None:
    for _ in range(7):
        a_sketched_case(session, pack)
    assert len(alike(session, a_case(session, pack), clerk, pack)) == 5


def test_the_same_words_half_a_year_later_are_not_the_same_matter(
    session: Session, pack: Pack, clerk: Officer, road: Case
) -> None:
    late = NOW + timedelta(days=180)
    assert alike(session, a_case(session, pack, BROKEN_ROAD, late, sent_at=late), clerk, pack) == []


def test_a_case_without_a_sketch_is_found_by_its_place_and_topic(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    first = a_case(session, pack, BROKEN_ROAD, area_code=a_place(pack))
    second = a_case(session, pack, ROAD_TOO, area_code=a_place(pack))
    second.topic_code = first.topic_code
    assert [found.case.id for found in alike(session, second, clerk, pack)] == [first.id]


def test_that_it_is_one_sender_is_said_only_to_who_may_know_the_sender(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    a_sketched_case(session, pack, area_code=a_place(pack))
    again = a_case(session, pack, area_code=a_place(pack))
    sure = [alike(session, again, clerk, pack, knows_sender=knows)[0].sure for knows in (True, False)]
    assert sure == [True, False]


def test_what_an_officer_refused_is_not_offered_again_to_either(
    session: Session, pack: Pack, clerk: Officer, road: Case
) -> None:
    new = a_sketched_case(session, pack, ROAD_TOO)
    decline_likeness(session, new, road, clerk, NOW)
    session.flush()
    assert alike(session, new, clerk, pack) == []
    assert alike(session, road, clerk, pack) == []


def test_a_case_that_becomes_sealed_loses_its_sketch(session: Session, pack: Pack, road: Case) -> None:
    road.visibility = Visibility.SEALED
    name_readers(session, road, pack, NOW)
    assert _sketches(session, road) == 0


def test_a_sealed_case_is_not_sketched(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    case.visibility = Visibility.SEALED
    session.flush()
    keep_sketches(session, {case.id: bands(case.folded)})
    assert _sketches(session, case) == 0


def test_a_corrected_kind_that_seals_takes_the_sketch_away(
    session: Session, pack: Pack, clerk: Officer, road: Case
) -> None:
    confirm_routing(
        session,
        road,
        clerk,
        pack,
        NOW,
        unit=road.unit_code,
        kind=Kind.TO_CAO,
        topic=road.topic_code,
        reason="Là tố cáo",
    )
    assert _sketches(session, road) == 0


def test_two_workers_that_keep_the_same_sketch_keep_it_once(session: Session, pack: Pack, road: Case) -> None:
    before = _sketches(session, road)
    keep_sketches(session, {road.id: bands(road.folded)})
    assert _sketches(session, road) == before > 0
