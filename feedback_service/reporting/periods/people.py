"""Who does what to a report. A step is never done by somebody who did the one before it."""

from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PeriodReport
from feedback_service.staff.standing_in import acting_for
from feedback_service.vocabulary import Role

READERS = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.PUBLISHER, Role.LEADER, Role.AUDITOR)
WORKERS = (Role.OFFICER, Role.HEAD, Role.PUBLISHER, Role.CLERK)
_SEES_ALL = frozenset({Role.PUBLISHER, Role.LEADER, Role.AUDITOR})


def may_compile(officer: Officer, pack: Pack) -> bool:
    """Phòng Văn hóa - Xã hội, or whoever publishes."""
    own = officer.unit_code == pack.commune.publishing_unit and officer.role in {Role.OFFICER, Role.HEAD}
    return own or officer.role == Role.PUBLISHER


def may_pass_on(officer: Officer, pack: Pack) -> bool:
    """The head of the compiling unit, or who stands in for him."""
    unit = pack.commune.publishing_unit
    return any(one.role == Role.HEAD and one.unit_code == unit for one in (officer, *acting_for(officer)))


def may_sign(officer: Officer) -> bool:
    return any(one.role == Role.LEADER for one in (officer, *acting_for(officer)))


def may_fill(officer: Officer, unit: str) -> bool:
    return officer.unit_code == unit and officer.role in WORKERS


def may_confirm(officer: Officer, unit: str) -> bool:
    """The unit's head, or who stands in for him."""
    return any(one.role == Role.HEAD and one.unit_code == unit for one in (officer, *acting_for(officer)))


def may_read_part(officer: Officer, unit: str, pack: Pack) -> bool:
    return officer.unit_code == unit or officer.role in _SEES_ALL or may_compile(officer, pack)


def did_a_step(officer: Officer, report: PeriodReport) -> bool:
    return officer.id in {report.author_id, report.head_id}
