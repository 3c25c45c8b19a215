"""The revision of publishing with rows in the tables: down and up again, and never over what citizens said."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from feedback_service.database import db
from feedback_service.pack.model import Pack
from feedback_service.records import Follower, PublicVersion, Rating, Tally
from feedback_service.vocabulary import RatedBy
from tests.builders.cases import NOW, a_case
from tests.builders.published import TITLE, a_published_case

MIGRATIONS = str(Path(__file__).parents[3] / "migrations")


@pytest.fixture
def filled(session: Session, pack: Pack) -> Iterator[Session]:
    """With a published result, an open case and open spam."""
    a_published_case(session, pack)
    a_case(session, pack)
    a_case(session, pack, "Vay tiền nhanh lãi thấp, bấm vào đường dẫn http://vay.example nhận thưởng ngay")
    session.commit()
    yield session
    session.close()  # `down` took it out of the application's hands


def down() -> None:
    db.session.remove()
    flask_migrate.downgrade(directory=MIGRATIONS, revision="desk")


def up() -> None:
    flask_migrate.upgrade(directory=MIGRATIONS)


def queue_figures(session: Session) -> dict[tuple[str, str], int]:
    rows = session.execute(
        select(Tally.measure, Tally.kind, func.sum(Tally.n))
        .where(Tally.book == "queue")
        .group_by(Tally.measure, Tally.kind)
    )
    return {(measure, kind): n for measure, kind, n in rows if n}


def test_down_and_up_again_with_rows_in_the_tables(app: Flask, filled: Session) -> None:
    before = queue_figures(filled)
    assert any(kind == "spam" for _, kind in before)
    down()
    assert filled.execute(text("SELECT title FROM public_texts")).scalar() == TITLE
    filled.rollback()
    up()
    flask_migrate.check(directory=MIGRATIONS)
    assert queue_figures(filled) == before
    assert TITLE in app.test_client().get("/ket-qua").text


def test_what_stood_before_is_the_first_version(filled: Session) -> None:
    down()
    up()
    version = filled.scalars(select(PublicVersion)).one()
    assert (version.number, version.title, version.ended_at) == (1, TITLE, None)


@pytest.mark.parametrize("said", ["ratings", "followers"])
def test_down_refuses_where_a_citizens_word_would_be_lost(
    filled: Session, pack: Pack, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    case = a_published_case(filled, pack)
    filled.add(
        Rating(case_id=case.id, at=NOW, by=RatedBy.SMS.value, solved=False, level=1)
        if said == "ratings"
        else Follower(case_id=case.id, phone="+84905888777", phone_fingerprint="1" * 32, asked_at=NOW)
    )
    filled.commit()
    with pytest.raises(SystemExit):
        down()
    assert f"{said} holds what citizens told us" in caplog.text
    assert filled.scalar(select(func.count()).select_from(PublicVersion)) == 2  # nothing was touched
