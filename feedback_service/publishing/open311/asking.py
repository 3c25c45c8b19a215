"""What a program asks of the list of requests, read and judged. Raises NotUnderstood, which is a 400."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from feedback_service.handling.public.georeports import NotUnderstood, wrong

SPAN = timedelta(days=90)  # of the standard
MOST = 1000  # of the standard
DEEPEST = 20_000  # requests that pages go through; beyond, days narrow: nobody waits for what he skips
STATUSES = ("open", "closed")
_BLANK_FOR_PLUS = re.compile(r" (\d\d:?\d\d)$")  # "+07:00" in an address that nobody escaped


@dataclass(frozen=True, slots=True)
class Asked:
    """`ids` alone decide where they are given. Days are the commune's; `updated_…` are moments in UTC."""

    ids: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    page: int = 1
    size: int = MOST


class Moment(fields.Field[datetime]):
    """W3C date-time; a day alone is its beginning; without a zone it is the commune's."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        try:
            found = datetime.fromisoformat(_BLANK_FOR_PLUS.sub(r"+\1", str(value).strip()))
        except ValueError as error:
            raise ValidationError(
                _("ngày giờ phải theo ISO 8601, ví dụ 2026-03-02T00:00:00+07:00.")
            ) from error
        if not 1970 <= found.year <= 9000:
            raise ValidationError(_("năm này không dùng được."))
        return found


class Several(fields.Field[tuple[str, ...]]):
    """Words with commas between."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[str, ...]:
        words = (word.strip() for word in str(value)[:20_000].split(","))
        return tuple(word for word in words if word and word.isprintable())[:MOST]


class AskedSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    service_request_id = Several()
    service_code = Several()
    status = Several(validate=validate.ContainsOnly(STATUSES, error="open, closed."))
    start_date = Moment()
    end_date = Moment()
    updated_after = Moment()
    updated_before = Moment()
    page = fields.Integer(validate=validate.Range(1, 100_000))
    page_size = fields.Integer(validate=validate.Range(1, MOST))


def read_asked(given: dict[str, str], now: datetime, zone: ZoneInfo) -> Asked:
    """The last 90 days where nothing else is said; more than 90 days at once are refused, as the standard has it."""
    try:
        found = AskedSchema().load({name: value for name, value in given.items() if value.strip()})
    except ValidationError as error:
        raise first_fault(error) from error
    since, until = _span(found, now, zone)
    if found.get("page", 1) * found.get("page_size", MOST) > DEEPEST:
        raise wrong("page", _("sau %(most)d việc xin hỏi tiếp theo ngày.", most=DEEPEST))
    return Asked(
        ids=tuple(one.upper()[:16] for one in found.get("service_request_id", ())),
        services=found.get("service_code", ()),
        statuses=found.get("status", ()),
        since=since,
        until=until,
        updated_after=_aware(found.get("updated_after"), zone),
        updated_before=_aware(found.get("updated_before"), zone),
        page=found.get("page", 1),
        size=found.get("page_size", MOST),
    )


def first_fault(error: ValidationError) -> NotUnderstood:
    """One line for the first parameter that is wrong."""
    said: dict[str, Any] = error.messages_dict
    name, words = next(iter(said.items()))
    while isinstance(words, dict):
        words = next(iter(words.values()))
    return wrong(str(name), str(words[0] if isinstance(words, list) else words))


def _span(found: dict[str, Any], now: datetime, zone: ZoneInfo) -> tuple[date | None, date | None]:
    start, end = _aware(found.get("start_date"), zone), _aware(found.get("end_date"), zone)
    if not (start or end):
        by_change = found.get("updated_after") or found.get("updated_before")
        return (None, None) if by_change else ((now.astimezone(zone) - SPAN).date(), None)
    start = start or (end or now) - SPAN
    end = end or start + SPAN
    if end < start:
        raise wrong("end_date", _("phải sau start_date."))
    if end - start > SPAN:
        raise wrong("end_date", _("mỗi lần hỏi được nhiều nhất 90 ngày."))
    return start.astimezone(zone).date(), end.astimezone(zone).date()


def _aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.replace(tzinfo=zone) if moment and moment.tzinfo is None else moment
