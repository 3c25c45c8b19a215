"""The plan's work: the year of each medium from what the system knows and what units write down."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.publishing.plan_work.spans import Standing
from feedback_service.publishing.plan_work.writing_down import (
    DayAhead,
    Deed,
    NotYourMedium,
    strike_out,
    write_down,
)
from feedback_service.publishing.plan_work.year import works_of, year_of
from feedback_service.records import PackVersion, PlanWork
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press

TODAY = date(2026, 4, 6)
LEAFLETS = Deed("to-roi", date(2026, 2, 3), "Phát tờ rơi ở chợ", 300)


def test_what_is_written_down_fills_its_span(session: Session, pack: Pack) -> None:
    write_down(session, an_officer(session, Role.HEAD, "TTHCC"), LEAFLETS, pack, TODAY, NOW)
    year = {one.medium.code: one for one in year_of(session, 2026, pack, TODAY)}
    assert [part.standing for part in year["to-roi"].parts] == [
        Standing.DONE,
        Standing.RUNNING,
        Standing.AHEAD,
        Standing.AHEAD,
    ]
    assert year["to-roi"].due_by == date(2026, 6, 30)


def test_a_unit_writes_only_of_media_that_it_works_on(session: Session, pack: Pack) -> None:
    with pytest.raises(NotYourMedium):
        write_down(session, an_officer(session, Role.HEAD, "YT"), LEAFLETS, pack, TODAY, NOW)


def test_what_is_not_done_yet_is_not_written_down(session: Session, pack: Pack) -> None:
    ahead = Deed("to-roi", date(2026, 4, 7), "Sẽ phát", 10)
    with pytest.raises(DayAhead):
        write_down(session, an_officer(session, Role.PUBLISHER, ""), ahead, pack, TODAY, NOW)


def test_what_was_struck_out_counts_no_more_and_stays_in_the_book(session: Session, pack: Pack) -> None:
    head = an_officer(session, Role.HEAD, "TTHCC")
    work = write_down(session, head, LEAFLETS, pack, TODAY, NOW)
    strike_out(session, work.id, head, NOW)
    session.flush()
    assert works_of(session, 2026) == []
    assert session.scalars(select(PlanWork.cancelled_at)).one() == NOW


def test_a_head_strikes_out_only_his_own(session: Session, pack: Pack) -> None:
    work = write_down(session, an_officer(session, Role.HEAD, "TTHCC"), LEAFLETS, pack, TODAY, NOW)
    with pytest.raises(NotYourMedium):
        strike_out(session, work.id, an_officer(session, Role.HEAD, "TTDV"), NOW)


def test_proof_goes_with_it_without_where_it_was_taken(app: Flask, session: Session, pack: Pack) -> None:
    publisher = an_officer(session, Role.PUBLISHER, "")
    session.commit()
    desk = at_desk(app, publisher)
    picture, exif = BytesIO(), Image.Exif()
    exif[271] = "MAY-ANH-BI-MAT"
    Image.new("RGB", (40, 30), "green").save(picture, "JPEG", exif=exif)
    given = {
        "phuong_tien": "to-roi",
        "ngay": "2026-02-03",
        "viec": "Phát tờ rơi",
        "so_luong": "300",
        "minh_chung": (BytesIO(picture.getvalue()), "nha-ong-Tam.jpg"),
    }
    assert press(desk, "/can-bo/ke-hoach", "/can-bo/ke-hoach", **given).status_code == 303
    number = session.scalars(select(PlanWork.id)).one()
    kept = desk.get(f"/can-bo/ke-hoach/{number}/minh-chung")
    assert kept.mimetype == "image/jpeg"
    assert b"MAY-ANH" not in kept.data


@pytest.mark.parametrize(
    "wrong", [{"so_luong": "0"}, {"ngay": "x"}, {"viec": ""}, {"phuong_tien": "tivi"}, {"ngay": "2999-01-01"}]
)
def test_what_was_typed_stays_when_something_is_wrong(
    app: Flask, session: Session, pack: Pack, wrong: dict[str, str]
) -> None:
    publisher = an_officer(session, Role.PUBLISHER, "")
    session.commit()
    given = {
        "phuong_tien": "to-roi",
        "ngay": "2026-02-03",
        "viec": "Phát tờ rơi",
        "so_luong": "3",
        "ghi_chu": "ở chợ",
    }
    answer = press(at_desk(app, publisher), "/can-bo/ke-hoach", "/can-bo/ke-hoach", **{**given, **wrong})
    assert answer.status_code == 422
    assert "ở chợ" in answer.text


def test_nothing_is_missed_from_before_the_service_was_in_use(session: Session, pack: Pack) -> None:
    session.execute(update(PackVersion).values(loaded_at=NOW + timedelta(days=31)))
    year = {one.medium.code: one for one in year_of(session, 2026, pack, TODAY)}
    assert {part.standing for part in year["to-roi"].parts} == {
        Standing.BEFORE,
        Standing.RUNNING,
        Standing.AHEAD,
    }
