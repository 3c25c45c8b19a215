"""`flask worker`: sends the outbox and does the work that comes round by itself, until it is told to stop.

Any number may run at once, on one machine or many: each row is claimed by lease in the database.
"""

import logging
import signal
from datetime import timedelta
from threading import Event, Thread

from flask import Flask

from feedback_service.handling.danger.waking import escalate_danger
from feedback_service.handling.following.telling import tell_followers
from feedback_service.handling.limits.digests import send_digests
from feedback_service.handling.limits.moved import propose_moves, watch_calendar
from feedback_service.handling.limits.warnings import warn_of_limits
from feedback_service.handling.rating.asking import ask_rating
from feedback_service.handling.rating.lots import draw_confirmings
from feedback_service.handling.together.reminding import remind_together
from feedback_service.intake.books.importing import forget_books, import_book
from feedback_service.intake.calls.drafts import forget_sheets
from feedback_service.intake.calls.lists.importing import forget_imports, import_calls
from feedback_service.intake.reconciling import reconcile
from feedback_service.intake.recordings_kept import (
    delete_recordings,
    fetch_recording,
    forget_recording,
    look_for_recordings,
)
from feedback_service.intake.sms import take_again
from feedback_service.intake.voice.answering import take_voice_again
from feedback_service.intake.voice.silent_calls import end_silent_calls
from feedback_service.notifying.watching import watch_channels
from feedback_service.publishing.placements.counting import fold_scans
from feedback_service.publishing.posting.comparing import compare_posts
from feedback_service.publishing.posting.counting import count_posts
from feedback_service.publishing.posting.sending import send_posts, take_down_posts
from feedback_service.publishing.posting.tokens import watch_tokens
from feedback_service.publishing.posting.weekly import propose_weekly
from feedback_service.publishing.radio.sounds.errand import speak_bulletin
from feedback_service.records.tally import MONTHLY_BOOKS
from feedback_service.reporting.periods.collecting import open_reports
from feedback_service.reporting.periods.reminding import remind_reports
from feedback_service.routing.alike.sketching import sketch_earlier_cases, sketch_new_cases
from feedback_service.routing.learning.apart import retrain_as_asked, retrain_by_night, watch_model
from feedback_service.routing.rehearsing.alarms import watch_rules
from feedback_service.routing.rehearsing.asking import measure_rules
from feedback_service.routing.rehearsing.replaying import rehearse
from feedback_service.settings.idle import lock_idle
from feedback_service.settings.password_mail import mail_password_link
from feedback_service.settings.retention.running import report_retention, run_retention
from feedback_service.settings.reviews import lock_unreviewed, open_review
from feedback_service.staff.audit.forging import forge_audit_chain
from feedback_service.staff.guessing import forget_old
from feedback_service.working.counting_days import count_days
from feedback_service.working.draining import keep_drained
from feedback_service.working.engine import Duties, build_engine
from feedback_service.working.feeding import feed
from feedback_service.working.heartbeat import last_beat
from feedback_service.working.pace import Pace
from feedback_service.working.planner import tell_planner
from feedback_service.working.polling import EVERY as POLLING
from feedback_service.working.polling import poll_receipts
from feedback_service.working.routines import Routine
from feedback_service.working.sweeping import delete_orphans, forget_jobs
from feedback_service.working.tallies import fold_tallies

__all__ = ["DUTIES", "last_beat", "run_worker"]

_DAILY = timedelta(days=1)
_AT_TWO = timedelta(hours=19)  # UTC: two in the morning in Viet Nam, which has one time zone

# A job of a name that does not stand here fails and says so.
DUTIES = Duties(
    works={
        "forget_sheets": forget_sheets,
        "forget_imports": forget_imports,
        "forget_books": forget_books,
        "take_again": take_again,
        "take_voice_again": take_voice_again,
        "end_silent_calls": end_silent_calls,
        "escalate_danger": escalate_danger,
        "warn_of_limits": warn_of_limits,
        "send_digests": send_digests,
        "remind_together": remind_together,
        "watch_calendar": watch_calendar,
        "tell_followers": tell_followers,
        "propose_moves": propose_moves,
        "ask_rating": ask_rating,
        "draw_confirmings": draw_confirmings,
        "forget_jobs": forget_jobs,
        "forget_locks": forget_old,
        "mail_password_link": mail_password_link,
        "lock_idle": lock_idle,
        "tell_planner": tell_planner,
        "open_review": open_review,
        "lock_unreviewed": lock_unreviewed,
        "measure_rules": measure_rules,
        "watch_rules": watch_rules,
        "report_retention": report_retention,
        "fold_scans": fold_scans,
        "open_reports": open_reports,
        "remind_reports": remind_reports,
        "propose_weekly": propose_weekly,
        "watch_tokens": watch_tokens,
    },
    errands={
        "send_posts": send_posts,
        "take_down_posts": take_down_posts,
        "compare_posts": compare_posts,
        "count_posts": count_posts,
        "import_calls": import_calls,
        "import_book": import_book,
        "fold_tallies": fold_tallies,
        "count_days": count_days,
        "delete_orphans": delete_orphans,
        "fetch_recording": fetch_recording,
        "forget_recording": forget_recording,
        "look_for_recordings": look_for_recordings,
        "delete_recordings": delete_recordings,
        "reconcile": reconcile,
        "poll_receipts": poll_receipts,
        "watch_channels": watch_channels,
        "sketch_new_cases": sketch_new_cases,
        "sketch_earlier_cases": sketch_earlier_cases,
        "rehearse": rehearse,
        "retrain_by_night": retrain_by_night,
        "retrain_as_asked": retrain_as_asked,
        "watch_model": watch_model,
        "run_retention": run_retention,
        "speak_bulletin": speak_bulletin,
        "forge_audit_chain": forge_audit_chain,
    },
    routines=(
        Routine("send_posts", timedelta(minutes=1)),
        Routine("compare_posts", timedelta(minutes=5)),
        Routine("take_down_posts", timedelta(minutes=1)),
        Routine("count_posts", _DAILY, timedelta(hours=22)),  # UTC: five in the morning
        Routine("watch_tokens", _DAILY, timedelta(hours=1)),
        Routine(
            "propose_weekly", timedelta(days=7), timedelta(days=4)
        ),  # 1970 began on a Thursday: Mondays, at seven
        Routine("reconcile", timedelta(minutes=10)),
        Routine("poll_receipts", POLLING, timedelta(minutes=5)),
        Routine("watch_channels", timedelta(minutes=1)),
        Routine("forge_audit_chain", timedelta(minutes=1)),
        Routine("sketch_new_cases", timedelta(minutes=1)),
        # The queue's figures are read at every click, those of the months for a page now and then.
        Routine("fold_tallies", timedelta(minutes=5), arguments={"book": "queue"}),
        *(Routine("fold_tallies", timedelta(hours=1), arguments={"book": book}) for book in MONTHLY_BOOKS),
        Routine("warn_of_limits", timedelta(minutes=15)),
        Routine("send_digests", _DAILY, timedelta(hours=1)),  # UTC: eight in the morning
        Routine("remind_together", _DAILY, timedelta(hours=1)),
        Routine("open_reports", _DAILY, timedelta(minutes=30)),
        Routine("remind_reports", _DAILY, timedelta(hours=1)),
        Routine("watch_calendar", timedelta(hours=1)),
        Routine("tell_followers", timedelta(minutes=10)),
        Routine("end_silent_calls", timedelta(minutes=15)),
        Routine("look_for_recordings", timedelta(hours=1)),
        Routine("delete_recordings", _DAILY, _AT_TWO),
        Routine("delete_orphans", _DAILY, _AT_TWO),
        Routine("count_days", _DAILY, _AT_TWO),
        Routine("forget_jobs", _DAILY, _AT_TWO),
        Routine("forget_sheets", _DAILY, _AT_TWO),
        Routine("forget_imports", _DAILY, _AT_TWO),
        Routine("forget_books", _DAILY, _AT_TWO),
        Routine("forget_locks", _DAILY, _AT_TWO),
        Routine("lock_idle", _DAILY, _AT_TWO),
        Routine("fold_scans", _DAILY, _AT_TWO),
        Routine("tell_planner", _DAILY, _AT_TWO),
        Routine("open_review", _DAILY, _AT_TWO),
        Routine("sketch_earlier_cases", _DAILY, _AT_TWO),
        Routine("measure_rules", _DAILY, _AT_TWO),
        Routine("report_retention", timedelta(days=30), _AT_TWO),
        # 1 January 1970 was a Thursday: Monday morning, before the office opens.
        Routine("draw_confirmings", timedelta(days=7), timedelta(days=3, hours=23)),
        Routine("watch_rules", timedelta(hours=1)),
        Routine("watch_model", timedelta(hours=1)),
        Routine("retrain_by_night", _DAILY, _AT_TWO + timedelta(minutes=30)),
    ),
)
HEALTH_CHECK_SECONDS = 5.0

logger = logging.getLogger(__name__)


def run_worker(app: Flask, pace: Pace | None = None) -> None:
    """Runs until TERM, INT or HUP, then ends what it has begun and returns. Call it in the main thread.

    Huey's own handlers interrupt running tasks on TERM and start anew on HUP, so they are replaced.
    """
    pace = pace or Pace()
    stop = Event()
    logging.getLogger("huey").setLevel(logging.WARNING)
    engine = build_engine(app, pace, DUTIES, stop)
    consumer = engine.huey.create_consumer(
        workers=pace.threads, max_delay=0.5, shutdown_timeout=pace.shutdown.total_seconds()
    )
    consumer.start()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    feeder = Thread(target=feed, args=(app, engine, pace, stop), name="feeder")
    drainer = Thread(target=keep_drained, args=(app, pace, stop), name="drainer")
    feeder.start()
    drainer.start()
    logger.info("worker_started", extra={"threads": pace.threads})
    while not stop.wait(HEALTH_CHECK_SECONDS):
        consumer.check_worker_health()
    feeder.join()
    drainer.join()
    consumer.stop(graceful=True)
    logger.info("worker_stopped")
