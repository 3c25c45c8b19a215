"""The raw counts that indices ask for: with their definitions, and the same each time."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from feedback_service.handling.rating.rate import Said, rate_answer
from feedback_service.pack.model import Pack
from feedback_service.reporting.indices.files import as_csv, as_xlsx
from feedback_service.reporting.indices.measures import MEANINGS
from feedback_service.reporting.indices.packs import AskedIndex, index_tables
from feedback_service.vocabulary import Channel, Measure, RatedBy
from tests.builders.cases import NOW
from tests.builders.rated import DAY, answered

TODAY = date(2026, 3, 2)
MARCH = AskedIndex(date(2026, 3, 1), date(2026, 3, 31), TODAY)


def _counts(session: Session, pack: Pack, asked: AskedIndex = MARCH, today: date = TODAY) -> dict[str, int]:
    tables = index_tables(session, asked, pack, today)
    return {line.name: line.count or 0 for table in tables for line in table.lines}


def test_every_measure_has_a_meaning() -> None:
    assert set(MEANINGS) == set(Measure)


def test_what_was_received_answered_and_rated_is_counted(session: Session, pack: Pack) -> None:
    case = answered(session, pack)
    answered(session, pack, channel=Channel.HOTLINE)
    rate_answer(session, case, Said(RatedBy.SMS, solved=True, level=4), pack, NOW)
    session.flush()
    counts = _counts(session, pack)
    asked = ("Tiếp nhận", "Gửi qua kênh số", "Gửi qua kênh khác", "Đã trả lời", "Rất hài lòng")
    assert [counts[name] for name in asked] == [2, 1, 1, 2, 1]
    assert counts["Người gửi báo đã xong"] == 1


def test_a_past_day_gives_what_was_known_then(session: Session, pack: Pack) -> None:
    case = answered(session, pack)
    session.flush()
    then = _counts(session, pack)
    rate_answer(session, case, Said(RatedBy.LINK, solved=False), pack, NOW + 3 * DAY)
    session.flush()
    later = _counts(session, pack, today=TODAY + timedelta(days=9))
    assert later == then


def test_the_same_counts_are_the_same_bytes(session: Session, pack: Pack) -> None:
    answered(session, pack)
    session.flush()
    tables = index_tables(session, MARCH, pack, TODAY)
    assert as_xlsx(tables, MARCH, pack) == as_xlsx(tables, MARCH, pack)
    assert as_csv(tables, MARCH).startswith("\ufeff")
    assert len(as_csv(tables, MARCH).splitlines()) == 2 + sum(len(table.lines) for table in tables)
