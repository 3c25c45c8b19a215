"""All published results, a page at a time: 200,000 rows need the memory of 500."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.queries import load_public_cases, published
from feedback_service.pack.model import Pack
from feedback_service.publishing.open_data.dictionary import FIELDS, Cell, row_of
from feedback_service.records import Case, PublicText

PAGE = 500
BOM = "\ufeff"  # without it Excel reads Vietnamese as something else
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class About:
    """What stands above the rows of the JSON file."""

    title: str
    publisher: str
    licence: str
    address: str
    changed: str


def every_public_case(session: Session, pack: Pack) -> Iterator[PublicCase]:
    """Newest answers first, by key. What a page holds is forgotten before the next is read."""
    last: tuple[date | None, int] | None = None
    while True:
        rows = session.execute(
            select(PublicText.id, PublicText.answered_on)
            .join(Case, Case.id == PublicText.case_id)
            .where(
                *published(),
                *([tuple_(PublicText.answered_on, PublicText.id) < tuple_(*last)] if last else []),
            )
            .order_by(PublicText.answered_on.desc(), PublicText.id.desc())
            .limit(PAGE)
        ).all()
        yield from load_public_cases(session, [row.id for row in rows], pack)
        session.expunge_all()
        if len(rows) < PAGE:
            return
        last = (rows[-1].answered_on, rows[-1].id)


def as_csv(cases: Iterator[PublicCase], zone: ZoneInfo) -> Iterator[str]:
    """RFC 4180 with a BOM, a page at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow([field.name for field in FIELDS])
    for number, case in enumerate(cases, 1):
        writer.writerow([cell(value) for value in row_of(case, zone).values()])
        if number % PAGE == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def as_json(cases: Iterator[PublicCase], zone: ZoneInfo, about: About) -> Iterator[str]:
    """One document: what it is, then the rows, each on a line of its own."""
    head = {
        "tieu_de": about.title,
        "nguon": about.publisher,
        "giay_phep": about.licence,
        "dia_chi": about.address,
        "sua_luc": about.changed,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "ket_qua": ['
    between = "\n"
    for case in cases:
        yield between + json.dumps(row_of(case, zone), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def cell(value: Cell) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front (CSV injection)."""
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
