"""What comes and goes: messages, calls, alarms, lists taken in."""

from enum import StrEnum


class DeliveryStatus(StrEnum):
    """Where a notification is, in the order of GOV.UK Notify; see carrier/receipts.py for the ranks."""

    CREATED = "created"
    SENDING = "sending"  # claimed by a worker; what became of it is not known yet
    ACCEPTED = "accepted"  # by the provider
    SENT = "sent"  # to the carrier
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    UNKNOWN = "unknown"  # the send's end was not seen: ask the provider, never repeat blindly


class CallOutcome(StrEnum):
    """How a hotline call ended."""

    ANSWERED = "answered"
    TO_UNIT = "to_unit"
    CALL_BACK = "call_back"
    NO_CASE = "no_case"


class NoCaseReason(StrEnum):
    """Why a call was logged and opened no case."""

    QUESTION = "question"  # answered in a word; nothing to follow up
    WRONG_NUMBER = "wrong_number"
    SPAM = "spam"
    CUT_OFF = "cut_off"  # nobody spoke, or the line broke before anything was said
    OTHER = "other"


class CallSource(StrEnum):
    """Who told us of a call."""

    HAND = "hand"  # an officer wrote it down
    SLIP = "slip"  # a pre-numbered paper slip, from when there was no power
    TWILIO = "twilio"
    PBX = "pbx"  # a list from a telephone exchange, or from a phone's own call log


class CallEnd(StrEnum):
    """How a call ended, as the caller lived it."""

    ANSWERED = "answered"
    VOICEMAIL = "voicemail"
    LOOKED_UP = "looked_up"  # asked the machine for a case by its digits
    MISSED = "missed"


class CallBackReason(StrEnum):
    """Why somebody is owed a call."""

    PROMISED = "promised"
    MISSED = "missed"
    VOICEMAIL = "voicemail"
    UNDELIVERED = "undelivered"  # what we wrote did not arrive


class AlarmKind(StrEnum):
    """What somebody has to look at now."""

    DANGER = "danger"  # a life may depend on it: alarms the duty phones
    CHANNEL_DEAD = "channel_dead"
    CLOCK_WRONG = "clock_wrong"  # a gateway's clock and ours differ
    LEDGER = "ledger"  # the provider received what we do not have
    SPOOL = "spool"  # received while the database was away, and not to be taken in
    RULE = "rule"  # a rule of routing raised; messages are routed without it
    PLATFORM = "platform"  # a platform lets us in no more, or soon will not
    MODEL = "model"  # the model switched on cannot be read, or the nightly training failed


class ImportState(StrEnum):
    """Where the import of a call list is."""

    PREVIEW = "preview"
    RUNNING = "running"
    DONE = "done"
