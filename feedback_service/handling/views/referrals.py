"""Referrals: the list, the letters, and what comes back (an answer with its files: intake/views/replies.py)."""

from io import BytesIO

from flask import Response, abort, render_template, request, send_file
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.forms import CaseForm
from feedback_service.handling.letters.paper import make_docx, make_pdf
from feedback_service.handling.promises import local_day
from feedback_service.handling.queries import find_case
from feedback_service.handling.together.forms import ReferralForm, SentBackForm
from feedback_service.handling.together.letters import referral_paper, reminder_paper
from feedback_service.handling.together.listing import Shelf, listed
from feedback_service.handling.together.referring import (
    Words,
    change_words,
    find_referral,
    remind,
    take_return,
)
from feedback_service.handling.views.case import do
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

FOLLOWERS = (Role.CLERK, Role.LEADER)
READERS = (*FOLLOWERS, Role.AUDITOR)
_PAPERS = {"phieu": referral_paper, "don-doc": reminder_paper}
_MAKERS = {
    "docx": (make_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (make_pdf, "application/pdf"),
}


@blueprint.get("/phieu-chuyen")
@staff(*READERS)
def referrals() -> str:
    shelf = _shelf(request.args.get("loc", ""))
    after = request.args.get("sau", 0, type=int)
    today = local_day(now(), this_pack())
    found = listed(db.session(), current_officer(), shelf, today, min(max(after, 0), 2**53))
    return render_template(
        "handling/referrals.html", found=found, shelf=shelf, shelves=list(Shelf), today=today
    )


@blueprint.get("/ho-so/<code>/phieu-chuyen/<int:number>/<paper>.<ending>")
@staff(*READERS)
def referral_letter(code: str, number: int, paper: str, ending: str) -> Response:
    """A draft: the archives clerk gives number and day. Raises NoSuchCase, NoSuchReferral."""
    if paper not in _PAPERS or ending not in _MAKERS:
        abort(404)
    session, pack = db.session(), this_pack()
    case = find_case(session, current_officer(), code)
    referral = find_referral(session, case, number)
    make, media_type = _MAKERS[ending]
    response = send_file(
        BytesIO(make(_PAPERS[paper](referral, case, pack))),
        mimetype=media_type,
        as_attachment=True,
        download_name=f"{paper}-{case.code}-{referral.number}-{referral.year}.{ending}",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/ho-so/<code>/phieu-chuyen/<int:number>/sua")
@staff(*FOLLOWERS)
def change_referral(code: str, number: int) -> AnyResponse:
    form = ReferralForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        said = Words(
            form.noi_dung_chuyen.data or "",
            form.gui_kem.data or "",
            form.de_nghi.data or "",
            form.phuc_dap_truoc.data,
        )
        change_words(session, find_referral(session, case, number), case, officer, said, now())

    return do(code, Action.TRANSFER, form, deed)


@blueprint.post("/ho-so/<code>/phieu-chuyen/<int:number>/don-doc")
@staff(*FOLLOWERS)
def remind_of_referral(code: str, number: int) -> AnyResponse:
    def deed(session: Session, case: Case, officer: Officer) -> None:
        remind(session, find_referral(session, case, number), case, officer, now())

    return do(code, Action.TRANSFER, CaseForm(), deed)


@blueprint.post("/ho-so/<code>/phieu-chuyen/<int:number>/tra-ve")
@staff(*FOLLOWERS)
def referral_sent_back(code: str, number: int) -> AnyResponse:
    form = SentBackForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        referral = find_referral(session, case, number)
        take_return(session, referral, case, officer, form.ly_do_tra_ve.data or "", this_pack(), now())

    return do(code, Action.TRANSFER, form, deed)


def _shelf(word: str) -> Shelf:
    return Shelf(word) if word in list(Shelf) else Shelf.WAITING
