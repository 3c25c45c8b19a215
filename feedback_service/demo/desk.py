"""What an office does beside answering, on some of the newest cases of a demonstration, by the verbs of the desk.

Further units, bodies outside, more time, an absence, seven who signed, a bar, a call by name, pictures, own filters.
The same cases give the same desk; a second call changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.demo.pictures import broken_road, mended_road
from feedback_service.demo.referred import refer_demo_cases
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.limits.extending import ask_extension, grant_extension, offer_of
from feedback_service.handling.notes import add_note
from feedback_service.handling.promises import local_day
from feedback_service.handling.queue_filter import QueueFilter, View, Whose
from feedback_service.handling.saved_filters import save_filter
from feedback_service.handling.secrecy.bars import bar_case
from feedback_service.handling.together.petitioners import Person, add_petitioner, count_people
from feedback_service.handling.together.tasks import ask_unit, finish_task
from feedback_service.handling.writing.evidence import PICTURE
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, CaseTask, Officer
from feedback_service.staff.absences import announce
from feedback_service.vocabulary import EvidenceRole, Role, Status, Visibility

_CASES, _LEAST = 60, 4
_SIGNED = 7
_NAMES = (
    ("Y Bhin Niê", "+84900000171"),
    ("H’Djuôn Mlô", ""),
    ("Nguyễn Văn Sáu", ""),
)  # invented; the demonstration's carrier sends nothing


@dataclass(frozen=True, slots=True)
class _Place:
    """A case in hand, with the unit's own two."""

    case: Case
    officer: Officer
    head: Officer


def fill_demo_desk(session: Session, pack: Pack, now: datetime) -> None:
    """As far as there are cases for it: a small demonstration shows less."""
    if session.scalar(select(CaseTask.id).limit(1)) is not None:
        return
    people = list(session.scalars(select(Officer).where(Officer.demo, Officer.active).order_by(Officer.id)))
    above = {role: [one for one in people if one.role == role] for role in (Role.CLERK, Role.LEADER)}
    places = list(_places(session, people, local_day(now, pack)))
    if len(places) < _LEAST or not all(above.values()):
        return
    clerk, leader = above[Role.CLERK][0], above[Role.LEADER][0]
    about = places.pop()
    bar_case(session, about.case, leader, about.officer.id, "", "Bà con nói tới chính người này.", now)
    _ask_units(session, places[:2], people, pack, now)
    _ask_more_time(session, places, pack, now)
    _count_signers(session, places[2].case, clerk, now)
    called, shown, away = places[-1], places[1], places[0]
    add_note(session, called.case, called.head, f"@{called.officer.name} xin ra xem chỗ này.", now, pack)
    _show_pictures(session, shown, now)
    today = local_day(now, pack)
    days = (today, today + timedelta(days=2))
    announce(session, away.officer, away.head, away.head, days, "Nghỉ phép", today, now)
    _keep_filters(session, clerk, leader, pack, now)
    refer_demo_cases(session, clerk, pack, now)


def _places(session: Session, people: list[Officer], today: date) -> Iterator[_Place]:
    """Cases in time and in hand, the newest first, of units that have an officer and a head."""
    by_id = {one.id: one for one in people}
    heads = {one.unit_code: one for one in people if one.role == Role.HEAD}
    asked = select(Case).where(
        Case.status == Status.IN_PROGRESS,
        Case.submission_id.startswith("demo:"),
        Case.visibility != Visibility.SEALED,
        Case.due_on >= today,
    )
    for case in session.scalars(asked.order_by(Case.id.desc()).limit(_CASES)).all():
        officer, head = by_id.get(case.assigned_to or 0), heads.get(case.unit_code)
        if officer and head and officer.role == Role.OFFICER:
            yield _Place(case, officer, head)


def _ask_units(
    session: Session, places: list[_Place], people: list[Officer], pack: Pack, now: datetime
) -> None:
    """One that is done, and one that is not."""
    by = working_calendar(pack.calendar).add_working_days(local_day(now, pack), 3)
    for number, place in enumerate(places):
        helper = next(
            one for one in people if one.role == Role.OFFICER and one.unit_code != place.case.unit_code
        )
        asked = "Xin xem giấy tờ đất chỗ này và cho biết đường thuộc ai quản lý."
        task = ask_unit(session, place.case, place.head, helper.unit_code, asked, by, pack, now)
        session.flush()
        if number == 0:
            said = "Đã xem hồ sơ: đường do thôn quản lý, không vướng đất của ai."
            finish_task(session, task, place.case, helper, said, now)


def _ask_more_time(session: Session, places: list[_Place], pack: Pack, now: datetime) -> None:
    """One that is granted, and one that waits for the head."""
    granted = False
    for place in places:
        offer = offer_of(session, place.case, pack)
        if offer is None or offer.room is None:
            continue
        day = working_calendar(pack.calendar).working_day_from(offer.room.first)
        reason = "Phải chờ đo đạc ngoài thực địa."
        ask_extension(session, place.case, place.officer, reason, day, pack, now)
        session.flush()
        if granted:
            return
        grant_extension(session, place.case, place.head, pack, now)
        granted = True


def _count_signers(session: Session, case: Case, clerk: Officer, now: datetime) -> None:
    """Seven have signed, three are named, one of them speaks (Luật Tiếp công dân 2013 Đ29)."""
    count_people(session, case, clerk, _SIGNED, now)
    session.flush()
    for name, phone in _NAMES:
        add_petitioner(session, case, clerk, Person(name, "", phone), bool(phone), now)
        session.flush()


def _show_pictures(session: Session, place: _Place, now: datetime) -> None:
    for role, content in ((EvidenceRole.BEFORE, broken_road()), (EvidenceRole.AFTER, mended_road())):
        session.add(
            Attachment(
                case_id=place.case.id,
                sha256=files.put(content),
                media_type=PICTURE,
                size=len(content),
                added_at=now,
                officer_id=place.officer.id,
                role=role,
            )
        )


def _keep_filters(session: Session, clerk: Officer, leader: Officer, pack: Pack, now: datetime) -> None:
    prefix = pack.commune.code_prefix
    save_filter(session, clerk, "Chưa ai nhận", QueueFilter(whose=Whose.NOBODYS), prefix, now)
    save_filter(session, leader, "Trễ hạn, chưa ai nhận", QueueFilter(View.LATE, Whose.NOBODYS), prefix, now)
