"""A split that was a mistake: the child waits with its mother again, and the one sender gets one answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NotYours
from feedback_service.handling.joining.links import hold, lead_of, split_of, take_turn, untie
from feedback_service.handling.joining.merging import Told, put_under
from feedback_service.handling.workflow import require_open
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action, may


def unsplit(session: Session, child: Case, officer: Officer, pack: Pack, now: datetime) -> None:
    """While both are unanswered. Its code stays good: it leads to the mother's state and answer.

    Whoever may correct the child or its mother may do so. Raises ChangeNotAllowed, NotYours.
    """
    take_turn(session, child)
    link = split_of(session, child)
    if link is None:
        raise ChangeNotAllowed
    mother = session.get_one(Case, link.other_id)
    lead = lead_of(session, mother) or mother
    hold(session, lead, child)
    if not (may(officer, Action.CONFIRM, child) or may(officer, Action.CONFIRM, mother)):
        raise NotYours
    require_open(lead)
    require_open(child)
    untie(link, now, officer)
    told = Told("rejoined", {"mother": mother.code})
    put_under(session, lead, child, officer, pack, now, told, rejoined=link.id)
