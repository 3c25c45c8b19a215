"""What is past its time goes once a leader said so; the figures stay."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.close import withdraw_case
from feedback_service.pack.model import Pack
from feedback_service.records import (
    Case,
    Contact,
    Event,
    Follower,
    Message,
    RetentionRun,
    Tally,
    Tombstone,
)
from feedback_service.settings.retention.due import last_day
from feedback_service.settings.retention.running import (
    NotTheNewest,
    confirm_run,
    report_retention,
    run_retention,
)
from feedback_service.vocabulary import Channel, Kind, Role
from tests.builders.cases import BROKEN_ROAD, NOW, a_case, an_officer
from tests.builders.desk import at_desk, press

LATER = NOW.replace(year=2037)
PAGE = "/can-bo/luu-giu"


def a_closed_case(session: Session, pack: Pack, kind: Kind | None = None) -> Case:
    case = a_case(session, pack, BROKEN_ROAD, name="H Mơ Niê", kind=kind)
    session.add(
        Message(case_id=case.id, at=NOW, incoming=True, channel=Channel.SMS, text="nhà tôi ở cuối xóm")
    )
    withdraw_case(session, case, pack, NOW)
    session.flush()
    return case


def figures(session: Session) -> dict[tuple[Any, ...], int]:
    sums: dict[tuple[Any, ...], int] = {}
    for row in session.scalars(select(Tally)):
        key = (
            row.book,
            row.measure,
            row.day,
            row.unit_code,
            row.kind,
            row.topic_code,
            row.channel,
            row.area_code,
        )
        sums[key] = sums.get(key, 0) + row.n
    return {key: n for key, n in sums.items() if n}


@pytest.mark.parametrize(
    ("today", "years", "day"),
    [(date(2036, 3, 2), 10, date(2026, 3, 2)), (date(2036, 2, 29), 1, date(2035, 2, 28))],
)
def test_years_are_counted_by_the_calendar(today: date, years: int, day: date) -> None:
    assert last_day(today, years) == day


def test_a_dry_run_counts_and_touches_nothing(session: Session, pack: Pack) -> None:
    case = a_closed_case(session, pack, Kind.PHAN_ANH)
    assert report_retention(session, now=NOW).counts["chung"] == 0
    assert report_retention(session, now=LATER).counts["chung"] == 1
    assert case.text == BROKEN_ROAD


def test_a_run_takes_words_and_sender_and_leaves_every_figure(session: Session, pack: Pack) -> None:
    old, kept = a_closed_case(session, pack, Kind.PHAN_ANH), a_closed_case(session, pack, Kind.TO_CAO)
    running = a_case(session, pack, "Đèn đường thôn 6 hỏng")
    session.commit()
    before = figures(session)
    assert run_retention(now=LATER)["chung"] == 1
    session.expire_all()
    assert figures(session) == before
    assert "đường" not in session.get_one(Case, old.id).text
    assert session.get_one(Case, kept.id).contact_id
    assert session.get_one(Case, running.id).text == "Đèn đường thôn 6 hỏng"
    assert len(session.scalars(select(Contact)).all()) == 2
    assert {row.text for row in session.scalars(select(Message).where(Message.case_id == old.id))} == {""}
    told = session.scalars(select(Event).where(Event.case_id == old.id)).all()
    assert "sạt lở" not in str([event.details for event in told])
    assert session.scalars(select(Tombstone)).one().rule == "retention:chung"
    assert run_retention(now=LATER)["chung"] == 0


def test_nobody_follows_a_case_whose_words_are_gone(session: Session, pack: Pack) -> None:
    old, kept = a_closed_case(session, pack, Kind.PHAN_ANH), a_closed_case(session, pack, Kind.TO_CAO)
    for case in (old, kept):
        session.add(Follower(case_id=case.id, phone="+84977000112", phone_fingerprint="f", asked_at=NOW))
    session.commit()
    run_retention(now=LATER)
    assert session.scalars(select(Follower.case_id)).all() == [kept.id]


def test_a_leader_agrees_once_to_the_newest_report(session: Session, pack: Pack) -> None:
    leader = an_officer(session, Role.LEADER, "LD")
    first, second = report_retention(session, now=LATER), report_retention(session, now=LATER)
    with pytest.raises(NotTheNewest):
        confirm_run(session, first.id, leader, LATER)
    confirm_run(session, second.id, leader, LATER)
    with pytest.raises(NotTheNewest):
        confirm_run(session, second.id, leader, LATER)


def test_a_run_takes_no_more_than_its_report_showed(session: Session, pack: Pack) -> None:
    a_closed_case(session, pack, Kind.PHAN_ANH)
    report = report_retention(session, now=NOW + timedelta(days=1))
    session.commit()
    assert run_retention(now=LATER, number=report.id)["chung"] == 0
    log = session.scalars(select(RetentionRun).order_by(RetentionRun.id)).all()
    assert [run.dry for run in log] == [True, False]


def test_the_command_says_what_would_go(app: Flask, session: Session, pack: Pack) -> None:
    session.commit()
    told = app.test_cli_runner().invoke(args=["retention", "--dry-run"])
    assert told.exit_code == 0, told.output
    assert "chung: 0" in told.output


def test_only_a_leader_may_say_yes(app: Flask, session: Session, pack: Pack) -> None:
    clerk, leader = an_officer(session, Role.CLERK, "VP"), an_officer(session, Role.LEADER, "LD")
    session.commit()
    desk = at_desk(app, clerk)
    assert press(desk, f"{PAGE}/xem-truoc", PAGE).status_code == 303
    number = session.scalars(select(RetentionRun.id)).one()
    session.rollback()
    assert press(desk, f"{PAGE}/{number}/duyet", PAGE).status_code == 403
    assert press(at_desk(app, leader), f"{PAGE}/{number}/duyet", PAGE).status_code == 303
    assert "đã được duyệt" in at_desk(app, leader).get(PAGE).text
