"""The one filter. Every page, feed, figure and file that leaves the house shows a PublicCase or nothing.

What goes in is the public text that a second person approved; the citizen's words, the sender, the place on
the map and the notes are not even read. Pure.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from feedback_service.handling.deadlines.countdown import Stitches, days_left, stitches
from feedback_service.pack.model import Pack, Text
from feedback_service.records import PublicText, PublicVersion
from feedback_service.vocabulary import EvidenceRole, Kind, Publication, Status, Visibility


class Outcome(StrEnum):
    """How a published case stands, in the public's words."""

    ANSWERED = "answered"
    PASSED_ON = "passed_on"  # a body outside answers; we follow it
    IN_PROGRESS = "in_progress"  # reopened: not solved


_OUTCOMES = {Status.ANSWERED: Outcome.ANSWERED, Status.PASSED_ON: Outcome.PASSED_ON}


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """A picture that was approved with the text. `url` is a path; `width` and `height` in pixels."""

    url: str
    role: EvidenceRole
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PublicCase:
    """All that anybody may know of a published case.

    `days_early` are working days before the promised one; negative when late, and never 0 then: late is late.
    """

    code: str
    kind: Kind
    topic_code: str
    area_code: str
    title: str
    summary: str
    answer: str
    unit_code: str
    unit: Text
    topic: Text | None
    area: Text | None
    received_on: date
    due_on: date
    answered_on: date
    published_at: datetime
    changed_at: datetime
    late: bool
    days_early: int
    stitches: Stitches
    outcome: Outcome
    photos: tuple[PublicPicture, ...] = ()
    corrected_at: datetime | None = None  # when words were put right
    correction: str = ""  # and what, as the readers are told
    procedure_code: str = ""  # of the pack, where the question is about one


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """What anybody may know of any other case: that it was received. The same for all of them."""

    code: str


def public_case(text: PublicText, visibility: Visibility, status: Status, pack: Pack) -> PublicCase | None:
    """The public face of a case, or None where there is none.

    `visibility` and `status` are those of the case now: one that was sealed after its publication is gone at
    once, whatever its text says. A text that differs from what was approved is not shown either.
    """
    if not may_be_listed(text, visibility, pack) or text.answered_on is None or text.published_at is None:
        return None
    unit = pack.unit_by_code.get(text.unit_code)
    topic = pack.topic_by_code.get(text.topic_code)
    area = pack.area_by_code.get(text.area_code)
    early = days_left(text.due_on, text.answered_on, pack.calendar)
    return PublicCase(
        code=text.code,
        kind=text.kind,
        topic_code=text.topic_code,
        area_code=text.area_code,
        title=text.title,
        summary=text.summary,
        answer=text.answer,
        unit_code=text.unit_code,
        unit=unit.name if unit else Text(text.unit_code, text.unit_code),
        topic=topic.name if topic else None,
        area=area.name if area else None,
        received_on=text.received_on,
        due_on=text.due_on,
        answered_on=text.answered_on,
        published_at=text.published_at,
        changed_at=text.changed_at or text.published_at,
        late=text.late,
        days_early=min(early, -1) if text.late else max(early, 0),
        stitches=stitches(text.received_on, text.due_on, text.answered_on, pack.calendar),
        outcome=_OUTCOMES.get(status, Outcome.IN_PROGRESS),
        photos=_pictures(text),
        corrected_at=text.changed_at if text.correction else None,
        correction=text.correction,
        procedure_code=text.procedure_code,
    )


def may_be_listed(text: PublicText, visibility: Visibility, pack: Pack) -> bool:
    return (
        text.state == Publication.PUBLISHED
        and visibility == Visibility.LISTED
        and pack.kind_rule[text.kind].visibility == Visibility.LISTED
        and text.content_hash == content_hash(text.title, text.summary, text.answer, shown_photos(text))
    )


def shown_photos(text: PublicText | PublicVersion) -> Sequence[Mapping[str, Any]]:
    """As PublicVersion.photos has them, with "width" and "height"."""
    shown: Sequence[Mapping[str, Any]] = (text.photos or {}).get("shown", ())
    return shown


def content_hash(title: str, summary: str, answer: str, photos: Sequence[Mapping[str, Any]] = ()) -> str:
    """What the approver saw, frozen: the words, and the pictures with their captions in their order."""
    seen = [title, summary, answer]
    for photo in photos:
        seen += [photo["sha256"], photo["role"], photo["caption"]]
    return hashlib.sha256("\0".join(seen).encode()).hexdigest()


def _pictures(text: PublicText) -> tuple[PublicPicture, ...]:
    return tuple(
        PublicPicture(
            url=f"/ket-qua/{text.code}/anh/{number}.jpg",
            role=EvidenceRole(photo["role"]),
            caption=photo["caption"],
            width=photo["width"],
            height=photo["height"],
        )
        for number, photo in enumerate(shown_photos(text), 1)
    )
