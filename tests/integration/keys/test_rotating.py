"""Keys are changed without stopping: cut off in the middle, and with the old key gone at the end."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Contact, keyring
from feedback_service.settings.keys.rotating import rotate, sealed_columns
from tests.builders.cases import a_case

OLD, NEW, HASH = "7" * 64, "8" * 64, "5" * 64


class CutOff(Exception):
    pass


@pytest.fixture(autouse=True)
def keys_as_before(app: Flask) -> Iterator[None]:
    yield
    keyring.configure((OLD,), HASH)


@pytest.fixture
def cases(session: Session, pack: Pack) -> None:
    for number in range(3):
        a_case(session, pack, phone=f"+8490512345{number}", phone_raw=f"090512345{number}")
    session.commit()


def cut_off_after(portions: int) -> Callable[[int], object]:
    left = iter(range(portions))

    def progress(_: int) -> None:
        if next(left, None) is None:
            raise CutOff

    return progress


def phones(session: Session) -> set[str]:
    session.expire_all()
    return {contact.phone for contact in session.scalars(select(Contact))}


def test_after_it_the_new_key_alone_opens_everything(session: Session, cases: None) -> None:
    before = phones(session)
    keyring.configure((NEW, OLD), HASH)
    done = rotate()
    assert done.values >= 3
    assert (done.left, done.unreadable) == (0, 0)
    keyring.configure((NEW,), HASH)
    assert phones(session) == before


def test_cut_off_in_the_middle_everything_stays_readable_and_the_next_run_ends_it(
    session: Session, cases: None
) -> None:
    before = phones(session)
    keyring.configure((NEW, OLD), HASH)
    with pytest.raises(CutOff):
        rotate(cut_off_after(1))
    assert phones(session) == before
    assert rotate().left == 0
    assert rotate().values == 0


def test_numbers_are_found_as_before(session: Session, cases: None) -> None:
    keyring.configure((NEW, OLD), HASH)
    rotate()
    wanted = keyring.fingerprint("+84905123451")
    assert session.scalars(select(Contact).where(Contact.phone_fingerprint == wanted)).one()


def test_a_missing_key_is_said_and_nothing_is_lost(session: Session, cases: None) -> None:
    keyring.configure((NEW,), HASH)
    done = rotate()
    assert done.unreadable == done.left > 0
    keyring.configure((NEW, OLD), HASH)
    assert rotate().left == 0


def test_every_sealed_column_is_found(session: Session) -> None:
    found = {f"{table.name}.{column.name}" for table, column in sealed_columns()}
    assert {"contacts.details", "notifications.body", "officers.totp_secret", "petitioners.details"} <= found


def test_the_commands(app: Flask, session: Session, cases: None) -> None:
    runner = app.test_cli_runner()
    assert "flask keys new" in runner.invoke(args=["keys", "rotate"]).output
    assert "flask keys rotate" in runner.invoke(args=["keys", "new"]).output
