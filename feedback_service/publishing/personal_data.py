"""What must go from a public text before approval: the finder's marks less the commune's own numbers."""

import re
from dataclasses import dataclass

from feedback_service.folding import fold
from feedback_service.pack.model import Pack
from feedback_service.routing.personal_data import Found, PersonalData, find_personal_data

FIELDS = ("title", "summary", "answer")
_NOT_FIGURES = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Mark:
    """`start` and `end` are offsets in the field's text, in characters."""

    field: str
    kind: PersonalData
    start: int
    end: int
    text: str


def marks(title: str, summary: str, answer: str, pack: Pack) -> tuple[Mark, ...]:
    """What a person has to take out, field by field in the order of the text."""
    texts = zip(FIELDS, (title, summary, answer), strict=True)
    return tuple(mark for field, text in texts for mark in marks_in(field, text, pack))


def marks_in(field: str, text: str, pack: Pack) -> tuple[Mark, ...]:
    """The same of one text; `field` is what the marks will be told to stand in."""
    official = _official(pack)
    return tuple(
        Mark(field, found.kind, found.start, found.end, found.text)
        for found in find_personal_data(text)
        if _plain(found) not in official and not _is_the_office(found, pack)
    )


def personal_words(text: str, pack: Pack) -> tuple[str, ...]:
    """The pieces of one text that a person has to take out, in the order of the text."""
    return tuple(mark.text for mark in marks("", "", text, pack))


def _is_the_office(found: Found, pack: Pack) -> bool:
    """The People's Committee has a door with a number too."""
    return found.kind == PersonalData.ADDRESS and fold(found.text) in fold(pack.commune.address.vi)


def _plain(found: Found) -> str:
    return _number(found.text) if found.kind == PersonalData.PHONE else found.text.casefold()


def _number(text: str) -> str:
    """Figures only, the country's prefix as 0: one number is one text however it is written."""
    figures = _NOT_FIGURES.sub("", text)
    return "0" + figures.removeprefix("84") if figures.startswith("84") and len(figures) > 9 else figures


def _official(pack: Pack) -> frozenset[str]:
    """Numbers and addresses that the commune prints itself: an answer may say whom to call."""
    commune = pack.commune
    channels = [channel.value for channel in pack.channels]
    phones = [commune.hotline, commune.sms_number, *(unit.phone for unit in pack.units), *channels]
    mails = [commune.email, *(unit.email for unit in pack.units), *channels]
    return frozenset(filter(None, [*map(_number, phones), *(mail.casefold() for mail in mails)]))
