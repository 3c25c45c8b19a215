"""The sender is asked whether it is solved: once, and once more some days later. Never again.

Asked by the worker and not in the transaction of the answer: there has to be time to look at the road.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from feedback_service.handling.rating.links import rating_link
from feedback_service.handling.rating.rounds import last_answered, waits_for_rating
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Job
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import Visibility

JOB = "ask_rating"
ASKS = ("rate_ask", "rate_again", "rate_quietly")  # templates


def ask_later(session: Session, case: Case, pack: Pack, now: datetime) -> None:
    """After the answer that was just given. Anonymous senders are asked by nobody: there is no way back to them."""
    if case.anonymous or case.contact_id is None:
        return
    session.flush()
    answered = last_answered(session, case)
    if answered is not None:
        _put_down(session, case, answered.id, now + timedelta(days=pack.commune.ask_after_days), again=False)


def ask_rating(session: Session, case: int, answered: int, again: bool, now: datetime) -> None:
    """Work of the worker. `answered`: the event of the answer. Says nothing where it was rated, or goes on.

    Who opted out is not asked (the templates are notices), and a sealed case is asked about without a word of it.
    """
    found, pack = session.get(Case, case), current_pack(session)
    if found is None or not waits_for_rating(session, found, answered):
        return
    key = f"ask_rating:{answered}:{'again' if again else 'first'}"
    words = _template(found, again)
    used = tell_citizen(session, found, words, pack, now, key=key, link=rating_link(found.id, answered))
    if used and not again and pack.commune.remind_after_days:
        run_at = now + timedelta(days=pack.commune.remind_after_days)
        _put_down(session, found, answered, run_at, again=True)


def _template(case: Case, again: bool) -> str:
    if case.visibility == Visibility.SEALED:
        return "rate_quietly"
    return "rate_again" if again else "rate_ask"


def _put_down(session: Session, case: Case, answered: int, run_at: datetime, *, again: bool) -> None:
    row = {
        "key": f"{JOB}:{answered}:{again:d}",
        "name": JOB,
        "arguments": {"case": case.id, "answered": answered, "again": again},
        "run_at": run_at,
    }
    session.execute(insert_into(session, Job).values(row).on_conflict_do_nothing(index_elements=["key"]))
