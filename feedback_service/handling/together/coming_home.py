"""A case that was passed on is ours again: its unit, a promise from now on, a word to everybody who waits for it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from feedback_service.handling.answer import current_answer
from feedback_service.handling.ending import forget_end
from feedback_service.handling.promises import start_answer
from feedback_service.handling.workflow import change_status
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Case, CaseLink, Event, Officer
from feedback_service.records.desk import Referral
from feedback_service.vocabulary import Relation, Status


def come_home(
    session: Session, case: Case, officer: Officer, template: str, reason: str, pack: Pack, now: datetime
) -> None:
    """PASSED_ON → IN_PROGRESS. The first promise was kept by passing the case on, late or not, and stays so; the
    new one is counted from now by the kind's own rule, with its trace. What had gone with it waits with it again.
    """
    home = _home(session, case, pack)
    followers = passed_with(session, case)
    _again(session, case, officer, Status.IN_PROGRESS, template, reason, pack, now)
    for follower in followers:
        _again(session, follower, officer, Status.MERGED, template, reason, pack, now)
        follower.unit_code = home
    case.unit_code = home


def passed_with(session: Session, case: Case) -> Sequence[Case]:
    """The cases that were merged into it and went to the same body."""
    asked = (
        select(Case)
        .join(CaseLink, CaseLink.case_id == Case.id)
        .where(
            CaseLink.other_id == case.id, CaseLink.relation == Relation.MERGED, CaseLink.undone_at.is_(None)
        )
        .where(Case.status == Status.PASSED_ON)
        .order_by(Case.id)
        .options(selectinload(Case.promises))
    )
    return session.scalars(asked).all()


def draft_from_reply(
    session: Session, case: Case, officer: Officer, referral: Referral, pack: Pack, now: datetime
) -> None:
    """Their words are where ours begin. A draft that somebody had begun is left alone."""
    answer = current_answer(session, case)
    if answer is not None and not answer.approved_at:
        return
    unit = pack.unit_by_code.get(referral.unit_code)
    name = unit.name.vi if unit else referral.unit_code
    text = f"Xã đã chuyển việc này đến {name}. {name} trả lời: {referral.answer}"
    session.add(Answer(case_id=case.id, text=text, author_id=officer.id, saved_at=now))


def _again(
    session: Session,
    case: Case,
    officer: Officer,
    status: Status,
    template: str,
    reason: str,
    pack: Pack,
    now: datetime,
) -> None:
    told = {"reason": reason} if reason else {}
    change_status(session, case, status, now, officer, before=case.unit_code, **told)
    forget_end(case)
    promise = start_answer(session, case, now, pack)
    # While the case still stands with the body outside, so that the words name it.
    tell_citizen(
        session, case, template, pack, now, key=f"home:{case.id}:{case.revision}", due=promise.due_on
    )


def _home(session: Session, case: Case, pack: Pack) -> str:
    """The unit that passed it on; the triage desk where that unit is no more."""
    asked = select(Event.details).where(
        Event.case_id == case.id, Event.action == f"status:{Status.PASSED_ON}"
    )
    details = session.scalars(asked.order_by(Event.id.desc()).limit(1)).first() or {}
    unit = pack.unit_by_code.get(str(details.get("before", "")))
    return unit.code if unit and not (unit.retired or unit.outside) else pack.commune.triage_unit
