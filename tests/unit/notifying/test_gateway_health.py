"""Whether a gateway lives, by what is known of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feedback_service.carrier.protocols import Capabilities, ErrorClass
from feedback_service.notifying.gateway_facts import last_quiet_end
from feedback_service.notifying.gateway_health import Attempt, Beat, GatewayFacts, GatewayState, judge

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CLOUD = Capabilities(inbound=True, receipts=True, poll=True)
PHONE = Capabilities(inbound=True, receipts=True, beats=True)


def state(
    capabilities: Capabilities = CLOUD,
    attempts: tuple[Attempt, ...] = (),
    beats: tuple[Beat, ...] = (),
    heard_at: datetime | None = None,
) -> GatewayState:
    facts = GatewayFacts("x", capabilities, heard_at=heard_at, attempts=attempts, beats=beats)
    return judge(facts, NOW).state


def taken(minutes: int) -> Attempt:
    return Attempt(NOW - minutes * MINUTE)


def refused(minutes: int, kind: ErrorClass = ErrorClass.TEMPORARY) -> Attempt:
    return Attempt(NOW - minutes * MINUTE, kind, "x")


def beat(minutes: int) -> Beat:
    return Beat("phone", NOW - minutes * MINUTE)


def test_a_gateway_that_takes_what_it_is_handed_is_in_order() -> None:
    assert state(attempts=(taken(1), refused(2), refused(40))) == GatewayState.IN_ORDER


def test_without_messages_there_is_nothing_to_say_against_it() -> None:
    assert state() == GatewayState.IN_ORDER


def test_the_console_keeps_everything() -> None:
    assert state(Capabilities(idempotent_send=True)) == GatewayState.KEEPS


def test_a_wrong_setting_is_known_at_once() -> None:
    assert state(attempts=(refused(1, ErrorClass.CONFIGURATION), taken(2))) == GatewayState.WRONG_SETTINGS


@pytest.mark.parametrize(("minutes", "wanted"), [(14, GatewayState.IN_ORDER), (16, GatewayState.NOT_TAKING)])
def test_what_may_pass_is_given_a_quarter_of_an_hour(minutes: int, wanted: GatewayState) -> None:
    assert state(attempts=(refused(1), refused(minutes), taken(minutes + 1))) == wanted


@pytest.mark.parametrize("kind", [ErrorClass.PERMANENT, ErrorClass.ELSEWHERE, ErrorClass.OPTED_OUT])
def test_what_lies_with_the_recipient_says_nothing_of_the_gateway(kind: ErrorClass) -> None:
    assert state(attempts=(refused(60, kind), refused(90, kind))) == GatewayState.IN_ORDER


@pytest.mark.parametrize(("minutes", "wanted"), [(14, GatewayState.IN_ORDER), (16, GatewayState.SILENT)])
def test_a_phone_that_says_nothing_for_a_quarter_of_an_hour_is_silent(
    minutes: int, wanted: GatewayState
) -> None:
    assert state(PHONE, beats=(beat(minutes), beat(6000))) == wanted


def test_a_text_is_a_sign_of_life_too() -> None:
    assert state(PHONE, beats=(beat(60),), heard_at=NOW - MINUTE) == GatewayState.IN_ORDER


def test_a_phone_that_never_said_anything_is_waited_for() -> None:
    assert state(PHONE) == GatewayState.UNHEARD


def test_the_refusals_of_a_dead_one_are_dated_from_the_first() -> None:
    facts = GatewayFacts("x", CLOUD, attempts=(refused(1), refused(30), taken(31), refused(90)))
    assert judge(facts, NOW).since == NOW - 30 * MINUTE


@pytest.mark.parametrize(("hour", "ended"), [(9, 2), (6, -22), (7, 2)])
def test_the_quiet_hours_ended_this_morning_or_yesterdays(hour: int, ended: int) -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    now = datetime(2026, 3, 2, hour, 0, tzinfo=zone)
    day = datetime(2026, 3, 2, tzinfo=zone)
    wanted = day + timedelta(hours=7) - (timedelta(days=1) if ended < 0 else timedelta())
    assert last_quiet_end((21, 7), zone, now) == wanted
    assert last_quiet_end(None, zone, now) is None
