"""What the command line says of rules that were changed on screen, and of those that do no work."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.doctor import examine
from feedback_service.pack.current import current_pack
from feedback_service.pack.files import load_files
from feedback_service.pack.model import Keyword
from feedback_service.routing.rehearsing.asking import switch_on
from feedback_service.routing.rehearsing.changes import Change, Op
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.rules import TOPICS, a_pack_of_rules, a_topic, in_force, rehearsed
from tests.unit.pack.small_pack import FILES, write_pack

OLD, NEW = "phrases: [tối thui]", "phrases: [tối thui, tối om]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    return write_pack(folder)


def load(app: Flask, folder: Path) -> str:
    done = app.test_cli_runner().invoke(args=["load-pack", str(folder)])
    assert done.exit_code == 0
    return str(done.output)


def test_what_was_switched_on_outlives_every_start_and_a_change_of_the_files(
    app: Flask, session: Session, folder: Path
) -> None:
    assert "version 1" in load(app, folder)
    admin = an_officer(session, Role.ADMIN, "")
    change = Change(Op.ADD, "topic:den-duong", "cột đèn", 2.0)
    switch_on(session, rehearsed(session, change, admin, "hay gặp").id, admin, NOW)
    session.commit()
    assert "this one already" in load(app, folder)
    write_pack(folder, topics=FILES["topics"].replace(OLD, NEW))
    said = load(app, folder)
    assert "version 3" in said
    assert "Kept from the screen: #1 add topic:den-duong “cột đèn” (hay gặp)." in said
    session.rollback()
    phrases = [word.phrase for word in current_pack(session).topics[0].keywords]
    assert phrases == ["đèn đường", "no", "tối thui", "tối om", "cột đèn"]
    assert "this one already" in load(app, folder)


def test_broken_rules_are_a_warning_of_load_pack_and_the_pack_is_loaded(
    app: Flask, session: Session, folder: Path
) -> None:
    write_pack(folder, topics=FILES["topics"].replace("[tối thui]", "[tối .. , tối om], without: [tối]"))
    said = load(app, folder)
    assert "Warning: topic:den-duong “tối ..” has an empty part: it is never found." in said
    assert "says its own `without` “tối”" in said


def test_a_phrase_can_be_switched_off_in_the_files(app: Flask, session: Session, folder: Path) -> None:
    off = "phrases: [tối thui], off: nói về trời mưa, off_since: 2026-03-01"
    write_pack(folder, topics=FILES["topics"].replace(OLD, off))
    keyword = load_files(folder, NOW.date()).topics[0].keywords[-1]
    assert (keyword.off, str(keyword.off_since)) == ("nói về trời mưa", "2026-03-01")
    assert "Switched off, with a reason: 1 phrases." in load(app, folder)


def test_the_doctor_counts_rules_that_do_no_work(app: Flask, session: Session) -> None:
    def rules() -> tuple[bool, str]:
        findings = examine(app.config["SERVICE"], NOW)
        return next((finding.ok, finding.said) for finding in findings if finding.about == "rules")

    in_force(session, a_pack_of_rules())
    assert rules() == (True, "every rule of routing can do its work")
    idle = Keyword("giải bóng đá", 3.0, without=("giải bóng",))
    in_force(session, a_pack_of_rules(*TOPICS, a_topic("sport", "VHXH", idle, "bóng đá")))
    ok, said = rules()
    assert ok and said.startswith("1 of routing can do no work")
    in_force(session, a_pack_of_rules(*TOPICS, a_topic("empty", "VHXH")))
    assert not rules()[0]
