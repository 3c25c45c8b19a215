"""The part of the pack's model that knows what follows an answer, and which indices ask for which counts. Pure."""

from dataclasses import dataclass

from feedback_service.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterAnswer:
    """What the commune does once it has answered. Days are of the calendar."""

    reopen_days: int = 15  # "not solved" opens the same case again; later it is a new one
    most_reopened: int = 3  # then only a leader, or the law's complaint, helps further
    ask_after_days: int = 1  # so that there is something to look at; 0: at once
    remind_after_days: int = 4  # after the first time of asking, once; 0: never
    reply_days: int = 14  # for so long a bare figure is the answer to our question
    calls_share: int = 20  # of a hundred answered cases whose senders do not read
    calls_most: int = 10  # a week


@dataclass(frozen=True, slots=True)
class IndexPack:
    """The raw counts that one index asks a commune for. `asks`: in its own words."""

    code: str
    name: str
    source: str
    asks: str
    measures: tuple[Measure, ...]
    unverified: bool = False
