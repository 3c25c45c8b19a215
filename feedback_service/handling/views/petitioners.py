"""Who stands behind a petition of several, written down by clerks on the case page."""

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.forms import CaseForm
from feedback_service.handling.together.forms import PeopleForm, PetitionerForm
from feedback_service.handling.together.people_shown import People, people_on
from feedback_service.handling.together.petitioners import (
    Person,
    add_petitioner,
    count_people,
    remove_petitioner,
)
from feedback_service.handling.views.case import do
from feedback_service.handling.views.queue import blueprint
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

_WRITERS = (Role.CLERK, Role.LEADER)


@blueprint.app_template_global("people_on")
def people_on_case(case: Case) -> People:
    return people_on(db.session(), case, current_officer(), now())


@blueprint.post("/ho-so/<code>/so-nguoi")
@staff(*_WRITERS)
def how_many_people(code: str) -> AnyResponse:
    form = PeopleForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        count_people(session, case, officer, form.so_nguoi.data or 1, now())

    return do(code, Action.SEE_SENDER, form, deed)


@blueprint.post("/ho-so/<code>/nguoi-dung-don")
@staff(*_WRITERS)
def petitioner(code: str) -> AnyResponse:
    form = PetitionerForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        person = Person(form.nguoi_ten.data or "", form.nguoi_dia_chi.data or "", form.nguoi_so.data or "")
        add_petitioner(session, case, officer, person, bool(form.dai_dien.data), now())

    return do(code, Action.SEE_SENDER, form, deed)


@blueprint.post("/ho-so/<code>/nguoi-dung-don/<int:number>/bo")
@staff(*_WRITERS)
def no_petitioner(code: str, number: int) -> AnyResponse:
    def deed(session: Session, case: Case, officer: Officer) -> None:
        remove_petitioner(session, case, officer, number, now())

    return do(code, Action.SEE_SENDER, CaseForm(), deed)
