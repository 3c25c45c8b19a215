"""The jobs table: asked for once, done once, tried again when it fails."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.records import Job
from feedback_service.working import jobs
from feedback_service.working.heartbeat import beat, last_beat
from feedback_service.working.routines import Routine, ask_for_turns
from feedback_service.working.running import run_job
from feedback_service.working.sweeping import forget_jobs
from tests.builders.cases import NOW

LEASE = timedelta(minutes=15)
LATER = NOW + timedelta(hours=1)


class Ledger:
    """A work that remembers what it was given, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.done: list[object] = []
        self._failures = failures

    def __call__(self, session: Session, *, now: datetime, word: str = "") -> None:
        jobs.ask_for(session, "trace", f"trace:{word}", NOW + timedelta(days=900))
        if self._failures:
            self._failures -= 1
            raise ValueError("the words of a citizen")
        self.done.append(word)


def ask(session: Session, name: str, arguments: dict[str, object] | None = None) -> None:
    with transaction():
        jobs.ask_for(session, name, f"{name}:1", NOW, arguments)


def attempt(session: Session, work: Ledger, now: datetime) -> Job:
    """Claims the one job that is due and runs it."""
    with transaction():
        (claim,) = jobs.claim_due(session, now, LEASE, 10)
    run_job(claim, {"note": work}, {}, lambda: now)
    session.expire_all()
    return session.scalars(select(Job).where(Job.id == claim.id)).one()


def test_a_job_gets_its_arguments_and_is_done_once(session: Session) -> None:
    ask(session, "note", {"word": "đường"})
    work = Ledger()
    assert attempt(session, work, NOW).finished_at == NOW
    assert work.done == ["đường"]
    assert not jobs.anything_due(session, LATER)


def test_the_same_job_is_asked_for_once(session: Session) -> None:
    for _ in range(2):
        ask(session, "note")
    assert session.scalar(select(func.count(Job.id))) == 1


def test_a_job_that_failed_comes_again_later(session: Session) -> None:
    ask(session, "note")
    work = Ledger(failures=1)
    job = attempt(session, work, NOW)
    assert (job.finished_at, job.attempts) == (None, 1)
    assert job.run_at > NOW
    assert attempt(session, work, LATER).finished_at == LATER


def test_of_an_error_only_its_kind_is_kept(session: Session) -> None:
    ask(session, "note")
    assert attempt(session, Ledger(failures=1), NOW).error == "ValueError"


def test_a_job_that_always_fails_is_given_up_and_stays_to_be_seen(session: Session) -> None:
    ask(session, "note")
    moments = [NOW + timedelta(days=day) for day in range(jobs.MOST_ATTEMPTS)]
    work = Ledger(failures=jobs.MOST_ATTEMPTS)
    for moment in moments:
        job = attempt(session, work, moment)
    assert (job.failed, job.finished_at) == (True, moments[-1])
    forget_jobs(session, now=moments[-1] + timedelta(days=30))
    assert session.scalar(select(func.count(Job.id))) == 1


def test_of_a_job_that_failed_nothing_stays_written(session: Session) -> None:
    ask(session, "note")
    work = Ledger(failures=1)
    attempt(session, work, NOW)
    assert session.scalar(select(func.count(Job.id))) == 1
    attempt(session, work, LATER)
    assert session.scalar(select(func.count(Job.id))) == 2


def test_a_job_of_an_unknown_name_fails(session: Session) -> None:
    ask(session, "riddle")
    assert attempt(session, Ledger(), NOW).error == "KeyError"


def test_a_job_whose_worker_died_is_done_by_another(session: Session) -> None:
    ask(session, "note")
    with transaction():
        (dead,) = jobs.claim_due(session, NOW, LEASE, 10)
    work = Ledger()
    assert attempt(session, work, LATER).attempts == 2
    run_job(dead, {"note": work}, {}, lambda: LATER)
    assert len(work.done) == 1


def test_an_errand_runs_between_transactions_and_ends_its_job(session: Session) -> None:
    ask(session, "walk", {"far": 3})
    with transaction():
        (claim,) = jobs.claim_due(session, NOW, LEASE, 10)
    walked: list[int] = []

    def walk(far: int, *, now: datetime) -> None:
        with transaction():  # it opens its own
            walked.append(far)

    run_job(claim, {}, {"walk": walk}, lambda: NOW)
    session.expire_all()
    assert walked == [3]
    assert session.scalars(select(Job.finished_at)).one() == NOW


def test_a_routine_with_arguments_hands_them_on(session: Session) -> None:
    routines = [
        Routine("fold", timedelta(minutes=5), arguments={"book": book}) for book in ("queue", "month")
    ]
    ask_for_turns(session, routines, NOW)
    assert [job.arguments for job in session.scalars(select(Job).order_by(Job.id))] == [
        {"book": "queue"},
        {"book": "month"},
    ]


def test_a_turn_is_asked_for_once_however_many_workers_there_are(session: Session) -> None:
    routine = Routine("fold", timedelta(minutes=5))
    for second in (0, 20, 59):
        ask_for_turns(session, [routine], NOW + timedelta(seconds=second))
    ask_for_turns(session, [routine], NOW + timedelta(minutes=5))
    assert session.scalar(select(func.count(Job.id))) == 2


@pytest.mark.parametrize(
    ("moment", "turn"),
    [
        (datetime(2026, 3, 2, 18, 59, tzinfo=UTC), datetime(2026, 3, 1, 19, tzinfo=UTC)),
        (datetime(2026, 3, 2, 19, 0, tzinfo=UTC), datetime(2026, 3, 2, 19, tzinfo=UTC)),
        (datetime(2026, 3, 3, 11, 0, tzinfo=UTC), datetime(2026, 3, 2, 19, tzinfo=UTC)),
    ],
)
def test_a_nightly_turn_that_was_slept_through_is_made_up_for(moment: datetime, turn: datetime) -> None:
    assert Routine("nightly", timedelta(days=1), timedelta(hours=19)).turn(moment) == turn


def test_done_jobs_are_forgotten_after_a_week_and_the_heartbeat_is_not(session: Session) -> None:
    beat(session, NOW)
    session.commit()
    ask(session, "note")
    attempt(session, Ledger(), NOW)
    forget_jobs(session, now=NOW + timedelta(days=6))
    assert session.scalar(select(func.count(Job.id))) == 3
    forget_jobs(session, now=NOW + timedelta(days=8))
    assert last_beat(session) == NOW
    assert set(session.scalars(select(Job.name))) == {"heartbeat", "trace"}


def test_a_worker_shows_that_it_lives(session: Session) -> None:
    assert last_beat(session) is None
    for moment in (NOW, LATER):
        beat(session, moment)
    assert last_beat(session) == LATER
    assert not jobs.anything_due(session, LATER)
