"""An old book becomes cases with their true dates, once however often, and wakes nobody."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.books.columns import guess_columns
from feedback_service.intake.books.entries import EntryFault, moment_of
from feedback_service.intake.books.importing import import_book, keep_book, preview, start_import
from feedback_service.intake.books.workbook import (
    MOST_ROWS,
    BookEmpty,
    BookNotReadable,
    BookTooLarge,
    BookTooLong,
    read_workbook,
)
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Answer, BookImport, Case, Notification, Officer
from feedback_service.vocabulary import Channel, ImportState, Role, Status
from tests.builders.calendars import VIETNAM
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.old_books import ROWS, a_book

PAGE = "/can-bo/nhap-so"


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    officer = an_officer(session, Role.CLERK, "VP")
    session.commit()
    return officer


def taken(session: Session, clerk: Officer, content: bytes) -> BookImport:
    kept = keep_book(session, clerk, content, "so.xlsx", NOW)
    start_import(session, kept, NOW)
    session.commit()
    import_book(now=NOW, number=kept.id)
    session.expire_all()
    return session.get_one(BookImport, kept.id)


def test_the_heading_is_found_beneath_the_title() -> None:
    columns = guess_columns(read_workbook(a_book(*ROWS)))
    assert (columns.heading, columns.date, columns.text, columns.answered) == (2, 1, 5, 7)
    assert (columns.name, columns.phone, columns.place, columns.result) == (2, 3, 4, 6)
    assert columns.channel == Channel.LETTER


def test_a_preview_says_what_would_come_and_why_not(session: Session, pack: Pack, clerk: Officer) -> None:
    seen = preview(session, keep_book(session, clerk, a_book(*ROWS), "so.xlsx", NOW), pack, NOW)
    assert (seen.new, seen.known, seen.settled) == (2, 0, 1)
    assert [(fault.line, fault.said) for fault in seen.faults] == [
        (5, EntryFault.NO_DATE),
        (6, EntryFault.NO_TEXT),
        (7, EntryFault.ANSWER_DATE),
    ]
    assert session.scalars(select(Case)).all() == []


def test_rows_become_cases_of_their_own_day_and_nobody_is_told(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    kept = taken(session, clerk, a_book(*ROWS))
    settled, running = session.scalars(select(Case).order_by(Case.sent_at)).all()
    assert (settled.status, settled.received_on, settled.answered_on) == (
        Status.ANSWERED,
        date(2026, 2, 2),
        date(2026, 2, 4),
    )
    assert not settled.late
    assert session.scalars(select(Answer)).one().text == "Đã sửa"
    assert (running.status, running.channel) == (Status.RECEIVED, Channel.LETTER)
    assert session.scalars(select(Notification)).all() == []
    assert session.scalars(select(Alarm)).all() == []
    assert (kept.state, kept.rows, kept.report["new"], kept.report["all"]) == (ImportState.DONE, {}, 2, 3)


def test_the_same_book_again_adds_nothing(session: Session, pack: Pack, clerk: Officer) -> None:
    taken(session, clerk, a_book(*ROWS))
    again = taken(session, clerk, a_book(*reversed(ROWS), ROWS[0]))
    assert (again.report["new"], again.report["known"]) == (0, 3)
    assert len(session.scalars(select(Case)).all()) == 2


@pytest.mark.parametrize(
    ("words", "local"),
    [
        ("2/3/2026", "2026-03-02 07:30"),
        ("02.03.26", "2026-03-02 07:30"),
        ("14h30 ngày 02/03/2026", "2026-03-02 14:30"),
        ("2026-03-02T09:05", "2026-03-02 09:05"),
        ("2026-03-02T00:00", "2026-03-02 07:30"),
    ],
)
def test_days_are_read_as_people_write_them(words: str, local: str) -> None:
    moment = moment_of(words, VIETNAM)
    assert moment is not None
    assert f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize("words", ["", "x", "31/02/2026", "99/99/9999", "2026-13-01", "25h99 02/03/2026"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert moment_of(words, VIETNAM) is None


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(f"{name}.xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no workbook", BookNotReadable),
        (archive(a=b"x"), BookNotReadable),
        (archive(a=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), BookNotReadable),
        (archive(a=b"0" * 130 * 1024 * 1024), BookTooLarge),
        (b"0" * (10 * 1024 * 1024 + 1), BookTooLarge),
    ],
    ids=["words", "archive", "entities", "bomb", "large"],
)
def test_what_is_no_book_is_refused_in_words(content: bytes, said: type[Exception]) -> None:
    with pytest.raises(said):
        read_workbook(content)


def test_an_empty_and_an_endless_book_are_refused() -> None:
    with pytest.raises(BookEmpty):
        read_workbook(archive_of_nothing())
    with pytest.raises(BookTooLong):
        read_workbook(a_book(*((n, "02/02/2026") for n in range(MOST_ROWS))))


def archive_of_nothing() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet()
    book.close()
    return out.getvalue()


def test_the_pages_lead_from_the_file_to_the_report(
    app: Flask, session: Session, pack: Pack, clerk: Officer
) -> None:
    head = an_officer(session, Role.HEAD, "KT")
    session.commit()
    desk = at_desk(app, clerk)
    assert press(desk, PAGE, PAGE).status_code == 422
    assert press(desk, PAGE, PAGE, tep=(io.BytesIO(b"x"), "so.xlsx")).status_code == 422
    one = press(desk, PAGE, PAGE, tep=(io.BytesIO(a_book(*ROWS)), "so.xlsx")).headers["Location"]
    assert "Sẽ thành hồ sơ mới" in desk.get(one).text
    assert press(desk, f"{one}/cot", one, date=1, text=5, heading=2, kenh="hotline").status_code == 303
    assert press(desk, f"{one}/bat-dau", one).status_code == 303
    assert "Đang nhập sổ" in desk.get(one).text
    import_book(now=NOW, number=int(one.rsplit("/", 1)[1]))
    assert "Đã nhập xong" in desk.get(one).text
    report = openpyxl.load_workbook(io.BytesIO(desk.get(f"{one}/dong-loi.xlsx").data)).active
    assert report is not None
    assert report.max_row > 1
    assert at_desk(app, head).get(PAGE).status_code == 403
