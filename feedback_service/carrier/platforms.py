"""Where the commune posts: what is to stand there, and how posting can end. No provider is named here.

    Posted     it stands there, under its own name and address
    InWork     the platform took it and is not done; ask again with what it gave
    Absent     it surely does not stand there
    Refused    it was surely not taken
    Unclear    nobody here knows: `look_for`, never just post again

Every end may carry `pause`: so many seconds nothing more should be asked of the platform.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from feedback_service.carrier.protocols import ErrorClass


@dataclass(frozen=True, slots=True)
class Writing:
    """One text for one platform. `path` is the end of the public address that stands in `text`: what it is found by.

    `remote_id` and `remote_token`: what the platform has given for it so far, "" for nothing.
    `article_id`: of a broadcast, what is sent round. `picture_url` is public, `picture` the same as bytes.
    """

    form: str
    title: str
    lead: str
    author: str
    text: str
    address: str
    path: str
    begun_at: datetime
    picture_url: str = ""
    picture: bytes = b""
    remote_id: str = ""
    remote_token: str = ""
    article_id: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    remote_id: str
    url: str = ""
    pause: int = 0


@dataclass(frozen=True, slots=True)
class InWork:
    """`remote_id` once it is known: what exists already and is not shown yet."""

    remote_token: str = ""
    remote_id: str = ""
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Absent:
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """`code`: a word of the platform's table (platform_words.py). `expired`: another access token may do."""

    error_class: ErrorClass
    code: str
    details: str = ""
    expired: bool = False
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Unclear:
    reason: str
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """Taken down, or put right. `remote_token`: the platform still works on it."""

    remote_token: str = ""
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    views: int | None
    shares: int | None


End = Posted | InWork | Refused | Unclear
Look = Posted | InWork | Absent | Refused | Unclear
Mending = Done | Refused | Unclear


@dataclass(frozen=True, slots=True)
class Renewed:
    """A pair of tokens, and for how many seconds each is good; 0: it does not say, or for ever."""

    access_token: str
    refresh_token: str
    expires_in: int
    refresh_expires_in: int


@dataclass(frozen=True, slots=True)
class NotRenewed:
    """`final`: trying again is no use, somebody has to connect anew."""

    code: str
    final: bool


class Platform(Protocol):
    """`forms` that it takes. `settles`: how long after an unclear end what is not found there is not there.

    `looks` False for a form that cannot be found again (a broadcast): an unclear end stays unclear.
    `changes_pictures` False: `update` leaves the picture that stands there.
    """

    @property
    def name(self) -> str: ...
    @property
    def forms(self) -> tuple[str, ...]: ...
    @property
    def settles(self) -> timedelta: ...
    @property
    def changes_pictures(self) -> bool: ...
    @property
    def standing_token(self) -> str:
        """An access token that needs no renewing; "" where tokens are renewed."""

    def looks(self, form: str) -> bool: ...
    def post(self, writing: Writing, access: str) -> End: ...
    def look_for(self, writing: Writing, access: str) -> Look: ...
    def update(self, writing: Writing, access: str) -> Mending: ...
    def take_down(self, writing: Writing, access: str) -> Mending: ...
    def count(self, ids: Collection[str], access: str) -> Mapping[str, Counts] | Refused | Unclear: ...


@runtime_checkable
class Renews(Protocol):
    """A platform whose tokens run out."""

    @property
    def first_refresh_token(self) -> str: ...
    def renew(self, refresh_token: str) -> Renewed | NotRenewed: ...
    def consent_address(self, back_to: str, verifier: str, state: str) -> str:
        """Where an administrator lets us in. `verifier`: 43 letters, kept until `exchange` (RFC 7636)."""

    def exchange(self, code: str, verifier: str) -> Renewed | NotRenewed: ...
