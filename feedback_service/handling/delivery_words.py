"""What became of a message to the citizen, in an officer's words; never to which number it went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from feedback_service.carrier.faults import meaning_of
from feedback_service.carrier.protocols import ErrorClass
from feedback_service.language import daymonth, hour
from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus

_AT_ONCE = timedelta(minutes=2)
_ENDED_BADLY = {DeliveryStatus.UNDELIVERED, DeliveryStatus.FAILED}


@dataclass(frozen=True, slots=True)
class Delivery:
    """`state`: wait, sent, good or bad. `segments` 0 for mail."""

    medium: str
    words: str
    state: str
    segments: int


def delivery_of(notification: Notification, now: datetime) -> Delivery:
    segments = notification.segments if notification.medium == "sms" else 0
    return Delivery(notification.medium, _words(notification, now), _state(notification), segments)


def _state(notification: Notification) -> str:
    match DeliveryStatus(notification.status):
        case DeliveryStatus.CREATED | DeliveryStatus.SENDING | DeliveryStatus.UNKNOWN:
            return "wait"
        case DeliveryStatus.DELIVERED:
            return "good"
        case DeliveryStatus.UNDELIVERED | DeliveryStatus.FAILED:
            return "bad"
    return "sent"


def _words(notification: Notification, now: datetime) -> str:
    status = DeliveryStatus(notification.status)
    if status == DeliveryStatus.CREATED:
        return _waiting(notification, now)
    if status in _ENDED_BADLY:
        return str(_("không đến được: %(why)s", why=_why(notification)))
    words = {
        DeliveryStatus.SENDING: _("đang gửi"),
        DeliveryStatus.UNKNOWN: _("chưa rõ đã đi chưa, đang hỏi lại nhà mạng"),
        DeliveryStatus.DELIVERED: _("đã đến máy") if notification.medium == "sms" else _("đã đến hộp thư"),
    }
    return str(words.get(status, _("đã gửi đi, chưa có báo đến nơi")))


def _waiting(notification: Notification, now: datetime) -> str:
    """At night, or between two attempts, the time is said."""
    at = notification.next_attempt_at
    if at is None or at - now < _AT_ONCE:
        return str(_("đang chờ gửi"))
    return str(_("sẽ gửi lúc %(hour)s %(day)s", hour=hour(at), day=daymonth(at)))


def _why(notification: Notification) -> str:
    meaning = meaning_of(notification.provider, notification.error_code)
    words = {
        ErrorClass.PERMANENT: _("số này không nhận được tin nhắn"),
        ErrorClass.OPTED_OUT: _("bà con đã xin không nhận tin"),
        ErrorClass.CONFIGURATION: _("cổng tin nhắn của xã chưa gửi được"),
        ErrorClass.BUSY: _("nhà mạng quá tải"),
        ErrorClass.TEMPORARY: _("máy tắt hoặc ngoài vùng phủ sóng"),
    }
    said = words.get(meaning, _("nhà mạng không chuyển")) if meaning else _("không rõ vì sao")
    return f"{said} ({notification.error_code})" if notification.error_code else said
