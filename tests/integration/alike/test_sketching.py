"""The worker's errands: what came in gets its sketch, once, and nobody waits for it."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import withdraw_public_text
from feedback_service.records import Case, CaseLink, CaseSketch, Job, PublicText
from feedback_service.routing.alike.sketch import BANDS, PUBLIC
from feedback_service.routing.alike.sketching import EARLIER, KEPT, sketch_earlier_cases, sketch_new_cases
from feedback_service.vocabulary import Relation, RemovalReason, Role, Visibility
from feedback_service.worker import DUTIES
from tests.builders.alike import a_place
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.published import a_published_case


def _sketched(session: Session) -> set[int]:
    return set(session.scalars(select(CaseSketch.case_id).where(CaseSketch.band < PUBLIC)))


def test_what_came_in_is_sketched_and_the_second_time_there_is_nothing_to_do(
    session: Session, pack: Pack
) -> None:
    cases = {a_case(session, pack).id for _ in range(3)}
    session.commit()
    assert [sketch_new_cases(now=NOW), sketch_new_cases(now=NOW)] == [3, 0]
    assert _sketched(session) == cases


def test_a_case_that_is_committed_late_is_not_forgotten(session: Session, pack: Pack) -> None:
    late = a_case(session, pack).id
    a_case(session, pack)
    session.commit()
    sketch_new_cases(now=NOW)
    session.query(CaseSketch).filter(CaseSketch.case_id == late).delete()
    session.commit()
    assert sketch_new_cases(now=NOW) == 1


def test_a_sealed_case_is_left_alone(session: Session, pack: Pack) -> None:
    a_case(session, pack).visibility = Visibility.SEALED
    session.commit()
    assert sketch_new_cases(now=NOW) + sketch_earlier_cases(now=NOW) == 0


def test_a_text_that_says_nothing_is_looked_at_once(session: Session, pack: Pack) -> None:
    a_case(session, pack, "dạ em chào xã ạ")
    session.commit()
    assert [sketch_earlier_cases(now=NOW), sketch_earlier_cases(now=NOW)] == [1, 0]


def test_the_nightly_errand_goes_on_where_it_had_to_stop(session: Session, pack: Pack) -> None:
    cases = {a_case(session, pack).id for _ in range(5)}
    session.commit()
    sketch_earlier_cases(now=NOW, seconds=-1.0)
    rest = session.scalars(select(Job).where(Job.name == EARLIER)).one()
    assert rest.arguments == {"below": max(cases) + 1}
    assert sketch_earlier_cases(now=NOW, **rest.arguments) == 5
    assert _sketched(session) == cases


def test_what_is_sealed_or_old_loses_its_sketch_at_night(session: Session, pack: Pack) -> None:
    sealed, old, young = (a_case(session, pack) for _ in range(3))
    session.commit()
    sketch_new_cases(now=NOW)
    sealed.visibility, old.received_on = Visibility.SEALED, (NOW - KEPT).date()
    session.commit()
    sketch_earlier_cases(now=NOW)
    assert _sketched(session) == {young.id}


def test_a_published_text_has_a_sketch_of_its_own(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    session.commit()
    sketch_new_cases(now=NOW)
    count = select(func.count()).where(CaseSketch.case_id == case.id, CaseSketch.band >= PUBLIC)
    assert session.scalar(count) == BANDS


def test_one_that_was_published_later_gets_its_own_at_night_and_loses_it_when_it_is_withdrawn(
    session: Session, pack: Pack
) -> None:
    case, count = a_published_case(session, pack), select(func.count()).where(CaseSketch.band >= PUBLIC)
    session.commit()
    sketch_earlier_cases(now=NOW)
    assert session.scalar(count) == BANDS
    withdraw_public_text(
        session, case, an_officer(session, Role.PUBLISHER, ""), RemovalReason.WRONG, "Sai", NOW
    )
    session.commit()
    sketch_earlier_cases(now=NOW)
    assert session.scalar(count) == 0
    assert _sketched(session) == {case.id}


def test_the_same_place_and_topic_again_is_tied_to_the_time_before(session: Session, pack: Pack) -> None:
    times = [NOW + timedelta(days=30 * number) for number in range(3)]
    cases: list[Case] = [a_case(session, pack, now=at, sent_at=at, area_code=a_place(pack)) for at in times]
    session.commit()
    sketch_new_cases(now=times[-1])
    sketch_earlier_cases(now=times[-1])
    ties = session.execute(select(CaseLink.case_id, CaseLink.other_id, CaseLink.relation)).all()
    first, second, third = (case.id for case in cases)
    assert set(ties) == {(second, first, Relation.REPEATED), (third, second, Relation.REPEATED)}


def test_the_worker_knows_both_errands_and_comes_round_to_them() -> None:
    names = {"sketch_new_cases", "sketch_earlier_cases"}
    assert names <= set(DUTIES.errands)
    assert names <= {routine.name for routine in DUTIES.routines}


def test_nothing_is_sketched_while_a_citizen_waits(session: Session, pack: Pack) -> None:
    a_case(session, pack)
    assert session.scalar(select(func.count()).select_from(CaseSketch)) == 0
    assert session.scalar(select(func.count()).select_from(PublicText)) == 0
