"""`flask load-pack` runs at each start: what was switched on from the screen is never silently undone."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PackVersion
from feedback_service.routing.rehearsing.asking import switch_on
from feedback_service.routing.rehearsing.changes import Change, Op
from feedback_service.routing.rehearsing.reapplying import load_from_files
from feedback_service.routing.rehearsing.telling import loaded_lines
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.rules import TOPICS, a_pack_of_rules, a_topic, adding, rehearsed

FILES = a_pack_of_rules()
NEW_FILES = a_pack_of_rules(*TOPICS, a_topic("water", "KT", "mất nước"))


@pytest.fixture
def admin(session: Session) -> Officer:
    load_from_files(session, FILES, NOW)
    officer = an_officer(session, Role.ADMIN, "")
    session.commit()
    return officer


def changed(session: Session, admin: Officer, change: Change) -> int:
    made = switch_on(session, rehearsed(session, change, admin).id, admin, NOW)
    session.commit()
    return made.id


def phrases(pack: Pack, topic: str = "lights") -> list[str]:
    return [word.phrase for word in pack.topic_by_code[topic].keywords]


def test_the_same_files_once_more_change_nothing(session: Session, admin: Officer) -> None:
    changed(session, admin, adding("cổng trường"))
    loaded = load_from_files(session, FILES, NOW)
    assert loaded.version is None
    assert "cổng trường" in phrases(current_pack(session))


def test_changed_files_are_loaded_and_the_screens_changes_put_on_top(
    session: Session, admin: Officer
) -> None:
    changed(session, admin, adding("cổng trường"))
    changed(session, admin, Change(Op.THRESHOLD, threshold=0.9))
    loaded = load_from_files(session, NEW_FILES, NOW)
    now_in_force = current_pack(session)
    assert phrases(now_in_force) == ["đèn đường", "cổng trường"]
    assert phrases(now_in_force, "water") == ["mất nước"]
    assert now_in_force.triage_threshold == 0.9
    assert len(loaded.kept) == 2
    assert load_from_files(session, NEW_FILES, NOW).version is None


def test_what_no_longer_fits_is_told(session: Session, admin: Officer) -> None:
    changed(session, admin, adding("cổng trường"))
    loaded = load_from_files(session, a_pack_of_rules(TOPICS[0]), NOW)
    assert [row.change["phrase"] for row in loaded.lost] == ["cổng trường"]
    assert any("cổng trường" in line and line.startswith("Warning") for line in loaded_lines(loaded))


def test_what_was_taken_back_on_screen_is_not_put_on_top(session: Session, admin: Officer) -> None:
    first = session.scalars(select(PackVersion.id)).one()
    changed(session, admin, adding("cổng trường"))
    changed(session, admin, Change(Op.BACK, version=first))
    assert load_from_files(session, FILES, NOW).version is None
    loaded = load_from_files(session, NEW_FILES, NOW)
    assert phrases(loaded.pack) == ["đèn đường"]


def test_versions_from_before_this_was_kept_count_as_files(session: Session) -> None:
    version = load_from_files(session, FILES, NOW).version
    assert version is not None
    version.files_hash = ""
    session.flush()
    assert load_from_files(session, replace(FILES), NOW).version is None
    assert session.scalar(select(func.count(PackVersion.id))) == 1
