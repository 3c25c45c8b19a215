"""After any life of cases the same numbers stand wherever the commune says them: to the digit."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.composing.gather import gather
from feedback_service.publishing.radio.composing.wording import compose
from feedback_service.publishing.radio.parts import PartKind
from feedback_service.publishing.radio.spoken.numbers import cardinal
from feedback_service.reporting.figures import Counted, figures, months_back, on_time_of_100
from feedback_service.reporting.indices.measures import MEANINGS
from feedback_service.reporting.indices.packs import AskedIndex, index_tables
from feedback_service.reporting.periods.as_of import as_of
from feedback_service.reporting.periods.frozen import numbers_of, rule_of
from feedback_service.reporting.periods.making import make_report
from feedback_service.reporting.periods.spans import span_of
from feedback_service.vocabulary import Measure
from tests.builders.lives import Life

_COUNTS = ("received", "carried", "answered", "late", "on_time", "passed_on", "not_accepted", "withdrawn")
_SAID = ("reopened", "published", "solved", "not_solved", "waiting", "waiting_late")


@dataclass(frozen=True, slots=True)
class Lived:
    """Four months of a commune, up to the day before yesterday."""

    pack: Pack
    now: datetime
    today: date


@pytest.fixture
def lived(session: Session, pack: Pack) -> Lived:
    now = datetime.now(UTC)
    for seed, days in ((21, 120), (22, 80), (23, 50)):
        life = Life(session, pack, seed, now - timedelta(days=days))
        life.goes_on(100, until=now - timedelta(days=2))
        for case in life.cases[::2]:  # enough answers for a rate
            life.does(life.answered, case)
    session.commit()
    return Lived(pack, now, local_day(now, pack))


def whole_span(lived: Lived) -> tuple[date, date]:
    """The twelve months up to today: every case of the life, and what waits now."""
    return months_back(lived.today, 11), lived.today


def by_json(client: FlaskClient, query: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Figures of the whole and what each is called, by their keys."""
    found = client.get(f"/thong-ke.json?{query}").get_json()
    return found["total"], {key: said["name"] for key, said in found["definitions"].items()}


def by_csv(client: FlaskClient, query: str) -> dict[str, str]:
    """The row of the whole: figure by its name."""
    rows = csv.reader(io.StringIO(client.get(f"/thong-ke.csv?{query}").get_data(as_text=True)))
    names, cells = next(rows), next(rows)
    return dict(zip(names[3:], cells[3:], strict=True))


def by_page(client: FlaskClient, query: str) -> dict[str, str]:
    """Figure by its key, as the page has it."""
    page = BeautifulSoup(client.get(f"/thong-ke?{query}").get_data(as_text=True), "html.parser")
    rows = page.select('tr[data-row="total"]')
    return {str(row["data-key"]): row.select_one("td").get_text(" ", strip=True) for row in rows}  # type: ignore[union-attr]


def told(counted: Counted) -> dict[str, Any]:
    levels = {f"rating_{4 - place}": n for place, n in enumerate(counted.ratings)}
    days = {"median_days": counted.median_days(), "p90_days": counted.p90_days(), "left": counted.left}
    oldest = {"oldest": counted.oldest.isoformat() if counted.oldest else None}
    return {name: getattr(counted, name) for name in (*_COUNTS, *_SAID)} | levels | days | oldest


def test_files_say_what_the_report_counts_as_of_today(
    client: FlaskClient, session: Session, lived: Lived
) -> None:
    since, until = whole_span(lived)
    counted = as_of(session, since, until, lived.today, lived.pack).figures.total
    document, names = by_json(client, "ky=12-thang")
    assert {name: document[name] for name in told(counted)} == told(counted)
    assert by_csv(client, "ky=12-thang") == {
        names[key]: str("" if n is None else n) for key, n in document.items()
    }
    page = by_page(client, "ky=12-thang")
    shown = {name: str(document[name]) for name in (*_COUNTS, *_SAID)}
    assert {name: page.get(name) for name in shown} == shown
    assert all((counted.late, counted.published, counted.reopened, sum(counted.ratings), counted.waiting))


def test_the_index_packs_say_it_too(session: Session, lived: Lived) -> None:
    since, until = whole_span(lived)
    counted = figures(session, since, until).total
    names = {str(MEANINGS[measure].name): measure for measure in Measure}
    expected = {
        Measure.RECEIVED: counted.received,
        Measure.ANSWERED: counted.answered,
        Measure.ON_TIME: counted.on_time,
        Measure.LATE: counted.late,
        Measure.REOPENED: counted.reopened,
        Measure.MEDIAN_DAYS: counted.median_days(),
        Measure.RATED: sum(counted.ratings),
        Measure.SOLVED: counted.solved,
    }
    seen = set()
    for day in (lived.today, lived.today - timedelta(days=1)):  # kept figures, and cases wound back
        for table in index_tables(session, AskedIndex(since, day, day), lived.pack, lived.today):
            for line in table.lines:
                measure = names[line.name]
                seen.add(measure)
                assert line.count == expected.get(measure, line.count), (day, line.name)
    assert seen >= expected.keys() - {Measure.SOLVED}


def test_first_page_and_frame_say_it_too(client: FlaskClient, session: Session, lived: Lived) -> None:
    counted = figures(session, date(lived.today.year, 1, 1), lived.today, lived.today).total
    kept = on_time_of_100(counted)
    home, frame = (client.get(page).get_data(as_text=True) for page in ("/", "/nhung"))
    words = BeautifulSoup(home, "html.parser").get_text(" ", strip=True)
    assert f"trả lời {counted.answered} việc" in frame
    if kept is not None:  # of fewer than twenty answers neither says a rate: so it is in January
        assert f"{kept}/100 việc đúng hẹn" in frame
        for number in (kept, counted.received, counted.answered, counted.waiting):
            assert str(number) in re.findall(r"\d+", words), number


def test_the_bulletin_says_it_in_words(session: Session, lived: Lived) -> None:
    month = lived.today.replace(day=1)
    counted = figures(session, month, lived.today, lived.today).total
    gathered = gather(session, month, lived.today, None, 1, lived.pack, lived.today)
    spoken = "".join(part.text for part in compose(gathered, lived.pack) if part.kind == PartKind.FIGURES)
    numbers = [counted.received, counted.answered, counted.waiting] if spoken else []
    numbers += [counted.on_time, counted.late] if spoken and counted.late else []
    for number in filter(None, numbers):
        assert re.search(rf"\b{cardinal(number)}\b", spoken, re.IGNORECASE), (number, spoken)


def test_a_bulletin_of_days_that_are_over_counts_to_its_last_day(session: Session, lived: Lived) -> None:
    """ "Up to the fifth" means up to the fifth, also where it is composed on the ninth."""
    until = lived.today.replace(day=1) - timedelta(days=12)
    since = until.replace(day=1)
    gathered = gather(session, since, until, None, 1, lived.pack, lived.today)
    counted = as_of(session, since, until, lived.today, lived.pack).figures.total
    waiting = figures(session, since, until, lived.today).total
    assert gathered.counted.received == counted.received
    assert gathered.counted.answered == counted.answered
    assert (gathered.counted.waiting, gathered.counted.waiting_late) == (
        waiting.waiting,
        waiting.waiting_late,
    )


def quarter_before(lived: Lived) -> tuple[str, str]:
    """Its name in reports and its address in the statistics."""
    first = months_back(lived.today, (lived.today.month - 1) % 3 + 3)
    number = (first.month + 2) // 3
    return f"{first.year}-Q{number}", f"nam={first.year}&ky=quy-{number}"


def test_the_report_of_a_quarter_says_what_its_page_says(
    client: FlaskClient, session: Session, lived: Lived
) -> None:
    period, query = quarter_before(lived)
    span, (page, _) = span_of(period, rule_of(lived.pack)), by_json(client, query)
    numbers = numbers_of(as_of(session, span.since, span.until, lived.today, lived.pack), span)
    shared = (*_COUNTS, "published")
    assert {name: numbers[name] for name in shared} == {name: page[name] for name in shared}
    assert numbers["open"] == page["left"]

    made = make_report(session, period, lived.pack, lived.now, lived.today)
    book = openpyxl.load_workbook(io.BytesIO(made.xlsx))
    sheet = [[cell.value for cell in row] for row in book["Biểu 01"].iter_rows()]
    head = next(row for row in sheet if row[1] == "Lĩnh vực")
    total = dict(zip(head, next(row for row in sheet if row[1] == "Tổng cộng"), strict=True))
    paper = docx.Document(io.BytesIO(made.docx))
    printed = next(
        (table for table in paper.tables if "Tổng phải xử lý" in [cell.text for cell in table.rows[0].cells]),
        None,
    )
    assert printed is not None
    last = dict(zip(*([cell.text for cell in printed.rows[place].cells] for place in (0, -1)), strict=True))
    for words, name in (
        ("Tiếp nhận trong kỳ", "received"),
        ("Đã xử lý đúng hạn", "on_time"),
        ("Đã xử lý quá hạn", "late"),
        ("Kỳ trước chuyển sang", "carried"),
        ("Đã công khai", "published"),
    ):
        assert (total[words], last[words]) == (page[name], str(page[name])), words
    ratings = [page[f"rating_{level}"] for level in (4, 3, 2, 1)]
    assert [row[2].value for row in book["Biểu 06"].iter_rows(min_row=8, max_row=11)] == ratings
    assert f"{page['received']}" in " ".join(paragraph.text for paragraph in paper.paragraphs)
