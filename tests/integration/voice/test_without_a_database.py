"""The database is away: whoever rings can still leave a message, and nothing of it is lost."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.intake.voice.answering import SPOOLED, take_put_by
from feedback_service.records import Call, Case, InboundEvent, Recording
from feedback_service.spool import this_spool
from feedback_service.vocabulary import CallEnd
from tests.integration.voice.conftest import Ring


@pytest.fixture
def database_url(template_for: Callable[[str], object]) -> Iterator[str]:
    with template_for("sqlite").copy() as url:  # type: ignore[attr-defined]
        yield url


@pytest.fixture
def away(app: Flask, config: Config, ring: Ring) -> Iterator[Path]:
    """The database's file is gone, as a disk that is not mounted."""
    ring().rings()  # this process has read the pack
    file = Path(config.database_url.removeprefix("sqlite:///"))
    with app.app_context():
        db.engine.dispose()
    aside = file.rename(file.with_suffix(".aside"))
    yield aside
    if aside.exists():
        aside.rename(file)


def come_back(app: Flask, config: Config, aside: Path) -> None:
    with app.app_context():
        db.engine.dispose()
    file = Path(config.database_url.removeprefix("sqlite:///"))
    for left in file.parent.glob(f"{file.name}*"):
        if not left.name.endswith(".turns"):
            left.unlink()
    aside.rename(file)


def test_a_message_is_taken_and_comes_in_afterwards(
    app: Flask, config: Config, ring: Ring, away: Path, now: datetime
) -> None:
    caller = ring()
    heard = caller.rings()
    assert "Record" in heard.verbs
    assert "ghi âm" in heard.said and "7h30" in heard.said
    assert caller.speaks(33).verbs == ["Say", "Hangup"]
    assert caller.recording_is("completed", 33).verbs == []
    caller.hangs_up()
    come_back(app, config, away)
    with app.app_context():
        items = this_spool().items()
        assert [item.kind for item in items] == [SPOOLED] * 4
        for item in [*items, *items]:  # a crash between commit and removal has it taken in twice
            with transaction() as session:
                take_put_by(session, this_spool().read(item))
        reading: Session = db.session()
        assert reading.scalar(select(func.count()).select_from(Case)) == 1
        assert reading.scalars(select(Recording.seconds)).one() == 33
        call = reading.scalars(select(Call).where(Call.source_id == caller.sid)).one()
        assert (call.end, call.started_at) == (CallEnd.VOICEMAIL, now)
        assert set(reading.scalars(select(InboundEvent.source))) == {"webhook", "spooled"}


def test_keys_that_were_pressed_are_answered_kindly(ring: Ring, away: Path) -> None:
    caller = ring()
    caller.rings()
    heard = caller.post("/ma?luot=3", Digits="1234567")
    assert heard.verbs == ["Say", "Hangup"]
