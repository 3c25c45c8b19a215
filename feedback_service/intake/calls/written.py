"""A call as an officer wrote it down. Pure."""

from dataclasses import dataclass
from datetime import datetime

from feedback_service.vocabulary import CallOutcome


@dataclass(frozen=True, slots=True)
class Caller:
    """`phone` is E.164 or empty, `phone_raw` what the display showed or the caller said."""

    name: str = ""
    phone: str = ""
    phone_raw: str = ""
    on_behalf_of: str = ""
    anonymous: bool = False
    interpreter: str = ""  # the language that an interpreter is needed for

    @property
    def number(self) -> str:
        """What can be dialled, as far as we know; nothing of who does not want to be known."""
        return "" if self.anonymous else (self.phone or self.phone_raw)


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of a call. `answer` for what was answered at once, `call_back_at` for what was promised.

    `told` are the emergency numbers that were called for it, at `told_at`.
    """

    text: str
    submission_id: str
    outcome: CallOutcome = CallOutcome.TO_UNIT
    unit: str = ""  # the officer's choice; empty leaves it to routing
    area_code: str = ""
    place: str = ""
    danger: bool = False
    answer: str = ""
    call_back_at: datetime | None = None
    told: tuple[str, ...] = ()
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WrittenCall:
    """`at` is when the phone rang: the clocks run from there, not from the entry; `late_reason` says why it is
    entered so late. `slip` is the number of the paper it was written on first, 0 for none.

    `after` is the code of the matter of this call that was logged before, if it is a call with several.
    """

    at: datetime
    caller: Caller
    matters: tuple[Matter, ...]
    read_back: bool = False
    after: str = ""
    slip: int = 0
    late_reason: str = ""
