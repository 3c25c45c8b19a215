"""A rule that raised while a message was routed: the message goes its way, and an administrator is told."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.notifying.alarms import end_alarm, open_alarms, raise_alarm
from feedback_service.pack.current import NoPackLoaded, current_pack
from feedback_service.pack.model import Pack
from feedback_service.routing.rules_lexicon import lexicon_of
from feedback_service.vocabulary import AlarmKind


def tell_broken_rules(session: Session, pack: Pack, now: datetime) -> None:
    """In the transaction of whoever routes. Costs nothing while no rule of this process is broken."""
    for rule, error in list(lexicon_of(pack).broken.items()):
        raise_alarm(session, AlarmKind.RULE, rule[:100], now, rule=rule, error=error, version=pack.version)


def watch_rules(session: Session, *, now: datetime) -> None:
    """A work of the worker: tells what cannot even be compiled, and ends what a newer pack has mended."""
    try:
        pack = current_pack(session)
    except NoPackLoaded:
        return
    for alarm in open_alarms(session, AlarmKind.RULE):
        if alarm.details.get("version") != pack.version:
            end_alarm(session, AlarmKind.RULE, alarm.key.partition(":")[2], now)
    tell_broken_rules(session, pack, now)
