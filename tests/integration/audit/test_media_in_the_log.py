"""What leaves the house leaves a line: keys, bulletins, posts, sheets, reports."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.pack.model import Pack
from feedback_service.records import (
    AuditEntry,
    BulletinSound,
    Officer,
    PeriodReport,
    Placement,
    PlanWork,
    PlatformToken,
    UnitReport,
)
from feedback_service.records.watched import WATCHED
from feedback_service.staff.api_keys import make_key, revoke_key
from feedback_service.staff.audit.forging import forge
from feedback_service.staff.audit.verifying import verify
from feedback_service.vocabulary import Material, ReportState, Role
from tests.builders.bulletins import an_approved_bulletin
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk
from tests.builders.posts import a_draft
from tests.builders.published import a_published_case


def entries(session: Session, what: str) -> list[AuditEntry]:
    session.flush()
    return list(session.scalars(select(AuditEntry).where(AuditEntry.what == what).order_by(AuditEntry.id)))


def test_a_key_is_told_by_its_number_and_never_by_its_words(session: Session, pack: Pack) -> None:
    officer = an_officer(session, Role.ADMIN)
    key, words = make_key(session, officer, "Ứng dụng của tỉnh", "", NOW)
    key.last_used_on = NOW.date()  # happens at every call
    session.flush()
    revoke_key(session, key.id, NOW)
    (made,), (revoked,) = entries(session, "api_key"), entries(session, "api_key.changed")
    assert (made.subject, made.at, revoked.details["fields"]) == (f"api_key:{key.id}", NOW, ["revoked_at"])
    assert words not in str([one.details for one in (made, revoked)])


def test_a_platforms_new_key_is_told_and_its_pauses_are_not(session: Session, pack: Pack) -> None:
    token = PlatformToken(provider="zalo", access_token="a", refresh_token="b", details={})
    session.add(token)
    session.flush()
    token.paused_until, token.details = NOW, {"lease": "x"}
    session.flush()
    assert entries(session, "platform.changed") == []
    token.access_token, token.refresh_token = "c", "d"
    (changed,) = entries(session, "platform.changed")
    assert (changed.subject, changed.details["fields"]) == (
        "platform:zalo",
        ["access_token", "refresh_token"],
    )


def test_a_post_and_a_bulletin_are_told_where_they_change_and_not_where_the_worker_counts(
    session: Session, pack: Pack
) -> None:
    post = a_draft(session, pack, "facebook", a_published_case(session, pack))
    bulletin = an_approved_bulletin(session, pack, NOW)
    session.flush()
    post.attempts, post.views, post.claimed_until = 1, 5, NOW
    before = entries(session, "post.changed")
    post.text = "Lời khác"
    after = entries(session, "post.changed")
    assert [one.details["fields"] for one in after[len(before) :]] == [["text"]]
    assert entries(session, "bulletin")[0].subject == f"bulletin:{bulletin.id}"
    assert "state" in entries(session, "bulletin.changed")[-1].details["fields"]


def test_every_word_of_the_log_is_a_word_of_people(app: Flask, session: Session, pack: Pack) -> None:
    inspector = an_officer(session, Role.AUDITOR, "")
    fill(session, pack, inspector)
    forge(session, NOW)
    session.commit()
    assert verify(session).broken == ""
    page = at_desk(app, inspector).get("/can-bo/nhat-ky").text
    assert [word for word in (*WATCHED.values(), "zalo:") if f">{word}<" in page or f">{word}." in page] == []
    assert "Khoá vào nền tảng" in page and "Báo cáo của kỳ" in page


def fill(session: Session, pack: Pack, officer: Officer) -> None:
    today = now().date()
    report = PeriodReport(
        **{"period": "2026-Q1", "since": today, "until": today, "data_on": today, "due_on": today},
        **{"state": ReportState.COLLECTING, "parts": {}, "figures": {}, "made_at": NOW},
    )
    session.add_all((report, PlatformToken(provider="zalo", details={})))
    session.flush()
    bulletin = an_approved_bulletin(session, pack, NOW)
    made = {"officer_id": officer.id}
    session.add_all(
        (
            UnitReport(report_id=report.id, unit_code="KT", counted={}, entered={}, reminded={}),
            Placement(
                code="cho", name="Chợ", material=Material.POSTER, made_at=NOW + timedelta(days=1), **made
            ),
            PlanWork(
                medium_code="to-roi",
                unit_code="KT",
                day=today,
                what="Phát",
                amount=1,
                entered_at=NOW,
                **made,
            ),
            BulletinSound(
                **{"bulletin_id": bulletin.id, "language": "vi", "sha256": "0" * 64, "size": 1},
                **{"media_type": "audio/mpeg", "by_machine": True, "added_at": NOW, **made},
            ),
        )
    )
    make_key(session, officer, "Ứng dụng", "", NOW)
    a_published_case(session, pack)
