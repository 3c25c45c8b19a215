"""An answer that only a leader can approve: the leaders are told by mail, once for each time the case was reopened."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.limits.warnings import desk_link
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.visibility import may_see
from feedback_service.vocabulary import Role, Visibility


def tell_leaders(session: Session, case: Case, not_these: tuple[int, ...], pack: Pack, now: datetime) -> None:
    """`not_these`: who wrote it, and who approved the last one. A made-up officer has no letter-box.

    Of what is sealed not even the code: a mailbox has more readers than one.
    """
    sealed, unit = case.visibility == Visibility.SEALED, pack.unit_by_code.get(case.unit_code)
    asked = select(Officer).where(
        Officer.role == Role.LEADER, Officer.active, Officer.demo.is_(False), Officer.id.not_in(not_these)
    )
    for leader in session.scalars(asked.order_by(Officer.id)).all():
        if may_see(leader, case):
            mail_officer(
                session,
                leader.email,
                "approval_waits",
                pack,
                now,
                f"approval:{case.id}:{case.reopened_on}:{leader.id}",
                name=leader.name,
                code="" if sealed else case.code,
                unit=unit.short.vi if unit and not sealed else "",
                desk=desk_link(None if sealed else case),
            )
