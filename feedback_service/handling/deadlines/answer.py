"""What `flask deadline` prints: a date by a kind's rule or by a bare limit, and line by line why."""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from feedback_service.handling.deadlines.day_words import VIETNAMESE
from feedback_service.handling.deadlines.promises import Promise, promise
from feedback_service.handling.deadlines.received import local_time, received_on
from feedback_service.handling.deadlines.rule_choice import NoDeadlineRule, rule_for
from feedback_service.handling.deadlines.step_words import in_words
from feedback_service.pack.model import DeadlineRule, Pack
from feedback_service.vocabulary import Clock, Counting, Kind

MOST_DAYS = 3650  # ten years: longer is a slip of the finger
YEARS = range(2000, 2100)
Clocks = Sequence[tuple[DeadlineRule, Promise]]
_BEGINS = {Clock.DECISION: "accepted", Clock.SEND_DECISION: "decided"}
_BEGINS_IN_WORDS = {Clock.DECISION: "thụ lý", Clock.SEND_DECISION: "ra quyết định"}
_NAMES = {
    Clock.TRIAGE: "phân loại",
    Clock.ACKNOWLEDGE: "báo đã nhận",
    Clock.DECISION: "giải quyết",
    Clock.SEND_DECISION: "gửi quyết định",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """What was asked for: exactly one of a kind (its answer limit), working days or calendar days."""

    kind: str | None = None
    working: int | None = None
    calendar: int | None = None


def deadline_answer(
    limit: Limit, start: str, pack: Pack, *, as_json: bool = False, locale: str = "vi"
) -> str:
    """The promised date for what comes at `start`, with its reasons.

    `start`: ISO, local time unless it says otherwise. Raises ValueError with a sentence for who asks.
    """
    zone = ZoneInfo(pack.commune.time_zone)
    moment = _moment(start, zone)
    on = received_on(moment, pack.calendar, zone)
    given = promise(_rule(limit, on, pack), moment, pack.calendar, zone)
    trace = in_words(given.steps, locale)
    clocks = [
        (rule, promise(rule, moment, pack.calendar, zone)) for rule in _clocks(limit, on, pack.deadlines)
    ]
    if as_json:
        return _as_json(given, trace, zone, clocks)
    return "\n".join([_as_text(given, trace), *_others(clocks)])


def _moment(start: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(start.strip())
    except ValueError:
        raise ValueError(f"Không đọc được thời điểm “{start}”. Hãy viết như 2026-02-13T15:00.") from None
    if moment.year not in YEARS:
        raise ValueError(f"Năm phải từ {YEARS[0]} đến {YEARS[-1]}, không phải {moment.year}.")
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else local_time(moment, zone)


def _rule(limit: Limit, on: date, pack: Pack) -> DeadlineRule:
    given = [value for value in (limit.kind, limit.working, limit.calendar) if value is not None]
    if len(given) != 1:
        raise ValueError("Hãy cho đúng một trong ba: --kind LOẠI, --working SỐ, --calendar SỐ.")
    if limit.kind is not None:
        return _rule_of_kind(limit.kind, on, pack)
    if limit.working is not None:
        return _bare_rule(limit.working, Counting.WORKING)
    return _bare_rule(limit.calendar or 0, Counting.CALENDAR)


def _rule_of_kind(code: str, on: date, pack: Pack) -> DeadlineRule:
    try:
        return rule_for(Kind(code.strip().lower()), Clock.ANSWER, on, pack.deadlines)
    except NoDeadlineRule:
        raise ValueError(f"Không có thời hạn trả lời nào cho loại “{code}” vào ngày {on:%d/%m/%Y}.") from None
    except ValueError:
        raise ValueError(f"Không có loại “{code}”. Các loại: {', '.join(Kind)}.") from None


def _clocks(limit: Limit, on: date, rules: Iterable[DeadlineRule]) -> list[DeadlineRule]:
    """Every limit of the kind in the order in which they come; for a bare limit there is none."""
    kind = Kind(limit.kind.strip().lower()) if limit.kind is not None else None
    found = []
    for clock in Clock if kind else ():
        with suppress(NoDeadlineRule):
            found.append(rule_for(kind, clock, on, rules))
    return found


def _bare_rule(amount: int, counting: Counting) -> DeadlineRule:
    if not 1 <= amount <= MOST_DAYS:
        raise ValueError(f"Số ngày phải từ 1 đến {MOST_DAYS}, không phải {amount}.")
    return DeadlineRule(
        code="", clock=Clock.ANSWER, amount=amount, counting=counting, article="", valid_from=date.min
    )


def _as_json(given: Promise, trace: tuple[str, ...], zone: ZoneInfo, clocks: Clocks) -> str:
    answer: dict[str, object] = {"due": given.due.isoformat(), "trace": list(trace)}
    answer["due_at"] = local_time(given.due_at, zone).isoformat()
    answer["received"] = given.received.isoformat()
    if given.rule:
        answer |= {"rule": given.rule, "article": given.article}
    if clocks:
        answer["clocks"] = [_clock(rule, counted) for rule, counted in clocks]
    return json.dumps(answer, ensure_ascii=False)


def _clock(rule: DeadlineRule, counted: Promise) -> dict[str, str]:
    """`due` of what begins later (`decision`, `send_decision`) holds if it had begun at the moment asked for."""
    return {
        "clock": rule.clock.value,
        "due": counted.due.isoformat(),
        "rule": rule.code,
        "article": rule.article,
        "begins": _BEGINS.get(rule.clock, "received"),
    }


def _others(clocks: Clocks) -> list[str]:
    """The further clocks of the kind, a line each."""
    lines = []
    for rule, counted in clocks:
        if rule.clock != Clock.ANSWER:
            begins = f", nếu {_BEGINS_IN_WORDS[rule.clock]} cùng lúc" if rule.clock in _BEGINS else ""
            lines.append(
                f"  {_NAMES[rule.clock]}: {VIETNAMESE.weekday(counted.due, 0)}{begins} ({rule.article})"
            )
    return ["các hạn khác:", *lines] if lines else []


def _as_text(given: Promise, trace: tuple[str, ...]) -> str:
    lines = [VIETNAMESE.weekday(given.due, 0), *(f"  {line}" for line in trace)]
    if given.article:
        lines.append(f"  căn cứ: {given.article}")
    return "\n".join(lines)
