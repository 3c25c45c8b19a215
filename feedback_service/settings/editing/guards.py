"""What only a change can get wrong: files may say what was, a screen changes what is. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from feedback_service.pack.model import DeadlineRule, Hours, Pack
from feedback_service.pack.sections import SECTIONS, items_of
from feedback_service.vocabulary import Clock, Counting, Kind

LONGEST_CODE = 40  # as the columns of cases hold them
LONGEST_AREA = 19  # two of them and a dash are one code too: a thôn in its former commune
_MOST = {Counting.WORKING: 260, Counting.CALENDAR: 730, Counting.HOURS: 720, Counting.AT_ONCE: 0}
_YEARS_BACK, _YEARS_ON = 20, 10
_LINK = re.compile(r"(/(?!/)|https?://|tel:|sms:|mailto:)\S*", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9][0-9 ]{1,14}")

Guarded = tuple[str, str, LazyString]
"""Key of the entry, field, what is wrong."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The pack before and after, and the section that was changed."""

    old: Pack
    new: Pack
    section: str
    today: date


def guard(changed: Changed) -> Iterator[Guarded]:
    """What the checks of the files do not look at."""
    for one in _GUARDS.get(changed.section, ()):
        yield from one(changed)


def is_frozen(rule: DeadlineRule, today: date) -> bool:
    """In force or over: promises stand on it."""
    return rule.valid_from <= today


def _codes(changed: Changed) -> Iterator[Guarded]:
    longest = LONGEST_AREA if changed.section == "areas" else LONGEST_CODE
    section = SECTIONS[changed.section]
    known = {item.key for item in items_of(section, changed.old)}
    for item in items_of(section, changed.new):
        if item.key not in known and len(item.key) > longest:
            yield item.key, section.key_field, _l("Mã dài quá %(number)d chữ.", number=longest)


def _limits(changed: Changed) -> Iterator[Guarded]:
    before = {rule.code: rule for rule in changed.old.deadlines}
    after = {rule.code: rule for rule in changed.new.deadlines}
    for code, rule in before.items():
        if is_frozen(rule, changed.today) and not _is_only_ended(rule, after.get(code)):
            yield (
                code,
                "code",
                _l("Quy tắc đã có hiệu lực thì không sửa, không bỏ; chỉ kết thúc rồi thêm quy tắc mới."),
            )
    for rule in changed.new.deadlines:
        if rule == before.get(rule.code):
            continue
        if rule.amount > _MOST[rule.counting]:
            yield rule.code, "amount", _l("Thời hạn dài quá mức hợp lý. Xin xem lại cách tính.")
        yield from _when(rule, before.get(rule.code), changed.today)


def _is_only_ended(before: DeadlineRule, after: DeadlineRule | None) -> bool:
    return after is not None and before == replace(
        after, valid_until=before.valid_until, unverified=before.unverified
    )


def _when(rule: DeadlineRule, before: DeadlineRule | None, today: date) -> Iterator[Guarded]:
    yield from _sane(rule.code, "valid_from", rule.valid_from, today)
    if rule.valid_until:
        yield from _sane(rule.code, "valid_until", rule.valid_until, today)
    if before is None or not is_frozen(before, today):
        if rule.valid_from < today:
            yield rule.code, "valid_from", _l("Quy tắc mới chỉ có hiệu lực từ hôm nay trở đi.")
        return
    if rule.valid_until != before.valid_until and _is_over(rule, before, today):
        yield rule.code, "valid_until", _l("Chỉ kết thúc được từ hôm nay trở đi; ngày đã qua không đổi.")


def _is_over(rule: DeadlineRule, before: DeadlineRule, today: date) -> bool:
    """`before` has ended already, or `rule` would have."""
    over = before.valid_until is not None and before.valid_until < today
    return over or (rule.valid_until is not None and rule.valid_until < today - timedelta(days=1))


def _no_gap(changed: Changed) -> Iterator[Guarded]:
    """Also on the day after a limit ends, every kind has the clocks that it has today."""
    ends = {rule.valid_until for rule in changed.new.deadlines if rule.valid_until}
    for day in sorted(end + timedelta(days=1) for end in ends if end >= changed.today and end < date.max):
        for clock in (Clock.TRIAGE, Clock.ANSWER):
            if any(not _has(changed.new, clock, kind, day) for kind in Kind):
                yield "", "", _l("Từ ngày %(day)s có loại việc không còn thời hạn.", day=f"{day:%d/%m/%Y}")


def _has(pack: Pack, clock: Clock, kind: Kind, day: date) -> bool:
    return any(
        rule.clock is clock
        and rule.kind in (kind, None)
        and rule.valid_from <= day
        and (rule.valid_until is None or day <= rule.valid_until)
        for rule in pack.deadlines
    )


def _days(changed: Changed) -> Iterator[Guarded]:
    section = SECTIONS[changed.section]
    known = {item.key for item in items_of(section, changed.old)}
    for item in items_of(section, changed.new):
        if item.key not in known:
            field = "day" if "day" in item.raw else "from"
            yield from _sane(item.key, field, item.values[0].day, changed.today)


def _sane(key: str, field: str, day: date, today: date) -> Iterator[Guarded]:
    if not today.year - _YEARS_BACK <= day.year <= today.year + _YEARS_ON:
        yield key, field, _l("Năm này chưa đúng, xin xem lại.")


def _opening(changed: Changed) -> Iterator[Guarded]:
    by_day: dict[int, list[Hours]] = {}
    for one in sorted(changed.new.calendar.hours, key=lambda one: (one.weekday, one.opens)):
        earlier = by_day.setdefault(one.weekday, [])
        if earlier and one.opens < earlier[-1].closes:
            yield "", "opens", _l("Trùng giờ với một khoảng làm việc khác trong cùng ngày.")
            return
        earlier.append(one)
    if not by_day:
        yield "", "", _l("Phải còn ít nhất một khoảng giờ làm việc.")


def _retired(changed: Changed) -> Iterator[Guarded]:
    gone = {unit.code for unit in changed.new.units if unit.retired}
    was = {unit.code for unit in changed.old.units if unit.retired}
    able = {unit.code for unit in changed.new.units if not (unit.retired or unit.outside)}
    for unit in changed.new.units:
        if unit.retired and unit.code not in was and not unit.successor:
            yield unit.code, "successor", _l("Xin chọn đơn vị nhận việc thay.")
        if unit.successor and unit.successor not in able - {unit.code}:
            yield unit.code, "successor", _l("Đơn vị thay phải là đơn vị khác và đang hoạt động.")
        if unit.parent in gone and not unit.retired:
            yield unit.code, "parent", _l("Còn đơn vị trực thuộc; xin chuyển đơn vị đó trước.")


def _leads(changed: Changed) -> Iterator[Guarded]:
    """Nothing new is given to a unit that is no longer there."""
    gone = {unit.code for unit in changed.new.units if unit.retired}
    for entries, field in (
        (changed.new.topics, "unit"),
        (changed.new.kinds, "unit"),
        (changed.new.media, "lead"),
        (changed.new.procedures, "unit"),
    ):
        for entry in entries:
            if getattr(entry, field) in gone:
                key = getattr(entry, "code", "") or str(getattr(entry, "kind", ""))
                yield key, field, _l("Đơn vị này đã thôi dùng. Xin chọn đơn vị khác.")
    for field in ("triage_unit", "sealed_unit", "publishing_unit"):
        if getattr(changed.new.commune, field) in gone:
            yield "commune", field, _l("Đơn vị này đã thôi dùng. Xin chọn đơn vị khác.")


def _links(changed: Changed) -> Iterator[Guarded]:
    for channel in changed.new.channels:
        if channel.href and not _LINK.fullmatch(channel.href):
            yield channel.code, "href", _l("Đường dẫn phải bắt đầu bằng /, https:, tel:, sms: hay mailto:.")


def _site(changed: Changed) -> Iterator[Guarded]:
    website = changed.new.commune.website
    if website and not re.fullmatch(r"(https?://)?[^\s:/]+(\.[^\s:/]+)+(/\S*)?", website):
        yield "commune", "website", _l("Địa chỉ trang chưa đúng, ví dụ https://xa.gov.vn.")


def _numbers(changed: Changed) -> Iterator[Guarded]:
    for one in changed.new.commune.emergency:
        if not _NUMBER.fullmatch(one.number):
            yield one.number, "number", _l("Số khẩn cấp chỉ gồm chữ số, ví dụ 114.")


_GUARDS: dict[str, tuple[Callable[[Changed], Iterator[Guarded]], ...]] = {
    "units": (_codes, _retired, _leads),
    "topics": (_codes, _leads),
    "kinds": (_leads,),
    "media": (_codes, _leads),
    "deadlines": (_codes, _limits, _no_gap),
    "areas": (_codes,),
    "channels": (_codes, _links),
    "answers": (_codes,),
    "procedures": (_codes, _leads),
    "retention": (_codes,),
    "indices": (_codes,),
    "posts": (_codes,),
    "commune": (_leads, _site),
    "emergency": (_numbers,),
    "holidays": (_days,),
    "make_up_days": (_days,),
    "hours": (_opening,),
}
