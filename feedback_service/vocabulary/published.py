"""What is told to the public, and by which means."""

from enum import StrEnum


class Removed(StrEnum):
    """What was taken away from the public, for the public ledger of removals."""

    TEXT = "text"  # the whole result
    PASSAGE = "passage"  # a correction left something out or put it right
    PHOTO = "photo"
    POST = "post"  # only on one platform


class RemovalReason(StrEnum):
    """Why, in words that give nothing away."""

    PERSONAL_DATA = "personal_data"
    WRONG = "wrong"  # đính chính (Luật TCTT 2016 Đ22)
    ON_REQUEST = "on_request"  # the person asked (Luật 91/2025/QH15)
    RIGHTS = "rights"  # pictures or words that belong to somebody
    KEPT_BY_LAW = "kept_by_law"  # what the law keeps (Luật TCTT 2016 Đ6, Đ7)
    REOPENED = "reopened"  # it is not settled after all
    OTHER = "other"


class PostState(StrEnum):
    """Where a text for a platform is."""

    DRAFT = "draft"
    APPROVED = "approved"  # goes out at its hour
    SENDING = "sending"  # claimed; what became of it is not known yet
    CHECKING = (
        "checking"  # the platform takes its time, or its answer was not seen: look before posting again
    )
    POSTED = "posted"
    FAILED = "failed"
    BY_HAND = "by_hand"  # copied and posted by an officer
    TAKEN_DOWN = "taken_down"


class PostShape(StrEnum):
    """What a text for a platform looks like there; the limits stand in publishing/posting/limits.py."""

    ARTICLE = "article"  # title, a line below it, paragraphs
    SHORT = "short"  # a hook, the key fact, hashtags
    PAGE = "page"  # a notice on the commune's own site


class PaperState(StrEnum):
    """Where something that has to be read and let out by another person is: a bulletin."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class ReportState(StrEnum):
    """Where a period's report is, on its way to the signature."""

    COLLECTING = "collecting"  # units confirm their figures
    DRAFT = "draft"
    AT_HEAD = "at_head"
    AT_CHAIRMAN = "at_chairman"
    SIGNED = "signed"


class Material(StrEnum):
    """What hangs or lies somewhere with a QR code on it."""

    LEAFLET = "leaflet"
    POSTER = "poster"
    BANNER = "banner"
    OTHER = "other"


class RatedBy(StrEnum):
    """How somebody told us whether it was solved."""

    LINK = "link"
    SMS = "sms"
    CALL = "call"


class MediumForm(StrEnum):
    """What is done on a medium of the plan: what the system counts for it by itself."""

    RADIO = "radio"
    POSTS = "posts"
    LEAFLET = "leaflet"
    BANNER = "banner"
    OTHER = "other"


class Every(StrEnum):
    """How often something of a medium is due."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    NEVER = ""  # when there is something to tell
