"""Figures: what is counted, what is only a number, what is no number at all."""

from datetime import date, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Tally
from feedback_service.records.tally import MONTHLY_BOOKS
from feedback_service.reporting.figures import (
    figures,
    open_cases,
    received_by,
    sealed_received,
    waiting_by_unit,
)
from feedback_service.vocabulary import Channel, Kind
from feedback_service.working.tallies import fold
from tests.builders.cases import DENUNCIATION, NOW, a_case, load_pack
from tests.builders.published import an_answered_case

MARCH = date(2026, 3, 1)


def test_a_case_is_received_then_answered_on_time(session: Session) -> None:
    pack = load_pack(session)
    a_case(session, pack)
    an_answered_case(session, pack)
    total = figures(session, MARCH, MARCH).total
    assert (total.received, total.answered, total.on_time, total.late) == (2, 1, 1, 0)
    assert open_cases(session, NOW.date()).total == 1


def test_months_and_units_add_up_to_the_total(session: Session) -> None:
    pack = load_pack(session)
    for days in (0, 10, 40):
        an_answered_case(session, pack, now=NOW + timedelta(days=days))
    found = figures(session, MARCH, date(2026, 4, 1))
    assert [counted.received for counted in found.months.values()] == [2, 1]
    assert sum(unit.received for unit in found.units.values()) == found.total.received == 3


def test_a_promise_that_was_not_kept_stays_late(session: Session) -> None:
    pack = load_pack(session)
    case = a_case(session, pack)
    case.late, case.answered_on, case.closed_on = True, date(2026, 3, 30), date(2026, 3, 30)
    session.flush()
    total = figures(session, MARCH, MARCH).total
    assert (total.on_time, total.late) == (0, 1)


def test_sealed_cases_are_in_no_breakdown(session: Session) -> None:
    pack = load_pack(session)
    _sealed(session, pack, 3)
    found = figures(session, MARCH, MARCH)
    assert (found.total.received, found.units) == (0, {})
    assert waiting_by_unit(session, NOW.date()) == {}


def test_a_few_sealed_cases_are_no_number_and_five_are(session: Session) -> None:
    pack = load_pack(session)
    _sealed(session, pack, 4)
    assert sealed_received(session, 2026) is None
    _sealed(session, pack, 1)
    assert sealed_received(session, 2026) == 5


def test_spam_counts_nowhere(session: Session) -> None:
    a_case(session, load_pack(session), kind=Kind.SPAM)
    assert figures(session, MARCH, MARCH).total.received == 0


def test_figures_take_rows_by_what_is_counted_and_not_by_case(session: Session) -> None:
    pack = load_pack(session)
    for number in range(12):
        a_case(session, pack, area_code=pack.areas[number % 6].code, channel=list(Channel)[number % 2])
    for book in ("queue", *MONTHLY_BOOKS):
        fold(session, list(session.scalars(select(Tally.id).where(Tally.book == book))))
    counted = session.execute(select(Tally.book, func.count()).group_by(Tally.book))
    rows = {book: amount for book, amount in counted}
    assert rows == {"queue": 1, "month": 1, "topic": 1, "channel": 2, "area": 6}
    assert received_by(session, "channel", MARCH, MARCH) == [("sms", 6), ("web", 6)]


def test_the_page_says_the_finding_and_has_tables(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    today = datetime.now(tz=NOW.tzinfo)
    for _ in range(21):
        an_answered_case(session, pack, now=today - timedelta(hours=3))
    session.commit()
    page = client.get("/thong-ke?ky=12-thang").get_data(as_text=True)
    assert "Cứ 100 việc, 100 việc được trả lời đúng hẹn" in page
    assert page.count("<table") >= 3
    assert "Cứ 100 việc, 100 việc" in client.get("/?lang=vi").get_data(as_text=True)


def test_an_empty_commune_has_pages_too(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    for address in ("/", "/ket-qua", "/hoi-dap", "/thong-ke", "/thong-ke?ky=nam-truoc", "/thong-ke?ky=x"):
        assert client.get(address).status_code == 200, address


def _sealed(session: Session, pack: Pack, amount: int) -> None:
    for _ in range(amount):
        a_case(session, pack, DENUNCIATION)
    session.flush()
