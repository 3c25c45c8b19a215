"""Versions of the pack: compared, taken home, gone back to; files that changed do not undo the screen."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.pack.current import current_pack
from feedback_service.pack.document import to_document
from feedback_service.pack.edits import edits_between
from feedback_service.pack.files import load_files
from feedback_service.pack.kept import hash_of
from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.routing.rehearsing.reapplying import load_from_files
from feedback_service.routing.rehearsing.telling import loaded_lines
from feedback_service.settings.editing.saving import SettingsChangedMeanwhile, save_edits
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press

VERSIONS = "/can-bo/quan-tri/phien-ban"
PHONE = "0262 355 5555"


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.ADMIN, "")


@pytest.fixture
def admin(app: Flask, session: Session, officer: Officer) -> FlaskClient:
    session.commit()
    return at_desk(app, officer)


def with_phone(pack: Pack, unit: str = "KT", phone: str = PHONE) -> Pack:
    units = (replace(one, phone=phone) if one.code == unit else one for one in pack.units)
    return replace(pack, units=tuple(units))


def saved(session: Session, officer: Officer, new: Pack) -> int:
    pack = current_pack(session)
    edits = edits_between(pack, new)
    made = save_edits(session, pack.version, edits, "văn bản mới", officer, NOW, NOW.date())
    session.commit()
    return made.id


def test_two_versions_are_compared_field_by_field(
    session: Session, pack: Pack, admin: FlaskClient, officer: Officer
) -> None:
    number = saved(session, officer, with_phone(pack))
    page = admin.get(f"{VERSIONS}/so-sanh?tu={pack.version}&den={number}").text
    assert "Điện thoại" in page and f"<ins>{PHONE}</ins>" in page
    assert "giống hệt nhau" in admin.get(f"{VERSIONS}/so-sanh?tu={number}&den={number}").text


@pytest.mark.parametrize("query", ["tu=99999", "tu=-1&den=x", "den=99999999999999999999", "tu=²"])
def test_a_version_that_is_none_is_no_fault_of_ours(admin: FlaskClient, query: str) -> None:
    assert admin.get(f"{VERSIONS}/so-sanh?{query}").status_code in (200, 404)


def test_the_download_loads_again_to_the_same_version(
    session: Session, pack: Pack, admin: FlaskClient, officer: Officer, tmp_path: Path
) -> None:
    number = saved(session, officer, with_phone(pack))
    answer = admin.get(f"{VERSIONS}/{number}/tai-ve")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        archive.extractall(tmp_path / "home")
    (folder,) = (tmp_path / "home").iterdir()
    assert hash_of(to_document(load_files(folder))) == hash_of(to_document(current_pack(session)))


def test_the_command_writes_the_version_in_force(
    app: Flask, session: Session, pack: Pack, tmp_path: Path
) -> None:
    session.commit()
    done = app.test_cli_runner().invoke(args=["export-pack", str(tmp_path / "out")])
    assert done.exit_code == 0 and f"version {pack.version}" in done.output
    assert hash_of(to_document(load_files(tmp_path / "out"))) == hash_of(to_document(pack))


def test_going_back_is_a_new_version(
    session: Session, pack: Pack, admin: FlaskClient, officer: Officer
) -> None:
    saved(session, officer, with_phone(pack))
    page = f"{VERSIONS}/{pack.version}/quay-lai"
    number = current_pack(session).version
    assert press(admin, page, page, ban=number, ly_do="").status_code == 422
    assert press(admin, page, page, ban=number - 1, ly_do="nhầm số").status_code == 409
    assert press(admin, page, page, ban=number, ly_do="nhầm số").status_code == 303
    session.rollback()
    again = current_pack(session)
    assert again.version == number + 1
    assert hash_of(to_document(again)) == hash_of(to_document(pack))


def test_nothing_that_cases_name_goes_by_going_back(
    session: Session, pack: Pack, admin: FlaskClient, officer: Officer
) -> None:
    topic = replace(pack.topics[0], code="moi", number=0, keywords=())
    saved(session, officer, with_phone(replace(pack, topics=(*pack.topics, topic))))
    page = f"{VERSIONS}/{pack.version}/quay-lai"
    press(admin, page, page, ban=current_pack(session).version, ly_do="nhầm số")
    session.rollback()
    again = current_pack(session)
    assert "moi" in again.topic_by_code and again.unit_by_code["KT"].phone != PHONE


def test_of_two_who_save_at_once_the_second_is_told(session: Session, pack: Pack, officer: Officer) -> None:
    edits = edits_between(pack, with_phone(pack, "VP"))
    saved(session, officer, with_phone(pack))
    with pytest.raises(SettingsChangedMeanwhile):
        save_edits(session, pack.version, edits, "thử", officer, NOW, NOW.date())


def test_new_files_get_what_was_changed_on_screen_on_top(
    session: Session, pack: Pack, officer: Officer
) -> None:
    saved(session, officer, with_phone(pack))
    files = replace(pack, version=0, units=tuple(replace(one, email="a@xa.vn") for one in pack.units))
    loaded = load_from_files(session, files, NOW)
    unit = current_pack(session).unit_by_code["KT"]
    assert (unit.phone, unit.email) == (PHONE, "a@xa.vn")
    assert len(loaded.kept) == 1


def test_a_field_that_the_new_files_changed_too_is_a_conflict_and_told(
    session: Session, pack: Pack, officer: Officer
) -> None:
    saved(session, officer, with_phone(pack))
    loaded = load_from_files(session, replace(with_phone(pack, phone="0262 399 9999"), version=0), NOW)
    assert current_pack(session).unit_by_code["KT"].phone == "0262 399 9999"
    assert any("units[KT]" in line and line.startswith("Warning") for line in loaded_lines(loaded))


def test_the_same_files_leave_the_screens_changes_alone(
    session: Session, pack: Pack, officer: Officer
) -> None:
    saved(session, officer, with_phone(pack))
    assert load_from_files(session, replace(pack, version=0), NOW).version is None
    assert current_pack(session).unit_by_code["KT"].phone == PHONE
