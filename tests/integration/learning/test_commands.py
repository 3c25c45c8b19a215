"""`flask retrain` and what `flask doctor` says of the model: in words, with exit codes that a timer can read."""

import json

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.clock import now as wall_clock
from feedback_service.doctor import _model
from feedback_service.pack.model import Pack
from feedback_service.records import RoutingModel
from feedback_service.routing.learning.one_at_a_time import the_only_one
from feedback_service.routing.learning.switching import switch_on
from feedback_service.routing.learning.taking_up import follower
from feedback_service.vocabulary import ModelState
from tests.builders.cases import NOW
from tests.builders.learning import lessons_about
from tests.builders.rules import a_pack_of_rules
from tests.builders.rules import in_force as load


@pytest.fixture
def small(session: Session) -> Pack:
    return load(session, a_pack_of_rules())


def flask(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["retrain", *words])
    return done.exit_code, done.output


def a_damaged_one() -> RoutingModel:
    return RoutingModel(
        made_at=NOW,
        state=ModelState.REFUSED,
        origin="nightly",
        reason="better",
        figures={"version": "abcd1234"},
        content_hash="x",
        weights=b"damaged",
    )


def test_without_a_pack_it_says_what_to_do(app: Flask, session: Session) -> None:
    assert flask(app) == (2, "No pack is loaded: run flask load-pack.\n")


def test_without_lessons_all_is_well_and_nothing_happens(app: Flask, small: Pack) -> None:
    code, said = flask(app)
    assert code == 0 and "Nothing to learn from yet" in said
    code, said = flask(app, "--json")
    assert (code, json.loads(said)["decided"]) == (0, "no_lessons")


def test_too_few_are_named_with_what_is_needed(app: Flask, session: Session, small: Pack) -> None:
    lessons_about(session, small, 3)
    code, said = flask(app)
    assert code == 0 and "3 new lessons since the last training, 20 are needed" in said


def test_a_commune_without_a_corpus_is_told_so(app: Flask, session: Session, small: Pack) -> None:
    lessons_about(session, small, 20)
    code, said = flask(app)
    assert code == 2 and "No messages to train on" in said


def test_a_second_one_at_the_same_time_is_turned_away(app: Flask, small: Pack) -> None:
    with the_only_one(wall_clock()):
        assert flask(app) == (3, "Somebody else is training at this moment.\n")
    assert flask(app)[0] == 0


def test_one_goes_back_until_there_is_nothing_before(app: Flask, session: Session, small: Pack) -> None:
    assert flask(app, "--back")[0] == 2
    switch_on(session, a_damaged_one(), NOW)
    session.commit()
    code, said = flask(app, "--back")
    assert code == 0 and said.startswith("The shipped model is in force again.")


def test_the_doctor_names_a_model_that_cannot_be_used(session: Session, small: Pack) -> None:
    assert _model().ok
    switch_on(session, a_damaged_one(), NOW)
    session.commit()
    follower().look_again()
    finding = _model()
    assert not finding.ok and "flask retrain --back" in finding.said
