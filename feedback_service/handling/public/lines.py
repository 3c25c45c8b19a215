"""A public case as templates show it: in the reader's language, with its promise as stitches."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from feedback_service.handling.public.filter import Outcome, PublicCase, PublicPicture
from feedback_service.language import day, words
from feedback_service.vocabulary import EvidenceRole


@dataclass(frozen=True, slots=True)
class Step:
    """A line of `timeline` in templates/parts/lists.html."""

    text: str
    at: datetime | None
    when: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A result of `register_line`, and what the pages of one case say besides.

    `used`, `left` and `late` are working days, for the stitches.
    """

    code: str
    url: str
    title: str
    summary: str
    answer: str
    status: str
    unit: str
    topic: str
    area: str
    received_on: date
    due_on: date
    answered_on: date
    days_early: int
    used: int
    left: int
    late: int
    days_left: int = 0
    paused: bool = False
    signed: str = ""
    photos: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a result as templates show it: `name` says when it was taken, `note` what it shows."""

    url: str
    alt: str
    name: str
    note: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Neutral:
    """The same fields for a case of which the public learns only that it was received."""

    code: str
    status: None = None
    title: str = ""
    unit: str = ""
    topic: str = ""
    area: str = ""


def line(case: PublicCase) -> Line:
    return Line(
        code=case.code,
        url=f"/ket-qua/{case.code}",
        title=case.title,
        summary=case.summary,
        answer=case.answer,
        status=case.outcome.value,
        unit=words(case.unit),
        topic=words(case.topic) if case.topic else "",
        area=words(case.area) if case.area else "",
        received_on=case.received_on,
        due_on=case.due_on,
        answered_on=case.answered_on,
        days_early=case.days_early,
        used=case.stitches.used,
        left=case.stitches.left,
        late=case.stitches.late,
    )


def public_steps(case: PublicCase) -> list[Step]:
    """The way of a published case, by the day: hours could tell who came to the office when."""
    unit = words(case.unit)
    steps = [_step(_("Xã nhận tin"), case.received_on)]
    if case.outcome == Outcome.PASSED_ON:
        steps.append(_step(_("Chuyển đến %(unit)s", unit=unit), case.answered_on, "moved"))
    else:
        steps.append(
            _step(_("%(unit)s trả lời", unit=unit), case.answered_on, "late" if case.late else "done")
        )
    if case.outcome == Outcome.IN_PROGRESS:
        steps.append(Step(_("Người gửi nói việc chưa xong, xã đang xem lại"), None, "", "", "now"))
    return steps


def shown_photos(case: PublicCase) -> list[Photo]:
    """Before stands before after, whatever the order in which they were chosen."""
    order = {EvidenceRole.BEFORE: 0, EvidenceRole.AFTER: 2}
    pictures = sorted(case.photos, key=lambda picture: order.get(picture.role, 1))
    return [_photo(picture) for picture in pictures]


def _photo(picture: PublicPicture) -> Photo:
    names = {EvidenceRole.BEFORE: _("Trước"), EvidenceRole.AFTER: _("Sau")}
    name = str(names.get(picture.role, ""))
    alt = ": ".join(word for word in (name, picture.caption) if word) or str(_("Ảnh của việc này"))
    return Photo(picture.url, alt, name, picture.caption, picture.width, picture.height)


def rated_words(level: int) -> str:
    """How content the sender was; "" where nothing was said."""
    levels = {
        4: _("rất hài lòng"),
        3: _("hài lòng"),
        2: _("chưa hài lòng"),
        1: _("rất không hài lòng"),
    }
    return str(levels.get(level, ""))


def _step(text: str, on: date, state: str = "done") -> Step:
    return Step(text, None, day(on), "", state)
