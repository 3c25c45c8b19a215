"""The worker's part of retraining: a process of its own, so that no thread that sends messages has to wait.

By night it begins only where there is enough to learn; asked for on the screen, at once.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from feedback_service.database import db, transaction
from feedback_service.handling.promises import zone_of
from feedback_service.notifying.alarms import end_alarm, raise_alarm
from feedback_service.pack.current import NoPackLoaded, current_pack
from feedback_service.routing.learning.material import workshop_of
from feedback_service.routing.learning.switching import in_force
from feedback_service.routing.learning.taking_up import unpack
from feedback_service.routing.learning.waiting import what_waits
from feedback_service.vocabulary import AlarmKind

MOST_SECONDS = 30 * 60  # some four minutes of one core; a busy or old machine takes longer
DONE, BUSY = 0, 3  # how `flask retrain` ends: well, or because another one is at it
NIGHT = frozenset((22, 23, 0, 1, 2, 3, 4, 5))
TRAINING, READING = "training", "reading"
_ROOT = Path(__file__).parents[3]
_PR_SET_PDEATHSIG = 1  # linux/prctl.h

logger = logging.getLogger(__name__)

# Runs `flask` with these words for so many seconds at most. Returns its exit code.
Run = Callable[[Sequence[str], float], int]


def run_flask(words: Sequence[str], seconds: float) -> int:
    """What it prints and logs goes where the worker's log goes. -1 where its time was over."""
    command = [sys.executable, "-m", "flask", *words]
    try:
        return subprocess.run(  # noqa: S603  our own words
            command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=sys.stderr, timeout=seconds, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return -1


def retrain_by_night(*, now: datetime, run: Run = run_flask) -> None:
    """An errand. By day nobody trains unasked: a machine that was off at night waits for the next one."""
    session = db.session()
    try:
        pack = current_pack(session)
    except NoPackLoaded:
        return
    waiting = what_waits(session, workshop_of(pack).shipped_hash())
    session.rollback()
    if waiting.enough and now.astimezone(zone_of(pack)).hour in NIGHT:
        _retrain(("--nightly",), now, run)


def retrain_as_asked(*, now: datetime, officer: int, run: Run = run_flask) -> None:
    """An errand, for an administrator who asked on the screen."""
    _retrain(("--force", "--officer", str(officer)), now, run)


def _retrain(words: tuple[str, ...], now: datetime, run: Run) -> None:
    """What fails is told, and not tried again before the next night: each try costs minutes of the processor."""
    code = run(("retrain", "--json", *words), MOST_SECONDS)
    with transaction() as session:
        if code in (DONE, BUSY):
            end_alarm(session, AlarmKind.MODEL, TRAINING, now)
        else:
            raise_alarm(session, AlarmKind.MODEL, TRAINING, now, fault=TRAINING, code=code)
    if code not in (DONE, BUSY):
        logger.error("retraining_failed", extra={"code": code})


def watch_model(*, now: datetime) -> None:
    """An errand: an administrator is told of a model in force that cannot be used, and of its end."""
    reading = db.session()
    try:
        pack = current_pack(reading)
    except NoPackLoaded:
        return
    row = in_force(reading)
    _, fault = unpack(row.weights, pack) if row else (None, "")
    number = row.id if row else 0
    reading.rollback()
    with transaction() as session:
        if fault:
            raise_alarm(session, AlarmKind.MODEL, READING, now, fault=fault, model=number)
        else:
            end_alarm(session, AlarmKind.MODEL, READING, now)


def gently() -> None:
    """This process comes last for the processor, and ends with the worker that began it (Linux only)."""
    os.nice(19)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
