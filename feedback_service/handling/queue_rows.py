"""The rows of the queue as the page shows them: how long is left, why it is here, in which group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from feedback_service.handling.deadlines.countdown import days_left, stitches
from feedback_service.language import words
from feedback_service.pack.model import Pack
from feedback_service.vocabulary import OPEN_STATUSES, Channel, Status


class Group(StrEnum):
    DANGER = "danger"
    LATE = "late"
    TODAY = "today"
    LATER = "later"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case in the list; the fields are those of `queue_row` in templates/parts/lists.html."""

    code: str
    url: str
    title: str
    unread: bool
    selected: bool
    channel: Channel
    area: str
    unit: str
    why: str
    danger: bool
    wrote: bool  # the citizen wrote, and no officer has done anything since
    unanswered: bool  # the alarm that nobody looks after yet
    status: Status
    received_on: date
    closed_on: date | None
    days_left: int
    paused: bool
    used: int
    left: int
    late: int


def queue_row(
    row: Any,
    pack: Pack,
    today: date,
    url: str,
    selected: bool,
    show_unit: bool,
    unanswered: bool = False,
) -> QueueRow:
    """`row` holds the columns of queue.COLUMNS. A closed case stands still on the day it closed."""
    day = row.closed_on or row.answered_on or today
    drawn = stitches(row.received_on, row.due_on, day, pack.calendar)
    area = pack.area_by_code.get(row.area_code)
    unit = pack.unit_by_code.get(row.unit_code)
    return QueueRow(
        code=row.code,
        url=url,
        title=headline(row.subject, row.text) or _("Việc bảo mật"),
        unread=row.status == Status.RECEIVED,
        selected=selected,
        channel=row.channel,
        area=words(area.name) if area else "",
        unit=words(unit.short) if unit and show_unit else "",
        why=_("vì %(words)s", words=row.why) if row.why else "",
        danger=row.danger,
        wrote=row.citizen_wrote_at is not None,
        unanswered=unanswered,
        status=row.status,
        received_on=row.received_on,
        closed_on=row.closed_on or row.answered_on,
        days_left=days_left(row.due_on, day, pack.calendar),
        paused=row.status == Status.AWAITING_CITIZEN,
        used=drawn.used,
        left=drawn.left,
        late=drawn.late,
    )


def headline(subject: str, text: str) -> str:
    """The officer's subject, else the citizen's first words."""
    if subject:
        return subject
    first = " ".join(text.split())
    return first if len(first) <= 90 else first[:89].rsplit(" ", 1)[0] + "…"


def grouped(rows: Iterable[QueueRow]) -> list[tuple[Group, list[QueueRow]]]:
    """The groups that have rows, in the order of urgency. A paused case is never late."""
    groups: dict[Group, list[QueueRow]] = {group: [] for group in Group}
    for row in rows:
        groups[group_of(row)].append(row)
    return [(group, members) for group, members in groups.items() if members]


def group_of(row: QueueRow) -> Group:
    if row.status not in OPEN_STATUSES:
        return Group.FOUND
    if row.danger:
        return Group.DANGER
    if row.paused or row.days_left > 0:
        return Group.LATER
    return Group.LATE if row.days_left < 0 else Group.TODAY
