"""Those who do not read are called: who, is drawn by lot."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.rating import calling
from feedback_service.handling.rating.lots import by_lot, draw_confirmings
from feedback_service.handling.rating.rate import Outcome, Said, rate_answer
from feedback_service.notifying.opting_out import stop_notices
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Confirming, Event, Officer, Rating
from feedback_service.vocabulary import Channel, RatedBy, Role, Status, Visibility
from tests.builders.cases import NOW, an_officer
from tests.builders.rated import DAY, answered

WEEK = 7 * DAY


@pytest.fixture
def clerk(session: Session) -> Officer:
    return an_officer(session, Role.CLERK, unit="VP")


def _called(session: Session) -> list[int]:
    return list(session.scalars(select(Confirming.case_id)))


def _drawn(session: Session, pack: Pack) -> tuple[Case, Confirming]:
    case = answered(session, pack, channel=Channel.HOTLINE)
    draw_confirmings(session, NOW + WEEK)
    session.flush()
    return case, session.scalars(select(Confirming)).one()


def test_the_lot_is_the_seed_and_nothing_else() -> None:
    codes = [f"EK-{number}" for number in range(50)]
    assert by_lot(codes, "s", 5) == by_lot(codes[::-1], "s", 5)
    assert by_lot(codes, "s", 5) != by_lot(codes, "t", 5)


def test_a_share_of_those_who_called_is_drawn_once_a_week(session: Session, pack: Pack) -> None:
    for _ in range(6):
        answered(session, pack, channel=Channel.HOTLINE)
    for hours in range(3):
        draw_confirmings(session, NOW + WEEK + hours * DAY / 24)
        session.flush()
    assert len(_called(session)) == 2
    details = session.scalars(select(Event.details).where(Event.action == "confirming_drawn")).all()
    assert {(one["among"], one["drawn"]) for one in details} == {(6, 2)}
    assert len({one["seed"] for one in details}) == 1


@pytest.mark.parametrize("given", [{"channel": Channel.WEB}, {"phone": "", "phone_raw": "", "name": "Lan"}])
def test_who_reads_or_has_no_phone_is_not_called(
    session: Session, pack: Pack, given: dict[str, object]
) -> None:
    answered(session, pack, NOW, **{"channel": Channel.HOTLINE, **given})
    draw_confirmings(session, NOW + WEEK)
    assert _called(session) == []


def test_sealed_rated_and_opted_out_are_not_called(session: Session, pack: Pack) -> None:
    sealed = answered(session, pack, channel=Channel.HOTLINE, phone="+84905000001")
    sealed.visibility = Visibility.SEALED
    rated = answered(session, pack, channel=Channel.HOTLINE, phone="+84905000002")
    rate_answer(session, rated, Said(RatedBy.SMS, level=4), pack, NOW + DAY)
    answered(session, pack, channel=Channel.HOTLINE, phone="+84905000003", phone_raw="0905000003")
    stop_notices(session, "+84905000003", NOW)
    draw_confirmings(session, NOW + WEEK)
    assert _called(session) == []


def test_what_was_said_on_the_phone_counts_as_a_rating(session: Session, pack: Pack, clerk: Officer) -> None:
    case, drawn = _drawn(session, pack)
    said = Said(RatedBy.CALL, solved=True, level=3)
    calling.reached(session, clerk, drawn.id, said, pack, NOW + WEEK)
    row = session.scalars(select(Rating)).one()
    assert (row.by, row.level, row.officer_id, case.rating) == ("call", 3, clerk.id, 3)
    assert drawn.outcome == "reached"


def test_not_solved_on_the_phone_reopens(session: Session, pack: Pack, clerk: Officer) -> None:
    case, drawn = _drawn(session, pack)
    said = Said(RatedBy.CALL, solved=False, comment="Vẫn ngập")
    rated = calling.reached(session, clerk, drawn.id, said, pack, NOW + WEEK)
    assert (rated.outcome, case.status) == (Outcome.REOPENED, Status.IN_PROGRESS)


def test_after_three_tries_nobody_calls_again(session: Session, pack: Pack, clerk: Officer) -> None:
    _case, drawn = _drawn(session, pack)
    again = [calling.not_reached(session, clerk, drawn.id, NOW + WEEK) for _ in range(3)]
    assert again == [True, True, False]
    assert (drawn.outcome, drawn.tries) == ("not_reached", 3)
    with pytest.raises(calling.AlreadyCalled):
        calling.refused(session, clerk, drawn.id, NOW + WEEK)


def test_nobody_asks_about_his_own_work(session: Session, pack: Pack) -> None:
    case, drawn = _drawn(session, pack)
    head = session.scalars(select(Officer).where(Officer.role == Role.HEAD)).one()
    assert calling.calls_to_make(session, head) == []
    with pytest.raises(calling.OwnWork):
        calling.refused(session, head, drawn.id, NOW + WEEK)
    assert case.rating is None
