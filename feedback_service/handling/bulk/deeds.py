"""What may be done to several cases at once, and by whom."""

from enum import StrEnum

from feedback_service.records import Officer
from feedback_service.staff.permissions import Action, may_anywhere


class BulkDeed(StrEnum):
    """The words of the address."""

    ASSIGN = "giao"
    TRANSFER = "chuyen"
    ANSWER = "tra-loi"
    MERGE = "gop"


ACTION_OF = {
    BulkDeed.ASSIGN: Action.ASSIGN,
    BulkDeed.TRANSFER: Action.TRANSFER,
    BulkDeed.ANSWER: Action.DRAFT,
    BulkDeed.MERGE: Action.CONFIRM,
}


def deeds_of(officer: Officer) -> tuple[BulkDeed, ...]:
    return tuple(deed for deed, action in ACTION_OF.items() if may_anywhere(officer, action))
