"""The part of the pack's model that knows what people come to the counter for. Pure."""

from dataclasses import dataclass

from feedback_service.pack.model_words import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure as questions and answers tell it. What the unit has not filled in is not shown.

    `days` working days, 0: not said; `same_day`: done while one waits, if one comes early. `fee` in words, since some
    are free for some. `papers`: what to bring, one by one.
    """

    code: str
    name: Text
    topic: str
    unit: str
    papers: tuple[Text, ...] = ()
    fee: Text = NO_TEXT
    days: int = 0
    same_day: bool = False
    where: Text = NO_TEXT
    note: Text = NO_TEXT
    article: str = ""
    unverified: bool = False
