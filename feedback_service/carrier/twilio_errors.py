"""Twilio's error codes and what each means for the next attempt.

Twilio warns that meanings change and that no logic should hang on them (changelog, July 2024): so this is a
table, and a code that is not in it is temporary. Sources: https://www.twilio.com/docs/api/errors and the page
of each code.
"""

from feedback_service.carrier.protocols import ErrorClass
from feedback_service.vocabulary import DeliveryStatus

ERROR_CLASSES: dict[str, ErrorClass] = {
    "20003": ErrorClass.CONFIGURATION,  # wrong SID or token
    "20404": ErrorClass.CONFIGURATION,  # no such account: the address is wrong
    "20429": ErrorClass.BUSY,
    "21211": ErrorClass.PERMANENT,  # not a phone number
    "21401": ErrorClass.CONFIGURATION,
    "21408": ErrorClass.CONFIGURATION,  # the account may not send to this country
    "21601": ErrorClass.CONFIGURATION,
    "21603": ErrorClass.CONFIGURATION,  # no sender given
    "21606": ErrorClass.CONFIGURATION,  # the sender cannot send SMS
    "21610": ErrorClass.OPTED_OUT,
    "21611": ErrorClass.BUSY,  # the sender's queue is full
    "21612": ErrorClass.ELSEWHERE,  # this sender does not reach this number
    "21614": ErrorClass.PERMANENT,  # a landline
    "21617": ErrorClass.PERMANENT,  # more than 1600 characters
    "21659": ErrorClass.CONFIGURATION,  # the sender is not ours
    "30001": ErrorClass.BUSY,  # queue overflow
    "30002": ErrorClass.CONFIGURATION,  # account suspended
    "30003": ErrorClass.TEMPORARY,  # handset off or out of reach
    "30004": ErrorClass.ELSEWHERE,  # blocked
    "30005": ErrorClass.PERMANENT,  # unknown handset
    "30006": ErrorClass.PERMANENT,  # landline, or a carrier that is not reached
    "30007": ErrorClass.ELSEWHERE,  # filtered as spam: the same words would be filtered again
    "30008": ErrorClass.TEMPORARY,  # unknown
    "30034": ErrorClass.CONFIGURATION,
    "30036": ErrorClass.TEMPORARY,  # validity expired
    "30042": ErrorClass.CONFIGURATION,  # sender name blocked as generic
}

# https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
STATUSES: dict[str, DeliveryStatus] = {
    "accepted": DeliveryStatus.ACCEPTED,
    "scheduled": DeliveryStatus.ACCEPTED,
    "queued": DeliveryStatus.ACCEPTED,
    "sending": DeliveryStatus.ACCEPTED,
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "partially_delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.DELIVERED,
    "undelivered": DeliveryStatus.UNDELIVERED,
    "failed": DeliveryStatus.FAILED,
    "canceled": DeliveryStatus.FAILED,
}


def error_class(code: str) -> ErrorClass:
    return ERROR_CLASSES.get(code, ErrorClass.TEMPORARY)
