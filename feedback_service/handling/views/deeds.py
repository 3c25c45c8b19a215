"""What else is done to a case from its page: ask, note, assign, refuse, look who wrote."""

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.errors import NotYours
from feedback_service.handling.assign import assign_case
from feedback_service.handling.close import refuse_case
from feedback_service.handling.conversation import ask_citizen, message_citizen
from feedback_service.handling.forms import AskForm, AssignForm, NoteForm, RefuseForm, SenderForm
from feedback_service.handling.notes import add_note
from feedback_service.handling.queries import find_colleague
from feedback_service.handling.sender import reveal_sender
from feedback_service.handling.views.case import do
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

DESK = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)


@blueprint.post("/ho-so/<code>/hoi")
@staff(*DESK)
def ask(code: str) -> AnyResponse:
    """A question, or words that wait for no reply."""
    form = AskForm()
    write = message_citizen if form.viec.data == "nhan" else ask_citizen
    return do(
        code,
        Action.ASK,
        form,
        lambda session, case, officer: write(
            session, case, officer, form.hoi.data or "", this_pack(), now(), bool(form.co_dau.data)
        ),
    )


@blueprint.post("/ho-so/<code>/ghi-chu")
@staff(*DESK)
def note(code: str) -> AnyResponse:
    form = NoteForm()
    return do(
        code,
        Action.NOTE,
        form,
        lambda session, case, officer: add_note(
            session,
            case,
            officer,
            form.ghi_chu.data or "",
            now(),
            this_pack(),
            filter(None, [form.nguoi_nhac.data]),
        ),
        on_the_seen=False,  # notes stand beside each other
    )


@blueprint.post("/ho-so/<code>/giao")
@staff(Role.HEAD, Role.LEADER)
def assign(code: str) -> AnyResponse:
    form = AssignForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        colleague = find_colleague(session, case, form.nguoi_lam.data or 0)
        if colleague is None:
            raise NotYours
        assign_case(session, case, officer, colleague, now())

    return do(code, Action.ASSIGN, form, deed)


@blueprint.post("/ho-so/<code>/tu-choi")
@staff(Role.CLERK, Role.HEAD, Role.LEADER)
def refuse(code: str) -> AnyResponse:
    form = RefuseForm()
    return do(
        code,
        Action.REFUSE,
        form,
        lambda session, case, officer: refuse_case(
            session, case, officer, form.ly_do_tu_choi.data or "", this_pack(), now()
        ),
    )


@blueprint.post("/ho-so/<code>/nguoi-gui")
@staff(*DESK)
def look_at_sender(code: str) -> AnyResponse:
    form = SenderForm()
    sees = may_anywhere(current_officer(), Action.SEE_SENDER)
    return do(
        code,
        Action.SEE_SENDER if sees else Action.REVEAL_SENDER,
        form,
        lambda session, case, officer: reveal_sender(
            session, case, officer, form.ly_do_xem.data or "", now()
        ),
        on_the_seen=False,
    )
