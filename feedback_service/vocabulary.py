"""The words of the field, each once. Standard library only; everything else may import this.

Kinds carry the codes of the commune's contract, because the law's words do not survive translation
(docs/glossary.md explains each). The other names follow Open311 and GOV.UK Notify where they have one.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a citizen's message is in law. Proposed by routing, fixed by an officer, never asked of the citizen."""

    HOI_DAP = "hoi_dap"  # a question: how, where, when, which papers
    GOP_Y = "gop_y"  # a suggestion; nobody is wronged
    PHAN_ANH = "phan_anh"  # reports a fact or a problem (Luật TCD 2013 Đ2 k2)
    KIEN_NGHI = "kien_nghi"  # reports and proposes a solution (same)
    QUY_DINH_HC = "quy_dinh_hc"  # about an administrative rule or procedure (NĐ 20/2008)
    KHIEU_NAI = "khieu_nai"  # legal complaint against a decision (Luật KN 2011)
    TO_CAO = "to_cao"  # denunciation of a violation of law (Luật TC 2018)
    TO_GIAC = "to_giac"  # report of a crime (BLTTHS Đ145-146)
    YEU_CAU_TT = "yeu_cau_tt"  # request for information (Luật TCTT 2016)
    KHEN = "khen"  # praise
    SPAM = "spam"


class Status(StrEnum):
    """Where a case is. The allowed changes stand in handling/workflow.py, nowhere else."""

    RECEIVED = "received"  # kept, waiting for somebody to confirm unit and kind
    IN_PROGRESS = "in_progress"
    AWAITING_CITIZEN = "awaiting_citizen"  # asked for more; the answer clock stands still
    AWAITING_APPROVAL = "awaiting_approval"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"  # handed to a body outside the commune, tracked
    NOT_ACCEPTED = "not_accepted"  # không thụ lý, with a reason
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # waits for the answer of another case that tells of the same


OPEN_STATUSES = (
    Status.RECEIVED,
    Status.IN_PROGRESS,
    Status.AWAITING_CITIZEN,
    Status.AWAITING_APPROVAL,
)
# Nobody has answered it or closed it: open itself, or waiting with the open case that it was merged into.
UNFINISHED = (*OPEN_STATUSES, Status.MERGED)


class Channel(StrEnum):
    WEB = "web"
    SMS = "sms"
    HOTLINE = "hotline"
    COUNTER = "counter"
    LETTER = "letter"
    OPEN311 = "open311"


class Visibility(StrEnum):
    """What the public may learn of a case. Only LISTED ones can ever be published."""

    LISTED = "listed"
    COUNTED = "counted"  # appears in totals only (khiếu nại, information requests)
    SEALED = "sealed"  # exists only for named people (tố cáo, tố giác, children, domestic violence)


class Publication(StrEnum):
    NONE = "none"
    DRAFTED = "drafted"
    PROPOSED = "proposed"  # waits for the second person
    PUBLISHED = "published"
    DECLINED = "declined"  # not published, with a reason
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    CLERK = "clerk"
    OFFICER = "officer"
    HEAD = "head"
    PUBLISHER = "publisher"
    LEADER = "leader"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Clock(StrEnum):
    """A promise that runs on a case."""

    TRIAGE = "triage"
    ACKNOWLEDGE = "acknowledge"  # tell the citizen that it came and what becomes of it
    ANSWER = "answer"
    DECISION = "decision"  # what the law wants decided after a formal acceptance (khiếu nại, tố cáo)
    SEND_DECISION = "send_decision"


class Counting(StrEnum):
    """How a limit's days are counted."""

    WORKING = "working"
    CALENDAR = "calendar"
    HOURS = "hours"
    AT_ONCE = "at_once"


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
    MODEL = "model"  # the model switched on cannot be read, or the nightly training failed


class ImportState(StrEnum):
    """Where the import of a call list is."""

    PREVIEW = "preview"
    RUNNING = "running"
    DONE = "done"


class ModelState(StrEnum):
    """What became of a trained model."""

    IN_FORCE = "in_force"
    EARLIER = "earlier"  # was in force; one can go back to it
    REFUSED = "refused"  # was no better than the one in force


class RehearsalState(StrEnum):
    """Where the rehearsal of a change is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SWITCHED_ON = "switched_on"
    DROPPED = "dropped"
    FAILED = "failed"


class Relation(StrEnum):
    """How one case belongs to another."""

    MERGED = "merged"  # answered with the other one; its sender is told what happens there
    SPLIT = "split"  # one of several matters of the other one's text
    REPEATED = "repeated"  # the same place and topic within twelve months


class PersonAsks(StrEnum):
    """What somebody wants of the data held about them (Luật 91/2025/QH15, NĐ 356/2025 Đ5)."""

    SEE = "see"
    CORRECT = "correct"
    EXPORT = "export"
    ERASE = "erase"


class EvidenceRole(StrEnum):
    """What a picture shows."""

    NONE = ""
    BEFORE = "before"
    AFTER = "after"
