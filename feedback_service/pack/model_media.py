"""The part of the pack's model that knows the media of the plan (part III). Pure."""

from dataclasses import dataclass

from feedback_service.pack.model_words import Text
from feedback_service.vocabulary import Every, MediumForm


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium of the plan: who leads, who helps, how often.

    `form` says what the system counts for it; `times` that many are due each `every`, for the calendar of the year.
    """

    code: str
    name: Text
    lead: str
    supports: tuple[str, ...]
    cadence: Text
    article: str
    form: MediumForm = MediumForm.OTHER
    every: Every = Every.NEVER
    times: int = 1
    unverified: bool = False
