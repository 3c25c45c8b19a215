"""Every process takes up the model that was switched on; nothing that is wrong with it stops a citizen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.notifying.alarms import open_alarms
from feedback_service.pack.model import Pack
from feedback_service.records import RoutingModel
from feedback_service.routing.learned.in_force import model_for
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.storing import to_bytes
from feedback_service.routing.learning.apart import (
    BUSY,
    DONE,
    retrain_as_asked,
    retrain_by_night,
    watch_model,
)
from feedback_service.routing.learning.switching import go_back, switch_on
from feedback_service.routing.learning.taking_up import LOOK_EVERY_SECONDS, Follower, follower, following
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import AlarmKind, ModelState
from tests.builders.cases import NOW
from tests.builders.learning import a_tiny_model, always, lessons_about
from tests.builders.rules import a_pack_of_rules
from tests.builders.rules import in_force as load

NIGHT = NOW.replace(hour=19, minute=30)  # half past two in Viet Nam


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return a_tiny_model(tmp_path_factory.mktemp("commune"))


@pytest.fixture
def small(session: Session) -> Pack:
    return load(session, a_pack_of_rules())


@pytest.fixture
def clock(app: Flask) -> Watch:
    watch = Watch()
    app.extensions["routing_model"] = Follower(watch)
    return watch


@pytest.fixture
def other_process(config: Config) -> Iterator[Flask]:
    other = create_app(config)
    yield other
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def put_in_force(session: Session, weights: bytes) -> RoutingModel:
    row = RoutingModel(
        made_at=NOW,
        state=ModelState.REFUSED,
        origin="nightly",
        reason="better",
        figures={},
        content_hash="x",
        weights=weights,
    )
    session.add(row)
    switch_on(session, row, NOW)
    session.commit()
    return row


def test_a_process_takes_it_up_within_half_a_minute(
    session: Session, small: Pack, clock: Watch, model: Model
) -> None:
    assert model_for(small) is None
    put_in_force(session, to_bytes(model))
    clock.seconds = LOOK_EVERY_SECONDS - 1
    assert model_for(small) is None
    clock.seconds = LOOK_EVERY_SECONDS
    taken = model_for(small)
    assert taken is not None and taken.version == model.version
    assert model.version in propose("ổ gà to", small).version


def test_another_process_takes_it_up_too(
    session: Session, small: Pack, other_process: Flask, model: Model
) -> None:
    put_in_force(session, to_bytes(model))
    with other_process.app_context():
        taken = model_for(small)
    assert taken is not None and taken.version == model.version


def test_going_back_is_taken_up_as_well(session: Session, small: Pack, clock: Watch, model: Model) -> None:
    put_in_force(session, to_bytes(model))
    put_in_force(session, to_bytes(always(model, "KT")))
    newest = model_for(small)
    assert newest is not None and newest.version == "all-KT"
    go_back(session, None, NOW + timedelta(days=1))
    session.commit()
    follower().look_again()
    before = model_for(small)
    assert before is not None and before.version == model.version


@pytest.mark.parametrize("damage", [b"no model at all", "cut", "poor", "abroad"])
def test_what_cannot_be_used_is_left_aside_and_an_administrator_is_told(
    session: Session, small: Pack, model: Model, damage: bytes | str
) -> None:
    put_in_force(session, _damaged(model, damage))
    assert propose("ổ gà to", small).unit == "KT"
    assert following(small).fault
    watch_model(now=NOW)
    (alarm,) = open_alarms(session, AlarmKind.MODEL)
    assert alarm.details["fault"]
    put_in_force(session, to_bytes(model))
    watch_model(now=NOW)
    assert open_alarms(session, AlarmKind.MODEL) == []


def test_the_last_one_stays_while_the_database_is_away(
    session: Session, small: Pack, clock: Watch, model: Model
) -> None:
    put_in_force(session, to_bytes(model))
    assert model_for(small) is not None
    session.rollback()
    clock.seconds = 2 * LOOK_EVERY_SECONDS
    session.execute(text("ALTER TABLE routing_models RENAME TO gone"))
    session.commit()
    taken = model_for(small)
    assert taken is not None and taken.version == model.version


def test_the_night_trains_in_a_process_of_its_own(session: Session, small: Pack) -> None:
    ran: list[tuple[str, ...]] = []

    def run(words: object, seconds: float) -> int:
        ran.append(tuple(words))  # type: ignore[arg-type]
        return DONE

    retrain_by_night(now=NIGHT, run=run)
    assert ran == []  # nothing to learn
    lessons_about(session, small, 20)
    retrain_by_night(now=NOW, run=run)
    assert ran == []  # by day
    retrain_by_night(now=NIGHT, run=run)
    retrain_as_asked(now=NOW, officer=7, run=run)
    assert ran == [("retrain", "--json", "--nightly"), ("retrain", "--json", "--force", "--officer", "7")]


def test_a_training_that_fails_is_told_until_one_goes_well(session: Session, small: Pack) -> None:
    retrain_as_asked(now=NOW, officer=7, run=lambda *_: -1)
    (alarm,) = open_alarms(session, AlarmKind.MODEL)
    assert alarm.details["code"] == -1
    session.rollback()
    retrain_as_asked(now=NOW, officer=7, run=lambda *_: BUSY)
    assert open_alarms(session, AlarmKind.MODEL) == []


def _damaged(model: Model, damage: bytes | str) -> bytes:
    if isinstance(damage, bytes):
        return damage
    if damage == "cut":
        return to_bytes(model)[:-2000]
    if damage == "poor":  # an older release had no such setting
        return to_bytes(replace(model, settings={}))
    return to_bytes(replace(model, commune="xa-khac"))
