"""A list of calls is looked at, taken in by the worker, each call once, and its faults are named by line."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.intake.calls.lists.importing import (
    CHUNK,
    forget_imports,
    import_calls,
    keep_list,
    start_import,
)
from feedback_service.pack.model import Pack
from feedback_service.records import Call, CallBack, CallImport, Case, Job, Officer
from feedback_service.vocabulary import CallEnd, CallSource, ImportState, Role
from tests.builders.call_lists import FREEPBX, MASTER, PHONE
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.hotline import SHEET

LISTS = f"{SHEET}/nhap-danh-sach"
LATER = NOW.replace(hour=3)


def hand_in(client: FlaskClient, content: bytes) -> TestResponse:
    return press(client, LISTS, LISTS, tep=(io.BytesIO(content), "Master.csv"))


def taken_in(session: Session, officer: Officer, text: str) -> CallImport:
    kept = keep_list(session, officer, text.encode(), LATER)
    start_import(session, kept, LATER)
    session.commit()
    import_calls(now=LATER, number=kept.id)
    return session.get_one(CallImport, kept.id, populate_existing=True)


@pytest.mark.parametrize("text", [MASTER, FREEPBX, PHONE], ids=["asterisk", "freepbx", "phone"])
def test_calls_are_taken_in_and_the_missed_ones_are_owed(
    session: Session, pack: Pack, officer: Officer, text: str
) -> None:
    done = taken_in(session, officer, text)
    calls = session.scalars(select(Call).order_by(Call.started_at)).all()
    assert (done.state, done.taken, done.known, done.rows) == (ImportState.DONE, 2, 0, 2)
    assert [call.end for call in calls] == [CallEnd.ANSWERED, CallEnd.MISSED]
    assert {call.source for call in calls} == {CallSource.PBX}
    assert session.scalars(select(CallBack.phone)).all() == ["+84905123456"]
    assert session.scalars(select(Case)).all() == []


def test_the_same_list_again_brings_nothing_new(session: Session, pack: Pack, officer: Officer) -> None:
    taken_in(session, officer, FREEPBX)
    again = taken_in(session, officer, FREEPBX)
    assert (again.taken, again.known) == (0, 2)
    assert session.scalars(select(CallBack.calls)).all() == [1]


def test_an_old_list_owes_nobody_a_call(session: Session, pack: Pack, officer: Officer) -> None:
    done = taken_in(session, officer, MASTER.replace("2026-03-02", "2026-02-20"))
    assert done.taken == 2
    assert session.scalars(select(CallBack)).all() == []


def test_who_got_through_later_in_the_list_is_owed_nothing(
    session: Session, pack: Pack, officer: Officer
) -> None:
    newest_first = (
        "number,date,duration,type\n"
        "0905123456,2026-03-02 08:30:00,40,Incoming\n"
        "0905123456,2026-03-02 08:00:00,0,Missed\n"
    )
    taken_in(session, officer, newest_first)
    assert session.scalars(select(CallBack).where(CallBack.done_at.is_(None))).all() == []


def test_a_worker_that_was_killed_goes_on_where_it_stopped(
    session: Session, pack: Pack, officer: Officer
) -> None:
    lines = "".join(f"0905{n:06d},2026-03-01 08:00:00,5,Incoming\n" for n in range(100_000, 100_000 + CHUNK))
    kept = keep_list(session, officer, ("number,date,duration,type\n" + lines * 2).encode(), LATER)
    start_import(session, kept, LATER)
    kept.done = kept.taken = 50
    session.commit()
    for _ in range(2):  # claimed twice: the second finds it done
        import_calls(now=LATER, number=kept.id)
    session.refresh(kept)
    assert (kept.done, kept.taken + kept.known) == (CHUNK, CHUNK)
    assert len(session.scalars(select(Call.id)).all()) == CHUNK - 50


def test_what_was_taken_in_is_not_kept_as_a_file(session: Session, pack: Pack, officer: Officer) -> None:
    assert taken_in(session, officer, MASTER).content == b""


def test_results_are_forgotten_after_a_month(session: Session, pack: Pack, officer: Officer) -> None:
    taken_in(session, officer, MASTER)
    forget_imports(session, now=NOW.replace(month=4, day=2))
    assert session.scalars(select(CallImport)).all() == []


def test_the_list_is_looked_at_before_anything_is_taken(session: Session, desk: FlaskClient) -> None:
    answer = hand_in(desk, MASTER.encode())
    page = desk.get(answer.location).text
    assert "2 cuộc gọi mới sẽ được nhập, 1 cuộc nhỡ" in page
    assert session.scalars(select(Call)).all() == []


def test_from_file_to_result_by_hand(session: Session, desk: FlaskClient) -> None:
    one = hand_in(desk, (PHONE + "0912 000 345;hôm qua;5;Gọi đến\n").encode()).location
    assert "1 dòng không đọc được" in desk.get(one).text
    press(desk, f"{one}/bat-dau", one)
    assert "Đang nhập danh sách" in desk.get(one).text and 'http-equiv="refresh"' in desk.get(one).text
    session.rollback()
    job = session.scalars(select(Job).where(Job.name == "import_calls")).one()
    import_calls(now=LATER, **job.arguments)
    done = desk.get(one).text
    assert "Đã nhập xong" in done and "Không đọc được ngày giờ" in done
    faults = desk.get(f"{one}/dong-loi.csv")
    assert faults.text.splitlines()[1] == "5,Không đọc được ngày giờ"


def test_columns_that_were_not_told_apart_are_chosen(session: Session, desk: FlaskClient) -> None:
    one = hand_in(desk, b"x;y;z\n0912000345;02/03/2026 08:00:00;nghe\n").location
    assert "Chưa nhận ra đủ cột" in desk.get(one).text
    press(desk, f"{one}/bat-dau", one)
    assert "thiếu thì không biết gọi nhỡ" in desk.get(one).text
    press(desk, f"{one}/cot", one, caller="0", start="1", end="2", heading="1", talk="", duration="999")
    assert "1 cuộc gọi mới sẽ được nhập" in desk.get(one).text


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n", b'"' + b"x" * 200_000, b"\xff\xfe\x00", b"a," * 300],
)
def test_whatever_is_handed_in_gets_words_and_no_fault_of_ours(desk: FlaskClient, content: bytes) -> None:
    answer = hand_in(desk, content)
    assert answer.status_code == 422
    assert "role=\"alert\"" in answer.text  # fmt: skip


def test_a_list_is_its_officer_s_and_of_those_who_may_see_who_called(
    app: Flask, session: Session, pack: Pack, desk: FlaskClient
) -> None:
    one = hand_in(desk, MASTER.encode()).location
    colleague = an_officer(session, Role.CLERK, pack.commune.triage_unit)
    unit = an_officer(session, Role.OFFICER, "KT")
    session.commit()
    assert at_desk(app, colleague).get(one).status_code == 404
    assert at_desk(app, unit).get(LISTS).status_code == 403
    assert "nhap-danh-sach" not in at_desk(app, unit).get(SHEET).text


def test_a_list_can_be_thrown_away_before_it_runs(session: Session, desk: FlaskClient) -> None:
    one = hand_in(desk, MASTER.encode()).location
    press(desk, f"{one}/bo", one)
    assert session.scalars(select(CallImport)).all() == []
