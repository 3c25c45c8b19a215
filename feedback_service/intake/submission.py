"""What any channel hands to the one door."""

from dataclasses import dataclass
from datetime import datetime

from feedback_service.vocabulary import Channel, Kind

SHORTEST_TEXT = 5
LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is safe on disk already: re-encoded, named by the SHA-256 of its content. `size` in bytes."""

    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Submission:
    """One matter of one citizen. The same `submission_id` twice is the same matter, arrived twice.

    `sent_at` is when the citizen spoke, in UTC: for a call its own time and not that of its entry.
    `phone` is E.164 or empty, `phone_raw` what stood on the display. `unit` and `kind` are an officer's choice;
    a citizen never names them. `topic`: the service that a sender chose, where the words alone do not say.
    `language` is the one to write back in; empty is Vietnamese. `source` says how a text came that did not come
    by itself: "reconciled", "spooled".
    """

    channel: Channel
    text: str
    submission_id: str
    sent_at: datetime
    name: str = ""
    phone: str = ""
    phone_raw: str = ""
    email: str = ""
    on_behalf_of: str = ""
    anonymous: bool = False
    area_code: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    files: tuple[StoredFile, ...] = ()
    interpreter: str = ""
    language: str = ""
    unit: str = ""
    kind: Kind | None = None
    officer_id: int | None = None
    receipt: str = "receipt"
    danger: bool = False
    source: str = ""
    topic: str = ""
