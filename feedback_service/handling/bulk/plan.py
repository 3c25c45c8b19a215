"""What would happen to each of the chosen cases. Reads only; whoever does it checks again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NotYours
from feedback_service.handling.bulk.deeds import ACTION_OF, BulkDeed
from feedback_service.records import Answer, Case, Officer
from feedback_service.staff.permissions import may
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import OPEN_STATUSES, Status

MOST = 60  # somewhat more than a page of the queue
DRAFT_STANDS = _l("Đã có bản trả lời đang soạn. Xin mở hồ sơ để xem, kẻo mất phần đã viết.")
WAITS = _l("Câu trả lời đang chờ duyệt.")


@dataclass(frozen=True, slots=True)
class Choice:
    """A case as the officer saw it. `revision` None: chosen in the list, which does not know it."""

    code: str
    revision: int | None

    @classmethod
    def read(cls, text: str) -> "Choice":
        code, _, revision = text.strip().upper().partition(".")
        known = revision.isascii() and revision.isdigit() and len(revision) < 10
        return cls(code[:20], int(revision) if known else None)


@dataclass(frozen=True, slots=True)
class Line:
    case: Case
    why_not: LazyString | str = ""  # "" where it can be done

    @property
    def seen(self) -> str:
        """The case as it stands now, as Choice reads it."""
        return f"{self.case.code}.{self.case.revision}"


def read_choices(texts: Iterable[str]) -> list[Choice]:
    """Each case once, in the order in which they were sent."""
    found = {choice.code: choice for choice in map(Choice.read, texts) if choice.code}
    return list(found.values())[:MOST]


def plan(session: Session, officer: Officer, deed: BulkDeed, codes: Sequence[str]) -> list[Line]:
    """Cases out of sight are left out, as if there were none."""
    asked = select(Case).where(Case.code.in_(codes), visible_cases(officer))
    found = {case.code: case for case in session.scalars(asked)}
    cases = [found[code] for code in codes if code in found]
    drafted = _drafted(session, cases) if deed is BulkDeed.ANSWER else set()
    return [Line(case, _why_not(officer, deed, case, drafted)) for case in cases]


def _why_not(officer: Officer, deed: BulkDeed, case: Case, drafted: set[int]) -> LazyString | str:
    if not may(officer, ACTION_OF[deed], case):
        return NotYours.said
    if case.status not in OPEN_STATUSES:
        return ChangeNotAllowed.said
    if deed is BulkDeed.ANSWER and case.status == Status.AWAITING_APPROVAL:
        return WAITS
    return DRAFT_STANDS if case.id in drafted else ""


def _drafted(session: Session, cases: Sequence[Case]) -> set[int]:
    """Cases for which somebody is writing an answer."""
    asked = select(Answer.case_id).where(
        Answer.case_id.in_([case.id for case in cases]), Answer.approved_at.is_(None), Answer.text != ""
    )
    return set(session.scalars(asked))
