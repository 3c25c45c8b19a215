"""Thousands of texts, half of them duplicates, from eight connections, while processes are killed.

STORM_EVENTS=10000 for the whole storm; what it took stands in the output of `pytest -rP`.
"""

import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.records import Case, InboundEvent, Notification
from tests.resilience.books import each_is_one_case, each_was_told_once, wait_until
from tests.resilience.conftest import StartService
from tests.resilience.crowd import Crowd, Message
from tests.resilience.processes import kill, sender, web_master, web_worker
from tests.resilience.storm import SIGNING_KEY, a_storm
from tests.servers.service import Service
from tests.simulators.twilio import TwilioSimulator

EVENTS = int(os.environ.get("STORM_EVENTS", "200"))
CONNECTIONS = 8
PATIENCE_SECONDS = max(EVENTS / 10, 120)
KILLS = 5 if EVENTS < 10_000 else 20


def test_each_text_is_exactly_one_case_and_none_is_lost(
    config: Config, session: Session, start_service: StartService, twilio: TwilioSimulator
) -> None:
    twilio.slowness = 0.0
    storm = a_storm(EVENTS)
    with start_service(replace(config, demo=False), SMSGATE_SIGNING_KEY=SIGNING_KEY) as service:
        crowd = Crowd(service.base, storm, CONNECTIONS, PATIENCE_SECONDS)
        try:
            took = weather(crowd, service)
        finally:
            crowd.goes_home()
        wait_until(lambda: cases(session) == len(storm) // 2, patience=PATIENCE_SECONDS)
        each_is_one_case(session, storm, crowd.answered)
        assert outcomes(session) == Counter(opened=len(storm) // 2)
        each_was_told_once(session, twilio, storm, patience=PATIENCE_SECONDS)
        tell(session, storm, crowd, took)


def weather(crowd: Crowd, service: Service) -> float:
    """Kills somebody every so often on the way. Returns the seconds until all were answered."""
    begun = time.monotonic()
    for place, victim in enumerate(islice(cycle((web_worker, sender, web_master)), KILLS), start=1):
        crowd.wait_until_answered(place / (KILLS + 1))
        kill(victim(service))
    crowd.wait_until_answered()
    return time.monotonic() - begun


def cases(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Case)) or 0


def outcomes(session: Session) -> Counter[str]:
    return Counter(session.scalars(select(InboundEvent.outcome)))


def tell(session: Session, storm: Sequence[Message], crowd: Crowd, took: float) -> None:
    wanted = {message.submission_id for message in storm}
    found = Counter(session.scalars(select(Case.submission_id)))
    receipts = Counter(session.scalars(select(Notification.status)))
    print(
        f"\n{session.get_bind().dialect.name}: {len(storm)} events, {len(wanted)} texts in {took:.1f} s "
        f"({len(storm) / took:.0f} a second), {KILLS} kills, answers {dict(crowd.statuses)}; "
        f"cases {found.total()}, lost {len(wanted - set(found))}, double {found.total() - len(found)}, "
        f"receipts { ({status.value: n for status, n in receipts.items()}) }"
    )
