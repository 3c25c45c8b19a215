"""Looks after the gateways: one that is dead raises an alarm and tells the clerks; its life ends the alarm."""

import logging
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import this_carrier
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.notifying.alarms import end_alarm, open_alarms, raise_alarm
from feedback_service.notifying.gateway_facts import facts_of, last_quiet_end
from feedback_service.notifying.gateway_health import GatewayFacts, Judged, judge
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Officer
from feedback_service.vocabulary import AlarmKind, Role

MAIL_AGAIN_HOURS = 6  # a gateway that comes and goes writes no more often

logger = logging.getLogger(__name__)


def gateways_now(session: Session, pack: Pack, now: datetime) -> list[tuple[GatewayFacts, Judged]]:
    """Each gateway of the installation, the preferred one first: what is known of it, and whether it lives."""
    config: Config = current_app.config["SERVICE"]
    awake_since = last_quiet_end(config.quiet_hours, ZoneInfo(pack.commune.time_zone), now)
    facts = [facts_of(session, gateway, now, awake_since) for gateway in this_carrier().texts]
    return [(one, judge(one, now)) for one in facts]


def watch_channels(*, now: datetime) -> None:
    """An errand. Writes only where something has changed."""
    reading, pack = db.session(), this_pack()
    found = {facts.name: judged for facts, judged in gateways_now(reading, pack, now)}
    known = {_name_of(alarm) for alarm in open_alarms(reading, AlarmKind.CHANNEL_DEAD)}
    reading.rollback()
    dead = {name: judged for name, judged in found.items() if judged.dead}
    if dead.keys() == known:
        return
    with transaction() as session:
        for name in known - dead.keys():
            end_alarm(session, AlarmKind.CHANNEL_DEAD, name, now)
            logger.info("channel_lives", extra={"provider": name})
        _raise(session, {name: dead[name] for name in dead.keys() - known}, pack, now)


def _raise(session: Session, dead: Mapping[str, Judged], pack: Pack, now: datetime) -> None:
    for name, judged in dead.items():
        state, since = judged.state.value, (judged.since or now).isoformat()
        if raise_alarm(session, AlarmKind.CHANNEL_DEAD, name, now, gateway=name, state=state, since=since):
            logger.error("channel_dead", extra={"provider": name, "state": state})
            _tell_clerks(session, name, judged, pack, now)


def _tell_clerks(session: Session, name: str, judged: Judged, pack: Pack, now: datetime) -> None:
    """Those who really are here: a made-up officer has no letter-box."""
    clerks = select(Officer).where(
        Officer.role == Role.CLERK, Officer.active.is_(True), Officer.demo.is_(False)
    )
    turn = f"{now:%Y-%m-%d}:{now.hour // MAIL_AGAIN_HOURS}"
    values = {"gateway": name, "state": judged.state.value, "since": judged.since or now}
    for clerk in session.scalars(clerks):
        key = f"channel_dead:{name}:{turn}:{clerk.id}"
        mail_officer(session, clerk.email, "channel_dead", pack, now, key, **values)


def _name_of(alarm: Alarm) -> str:
    return alarm.key.partition(":")[2]
