"""How the sheet's boxes are read: moments as browsers and people write them, numbers of other switchboards."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms import SelectField
from wtforms.validators import ValidationError

from feedback_service.handling.promises import zone_of
from feedback_service.pack.model import Pack

# Other switchboards that hand a call on show their short number (1022): a sender, though nobody to call.
_SHORT_NUMBER = re.compile(r"\d{3,8}")
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_HOUR = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?")
_WRITTEN = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%H:%M %d/%m/%Y")


def as_box(moment: datetime, pack: Pack) -> str:
    """A moment as a box for date and time wants it, in the commune's own time."""
    return moment.astimezone(zone_of(pack)).strftime("%Y-%m-%dT%H:%M")


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """As a browser sends it, or as people type it where the browser has no box for it. Raises ValidationError."""
    for form in _WRITTEN:
        try:
            return datetime.strptime(" ".join(text.split()), form).replace(tzinfo=zone)
        except ValueError:
            continue
    raise ValidationError(_("Ngày giờ chưa đúng. Ví dụ: 05/04/2026 14:30."))


def read_hour(text: str, day: datetime) -> datetime | None:
    """14:32 or 14h32 on that day (aware); None for what is no hour."""
    found = _HOUR.fullmatch(text.strip())
    if not found:
        return None
    try:
        at = time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None
    return datetime.combine(day.date(), at, day.tzinfo)


def is_short_number(text: str) -> bool:
    return _SHORT_NUMBER.fullmatch(text.replace(" ", "")) is not None


def sheet_key(given: str) -> str:
    """The sheet's own id as it is kept; "" for one that was not made here."""
    return f"hotline:{given}" if _SAFE_ID.fullmatch(given) else ""


def check_listed(field: SelectField) -> None:
    if field.data and field.data not in {choice[0] for choice in field.choices or ()}:
        raise ValidationError(_("Xin chọn trong danh sách, hoặc để trống."))
