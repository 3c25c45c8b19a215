"""Further units on a case: asked, done, taken back."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact, NoSuchCase
from feedback_service.handling.forms import CaseForm
from feedback_service.handling.promises import local_day
from feedback_service.handling.queries import find_case
from feedback_service.handling.together.forms import AskUnitForm, result_typed
from feedback_service.handling.together.shown import ReferralLine, Together, overdue_referrals, together_on
from feedback_service.handling.together.tasks import HELPERS, ask_unit, find_task, finish_task, take_task_back
from feedback_service.handling.views.case import do, page_again
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.staff.signed_in import current_officer


@blueprint.app_template_global("together_on")
def together_on_case(case: Case) -> Together:
    return together_on(db.session(), case, current_officer(), local_day(now(), this_pack()))


@blueprint.app_template_global("overdue_referrals")
def overdue() -> Sequence[ReferralLine]:
    return overdue_referrals(db.session(), current_officer(), local_day(now(), this_pack()))


@blueprint.post("/ho-so/<code>/phoi-hop")
@staff(*HELPERS)
def ask_further_unit(code: str) -> AnyResponse:
    form = AskUnitForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        unit, text = form.don_vi_giup.data or "", form.viec_nho.data or ""
        ask_unit(session, case, officer, unit, text, form.ngay_xong.data, this_pack(), now())

    return do(code, Action.CONFIRM, form, deed, on_the_seen=False)  # tasks stand beside each other


@blueprint.post("/ho-so/<code>/phoi-hop/<int:number>/rut")
@staff(*HELPERS)
def take_further_unit_back(code: str, number: int) -> AnyResponse:
    def deed(session: Session, case: Case, officer: Officer) -> None:
        take_task_back(session, find_task(session, case, number), case, officer, now())

    return do(code, Action.CONFIRM, CaseForm(), deed, on_the_seen=False)


@blueprint.post("/ho-so/<code>/phoi-hop/<int:number>/xong")
@staff(*HELPERS)
def finish_for_lead(code: str, number: int) -> AnyResponse:
    """By the unit that helps, which may do nothing else to the case. Raises NoSuchCase."""
    try:
        with transaction() as session:
            case = find_case(session, current_officer(), code)
            task = find_task(session, case, number)
            finish_task(session, task, case, current_officer(), result_typed(number), now())
    except NoSuchCase:
        raise
    except StaleDataError:
        return page_again(code, ChangedMeanwhile())
    except Fact as fact:
        return page_again(code, fact)
    args: dict[str, Any] = request.args.to_dict()
    return redirect(url_for("desk.case", code=code, **args), 303)
