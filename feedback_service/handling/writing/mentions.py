"""Officers called by name in a note: told on the desk and by mail, which says nothing of the case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.errors import Fact
from feedback_service.folding import fold
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseBar, CaseReader, CaseTask, Mention, Note, Officer
from feedback_service.staff.mails import MENTIONED, wants
from feedback_service.staff.visibility import may_see, visible_cases
from feedback_service.vocabulary import Role, Visibility

DESK = "/can-bo/duoc-nhac"
_MOST_SHOWN = 60


class MayNotSee(Fact):
    """Somebody was called who may not see the case."""

    status = 422

    def __init__(self, name: str) -> None:
        super().__init__(
            _l(
                "%(name)s không được xem hồ sơ này nên không nhắc tới ở đây được. Xin bỏ tên ra rồi lưu lại.",
                name=name,
            )
        )


@dataclass(frozen=True, slots=True)
class Called:
    """One mention, for the officer who was called."""

    code: str
    headline: str
    who: str
    at: datetime
    text: str
    seen: bool


def called_by_name(session: Session, case: Case, text: str, chosen: Iterable[int] = ()) -> list[Officer]:
    """The officers that a note calls, each once. Raises MayNotSee.

    Of two with one name, whoever may see the case is meant.
    """
    wanted = set(chosen)
    if "@" not in text and not wanted:
        return []
    staff = session.scalars(select(Officer).where(Officer.active).order_by(Officer.name, Officer.id)).all()
    names = set(names_in(text, [one.name for one in staff]))
    meant = [one for one in staff if one.id in wanted or fold(one.name) in names]
    seeing = [one for one in meant if may_see(one, case)]
    told = {fold(one.name) for one in seeing}
    for one in meant:
        if fold(one.name) not in told or (one.id in wanted and one not in seeing):
            raise MayNotSee(one.name)
    return seeing


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names stand after an @, folded; at each place the longest. Accents and capitals do not count."""
    longest = sorted({fold(name) for name in names if name.strip()}, key=len, reverse=True)
    parts = [" ".join(fold(part).split()) for part in text.split("@")[1:]]
    return [
        name for part in parts for name in longest[:] if _begins(part, name) and name == _best(part, longest)
    ]


def mention(
    session: Session,
    case: Case,
    note: Note,
    officer: Officer,
    colleague: Officer,
    pack: Pack | None,
    now: datetime,
) -> None:
    """Nobody is told of what he wrote himself."""
    if colleague.id == officer.id or pack is None:
        return
    session.add(Mention(note_id=note.id, case_id=case.id, officer_id=colleague.id))
    if wants(colleague, MENTIONED):
        config: Config = current_app.config["SERVICE"]
        key = f"mention:{note.id}:{colleague.id}"
        desk = f"{config.public_base_url}{DESK}"
        mail_officer(session, colleague.email, "mentioned", pack, now, key, who=officer.name, desk=desk)


def may_be_called(session: Session, case: Case, officer: Officer) -> list[tuple[int, str]]:
    """Id and name of whom a note on the case may call, in one query; `may_see` has the last word when it is kept."""
    asked = select(Officer.id, Officer.name).where(Officer.active, Officer.id != officer.id, _sees(case))
    about = CaseBar.case_id == case.id, CaseBar.lifted_at.is_(None)
    named = select(CaseBar.officer_id).where(*about, CaseBar.officer_id.is_not(None))
    units = select(CaseBar.unit_code).where(*about, CaseBar.unit_code != "")
    asked = asked.where(
        Officer.id.not_in(named), or_(Officer.role == Role.LEADER, Officer.unit_code.not_in(units))
    )
    rows = session.execute(asked.order_by(Officer.name).limit(500))
    return [(number, name) for number, name in rows]


def _sees(case: Case) -> ColumnElement[bool]:
    named = Officer.id.in_(select(CaseReader.officer_id).where(CaseReader.case_id == case.id))
    if case.visibility == Visibility.SEALED:
        return or_(Officer.role == Role.LEADER, named)
    helping = select(CaseTask.unit_code).where(CaseTask.case_id == case.id, CaseTask.taken_back_at.is_(None))
    near = or_(
        Officer.unit_code == case.unit_code,
        Officer.id == (case.assigned_to or 0),
        and_(Officer.unit_code != "", Officer.unit_code.in_(helping)),
    )
    return or_(
        Officer.role.in_((Role.LEADER, Role.CLERK, Role.AUDITOR)),
        and_(Officer.role.in_((Role.OFFICER, Role.HEAD)), near),
        named,
    )


def calls_waiting(session: Session, officer: Officer) -> int:
    """How many notes call the officer that he has not opened, of cases that he sees."""
    asked = select(func.count()).select_from(Mention).join(Case, Case.id == Mention.case_id)
    unseen = asked.where(Mention.officer_id == officer.id, Mention.seen_at.is_(None))
    return session.scalar(unseen.where(visible_cases(officer))) or 0


def calls_of(session: Session, officer: Officer) -> Sequence[Called]:
    """The newest, those not seen first."""
    asked = (
        select(Case, Note, Officer.name, Mention.seen_at)
        .select_from(Mention)
        .join(Note, Note.id == Mention.note_id)
        .join(Case, Case.id == Mention.case_id)
        .join(Officer, Officer.id == Note.officer_id)
        .where(Mention.officer_id == officer.id, visible_cases(officer))
        .order_by(Mention.seen_at.is_not(None), Mention.id.desc())
        .limit(_MOST_SHOWN)
    )
    return [
        Called(case.code, case.headline, who, note.at, note.text, seen is not None)
        for case, note, who, seen in session.execute(asked)
    ]


def called_here(session: Session, officer: Officer, case: Case) -> bool:
    """Whether a note on this case calls the officer and he has not said that he saw it."""
    asked = select(Mention.id).where(Mention.case_id == case.id, Mention.officer_id == officer.id)
    return session.scalar(asked.where(Mention.seen_at.is_(None)).limit(1)) is not None


def see_calls(session: Session, officer: Officer, case: Case, now: datetime) -> None:
    session.execute(
        update(Mention)
        .where(Mention.case_id == case.id, Mention.officer_id == officer.id, Mention.seen_at.is_(None))
        .values(seen_at=now)
        .execution_options(synchronize_session=False)
    )


def _begins(part: str, name: str) -> bool:
    return part.startswith(name) and not part[len(name) : len(name) + 1].isalnum()


def _best(part: str, longest: Sequence[str]) -> str:
    return next((name for name in longest if _begins(part, name)), "")
