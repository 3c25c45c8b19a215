"""`flask doctor`: looks at what an installation stands on and says what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.health import LEAST_FREE_BYTES, WORKER_SILENT
from feedback_service.notifying.duty_phones import duty_phones, nobody_on_duty
from feedback_service.notifying.gateway_words import gateway_lines
from feedback_service.pack.current import NoPackLoaded, current_pack
from feedback_service.records import Notification
from feedback_service.routing.learned.in_force import model_for
from feedback_service.routing.learning.taking_up import OTHER_COMMUNE, following
from feedback_service.routing.rehearsing.faults import anything_missing, count_broken
from feedback_service.spool import this_spool
from feedback_service.vocabulary import DeliveryStatus
from feedback_service.worker import last_beat

CLOCK_STARTED = datetime(2026, 1, 1).date()  # noqa: DTZ001  a clock before this was never set


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    ok: bool
    said: str


def examine(config: Config, now: datetime) -> list[Finding]:
    """Every check, in the order in which one would mend them."""
    findings = [_settings(config), _clock(now), _disk(config.data_dir), _spool(now), _telephone(config)]
    try:
        findings += _database(now)
    except SQLAlchemyError as error:
        hint = "Is the server running, and is DATABASE_URL right?"
        findings.append(Finding("database", False, f"not reachable ({type(error).__name__}). {hint}"))
    return findings


def _settings(config: Config) -> Finding:
    if config.demo:
        return Finding("settings", True, "demonstration: anybody may sign in. Set DEMO=0 for real use.")
    if not config.public_base_url.startswith("https://"):
        return Finding("settings", False, "PUBLIC_BASE_URL is not https: set the address that citizens see.")
    return Finding("settings", True, f"public address {config.public_base_url}")


def _clock(now: datetime) -> Finding:
    ok = now.date() > CLOCK_STARTED
    return Finding(
        "clock", ok, now.isoformat(timespec="seconds") if ok else "is wrong: deadlines need it. Run NTP."
    )


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free // 1_048_576} MB free in {folder}"
    return Finding(
        "disk", free > LEAST_FREE_BYTES, said if free > LEAST_FREE_BYTES else f"{said}: make room."
    )


def _spool(now: datetime) -> Finding:
    state = this_spool().state(now)
    if not state.roomy:
        return Finding("spool", False, "takes nothing in while the database is away: make room on the disk.")
    if state.set_aside:
        hint = "Mend what the log says, then run flask drain --again."
        return Finding("spool", False, f"{state.set_aside} could not be taken in. {hint}")
    said = (
        f"{state.waiting} wait, the first for {state.oldest_seconds} s" if state.waiting else "nothing waits"
    )
    return Finding("spool", True, said)


def _telephone(config: Config) -> Finding:
    """Calls come only where they were told to: an administrator sets the number's addresses at the provider."""
    if not config.twilio_auth_token:
        return Finding("telephone", True, "no machine answers calls: TWILIO_AUTH_TOKEN is not set")
    if not config.twilio_account_sid:
        return Finding("telephone", False, "recordings cannot be fetched: set TWILIO_ACCOUNT_SID.")
    rings = "an officer is rung by 0" if config.twilio_voice_dial else "0 rings nobody (TWILIO_VOICE_DIAL)"
    where = f"{config.public_base_url}/webhooks/twilio/voice"
    return Finding("telephone", True, f"calls are answered at {where}, {rings}")


def _database(now: datetime) -> Iterator[Finding]:
    with db.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    head = scripts.get_current_head()
    yield Finding("database", True, db.engine.dialect.name)
    up_to_date = current == head
    yield Finding("migrations", up_to_date, "up to date" if up_to_date else "pending: run flask db upgrade.")
    if not up_to_date:
        return
    pack = _pack()
    yield pack
    yield from _outbox(now)
    if pack.ok:
        yield _rules()
        yield _model()
        yield from (Finding(*line) for line in gateway_lines(db.session(), now))
    yield _duty()


def _pack() -> Finding:
    try:
        pack = current_pack(db.session())
    except NoPackLoaded:
        return Finding("pack", False, "none is loaded: run flask load-pack.")
    return Finding("pack", True, f"{pack.commune.name.vi}, version {pack.version}")


def _rules() -> Finding:
    """Those that somebody switched off are meant to do no work."""
    pack = current_pack(db.session())
    broken = count_broken(pack)
    if broken:
        hint = "The settings (/can-bo/quan-tri/phan-loai) and flask load-pack say which."
        return Finding("rules", not anything_missing(pack), f"{broken} of routing can do no work. {hint}")
    return Finding("rules", True, "every rule of routing can do its work")


def _model() -> Finding:
    taken = following(current_pack(db.session()))
    if taken.fault:
        why = (
            "trained for another commune"
            if taken.fault == OTHER_COMMUNE
            else "not to be read by this release"
        )
        hint = "The shipped one routes. Run flask retrain --back, or flask retrain --force."
        return Finding("model", False, f"the one switched on is {why}. {hint}")
    model = model_for(current_pack(db.session()))
    if model is None:
        return Finding("model", True, "none: phrases of the pack alone route")
    return Finding("model", True, f"{model.version}, {'trained here' if taken.model else 'shipped'}")


def _outbox(now: datetime) -> Iterator[Finding]:
    session = db.session()
    waiting = session.scalar(select(func.count()).where(Notification.next_attempt_at <= now)) or 0
    unknown = session.scalar(select(func.count()).where(Notification.status == DeliveryStatus.UNKNOWN)) or 0
    yield Finding("outbox", True, f"{waiting} to send, {unknown} whose end is not known")
    beat = last_beat(session)
    alive = beat is not None and now - beat < WORKER_SILENT
    yield Finding("worker", alive, "at work" if alive else "silent: run flask worker (make run does).")


def _duty() -> Finding:
    if nobody_on_duty(db.session()):
        return Finding("duty phones", False, "none: nobody is woken by danger. Add some in the settings.")
    return Finding("duty phones", True, f"{len(duty_phones(db.session()))} on the list")
