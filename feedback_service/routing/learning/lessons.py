"""A lesson from every message that an officer has placed. No verb here commits; none is on a citizen's path."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.secrecy.forgetting import forget_lesson
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Lesson
from feedback_service.records.new_rows import insert_into
from feedback_service.routing.learned.hits import counted_office
from feedback_service.routing.personal_data import mask
from feedback_service.vocabulary import Kind, Visibility


def learn_from(session: Session, case: Case, pack: Pack, now: datetime) -> None:
    """What an officer has just said of the case: unit, topic and kind as they stand now. The last word counts.

    Of a sealed case and of spam nothing is kept, and what was kept goes. Personal data is masked first.
    """
    if case.visibility == Visibility.SEALED or case.kind == Kind.SPAM:
        forget_lesson(session, case)
        return
    said = {
        "at": now,
        "text": mask(case.text),
        "unit_code": case.unit_code,
        "topic_code": case.topic_code,
        "kind": case.kind,
        "corrected": _is_corrected(session, case, pack),
    }
    session.execute(
        insert_into(session, Lesson)
        .values(case_id=case.id, **said)
        .on_conflict_do_update(index_elements=["case_id"], set_=said)
    )


def _is_corrected(session: Session, case: Case, pack: Pack) -> bool:
    """Whether routing had said otherwise. A unit inside an office counts as the office, as it is learned."""
    told = session.scalars(select(Event.details).where(Event.case_id == case.id).order_by(Event.id))
    found = [details["proposal"] for details in told if details.get("proposal")]
    if not found:
        return False
    last = found[-1]
    proposed = counted_office(str(last.get("unit", "")), pack), last.get("kind"), last.get("topic", "")
    return proposed != (counted_office(case.unit_code, pack), case.kind.value, case.topic_code)
