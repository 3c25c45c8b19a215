"""The case page, and how everything that is done to a case goes: one verb, then back to the page.

What fails brings the page back with the reason on top and every word that was typed still in its box.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact, NoSuchCase, NotYours
from feedback_service.handling import FINDER, Finder
from feedback_service.handling.case_page import CasePage, case_page, choices
from feedback_service.handling.composing import Composed, compose_sms, size_of, warning_of
from feedback_service.handling.danger.bar import alarm_of
from feedback_service.handling.forms import CaseForm, typed
from feedback_service.handling.joining.shown import joined_with
from feedback_service.handling.joining.suggested import suggested_parts
from feedback_service.handling.limits.shown import limits_of
from feedback_service.handling.queries import find_case, read_case
from feedback_service.handling.secrecy.shown import secrecy_of
from feedback_service.handling.views.desk_list import desk_list
from feedback_service.handling.views.queue import blueprint
from feedback_service.handling.writing.checking import Remark
from feedback_service.handling.writing.shown import remark_words, writing_of
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action, may
from feedback_service.staff.signed_in import current_officer

Deed = Callable[[Session, Case, Officer], object]


@blueprint.get("/ho-so/<code>")
@staff()
def case(code: str) -> AnyResponse:
    pack = this_pack()
    page = read_page(code)
    if page.case.code != code:  # one address for one case
        return redirect(url_for("desk.case", code=page.case.code), 301)
    found = desk_list(db.session(), current_officer(), pack, now(), page.case.code)
    return _shown(render_template("handling/case.html", **_values(page), desk=found, fact=None, typed={}))


def do(code: str, action: Action, form: CaseForm, deed: Deed, *, on_the_seen: bool = True) -> AnyResponse:
    """Does one thing to the case in one transaction and answers after the commit.

    `on_the_seen`: only if the case is still as it was when the page was made. Raises NoSuchCase.
    """
    try:
        form.require()
        with transaction() as session:
            found = allowed_case(session, code, action)
            if on_the_seen and form.revision.data != found.revision:
                raise ChangedMeanwhile
            deed(session, found, current_officer())
    except NoSuchCase:
        raise
    except StaleDataError:
        return page_again(code, ChangedMeanwhile())
    except Fact as fact:
        return page_again(code, fact)
    return redirect(_back(code), 303)


def allowed_case(session: Session, code: str, action: Action) -> Case:
    """Raises NoSuchCase, NotYours."""
    officer = current_officer()
    found = find_case(session, officer, code)
    if not may(officer, action, found):
        raise NotYours
    return found


def read_page(code: str) -> CasePage:
    session, officer, pack = db.session(), current_officer(), this_pack()
    return case_page(read_case(session, officer, code, now()), officer, pack, now())


def finder() -> Finder:
    found: Finder = current_app.extensions[FINDER]
    return found


def page_again(
    code: str,
    fact: Fact | None = None,
    composed: Composed | None = None,
    *,
    remarks: tuple[Remark, ...] | None = None,
    given: Mapping[str, str] | None = None,
) -> Response:
    """The page as it is now, with what was typed. A case that went out of sight by what somebody else did is no case
    any more. `composed`: what is being written, as the phone will show it. `remarks`: on the answer that is being
    written; None where nobody asked. `given`: what stands in a box in the place of what was typed.
    """
    page = read_page(code)
    found = desk_list(db.session(), current_officer(), this_pack(), now(), page.case.code)
    values = {**_values(page), "desk": found, "fact": fact, "composed": composed}
    values |= {"typed": {**typed(), **(given or {})}, "remarks": getattr(fact, "remarks", remarks)}
    return _shown(render_template("handling/case.html", **values), fact.status if fact else 200)


def _values(page: CasePage) -> dict[str, object]:
    answer = page.file.answer
    text = answer.text if answer and not answer.approved_at else ""
    pack = this_pack()
    sms = compose_sms(page.case, "answer", text, False, pack) if text else None
    alarm = alarm_of(db.session(), page.case)
    joined = joined_with(db.session(), current_officer(), page.case)
    return {
        "page": page,
        "case": page.case,
        "sms": sms,
        "composed": None,
        "remarks": None,
        "remark_words": remark_words,
        "writing": writing_of(
            db.session(), page.case, answer, current_officer(), pack, now(), finder(), page.file.attachments
        ),
        "size_of": size_of,
        "warning_of": warning_of,
        "choices": choices(pack),
        "alarm": alarm,
        "limits": limits_of(db.session(), page.case, current_officer(), pack, now()),
        "joined": joined,
        "secrecy": secrecy_of(db.session(), current_officer(), page.case, pack),
        "suggested": ()
        if joined.split_off
        else suggested_parts(page.file.first, page.case.text, page.case.unit_code),
    }


def _shown(html: str, status: int = 200) -> Response:
    response = make_response(html, status)
    response.headers["Cache-Control"] = "no-store"  # a shared machine's back button must not show a case
    return response


def _back(code: str) -> str:
    """To the case with the list as it was; from a case that is out of sight now, to the queue."""
    args: dict[str, Any] = request.args.to_dict()
    try:
        found = find_case(db.session(), current_officer(), code)
    except NoSuchCase:
        return url_for("desk.queue", **args)
    return url_for("desk.case", code=found.code, **args)
