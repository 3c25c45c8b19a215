"""Danger on the screen: the red line on top of every page of the desk, and what is done about it."""

from flask import redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import NoSuchCase
from feedback_service.handling.danger.bar import ANSWER_ALARMS, Bar, bar_for
from feedback_service.handling.danger.raising import mark_danger, unmark_danger
from feedback_service.handling.danger.signs import Signs
from feedback_service.handling.danger.taking import take_on
from feedback_service.handling.forms import NoDangerForm, NoteForm
from feedback_service.handling.queries import find_case
from feedback_service.handling.views.case import do
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.records import Alarm, Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.staff.signed_in import current_officer


@blueprint.app_template_global("alarm_bar")
def alarm_bar() -> Bar:
    return bar_for(db.session(), current_officer(), now())


@blueprint.post("/bao-dong/<int:number>/nhan")
@staff(*ANSWER_ALARMS)
def take_alarm(number: int) -> AnyResponse:
    """Raises NoSuchCase, for an alarm about a case that the officer may not see as for none at all."""
    with transaction() as session:
        alarm = session.get(Alarm, number)
        case = session.get(Case, alarm.case_id) if alarm and alarm.case_id else None
        if alarm is None or case is None:
            raise NoSuchCase
        found, officer = find_case(session, current_officer(), case.code), current_officer()
        take_on(session, alarm, officer.name, now(), officer)
        address = url_for("desk.case", code=found.code)
    return redirect(address, 303)


@blueprint.post("/ho-so/<code>/nguy-hiem")
@staff(*ANSWER_ALARMS)
def danger(code: str) -> AnyResponse:
    def deed(session: Session, case: Case, officer: Officer) -> None:
        mark_danger(session, case, Signs(), this_pack(), now(), officer)

    return do(code, Action.NOTE, NoteForm(), deed, on_the_seen=False)


@blueprint.post("/ho-so/<code>/het-nguy-hiem")
@staff(*ANSWER_ALARMS)
def no_danger(code: str) -> AnyResponse:
    form = NoDangerForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        unmark_danger(session, case, officer, form.ly_do_het.data or "", now())

    return do(code, Action.CONFIRM, form, deed, on_the_seen=False)
