"""What the sender sees of the own case after the PIN: the own words, what was said since, how it went."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchCase
from feedback_service.handling.deadlines.countdown import days_left, stitches
from feedback_service.handling.joining.links import codes_split_off
from feedback_service.handling.limits.clock_lines import ClockLine, citizens_lines
from feedback_service.handling.limits.petition import Petitioner, wants_petition
from feedback_service.handling.promises import local_day, running
from feedback_service.handling.public.lines import Step
from feedback_service.handling.rating.reopening import may_reopen
from feedback_service.handling.rating.rounds import last_answered, rating_of
from feedback_service.handling.workflow import ALLOWED
from feedback_service.language import words
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, Contact, Event, Message, Promise
from feedback_service.vocabulary import OPEN_STATUSES, Clock, Status, Visibility


@dataclass(frozen=True, slots=True)
class Own:
    """`case` of templates/intake/ho_so.html. In working days; `days_early` is None while it is open."""

    code: str
    status: Status
    title: str
    unit: str
    topic: str
    area: str
    received_on: date
    due_on: date
    answered_on: date | None
    days_left: int
    paused: bool
    days_early: int | None
    used: int
    left: int
    late: int


@dataclass(frozen=True, slots=True)
class File:
    url: str
    name: str
    is_image: bool


@dataclass(frozen=True, slots=True)
class Mine:
    text: str
    sent_at: datetime
    files: tuple[File, ...]
    messages: tuple[Message, ...]
    rating: int | None  # of the answer in force
    solved: bool | None
    may_add: bool
    may_rate: bool
    may_reopen: bool
    may_withdraw: bool
    clocks: tuple[ClockLine, ...]  # why these days
    petition: bool  # only a signed petition counts: its form can be printed


def own_case(case: Case, pack: Pack, now: datetime, lead: Case | None = None) -> Own:
    """`lead`: the case that this one waits with. Its state is shown, and the days that this sender was promised."""
    promise, today = _answer_promise(case), local_day(now, pack)
    at = case.answered_on or case.closed_on or today
    row = stitches(case.received_on, promise.due_on, at, pack.calendar)
    early = days_left(promise.due_on, at, pack.calendar)
    topic, area = pack.topic_by_code.get(case.topic_code), pack.area_by_code.get(case.area_code)
    return Own(
        code=case.code,
        status=_state(lead) if lead else case.status,
        title="",
        unit=unit_words(lead or case, pack),
        topic=words(topic.name) if topic and case.visibility != Visibility.SEALED else "",
        area=words(area.name) if area else "",
        received_on=case.received_on,
        due_on=promise.due_on,
        answered_on=case.answered_on,
        days_left=early,
        paused=promise.paused_at is not None,
        days_early=(min(early, -1) if promise.late else max(early, 0)) if case.answered_on else None,
        used=row.used,
        left=row.left,
        late=row.late,
    )


_BACK = {f"status:{status}" for status in OPEN_STATUSES}
_HOME = {f"status:{Status.IN_PROGRESS}", f"status:{Status.MERGED}"}  # after it was with a body outside


def _state(lead: Case) -> Status:
    """Where a question waits for the lead's sender, nobody waits for this one."""
    return Status.IN_PROGRESS if lead.status == Status.AWAITING_CITIZEN else lead.status


def unit_words(case: Case, pack: Pack) -> str:
    """Empty for a sealed case: a screen may be looked at over the shoulder."""
    unit = pack.unit_by_code.get(case.unit_code)
    return words(unit.name) if unit and case.visibility != Visibility.SEALED else ""


def _went_to(event: Event, case: Case, pack: Pack) -> str:
    """The body outside that the event names; the case may be with us again."""
    unit = pack.unit_by_code.get(str(event.details.get("unit", "")))
    return words(unit.name) if unit and case.visibility != Visibility.SEALED else ""


def mine(session: Session, case: Case, pack: Pack, now: datetime) -> Mine:
    messages = session.scalars(select(Message).where(Message.case_id == case.id).order_by(Message.id)).all()
    files = session.scalars(
        select(Attachment)
        .where(Attachment.case_id == case.id, Attachment.officer_id.is_(None), Attachment.sealed.is_(False))
        .order_by(Attachment.id)
    ).all()
    answered = last_answered(session, case) if case.status == Status.ANSWERED else None
    rated = answered is not None and rating_of(session, case, answered) is not None
    return Mine(
        text=case.text,
        sent_at=case.sent_at,
        files=tuple(_file(case, number, file) for number, file in enumerate(files, 1)),
        messages=tuple(messages),
        rating=case.rating if rated else None,
        solved=case.solved if rated else None,
        may_add=case.is_unfinished,
        may_rate=case.status == Status.ANSWERED,
        may_reopen=may_reopen(session, case, pack, now),
        may_withdraw=Status.WITHDRAWN in ALLOWED[case.status],
        clocks=tuple(citizens_lines(case, pack)),
        petition=wants_petition(case, pack),
    )


def own_steps(session: Session, case: Case, pack: Pack) -> list[Step]:
    """What happened, as far as it is the sender's matter: nothing that officers say among themselves."""
    events = session.scalars(select(Event).where(Event.case_id == case.id).order_by(Event.id)).all()
    steps = [step for event in events if (step := _step(event, case, pack))]
    codes = codes_split_off(session, case)
    if codes:
        steps.append(Step(_("Việc tách riêng, PIN như cũ"), None, "", ", ".join(codes), "moved"))
    return steps


def _step(event: Event, case: Case, pack: Pack) -> Step | None:
    unit = unit_words(case, pack) or _("người có trách nhiệm")
    if event.details.get("from") == Status.MERGED and event.action in _BACK:
        return Step(_("Lại giải quyết riêng"), event.at, "", "", "done")
    if event.details.get("from") == Status.PASSED_ON and event.action in _HOME:
        return Step(_("Hồ sơ trở lại xã, xã làm tiếp"), event.at, "", "", "done")
    reopened = event.details.get("from") == Status.ANSWERED
    said = {
        "received": (_("Xã nhận tin"), "done"),
        "confirmed": (_("Giao cho %(unit)s", unit=unit), "done"),
        "citizen_wrote": (_("Bà con nhắn thêm"), "done"),
        "asked": (_("Xã hỏi thêm bà con"), "done"),
        f"status:{Status.AWAITING_CITIZEN}": (_("Xã hỏi thêm bà con"), "done"),
        "accepted": (_("Xã thụ lý đơn"), "done"),
        "extended": (_("Gia hạn, có ngày hẹn mới"), "moved"),
        "promise_moved": (_("Dời ngày hẹn vì lịch nghỉ đổi"), "moved"),
        f"status:{Status.ANSWERED}": (_("Xã trả lời"), "late" if case.late else "done"),
        f"status:{Status.PASSED_ON}": (
            _("Chuyển đến %(unit)s", unit=_went_to(event, case, pack) or unit),
            "moved",
        ),
        f"status:{Status.NOT_ACCEPTED}": (_("Xã không thụ lý"), "no"),
        f"status:{Status.WITHDRAWN}": (_("Bà con rút lại"), "no"),
        f"status:{Status.MERGED}": (_("Gộp với việc cùng nội dung"), "moved"),
        "split": (_("Xã tách tin này thành nhiều việc"), "done"),
        "split_off": (_("Tách riêng việc này"), "done"),
        f"status:{Status.IN_PROGRESS}": (_("Bà con nói việc chưa xong, xã xem lại"), "done")
        if reopened
        else None,
    }.get(event.action)
    if said is None:
        return None
    told = event.action == f"status:{Status.NOT_ACCEPTED}"
    return Step(said[0], event.at, "", str(event.details.get("reason", "")) if told else "", said[1])


def _answer_promise(case: Case) -> Promise:
    """The clock of the answer: the one that runs, else the last."""
    answers = [promise for promise in case.promises if promise.clock == Clock.ANSWER]
    return running(case, Clock.ANSWER) or answers[-1]


def _file(case: Case, number: int, file: Attachment) -> File:
    is_image = file.media_type.startswith("image/")
    name = _("Ảnh %(number)d", number=number) if is_image else _("Tệp %(number)d", number=number)
    return File(f"/ho-so/{case.code}/tep/{file.id}", name, is_image)


def find_own(session: Session, code: str) -> Case:
    """Raises NoSuchCase."""
    case = session.scalars(select(Case).where(Case.code == code)).one_or_none()
    if case is None:
        raise NoSuchCase
    return case


def sender_of(session: Session, case: Case) -> Petitioner:
    """What the sender told of himself, for his own paper."""
    contact = session.get(Contact, case.contact_id) if case.contact_id and not case.anonymous else None
    if contact is None:
        return Petitioner()
    return Petitioner(str(contact.details.get("name", "")), contact.phone)


def find_own_file(session: Session, code: str, number: int) -> Attachment:
    """A file that the sender sent, painted over where it was; never one that an officer added. Raises NoSuchCase."""
    of_case = select(Attachment).join(Case, Case.id == Attachment.case_id).where(Case.code == code)
    found = session.scalars(
        of_case.where(Attachment.id == number, Attachment.officer_id.is_(None), Attachment.sealed.is_(False))
    ).one_or_none()
    if found is None:
        raise NoSuchCase
    return found
