"""The answer as an official letter (công văn): for kinds that ask for one, and who left no phone and no mail."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import AnswerMissing
from feedback_service.handling.answer import current_answer
from feedback_service.handling.letters.paper import Paper, Signing, agency_of, make_docx, place_of
from feedback_service.handling.workflow import record, require
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Contact, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Channel

_GREETING = "Kính gửi ông/bà,"  # the letter has its own


def needs_letter(session: Session, case: Case, pack: Pack) -> bool:
    """The kind asks for it, or it came on paper from somebody whom neither a phone nor a mail reaches."""
    rule = pack.kind_rule.get(case.kind)
    if rule is not None and rule.letter:
        return True
    if case.channel not in {Channel.LETTER, Channel.COUNTER}:
        return False
    contact = session.get(Contact, case.contact_id) if case.contact_id else None
    return contact is not None and not contact.phone and not contact.email


def write_letter(
    session: Session, case: Case, officer: Officer, pack: Pack, now: datetime, *, knows_sender: bool
) -> bytes:
    """The draft as DOCX. Names the citizen only for whoever may know who wrote. Raises AnswerMissing."""
    require(officer, Action.NOTE, case)
    answer = current_answer(session, case)
    if answer is None or not answer.text.strip():
        raise AnswerMissing
    paper = letter_of(case, answer.text, _name(session, case) if knows_sender else "", pack)
    record(session, case, "letter_made", now, officer)
    return make_docx(paper)


def letter_of(case: Case, text: str, name: str, pack: Pack) -> Paper:
    """Pure but for the row. The signer's name stays blank: whoever signs it writes it."""
    rule, unit = pack.kind_rule.get(case.kind), pack.unit_by_code.get(case.unit_code)
    leaders = pack.unit_by_code.get(pack.commune.sealed_unit)
    kind = rule.name.vi.lower() if rule else "ý kiến"
    opening = (
        f"{pack.commune.authority.vi} nhận được {kind} của ông/bà ngày {_day(case)}, mã hồ sơ {case.code}. "
        "Sau khi xem xét, xin trả lời như sau:"
    )
    return Paper(
        agency=agency_of(pack),
        place=place_of(pack),
        symbol=f"UBND-{case.unit_code}",
        about=f"trả lời {kind}, mã {case.code}",
        to=(name or f"Ông/bà có hồ sơ mã {case.code}",),
        body=(opening, text.strip().removeprefix(_GREETING).strip()),
        signing=Signing(
            title=leaders.head_title if leaders else "", on_behalf=f"TM. {agency_of(pack).splitlines()[0]}"
        ),
        recipients=("Như trên", *([unit.short.vi] if unit else []), f"Lưu: VT, {case.unit_code}"),
    )


def _day(case: Case) -> str:
    return f"{case.received_on.day:02d}/{case.received_on.month}/{case.received_on.year}"


def _name(session: Session, case: Case) -> str:
    contact = session.get(Contact, case.contact_id) if case.contact_id else None
    name = str(contact.details.get("name", "")) if contact else ""
    return f"Ông/bà {name}" if name else ""
