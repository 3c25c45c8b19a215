"""The worker's errands: sketches and "third time" of what came in, a minute later, and of what came in before.

Nothing of this is done while a citizen waits. Both errands go in batches, a transaction each, and bear being done
twice; the nightly one goes from the newest case to the oldest and, when its time is over, asks for its next part.
"""

import time
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select

from feedback_service.database import db, transaction
from feedback_service.handling.promises import local_day
from feedback_service.handling.public.queries import published
from feedback_service.handling.repeats import tie_repeated, time_before
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseSketch, Job, PublicText
from feedback_service.records.new_rows import insert_into
from feedback_service.routing.alike.kept import keep_sketches, public_bands
from feedback_service.routing.alike.sketch import PUBLIC, bands
from feedback_service.staff.visibility import UNSEALED
from feedback_service.vocabulary import Visibility

KEPT = timedelta(days=400)  # who looks for the same looks at a year
EARLIER = "sketch_earlier_cases"
_AT_ONCE = 100  # whoever writes on SQLite writes alone
_LOOKED_BACK = 1_000  # committed late, told at length later, moved to another place: looked at again
_READ = 4_000
_SECONDS = 20.0


def sketch_new_cases(*, now: datetime) -> int:
    """An errand that comes round each minute: what came in since. Returns how many were sketched."""
    session, pack = db.session(), this_pack()
    newest = session.scalar(select(func.max(Case.id))) or 0
    known = session.scalar(select(func.max(CaseSketch.case_id)))
    session.rollback()
    low = newest - _LOOKED_BACK if known is None else min(known, newest - _LOOKED_BACK)
    done, until = 0, time.monotonic() + _SECONDS
    while low < newest and time.monotonic() < until:
        done += _sketch_between(low, low + _AT_ONCE, pack, now)
        low += _AT_ONCE
    return done


def sketch_earlier_cases(*, now: datetime, below: int = 0, seconds: float = _SECONDS) -> int:
    """An errand of the night: what has none yet is sketched; what is sealed or old has none any more.

    `below`: a case's id, from which on it is done already. After `seconds` it asks for the rest.
    Returns how many were sketched.
    """
    session, pack = db.session(), this_pack()
    high = below or (session.scalar(select(func.max(Case.id))) or 0) + 1
    done, until = 0, time.monotonic() + seconds
    while low := _next_below(high):
        if time.monotonic() > until:
            _ask_for_rest(high, now)
            break
        done += _sketch_between(low - 1, high - 1, pack, now)
        _sweep(low, high, pack, now)
        high = low
    return done


def _next_below(high: int) -> int:
    """The id where the next batch begins; 0 where there is none."""
    session = db.session()
    ids = session.scalars(
        select(Case.id).where(Case.id < high).order_by(Case.id.desc()).limit(_AT_ONCE)
    ).all()
    session.rollback()
    return min(ids, default=0)


def _sketch_between(low: int, high: int, pack: Pack, now: datetime) -> int:
    """Cases with ids above `low`, up to `high`. What is slow is done before the transaction."""
    session = db.session()
    of_range = [Case.id > low, Case.id <= high, UNSEALED, Case.received_on > local_day(now, pack) - KEPT]
    cases = session.execute(
        select(Case.id, func.substr(Case.folded, 1, _READ)).where(*of_range, ~_has(CaseSketch.band < PUBLIC))
    ).all()
    texts = session.execute(
        select(PublicText.case_id, PublicText.title, PublicText.summary)
        .join(Case, Case.id == PublicText.case_id)
        .where(*of_range, *published(), ~_has(CaseSketch.band >= PUBLIC))
    ).all()
    ids = [number for number, _ in cases]
    placed = session.scalars(select(Case).where(Case.id.in_(ids), Case.area_code > ""))
    repeated = {case.id: before for case in placed if (before := time_before(session, case, pack))}
    session.rollback()
    # A text that says nothing has a number of its own, or it would be looked at every night.
    own = {number: bands(folded) or (number,) for number, folded in cases}
    public = {number: public_bands(title, summary) for number, title, summary in texts}
    if own or public:
        with transaction() as writing:
            keep_sketches(writing, own)
            keep_sketches(writing, public)
            tie_repeated(writing, repeated, now)
    return len(own)


def _has(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(CaseSketch.case_id == Case.id, which)


def _sweep(low: int, high: int, pack: Pack, now: datetime) -> None:
    session = db.session()
    over = (Case.visibility == Visibility.SEALED) | (Case.received_on <= local_day(now, pack) - KEPT)
    has_any = exists().where(CaseSketch.case_id == Case.id)
    gone = session.scalars(select(Case.id).where(Case.id.between(low, high - 1), over, has_any)).all()
    is_published = exists().where(PublicText.case_id == Case.id, *published())
    withdrawn = session.scalars(
        select(Case.id).where(
            Case.id.between(low, high - 1),
            exists().where(CaseSketch.case_id == Case.id, CaseSketch.band >= PUBLIC),
            ~is_published,
        )
    ).all()
    session.rollback()
    if gone or withdrawn:
        with transaction() as writing:
            writing.execute(delete(CaseSketch).where(CaseSketch.case_id.in_(gone)))
            writing.execute(
                delete(CaseSketch).where(CaseSketch.case_id.in_(withdrawn), CaseSketch.band >= PUBLIC)
            )


def _ask_for_rest(below: int, now: datetime) -> None:
    key, arguments = f"{EARLIER}:{now:%Y-%m-%d}:{below}", {"below": below}
    row = {"key": key, "name": EARLIER, "arguments": arguments, "run_at": now}
    with transaction() as writing:
        writing.execute(insert_into(writing, Job).values(row).on_conflict_do_nothing(index_elements=["key"]))
