"""Listening to a voice message on the case page, and writing down what is said in it."""

from io import BytesIO

from cryptography.fernet import InvalidToken
from flask import Blueprint, Response, abort, send_file
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from feedback_service.access import staff
from feedback_service.carrier import files
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.errors import NotYours
from feedback_service.handling.forms import LONGEST_REASON, LONGEST_WORDS, CaseForm
from feedback_service.handling.queries import find_case
from feedback_service.handling.recordings import find_recording, hear_recordings, is_listening
from feedback_service.handling.views.case import do
from feedback_service.intake.transcript import write_down
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer, keyring
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("recordings", __name__, url_prefix="/can-bo")
DESK = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)
_ENDINGS = {"audio/mpeg": "mp3", "audio/wav": "wav"}


class ListenForm(CaseForm):
    ly_do_nghe = StringField(validators=[Length(max=LONGEST_REASON)])


class TranscriptForm(CaseForm):
    chep_loi = TextAreaField(validators=[Length(max=LONGEST_WORDS)])


@blueprint.post("/ho-so/<code>/ghi-am")
@staff(*DESK)
def listen(code: str) -> AnyResponse:
    """Says that one listens; the player stands on the page for a while then."""
    form = ListenForm()
    sees = may_anywhere(current_officer(), Action.SEE_SENDER)
    return do(
        code,
        Action.SEE_SENDER if sees else Action.REVEAL_SENDER,
        form,
        lambda session, case, officer: hear_recordings(
            session, case, officer, form.ly_do_nghe.data or "", now()
        ),
        on_the_seen=False,
    )


@blueprint.get("/ho-so/<code>/ghi-am/<int:number>")
@staff(*DESK)
def sound(code: str, number: int) -> Response:
    """The message itself, for whoever said a short while ago that he listens."""
    session, officer = db.session(), current_officer()
    case = find_case(session, officer, code)
    recording = find_recording(session, case, number)
    if not is_listening(session, case, officer, now()):
        raise NotYours
    response = send_file(
        BytesIO(_opened(recording.sha256)),
        mimetype=recording.media_type,
        download_name=f"{case.code}-{number}.{_ENDINGS.get(recording.media_type, 'bin')}",
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/ho-so/<code>/ghi-am/<int:number>/chep-loi")
@staff(*DESK)
def transcribe(code: str, number: int) -> AnyResponse:
    form = TranscriptForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        recording = find_recording(session, case, number)
        write_down(session, case, recording, officer, form.chep_loi.data or "", this_pack(), now())

    return do(code, Action.NOTE, form, deed)


def _opened(sha256: str) -> bytes:
    """404 for what is not here yet, was deleted, or cannot be unsealed with the keys in force."""
    try:
        with files.open(sha256) as sealed:
            return keyring.open(sealed.read())
    except (files.NoSuchFile, InvalidToken):
        abort(404)
