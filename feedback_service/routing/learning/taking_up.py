"""Every process asks now and then which model is in force, and takes it up without a restart.

Twice a minute at most, by one small look; the weights (some twelve megabytes, a third of a second to read) only
when they changed. While the database is away the last one stays. What cannot be read, or was trained for another
commune, is left aside: the shipped model routes then, and the log, the settings and `flask doctor` say so.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import current_app, has_app_context
from sqlalchemy import Connection, select

from feedback_service.database import UNREACHABLE, db, waiting_at_most
from feedback_service.pack.model import Pack
from feedback_service.records import RoutingModel
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.storing import ModelNotReadable, from_bytes
from feedback_service.vocabulary import ModelState

LOOK_EVERY_SECONDS = 30.0
LOOK_SECONDS = 1.5
_TRIAL = "xin hoi 2 ngay nay duong hu qua, ai sua?"
OTHER_COMMUNE, NOT_READABLE = "other_commune", "not_readable"
_IN_FORCE = (
    select(RoutingModel.id, RoutingModel.content_hash)
    .where(RoutingModel.state == ModelState.IN_FORCE)
    .order_by(RoutingModel.switched_on_at.desc(), RoutingModel.id.desc())
    .limit(1)
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """`key` of the row in force; no model where the shipped one is to be asked. `fault`: why, if it should not be."""

    key: tuple[Any, ...] = ()
    model: Model | None = None
    fault: str = ""


class Follower:
    """One for each process and application."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._look_at = float("-inf")
        self._one_looks = Lock()
        self.taken = TakenUp()

    def follow(self, pack: Pack) -> TakenUp:
        """What is in force for the commune of `pack`. Never raises; while one thread looks, the others go on."""
        if self._clock() >= self._look_at and self._one_looks.acquire(blocking=False):
            try:
                self._look(pack)
            finally:
                self._one_looks.release()
        return self.taken

    def look_again(self) -> None:
        """At once: this process itself has switched."""
        self._look_at = float("-inf")

    def _look(self, pack: Pack) -> None:
        self._look_at = self._clock() + LOOK_EVERY_SECONDS
        try:
            with waiting_at_most(LOOK_SECONDS), db.engine.connect() as connection:
                newest = connection.execute(_IN_FORCE).one_or_none()
                key = (pack.commune.code, *(newest or ()))
                if key != self.taken.key:
                    self.taken = TakenUp(key) if newest is None else _read(connection, key, pack)
        except UNREACHABLE as error:
            logger.warning("routing_model_not_looked_for", extra={"error": type(error).__name__})


def following(pack: Pack) -> TakenUp:
    """Outside of an application nothing can be in force but what is shipped."""
    return follower().follow(pack) if has_app_context() else TakenUp()


def follower() -> Follower:
    found: Follower | None = current_app.extensions.get("routing_model")
    return found or current_app.extensions.setdefault("routing_model", Follower())


def unpack(weights: bytes, pack: Pack) -> tuple[Model | None, str]:
    """The model, or why it is none. Without weights the shipped one is meant."""
    if not weights:
        return None, ""
    try:
        model = from_bytes(weights)
    except ModelNotReadable:
        return None, NOT_READABLE
    if model.commune != pack.commune.code:
        return None, OTHER_COMMUNE
    return (model, "") if _answers(model, pack) else (None, NOT_READABLE)


def _answers(model: Model, pack: Pack) -> bool:
    """Tried once before citizens meet it: an older release may have written less than this one reads."""
    from feedback_service.routing.proposing import propose_by  # which asks this module for the model in force

    try:
        propose_by(model, _TRIAL, pack)
    except Exception:
        logger.exception("routing_model_does_not_answer")
        return False
    return True


def _read(connection: Connection, key: tuple[Any, ...], pack: Pack) -> TakenUp:
    weights = connection.execute(select(RoutingModel.weights).where(RoutingModel.id == key[1])).scalar_one()
    model, fault = unpack(weights, pack)
    if fault:
        logger.error("routing_model_left_aside", extra={"model": key[1], "fault": fault})
    elif model:
        logger.info("routing_model_taken_up", extra={"model": key[1], "version": model.version})
    return TakenUp(key, model, fault)
