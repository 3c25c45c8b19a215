"""What a case is and where it stands."""

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


class Relation(StrEnum):
    """How one case belongs to another."""

    MERGED = "merged"  # answered with the other one; its sender is told what happens there
    SPLIT = "split"  # one of several matters of the other one's text
    REPEATED = "repeated"  # the same place and topic within twelve months


class EvidenceRole(StrEnum):
    """What a picture shows."""

    NONE = ""
    BEFORE = "before"
    AFTER = "after"


class LateReason(StrEnum):
    """Why an answer was late, for the figures; the officer's own words stand beside it."""

    OVERLOADED = "overloaded"
    ELSEWHERE = "elsewhere"  # somebody else's answer was waited for
    WEATHER = "weather"
    PAPERS = "papers"  # something was missing, or had to be looked at on the spot
    OTHER = "other"
