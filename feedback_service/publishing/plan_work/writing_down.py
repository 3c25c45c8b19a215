"""What the system cannot know: leaflets handed out, a round of the loudspeaker car, a meeting. With proof, if any."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.carrier.clean_files import clean
from feedback_service.errors import Fact
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PlanWork
from feedback_service.vocabulary import Role

LONGEST_WHAT = 200
LONGEST_NOTE = 2_000
MOST_AMOUNT = 1_000_000
MOST_MINUTES = 10_000


class NotOfThePlan(Fact):
    status = 422
    said = _l("Không có phương tiện này trong kế hoạch.")


class NotYourMedium(Fact):
    status = 403
    said = _l("Phương tiện này do đơn vị khác chủ trì hoặc phối hợp.")


class DayAhead(Fact):
    status = 422
    said = _l("Ngày này chưa tới. Chỉ ghi việc đã làm.")


class NoSuchWork(Fact):
    status = 404
    said = _l("Không có dòng này.")


@dataclass(frozen=True, slots=True)
class Deed:
    """`evidence`: name in the store and media type, ("", "") without."""

    medium_code: str
    day: date
    what: str
    amount: int
    minutes: int | None = None
    note: str = ""
    evidence: tuple[str, str] = ("", "")


def write_down(
    session: Session, officer: Officer, deed: Deed, pack: Pack, today: date, now: datetime
) -> PlanWork:
    """Raises NotOfThePlan, NotYourMedium, DayAhead."""
    medium = next((one for one in pack.media if one.code == deed.medium_code), None)
    if medium is None:
        raise NotOfThePlan
    if officer.role == Role.HEAD and officer.unit_code not in (medium.lead, *medium.supports):
        raise NotYourMedium
    if deed.day > today:
        raise DayAhead
    work = PlanWork(
        medium_code=medium.code,
        unit_code=officer.unit_code or medium.lead,
        day=deed.day,
        what=deed.what.strip()[:LONGEST_WHAT],
        amount=deed.amount,
        minutes=deed.minutes,
        note=deed.note.strip()[:LONGEST_NOTE],
        evidence_sha256=deed.evidence[0],
        evidence_type=deed.evidence[1],
        officer_id=officer.id,
        entered_at=now,
    )
    session.add(work)
    session.flush()
    return work


def strike_out(session: Session, number: int, officer: Officer, now: datetime) -> None:
    """By who wrote it, the publisher or a leader. The row stays, so that a report already signed can be explained."""
    work = session.get(PlanWork, number)
    if work is None or work.cancelled_at:
        raise NoSuchWork
    if officer.role == Role.HEAD and work.officer_id != officer.id:
        raise NotYourMedium
    work.cancelled_at = now


def keep_evidence(stream: BinaryIO) -> tuple[str, str]:
    """A photo or a PDF, cleaned. Returns its name in the store and its media type. Raises FileRefused."""
    media_type, content = clean(stream)
    return files.put(content), media_type
