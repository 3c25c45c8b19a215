"""What one case adds to the tables of a period. The same days and definitions as records/tally.py. Pure."""

from datetime import date

from feedback_service.reporting.periods.spans import Span
from feedback_service.reporting.periods.wound_back import Stood
from feedback_service.vocabulary import Channel, Publication, Status

_ENDED = {
    Status.PASSED_ON: "passed_on",
    Status.NOT_ACCEPTED: "not_accepted",
    Status.WITHDRAWN: "withdrawn",
}
CHANNELS = (Channel.WEB, Channel.SMS, Channel.HOTLINE, Channel.COUNTER, Channel.LETTER, Channel.OPEN311)

FACTS = {
    "carried": "Kỳ trước chuyển sang",
    "received": "Tiếp nhận trong kỳ",
    "to_do": "Tổng phải xử lý",
    "answered": "Đã xử lý",
    "on_time": "Đúng hạn",
    "late": "Quá hạn",
    "open": "Đang xử lý",
    "open_late": "Đang xử lý quá hạn",
    "passed_on": "Chuyển cơ quan khác",
    "not_accepted": "Không thụ lý",
    "withdrawn": "Người dân rút",
    "published": "Đã công khai",
}
"""What is confirmed, frozen and compared, in an official's words."""


def facts_of(one: Stood, span: Span) -> frozenset[str]:
    """Words of the tables' columns; empty for a case that was over before, or came after."""
    ended = one("answered_on") or one("closed_on")
    if one("received_on") > span.until or (ended and ended < span.since):
        return frozenset()
    came = "carried" if one("received_on") < span.since else "received"
    found = {came, "to_do"} | ({f"by:{one('channel')}"} if came == "received" else set())
    if ended is None or ended > span.until:
        found |= {"open", "open_late" if one("due_on") < span.until else "open_in_time"}
    else:
        found |= _ended(one)
    return frozenset(found)


def _ended(one: Stood) -> set[str]:
    shown = {"published"} if one("publication") == Publication.PUBLISHED else set()
    if one("answered_on"):
        return shown | {"answered", "late" if one("late") else "on_time"}
    return shown | {_ENDED.get(one("status"), "withdrawn")}


def days_late(one: Stood, span: Span) -> int:
    """By the calendar, at the end of the period or on the day of the answer."""
    ended = one("answered_on")
    until: date = ended if ended and ended <= span.until else span.until
    due: date = one("due_on")
    return max(0, (until - due).days)
