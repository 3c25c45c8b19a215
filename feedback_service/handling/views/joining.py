"""Answering two cases together, and letting each go its own way again."""

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.errors import NoSuchCase, OtherCaseMissing
from feedback_service.handling.forms import MergeForm, PartForm
from feedback_service.handling.joining.merging import merge_cases, unmerge
from feedback_service.handling.joining.rejoining import unsplit
from feedback_service.handling.joining.shown import find_tied
from feedback_service.handling.queries import find_case
from feedback_service.handling.search_terms import read_terms
from feedback_service.handling.views.case import do
from feedback_service.handling.views.deeds import DESK
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action


@blueprint.post("/ho-so/<code>/gop")
@staff(*DESK)
def merge(code: str) -> AnyResponse:
    """This case into the one with the code `ma`."""
    form = MergeForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        into = _typed(session, officer, form.ma.data or "")
        merge_cases(session, into, case, officer, this_pack(), now(), form.ly_do.data or "")

    return do(code, Action.CONFIRM, form, deed)


@blueprint.post("/ho-so/<code>/bo-gop")
@staff(*DESK)
def part(code: str) -> AnyResponse:
    """From the page of the merged case, or from its lead's with `ma`."""
    form = PartForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        unmerge(session, _meant(session, officer, case, form), officer, this_pack(), now())

    return do(code, Action.CONFIRM, form, deed)


@blueprint.post("/ho-so/<code>/bo-tach")
@staff(*DESK)
def take_back(code: str) -> AnyResponse:
    """From the page of what was split off, or from the mother's with `ma`."""
    form = PartForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        unsplit(session, _meant(session, officer, case, form), officer, this_pack(), now())

    return do(code, Action.CONFIRM, form, deed)


def _typed(session: Session, officer: Officer, typed: str) -> Case:
    """However it was typed. Raises OtherCaseMissing, for a case out of sight as for none."""
    code = read_terms(typed, this_pack().commune.code_prefix).code
    try:
        return find_case(session, officer, code or typed.strip())
    except NoSuchCase:
        raise OtherCaseMissing from None


def _meant(session: Session, officer: Officer, case: Case, form: PartForm) -> Case:
    code = (form.ma.data or "").strip().upper()
    return find_tied(session, officer, case, code) if code and code != case.code else case
