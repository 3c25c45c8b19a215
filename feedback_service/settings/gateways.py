"""The gateways as the administrator sees them: whether each lives, what went wrong, and the ledger of the last days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.error_words import Explained, explain
from feedback_service.errors import Fact
from feedback_service.notifying.alarms import acknowledge, open_alarms
from feedback_service.notifying.gateway_health import Fault, GatewayFacts, Judged
from feedback_service.notifying.watching import gateways_now
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Job, LedgerDay, Officer
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import AlarmKind

LEDGER_DAYS = 14
# Alarms about the house. Those about danger have a case, which no administrator sees.
OF_THE_HOUSE = (
    AlarmKind.CHANNEL_DEAD,
    AlarmKind.CLOCK_WRONG,
    AlarmKind.LEDGER,
    AlarmKind.SPOOL,
    AlarmKind.PLATFORM,
    AlarmKind.RULE,
    AlarmKind.MODEL,
)
_REJECTED = "rejected:"
_NAMED = frozenset({"opened", "joined", "command", "thanks"})


class NoSuchAlarm(Fact):
    status = 404


@dataclass(frozen=True, slots=True)
class FaultLine:
    fault: Fault
    explained: Explained


@dataclass(frozen=True, slots=True)
class GatewayLine:
    """A gateway with its faults of the last 24 hours, each with what it means and what to do."""

    facts: GatewayFacts
    judged: Judged
    faults: Sequence[FaultLine]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A day of a provider. `received` None: it cannot be asked. `left`: kept and not understood yet.

    `differs`: how many the provider has more than we; below 0 fewer.
    """

    provider: str
    day: date
    received: int | None
    cases: int
    joined: int
    commands: int
    thanks: int
    rejected: Mapping[str, int]
    left: int
    differs: int
    asked_at: datetime


def gateway_lines(session: Session, pack: Pack, now: datetime) -> list[GatewayLine]:
    return [
        GatewayLine(facts, judged, [FaultLine(one, explain(facts.name, one.code)) for one in facts.faults])
        for facts, judged in gateways_now(session, pack, now)
    ]


def ledger_lines(session: Session, today: date) -> list[LedgerLine]:
    """The newest day first."""
    rows = session.scalars(
        select(LedgerDay)
        .where(LedgerDay.day > today - timedelta(days=LEDGER_DAYS))
        .order_by(LedgerDay.day.desc(), LedgerDay.provider)
    )
    return [_line(row) for row in rows]


def house_alarms(session: Session) -> list[Alarm]:
    return open_alarms(session, *OF_THE_HOUSE)


def acknowledge_alarm(session: Session, number: int, officer: Officer, now: datetime) -> None:
    """Raises NoSuchAlarm."""
    alarm = session.get(Alarm, number)
    if alarm is None or alarm.kind not in OF_THE_HOUSE or alarm.ended_at is not None:
        raise NoSuchAlarm
    acknowledge(session, alarm, officer.name, now)


def ask_for_reconciling(session: Session, now: datetime) -> None:
    """The worker does it within seconds. Asked for twice in a minute, it is done once."""
    session.execute(
        insert_into(session, Job)
        .values(key=f"reconcile:asked:{now:%Y-%m-%dT%H:%M}", name="reconcile", arguments={}, run_at=now)
        .on_conflict_do_nothing(index_elements=["key"])
    )


def _line(row: LedgerDay) -> LedgerLine:
    counts: dict[str, int] = row.counts
    kept = sum(counts.values())
    rejected = {key.removeprefix(_REJECTED): n for key, n in counts.items() if key.startswith(_REJECTED)}
    named = sum(counts.get(outcome, 0) for outcome in _NAMED)
    return LedgerLine(
        provider=row.provider,
        day=row.day,
        received=row.received,
        cases=counts.get("opened", 0),
        joined=counts.get("joined", 0),
        commands=counts.get("command", 0),
        thanks=counts.get("thanks", 0),
        rejected=rejected,
        left=kept - named - sum(rejected.values()),
        differs=0 if row.received is None else row.received - kept,
        asked_at=row.asked_at,
    )
