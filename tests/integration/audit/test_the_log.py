"""The log: an entry for whatever changes, a chain over all of them, and nobody rewrites it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from feedback_service.handling.workflow import record
from feedback_service.pack.model import Pack
from feedback_service.records import AuditEntry, AuditLink, Event, Lock, Officer, Passkey, Reading, Tombstone
from feedback_service.records.erasing import erasing
from feedback_service.staff.audit.exporting import exported
from feedback_service.staff.audit.forging import forge
from feedback_service.staff.audit.roots import month_root, printed_roots
from feedback_service.staff.audit.verifying import verify
from feedback_service.staff.factors import passkeys, recovery, totp
from feedback_service.staff.guessing import count_attempt
from feedback_service.staff.sign_in import sign_in_key
from feedback_service.vocabulary import Role
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import at_desk

KEPT = ("audit_entries", "audit_links", "events", "readings")


def words(session: Session) -> list[str]:
    session.flush()
    return list(session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))


def test_a_message_that_comes_in_is_in_the_log_and_its_words_are_not(session: Session, pack: Pack) -> None:
    case = a_case(session, pack, "Nhà bà Lò Thị Mùi ở thôn 5 bị sạt lở")
    events = session.scalar(select(func.count()).select_from(Event))
    told = session.scalars(select(AuditEntry).where(AuditEntry.subject == f"case:{case.id}")).all()
    assert len([entry for entry in told if entry.what == "event"]) == events
    assert all(set(entry.details) == {"id", "row"} for entry in told if entry.what == "event")


def test_a_changed_officer_is_told_by_the_names_of_the_columns(session: Session, pack: Pack) -> None:
    officer = an_officer(session)
    officer.role, officer.name = Role.HEAD, "Y Blă Niê"
    session.flush()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.what == "officer.changed")).one()
    assert entry.details == {"id": officer.id, "fields": ["name", "role"]}


def test_each_try_to_sign_in_is_in_the_log(session: Session, pack: Pack) -> None:
    count_attempt(session, sign_in_key("ai-do@example.org"), NOW)
    assert words(session)[-1] == "sign_in.tried"
    assert session.scalars(select(Lock)).one()


def test_a_citizens_wrong_pin_is_not(session: Session, pack: Pack) -> None:
    count_attempt(session, "pin:abc", NOW)
    assert "sign_in.tried" not in words(session)


def test_what_is_rolled_back_leaves_no_entry(session: Session, pack: Pack) -> None:
    an_officer(session)
    session.rollback()
    assert words(session) == []


def test_the_chain_holds_every_entry_once_and_is_whole(session: Session, pack: Pack) -> None:
    a_case(session, pack)
    assert forge(session, NOW) == len(words(session))
    an_officer(session)
    assert forge(session, NOW) == 1
    assert forge(session, NOW) == 0
    found = verify(session)
    assert (found.broken, found.entries) == ("", len(words(session)))


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("deed", ["UPDATE {} SET at = at", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_rewrite(session: Session, pack: Pack, table: str, deed: str) -> None:
    case = a_case(session, pack)
    officer = an_officer(session)
    session.add(Reading(at=NOW, officer_id=officer.id, case_id=case.id, what="contact"))
    session.flush()
    forge(session, NOW)
    with pytest.raises(DBAPIError, match="only ever added to"):
        session.execute(text(deed.format(table)))


def unguarded(session: Session, table: str) -> None:
    """What somebody does who owns the database."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"DROP TRIGGER {table}_no_update"))
        session.execute(text(f"DROP TRIGGER {table}_no_delete"))
    else:
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def written(session: Session, pack: Pack) -> None:
    a_case(session, pack)
    an_officer(session)
    forge(session, NOW)
    session.expire_all()


def test_a_rewritten_event_is_found(session: Session, pack: Pack) -> None:
    written(session, pack)
    unguarded(session, "events")
    first = session.scalar(select(func.min(Event.id)))
    session.execute(update(Event).where(Event.id == first).values(action="something_else"))
    assert verify(session).broken.startswith(f"event {first} ")


def test_a_deleted_event_is_found(session: Session, pack: Pack) -> None:
    written(session, pack)
    unguarded(session, "events")
    first = session.scalar(select(func.min(Event.id)))
    session.execute(delete(Event).where(Event.id == first))
    assert "deleted" in verify(session).broken


def test_an_event_slipped_in_past_the_log_is_found(session: Session, pack: Pack) -> None:
    written(session, pack)
    values = "case_id, at, action, details"
    session.execute(text(f"INSERT INTO events ({values}) SELECT {values} FROM events LIMIT 1"))  # noqa: S608
    assert "has no entry" in verify(session).broken


def test_a_rewritten_entry_is_found_even_with_a_new_digest(session: Session, pack: Pack) -> None:
    written(session, pack)
    unguarded(session, "audit_entries")
    last = session.scalar(select(func.max(AuditEntry.id)))
    session.execute(update(AuditEntry).where(AuditEntry.id == last).values(subject="officer:99"))
    assert "content was changed" in verify(session).broken


def test_a_link_taken_out_is_found(session: Session, pack: Pack) -> None:
    written(session, pack)
    unguarded(session, "audit_links")
    session.execute(delete(AuditLink).where(AuditLink.position == 1))
    assert verify(session).broken == "link 1 is missing"


def test_what_the_law_has_erased_is_erased_and_the_log_stays_whole(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    forge(session, NOW)
    with erasing(session, "kept_5_years"):
        session.execute(update(Event).where(Event.case_id == case.id).values(details={}))
    session.add(Tombstone(case_id=case.id, code=case.code, erased_at=NOW, rule="kept_5_years", what={}))
    session.flush()
    forge(session, NOW)
    session.expire_all()
    assert verify(session).broken == ""
    with pytest.raises(DBAPIError):
        session.execute(update(Event).values(details={}))


def test_the_export_proves_the_chain_and_tells_nothing_of_a_sealed_case(session: Session, pack: Pack) -> None:
    sealed, plain = a_case(session, pack, DENUNCIATION), a_case(session, pack)
    forge(session, NOW)
    lines = [json.loads(line) for line in exported(session)]
    assert [line["position"] for line in lines] == list(range(1, len(lines) + 1))
    assert {line.get("case_id") for line in lines if "subject" in line} >= {plain.id}
    assert sealed.id not in {line.get("case_id") for line in lines}


def test_the_months_root_is_the_chain_as_it_stood_at_its_end(session: Session, pack: Pack) -> None:
    assert month_root(session, date(2026, 3, 1)) == ""
    an_officer(session)
    forge(session, NOW)
    march = month_root(session, date(2026, 3, 31))
    an_officer(session)
    forge(session, datetime(2026, 3, 31, 17, 0, tzinfo=UTC))  # the first minute of April in Viet Nam
    assert march == month_root(session, date(2026, 3, 1)) != month_root(session, date(2026, 4, 1))


def test_flask_audit_verify_says_so_and_exits_1(
    app: Flask, session: Session, pack: Pack, tmp_path: Path
) -> None:
    a_case(session, pack)
    session.commit()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "verify"]).output.startswith("ok  ")
    assert runner.invoke(args=["audit", "export", str(tmp_path / "log.jsonl")]).exit_code == 0
    unguarded(session, "events")
    session.execute(update(Event).values(action="x"))
    session.commit()
    broken = runner.invoke(args=["audit", "verify"])
    assert (broken.exit_code, broken.output[:7]) == (1, "BROKEN ")


def test_who_did_it_is_the_officer_of_the_event(session: Session, pack: Pack) -> None:
    case, officer = a_case(session, pack), an_officer(session)
    record(session, case, "note", NOW, officer)
    session.flush()
    found = session.scalars(select(AuditEntry.officer_id).order_by(AuditEntry.id.desc())).first()
    assert found == officer.id == session.get_one(Officer, officer.id).id


def test_the_roots_that_are_printed_stand_on_the_page(app: Flask, session: Session, pack: Pack) -> None:
    a_case(session, pack)
    inspector = an_officer(session, Role.AUDITOR, "")
    forge(session, datetime(2026, 2, 20, tzinfo=UTC))
    session.commit()
    ((month, root),) = printed_roots(session, NOW)
    assert (month, root) == ("2026-02", month_root(session, date(2026, 2, 1)))
    assert root in at_desk(app, inspector).get("/can-bo/nhat-ky").text


def test_a_factor_that_comes_goes_or_is_spent_is_in_the_log(session: Session, pack: Pack) -> None:
    officer = an_officer(session)
    officer.totp_secret, officer.totp_since = "secret", NOW
    session.add(Passkey(officer_id=officer.id, credential_id=b"k", public_key=b"p", name="", made_at=NOW))
    code = recovery.new_codes(session, officer)[0]
    assert recovery.use_code(session, officer, code, NOW)
    recovery.drop(session, officer)
    totp.drop(officer)
    passkeys.drop(session, officer, session.scalars(select(Passkey.id)).one())
    found = words(session)
    assert {"passkey", "passkey.deleted", "recovery_code.used"} <= set(found)
    assert (found.count("recovery_code"), found.count("recovery_code.deleted")) == (10, 10)
    changed = session.scalars(select(AuditEntry).where(AuditEntry.what == "officer.changed")).all()
    assert len(changed) == 2
    assert all({"totp_secret", "totp_since"} <= set(entry.details["fields"]) for entry in changed)
    assert "secret" not in str([entry.details.get("totp_secret") for entry in changed])


@pytest.mark.parametrize("action", ["accepted", "decided", "extension_asked", "extended", "promise_moved"])
def test_what_happened_to_a_limit_is_a_line_without_its_days(
    app: Flask, session: Session, pack: Pack, action: str
) -> None:
    case, inspector = a_case(session, pack), an_officer(session, Role.AUDITOR, "")
    days: dict[str, Any] = {"from": "2026-03-09", "to": "2026-03-20", "due": "2026-03-20"}
    record(session, case, action, NOW, **days)
    session.commit()
    page = at_desk(app, inspector).get("/can-bo/nhat-ky")
    assert page.status_code == 200 and "20/3/2026" not in page.text
