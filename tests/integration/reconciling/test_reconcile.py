"""What a provider received and we did not get is taken in, once, and at its true time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import ReceivedText
from feedback_service.intake.reconciling import reconcile
from feedback_service.intake.sms import InboundText, take_text
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Call, CallBack, Case, Event, InboundEvent, LedgerDay
from feedback_service.vocabulary import AlarmKind
from tests.builders.cases import BROKEN_ROAD
from tests.builders.gateways import (
    ListingGateway,
    RepeatingGateway,
    a_received_call,
    a_received_text,
    speak_through,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def gateway(app: Flask, session: Session, pack: Pack) -> ListingGateway:
    session.commit()
    one = ListingGateway()
    speak_through(app, one)
    return one


def counted(session: Session, what: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(what)) or 0


def arrives(gateway: ListingGateway, number: int, at: datetime, body: str, listed: bool = True) -> None:
    """By webhook, a moment after the provider had it."""
    text = a_received_text(number, at, body)
    if listed:
        gateway.has.append(text)
    take_text(InboundText("twilio", text.event_id, text.sender, body, sent_at=at), text.raw, at)


def test_a_text_that_we_miss_opens_a_case_that_says_so(
    gateway: ListingGateway, session: Session, now: datetime
) -> None:
    gateway.has.append(a_received_text(1, now - 3 * HOUR, BROKEN_ROAD))
    (done,) = reconcile(now=now)
    event = session.scalars(select(InboundEvent)).one()
    assert (done.texts, done.texts_taken, done.failed) == (1, 1, "")
    assert (event.source, event.outcome, event.sent_at) == ("reconciled", "opened", now - 3 * HOUR)
    told = session.scalars(select(Event).where(Event.action == "received")).one()
    assert told.details["source"] == "reconciled"


def test_its_clocks_run_from_when_it_was_sent(
    gateway: ListingGateway, session: Session, now: datetime
) -> None:
    gateway.has.append(a_received_text(1, now - timedelta(days=4), BROKEN_ROAD))
    reconcile(now=now)
    case = session.scalars(select(Case)).one()
    assert (case.sent_at, case.entered_at) == (now - timedelta(days=4), now)


def test_run_twice_it_takes_in_nothing_new(gateway: ListingGateway, session: Session, now: datetime) -> None:
    gateway.has.append(a_received_text(1, now - HOUR, BROKEN_ROAD))
    gateway.rung.append(a_received_call(1, now - HOUR))
    reconcile(now=now)
    (again,) = reconcile(now=now + timedelta(minutes=10))
    assert (again.texts, again.texts_taken, again.calls_taken) == (1, 0, 0)
    assert [counted(session, what) for what in (Case, InboundEvent, Call, CallBack)] == [1, 1, 1, 1]


def test_a_text_that_came_by_itself_stays_as_it_is(
    gateway: ListingGateway, session: Session, now: datetime
) -> None:
    arrives(gateway, 1, now - HOUR, BROKEN_ROAD)
    (done,) = reconcile(now=now)
    assert done.texts_taken == 0
    assert session.scalars(select(InboundEvent)).one().source == "webhook"


def test_at_first_a_week_is_asked_for_and_then_two_days_more_than_since_the_last_time(
    gateway: ListingGateway, now: datetime
) -> None:
    reconcile(now=now)
    reconcile(now=now + HOUR)
    reconcile(now=now + HOUR, since=now - timedelta(days=30))
    assert gateway.asked_since == [
        now - timedelta(days=7),
        now - timedelta(hours=48),
        now - timedelta(days=30),
    ]


def test_of_a_list_that_breaks_off_is_taken_what_it_had_and_nothing_concluded(
    gateway: ListingGateway, session: Session, now: datetime
) -> None:
    gateway.has.append(a_received_text(1, now - HOUR, BROKEN_ROAD))
    gateway.breaks_off = True
    (done,) = reconcile(now=now)
    assert (done.failed, done.texts_taken) == ("http_503", 1)
    assert counted(session, LedgerDay) == 0


def test_a_gateway_that_lists_nothing_is_told_to_send_it_again(
    app: Flask, session: Session, pack: Pack, now: datetime
) -> None:
    session.commit()
    phone = RepeatingGateway()
    speak_through(app, phone)
    (done,) = reconcile(now=now)
    assert done.repeats and phone.told[0][0] == now - timedelta(days=7)
    assert {day.received for day in session.scalars(select(LedgerDay))} == {None}


def test_what_a_phone_sends_again_may_take_until_the_next_time(
    app: Flask, session: Session, pack: Pack, now: datetime
) -> None:
    session.commit()
    speak_through(app, RepeatingGateway(counts=1))
    reconcile(now=now, since=now - timedelta(hours=12))
    assert counted(session, Alarm) == 0
    reconcile(now=now + HOUR, since=now - timedelta(hours=12))
    assert session.scalars(select(Alarm)).one().details["numbers"]["differs"] == 1


def test_a_phone_that_was_off_over_midnight_dates_its_texts_from_the_morning(
    app: Flask, session: Session, pack: Pack, now: datetime
) -> None:
    session.commit()
    midnight = now.replace(hour=17) - timedelta(days=1)
    phone = RepeatingGateway(counted={midnight: 1})
    speak_through(app, phone)
    sent = midnight - HOUR
    take_text(InboundText("smsgate", "k1", "+84905123456", BROKEN_ROAD, sent_at=sent), b"{}", now)
    for minutes in (0, 10):
        reconcile(now=now + timedelta(minutes=minutes))
    pages = session.scalars(select(LedgerDay).order_by(LedgerDay.day.desc()).limit(2)).all()
    assert [(page.received, sum(page.counts.values())) for page in pages] == [(1, 0), (0, 1)]
    assert counted(session, Alarm) == 0


@pytest.mark.parametrize(
    ("counts", "back"), [(0, None), (1, timedelta(hours=48)), (None, timedelta(hours=1))]
)
def test_a_phone_is_told_to_send_again_only_what_may_be_lacking(
    app: Flask, session: Session, pack: Pack, now: datetime, counts: int | None, back: timedelta | None
) -> None:
    session.commit()
    phone = RepeatingGateway()
    speak_through(app, phone)
    reconcile(now=now)
    phone.told, phone.counts = [], counts
    (done,) = reconcile(now=now + timedelta(minutes=10))
    assert [since for since, _ in phone.told] == ([now - back] if back else [])
    assert done.again == bool(back)


def test_one_gateway_that_cannot_be_asked_does_not_keep_the_other_from_it(
    app: Flask, session: Session, pack: Pack, now: datetime
) -> None:
    session.commit()
    broken, whole = ListingGateway(breaks_off=True), ListingGateway(name="smsgate")
    whole.has.append(a_received_text(1, now - HOUR, BROKEN_ROAD))
    speak_through(app, broken, whole)
    assert [(done.failed, done.texts_taken) for done in reconcile(now=now)] == [("http_503", 0), ("", 1)]


def test_a_missed_call_that_we_lack_is_owed_a_call(
    gateway: ListingGateway, session: Session, now: datetime
) -> None:
    gateway.rung += [a_received_call(1, now - HOUR), a_received_call(2, now - HOUR + timedelta(minutes=5))]
    (done,) = reconcile(now=now)
    owed = session.scalars(select(CallBack)).one()
    assert (done.calls, done.calls_taken, owed.calls) == (2, 2, 2)


def test_the_ledger_of_a_day_is_even(gateway: ListingGateway, session: Session, now: datetime) -> None:
    arrives(gateway, 1, now - 3 * HOUR, BROKEN_ROAD)
    arrives(gateway, 2, now - 2 * HOUR, "TROGIUP")
    gateway.has.append(a_received_text(3, now - HOUR, "Đèn đường ở thôn 6B hỏng cả tuần nay rồi"))
    reconcile(now=now)
    today = session.get_one(LedgerDay, ("twilio", now.date()))
    assert (today.received, today.counts) == (3, {"command": 1, "opened": 2})
    assert counted(session, Alarm) == 0


def test_a_difference_raises_an_alarm_until_it_is_even(
    gateway: ListingGateway, session: Session, now: datetime
) -> None:
    arrives(gateway, 1, now - HOUR, BROKEN_ROAD, listed=False)
    reconcile(now=now)
    alarm = session.scalars(select(Alarm)).one()
    assert (alarm.kind, alarm.key) == (AlarmKind.LEDGER, f"ledger:twilio:{now.date()}")
    assert alarm.details["numbers"] == {"received": 0, "kept": 1, "differs": -1}
    gateway.has.append(a_received_text(1, now - HOUR, BROKEN_ROAD))
    reconcile(now=now + HOUR)
    session.refresh(alarm)
    assert alarm.ended_at == now + HOUR


def test_a_text_around_midnight_stands_on_the_providers_day(
    gateway: ListingGateway, session: Session, now: datetime
) -> None:
    midnight = now.replace(hour=17) - timedelta(days=1)  # UTC; in Ea Knốp the day begins
    gateway.has.append(a_received_text(1, midnight - timedelta(seconds=1), BROKEN_ROAD))
    text = gateway.has[0]
    take_text(InboundText("twilio", text.event_id, text.sender, text.body), text.raw, midnight)
    reconcile(now=now)
    yesterday = session.get_one(LedgerDay, ("twilio", now.date() - timedelta(days=1)))
    assert (yesterday.received, yesterday.counts) == (1, {"opened": 1})
    assert counted(session, Alarm) == 0


def test_what_is_on_its_way_right_now_is_no_difference(
    gateway: ListingGateway, session: Session, now: datetime
) -> None:
    arrives(gateway, 1, now - timedelta(seconds=30), BROKEN_ROAD, listed=False)
    reconcile(now=now)
    assert counted(session, Alarm) == 0


def test_no_transaction_is_open_while_a_provider_is_spoken_to(
    app: Flask, session: Session, pack: Pack, now: datetime
) -> None:
    session.commit()
    open_ones: list[bool] = []

    class Listening(ListingGateway):
        def received(self, since: datetime, until: datetime) -> Iterator[ReceivedText]:
            open_ones.append(session.in_transaction())
            return super().received(since, until)

    speak_through(app, Listening(has=[a_received_text(1, now - HOUR, BROKEN_ROAD)]))
    for minutes in (0, 10):
        reconcile(now=now + timedelta(minutes=minutes))
    assert open_ones == [False, False]


def test_two_at_once_take_in_each_text_once(
    app: Flask, gateway: ListingGateway, session: Session, now: datetime
) -> None:
    for number in range(6):
        sender = f"+8490512345{number}"
        gateway.has.append(a_received_text(number, now - HOUR, f"{BROKEN_ROAD} {number}", sender))
    gateway.rung.append(a_received_call(1, now - HOUR))
    session.rollback()
    faults: list[BaseException] = []

    def run() -> None:
        try:
            with app.app_context():
                reconcile(now=now)
        except Exception as fault:  # noqa: BLE001  a thread's fault would else be lost
            faults.append(fault)

    both = [Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert faults == []
    assert [counted(session, what) for what in (Case, InboundEvent, Call, CallBack)] == [6, 6, 1, 1]
    assert counted(session, Alarm) == 0
