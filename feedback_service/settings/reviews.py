"""Twice a year, in January and July: who still needs to get in. Whoever is not confirmed in that month is locked.

Administrators are shown like everybody else, but a review that was missed does not lock them: they open the others.
The end of the month is a job that the month itself puts down, so an installation that did not run in it locks nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact, ReasonMissing
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import AccessReview, Job, Officer
from feedback_service.records.new_rows import insert_into
from feedback_service.settings.officers import close_account
from feedback_service.staff.officers import lock
from feedback_service.vocabulary import Role

REVIEWERS = (Role.ADMIN, Role.LEADER)
MONTHS = (1, 7)


class NotYourOwn(Fact):
    said = _l("Không tự xác nhận cho mình. Xin nhờ quản trị hoặc lãnh đạo khác.")


@dataclass(frozen=True, slots=True)
class Line:
    officer: Officer
    review: AccessReview | None


def today(now: datetime, pack: Pack) -> date:
    return now.astimezone(ZoneInfo(pack.commune.time_zone)).date()


def half_year(day: date) -> str:
    """`2026-H2`."""
    return f"{day.year}-H{1 if day.month < 7 else 2}"


def in_review(day: date) -> bool:
    return day.month in MONTHS


def lines(session: Session, half: str) -> Sequence[Line]:
    """Everybody who can get in, those first whom nobody has looked at."""
    mine = and_(AccessReview.officer_id == Officer.id, AccessReview.half_year == half)
    found = select(Officer, AccessReview).outerjoin(AccessReview, mine).where(Officer.active)
    ordered = found.order_by(AccessReview.id.is_not(None), Officer.name, Officer.id)
    return [Line(officer, review) for officer, review in session.execute(ordered)]


def count_open(session: Session, half: str) -> int:
    return session.scalar(select(func.count()).select_from(Officer).where(*_not_reviewed(half))) or 0


def review(
    session: Session, number: int, half: str, by: Officer, now: datetime, *, keeps: bool, reason: str = ""
) -> None:
    """Keeps the access, or takes it away at once. A second word on the same officer replaces the first.

    Raises NotYourOwn, ReasonMissing (nobody loses his access without one), NoSuchOfficer, LastAdministrator.
    """
    if number == by.id:
        raise NotYourOwn
    if not keeps and not reason.strip():
        raise ReasonMissing
    if not keeps:
        close_account(session, number, by)
    row = _row(session, number, half) or AccessReview(half_year=half, officer_id=number)
    row.reviewed_at, row.reviewed_by, row.keeps, row.reason = now, by.id, keeps, reason.strip()[:200]
    session.add(row)
    session.flush()


def open_review(session: Session, *, now: datetime) -> None:
    """Every night: in a month of review its end is put down, and the reviewers are told, once."""
    pack = current_pack(session)
    day = today(now, pack)
    if not in_review(day) or not count_open(session, half_year(day)):
        return
    half, zone = half_year(day), ZoneInfo(pack.commune.time_zone)
    ends = datetime.combine(date(day.year, day.month + 1, 1), time(), zone)
    session.execute(
        insert_into(session, Job)
        .values(key=f"lock_unreviewed:{half}", name="lock_unreviewed", arguments={"half": half}, run_at=ends)
        .on_conflict_do_nothing(index_elements=["key"])
    )
    desk = f"{current_app.config['SERVICE'].public_base_url}/can-bo/quan-tri/ra-soat"
    reviewers = select(Officer).where(Officer.active, ~Officer.demo, Officer.role.in_(REVIEWERS))
    for officer in session.scalars(reviewers).all():
        words = {"name": officer.name, "desk": desk, "half": half}
        mail_officer(
            session, officer.email, "access_review", pack, now, f"review:{half}:{officer.id}", **words
        )


def lock_unreviewed(session: Session, *, now: datetime, half: str) -> None:
    """On the first day after the month. Who came during it need not have been looked at yet."""
    zone = ZoneInfo(current_pack(session).commune.time_zone)
    month = 1 if half.endswith("H1") else 7
    began = datetime(int(half[:4]), month, 1, tzinfo=zone)
    unseen = select(Officer).where(*_not_reviewed(half), Officer.locked_at.is_(None))
    for officer in session.scalars(
        unseen.where(Officer.role != Role.ADMIN, Officer.created_at < began)
    ).all():
        lock(session, officer, now)


def _not_reviewed(half: str) -> tuple[ColumnElement[bool], ...]:
    seen = exists().where(AccessReview.officer_id == Officer.id, AccessReview.half_year == half)
    return Officer.active.is_(True), ~Officer.demo, ~seen


def _row(session: Session, number: int, half: str) -> AccessReview | None:
    mine = select(AccessReview).where(AccessReview.officer_id == number, AccessReview.half_year == half)
    return session.scalars(mine).first()
