"""What a message will be as an SMS, and what it costs, before it is sent."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from feedback_service.language import number
from feedback_service.notifying.segments import segments
from feedback_service.notifying.tell import preview_sms
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Composed:
    """`body` as the phone shows it. `units` of `encoding` (GSM-7 or UCS-2), `cost` in đồng, 0 where no price is known.

    `whole`: the words stand in it; else it says only that there is something, and where to read it. `sealed`: of a
    secret case nothing is told to a phone.
    """

    body: str
    encoding: str
    units: int
    count: int
    cost: int
    whole: bool
    sealed: bool


def compose_sms(case: Case, template: str, text: str, accents: bool, pack: Pack) -> Composed:
    """As tell_citizen will write it: the same template, limit and language."""
    sealed = case.visibility == Visibility.SEALED
    name = "news" if sealed else template
    sms = preview_sms(case, name, pack, accents, text=text.strip())
    without = preview_sms(case, name, pack, accents, text="")
    counted = segments(sms.body)
    return Composed(
        body=sms.body,
        encoding=counted.encoding,
        units=counted.units,
        count=counted.count,
        cost=counted.count * pack.commune.sms_price,
        whole=not sealed and sms.body != without.body,
        sealed=sealed,
    )


def size_of(sms: Composed) -> str:
    """143 ký tự không dấu · 1 tin · 850 đồng"""
    letters = _("%(count)d ký tự không dấu") if sms.encoding == "GSM-7" else _("%(count)d ký tự có dấu")
    parts = [letters % {"count": sms.units}, ngettext("%(num)d tin", "%(num)d tin", sms.count)]
    if sms.cost:
        parts.append(_("khoảng %(cost)s đồng", cost=number(sms.cost)))
    return " · ".join(parts)


def warning_of(sms: Composed) -> str:
    """Why the citizen will not read these words on the phone itself; "" where they will."""
    if sms.sealed:
        return str(_("Việc bảo mật: tin nhắn chỉ báo có tin mới, không nói nội dung."))
    if sms.whole:
        return ""
    if sms.encoding == "UCS-2":
        return str(
            _("Dài quá: bà con chỉ được báo là có lời nhắn và chỗ xem. Xin bỏ dấu, hoặc viết ngắn lại.")
        )
    return str(
        _("Dài quá: bà con chỉ được báo là có lời nhắn và chỗ xem. Muốn đọc được ngay thì viết ngắn lại.")
    )
