"""Thanks open nothing; a flood is grouped, and nothing of it is lost."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.pack.model import Pack
from feedback_service.records import Event, InboundEvent, Notification
from tests.builders.texts import LAMP, cases, ends, minutes, only_case, replies, said_in, send


def how_many(session: Session, record: type) -> int:
    return session.scalar(select(func.count()).select_from(record)) or 0


@pytest.mark.parametrize("words", ["ok", "cảm ơn cán bộ nhiều nhé", "tks", "👍", "vang a"])
def test_thanks_stand_in_the_thread_and_move_nothing(session: Session, pack: Pack, words: str) -> None:
    send(session, LAMP, minutes(0))
    before = only_case(session).revision
    send(session, words, minutes(600))
    case = only_case(session)
    assert (case.revision, said_in(session, case)) == (before, [words])
    assert (ends(session), replies(session)) == (["opened", "thanks"], ["receipt"])


def test_thanks_of_an_unknown_phone_open_nothing(session: Session, pack: Pack) -> None:
    send(session, "cam on xa")
    assert (cases(session), ends(session), replies(session)) == ([], ["thanks"], [])


def test_thanks_for_what_is_long_ago_belong_nowhere(session: Session, pack: Pack) -> None:
    send(session, LAMP, minutes(0))
    send(session, "cam on xa", minutes(31 * 24 * 60))
    assert said_in(session, only_case(session)) == []


def test_thanks_that_say_something_are_a_message(session: Session, pack: Pack) -> None:
    send(session, "cam on, nhung duong thon 5 van hong")
    assert len(cases(session)) == 1


def test_the_same_words_from_one_phone_within_a_day_are_one_case(session: Session, pack: Pack) -> None:
    send(session, "Đường thôn 5 hỏng", minutes(0))
    send(session, "duong  thon 5 HONG", minutes(600))
    assert len(cases(session)) == 1
    assert ends(session) == ["opened", "joined:same_text"]


def test_the_same_words_from_many_phones_are_a_case_each(session: Session, pack: Pack) -> None:
    for number in range(4):
        send(session, "mat dien ca thon", minutes(number), sender=f"+8490512340{number}")
    assert len(cases(session)) == 4


def test_eleven_matters_in_an_hour_are_a_flood(session: Session, pack: Pack) -> None:
    for number in range(14):
        send(session, f"viec thu {number} cua toi la duong thon {number} hong", minutes(number))
    assert len(cases(session)) == 1
    assert ends(session)[10:] == ["joined:flood"] * 4
    noted = session.scalars(select(Event.action).where(Event.action == "flood")).all()
    assert noted == ["flood"]


def test_a_day_with_five_hundred_texts_from_one_number(session: Session, pack: Pack, config: Config) -> None:
    for number in range(500):
        send(session, f"tin so {number}: {LAMP}", minutes(number * 2.5))
    assert len(cases(session)) <= 3
    assert how_many(session, InboundEvent) == 500
    assert how_many(session, Notification) <= config.replies_a_day
    written = sum(len(said_in(session, case)) for case in cases(session))
    assert written + len(cases(session)) == 500
    assert how_many(session, Event) < 120


def test_danger_in_a_flood_is_danger(session: Session, pack: Pack) -> None:
    for number in range(12):
        send(session, f"tin so {number}: {LAMP}", minutes(number))
    send(session, "chay nha roi o thon 5 mau cuu voi", minutes(12))
    assert only_case(session).danger
