"""A dry report comes round every month; a leader says yes to it once, and then it is done in the background."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.errors import Fact
from feedback_service.handling.promises import local_day
from feedback_service.pack.current import current_pack
from feedback_service.records import Case, Follower, Job, Officer, RetentionRun
from feedback_service.records.new_rows import insert_into
from feedback_service.settings.retention.due import count_past, next_past, past_time
from feedback_service.settings.rights.forgetting import emptied, forget_case, sweep_soon

JOB = "run_retention"
CHUNK = 20  # cases a transaction
SHOWN = 24


class NoSuchRun(Fact):
    status = 404
    said = _l("Không tìm thấy bản xem trước này.")


class NotTheNewest(Fact):
    said = _l("Bản xem trước này đã cũ hoặc đã được duyệt. Xin xem bản mới nhất.")


def report_retention(session: Session, *, now: datetime, officer_id: int | None = None) -> RetentionRun:
    """Work of the worker, and of whoever wants to look: what would go today. Nothing is touched."""
    pack = current_pack(session)
    counts = count_past(session, pack, local_day(now, pack))
    run = RetentionRun(at=now, dry=True, officer_id=officer_id, counts=counts)
    session.add(run)
    session.flush()
    return run


def runs(session: Session) -> Sequence[RetentionRun]:
    return session.scalars(select(RetentionRun).order_by(RetentionRun.id.desc()).limit(SHOWN)).all()


def confirm_run(session: Session, number: int, officer: Officer, now: datetime) -> None:
    """The leader's word on the newest report, once. Raises NoSuchRun, NotTheNewest."""
    run = session.get(RetentionRun, number)
    if run is None or not run.dry:
        raise NoSuchRun
    newest = session.scalars(select(RetentionRun.id).order_by(RetentionRun.id.desc()).limit(1)).one()
    key = f"{JOB}:{run.id}"
    if newest != run.id or session.scalar(select(Job.id).where(Job.key == key)):
        raise NotTheNewest
    row = {"key": key, "name": JOB, "run_at": now, "arguments": {"number": run.id, "officer_id": officer.id}}
    session.execute(insert_into(session, Job).values(row).on_conflict_do_nothing(index_elements=["key"]))


def is_confirmed(session: Session, run: RetentionRun) -> bool:
    return session.scalar(select(Job.id).where(Job.key == f"{JOB}:{run.id}")) is not None


def run_retention(
    *, now: datetime, number: int | None = None, officer_id: int | None = None
) -> dict[str, int]:
    """An errand: what is past its time goes, some cases a transaction, going on where a killed worker stopped.

    `number`: the report that was agreed to; what became due after it waits for the next one. Returns rule → cases.
    """
    with transaction() as session:
        pack = current_pack(session)
        report = session.get(RetentionRun, number) if number else None
        today = local_day(report.at if report else now, pack)
    done = {rule.code: 0 for rule, _which in past_time(pack, today)}
    for rule, which in past_time(pack, today):
        while gone := _chunk(rule.code, which, now):
            done[rule.code] += gone
    with transaction() as session:
        session.add(RetentionRun(at=now, dry=False, officer_id=officer_id, counts=done))
        sweep_soon(session, now)
    return done


def _chunk(code: str, which: ColumnElement[bool], now: datetime) -> int:
    with transaction() as session:
        numbers = next_past(session, which, CHUNK)
        for number in numbers:
            forget_case(session, session.get_one(Case, number), f"retention:{code}", emptied, now)
        # Of a case without words there is nothing more to hear.
        session.execute(delete(Follower).where(Follower.case_id.in_(numbers)))
    return len(numbers)
