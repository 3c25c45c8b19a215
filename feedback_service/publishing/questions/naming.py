"""A question's public text names the procedure that it is about, so that readers see its papers, fee and days."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed
from feedback_service.handling.public.procedures import find_procedure
from feedback_service.handling.workflow import record, require
from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import find_public_text
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Kind, Publication


def name_procedure(
    session: Session, case: Case, officer: Officer, code: str, pack: Pack, now: datetime
) -> None:
    """`code` "" takes the name away. What is published already is changed by those who may approve it.

    Raises ChangeNotAllowed where there is no text, it is no question, or no such procedure.
    """
    text = find_public_text(session, case)
    known = not code or find_procedure(code, pack) is not None
    if text is None or text.kind != Kind.HOI_DAP or not known:
        raise ChangeNotAllowed
    out = text.state == Publication.PUBLISHED
    require(officer, Action.APPROVE_PUBLIC if out else Action.WRITE_PUBLIC, case)
    if text.procedure_code == code:
        return
    text.procedure_code = code
    if out:
        text.changed_at = now
    record(session, case, "publication:procedure", now, officer, procedure=code)
