"""How receipts are ranked: they come late, twice and out of order, so a status never moves backwards.

A terminal status is the provider's last word and stays. In Viet Nam `delivered` is the network centre's
acknowledgement, not proof that somebody read it (https://www.twilio.com/en-us/guidelines/vn/sms).
"""

from feedback_service.vocabulary import DeliveryStatus

RANKS = {
    DeliveryStatus.CREATED: 0,
    DeliveryStatus.SENDING: 1,
    DeliveryStatus.UNKNOWN: 2,  # below what any receipt says: a receipt ends the doubt
    DeliveryStatus.ACCEPTED: 3,
    DeliveryStatus.SENT: 4,
    DeliveryStatus.DELIVERED: 5,
    DeliveryStatus.UNDELIVERED: 5,
    DeliveryStatus.FAILED: 5,
}
TERMINAL = frozenset({DeliveryStatus.DELIVERED, DeliveryStatus.UNDELIVERED, DeliveryStatus.FAILED})


def may_follow(current: DeliveryStatus, reported: DeliveryStatus) -> bool:
    """Whether a receipt that says `reported` changes a notification that stands at `current`."""
    return current not in TERMINAL and RANKS[reported] > RANKS[current]
