"""The proof asked for again: sealed cases and settings want one that is at most a quarter of an hour old.

A desk that somebody left for a coffee is signed in for half an hour; what is delicate is open for half of that.
"""

from datetime import timedelta

from flask import Flask, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from feedback_service import clock
from feedback_service.errors import Fact
from feedback_service.staff.factors.proving import GIVEN_FIELDS, Given, prove
from feedback_service.staff.sessions import held
from feedback_service.staff.signed_in import current_officer

RECENT_MINUTES = 15
_ALWAYS = ("/can-bo/quan-tri",)  # every form below needs it, without a word in the view


class ProofNeeded(Fact):
    """Answered with the page that asks for it (views/step_up.py): what was typed goes along and is sent on.

    `problem`: why the proof that came was none.
    """

    status = 403
    said = _l("Xin xác minh lại trước khi làm việc này.")

    def __init__(self, problem: LazyString | str = "") -> None:
        self.problem = problem
        super().__init__()


def is_recent(minutes: int = RECENT_MINUTES) -> bool:
    """Whether the officer has proved himself so lately. Only behind @staff."""
    here = held()
    return bool(here and here.proved_at and clock.now() - here.proved_at <= timedelta(minutes=minutes))


def require_recent(minutes: int = RECENT_MINUTES) -> None:
    """In a view behind @staff, before its transaction. Raises ProofNeeded, which asks and comes back here.

    A page that is opened comes back as it was; of a form all fields come back but its files.
    """
    if is_recent(minutes):
        return
    if request.method != "POST" or not GIVEN_FIELDS & request.form.keys():
        raise ProofNeeded
    problem = prove(current_officer(), Given.of(request.form), clock.now())
    if problem:
        raise ProofNeeded(problem)


def guard_settings(app: Flask) -> None:
    """Behind the guard of access.py, which has turned away whoever may not be here at all."""
    app.before_request(_require_for_settings)


def _require_for_settings() -> None:
    if request.method == "POST" and request.path.startswith(_ALWAYS) and current_user.is_authenticated:
        require_recent()
