"""The steps of a date in words, one line each.

They stand here and not in the message catalogue because a line needs its dates in the same language, and is
wanted also where there is no request: in commands, registers and letters.
"""

from collections.abc import Mapping, Sequence

from feedback_service.handling.deadlines.day_words import DayWords, day_words
from feedback_service.handling.deadlines.steps import Reason, Step

BETWEEN_STEPS = " · "

VIETNAMESE: Mapping[Reason, str] = {
    Reason.CAME_AFTER_CLOSING: "đến lúc {time} {weekday}, sau giờ làm việc",
    Reason.CAME_ON_DAY_OFF: "đến lúc {time} {weekday}, ngày nghỉ",
    Reason.RECEIVED: "nhận {weekday}",
    Reason.RECEIVED_AT: "nhận lúc {time} {weekday}",
    Reason.OFF: "nghỉ {name} {runs}",
    Reason.MADE_UP: "làm bù {weekday}",
    Reason.WORKING_DAYS: "{amount} ngày làm việc: {each}",
    Reason.CALENDAR_DAYS: "{amount} ngày liền, tính cả ngày nghỉ: {run}",
    Reason.LAST_DAY_OFF: "ngày cuối {weekday} là ngày nghỉ, dời sang ngày làm việc kế tiếp",
    Reason.HOURS: "{amount} giờ liền, tính cả đêm và ngày nghỉ",
    Reason.AT_ONCE: "phải làm ngay, không chờ giờ làm việc",
    Reason.YEAR_UNKNOWN: "chưa có lịch nghỉ năm {amount}, mới chỉ trừ cuối tuần",
    Reason.DUE: "hạn {weekday}",
    Reason.DUE_AT: "hạn {time} {weekday}",
    Reason.DUE_THAT_DAY: "hạn ngay trong ngày {weekday}",
    Reason.PAUSED: "dừng tính hạn từ {weekday}",
    Reason.PAUSED_AT: "dừng tính hạn từ {time} {weekday}",
    Reason.RESUMED: "tính tiếp từ {weekday}",
    Reason.RESUMED_AT: "tính tiếp từ {time} {weekday}",
    Reason.LATER_BY_WORKING_DAYS: "lùi hạn {amount} ngày làm việc",
    Reason.LATER_BY_DAYS: "lùi hạn {amount} ngày",
    Reason.DUE_MOVED: "hạn mới {weekday}",
    Reason.DUE_MOVED_AT: "hạn mới {time} {weekday}",
    Reason.DUE_STAYS: "hạn giữ nguyên {weekday}",
    Reason.EXTENDED_BY_WORKING_DAYS: "gia hạn {amount} ngày làm việc",
    Reason.EXTENDED_BY_DAYS: "gia hạn {amount} ngày liền",
    Reason.CALENDAR_CHANGED: "lịch nghỉ hoặc quy định đã đổi, tính lại từ {weekday}",
}
ENGLISH: Mapping[Reason, str] = {
    Reason.CAME_AFTER_CLOSING: "came at {time} on {weekday}, after office hours",
    Reason.CAME_ON_DAY_OFF: "came at {time} on {weekday}, a day off",
    Reason.RECEIVED: "received {weekday}",
    Reason.RECEIVED_AT: "received at {time} on {weekday}",
    Reason.OFF: "off {runs} ({name})",
    Reason.MADE_UP: "{weekday} worked to make up",
    Reason.WORKING_DAYS: "{amount} working day{s}: {each}",
    Reason.CALENDAR_DAYS: "{amount} day{s} in a row, days off included: {run}",
    Reason.LAST_DAY_OFF: "the last day, {weekday}, is off: moved to the next working day",
    Reason.HOURS: "{amount} hour{s} in a row, nights and days off included",
    Reason.AT_ONCE: "to be done at once, office hours or not",
    Reason.YEAR_UNKNOWN: "holidays of {amount} are not entered yet, only weekends are left out",
    Reason.DUE: "due {weekday}",
    Reason.DUE_AT: "due at {time} on {weekday}",
    Reason.DUE_THAT_DAY: "due the same day, {weekday}",
    Reason.PAUSED: "clock stopped on {weekday}",
    Reason.PAUSED_AT: "clock stopped at {time} on {weekday}",
    Reason.RESUMED: "running again on {weekday}",
    Reason.RESUMED_AT: "running again at {time} on {weekday}",
    Reason.LATER_BY_WORKING_DAYS: "moved by {amount} working day{s}",
    Reason.LATER_BY_DAYS: "moved by {amount} day{s}",
    Reason.DUE_MOVED: "now due {weekday}",
    Reason.DUE_MOVED_AT: "now due at {time} on {weekday}",
    Reason.DUE_STAYS: "still due {weekday}",
    Reason.EXTENDED_BY_WORKING_DAYS: "extended by {amount} working day{s}",
    Reason.EXTENDED_BY_DAYS: "extended by {amount} day{s} in a row",
    Reason.CALENDAR_CHANGED: "the calendar or the rule changed: counted again from {weekday}",
}


def in_words(steps: Sequence[Step], locale: str = "vi") -> tuple[str, ...]:
    """The steps as lines, in Vietnamese or, for a locale that begins with `en`, in English."""
    words = day_words(locale)
    sentences, weekend = (ENGLISH, "weekend") if locale.startswith("en") else (VIETNAMESE, "cuối tuần")
    year = next((step.days[0].year for step in steps if step.days), 0)
    return tuple(sentences[step.reason].format_map(_details(step, words, year, weekend)) for step in steps)


def in_one_line(steps: Sequence[Step], locale: str = "vi") -> str:
    return BETWEEN_STEPS.join(in_words(steps, locale))


def _details(step: Step, words: DayWords, year: int, weekend: str) -> Mapping[str, str]:
    details = {"amount": str(step.amount), "s": "" if step.amount == 1 else "s", "name": step.name or weekend}
    if step.days:
        details["weekday"] = words.weekday(step.days[0], year)
        details["run"] = words.run(step.days, year)
        details["runs"] = words.runs(step.days, year)
        details["each"] = words.each(step.days, year)
    if step.at is not None:
        details["time"] = words.time(step.at)
    return details
