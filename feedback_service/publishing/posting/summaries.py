"""A week or a month told at once: what was received and answered, and the results that anybody may read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.queries import load_public_cases, published
from feedback_service.language import day, daymonth
from feedback_service.pack.model import Pack
from feedback_service.pack.model_posts import PostRule
from feedback_service.publishing.posting.composing import Composed, how_to_send
from feedback_service.publishing.posting.limits import AUTHOR, LIMITS, NOTICE, clipped
from feedback_service.records import Case, PublicText
from feedback_service.reporting.figures import Counted, figures

MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Span:
    """Both days belong to it. Its results are those that were answered then."""

    since: date
    until: date

    @property
    def path(self) -> str:
        return f"/ket-qua?tu={self.since.isoformat()}&den={self.until.isoformat()}"

    @property
    def is_month(self) -> bool:
        return self.since.day == 1 and (self.until + timedelta(days=1)).day == 1


def week_before(today: date) -> Span:
    """Monday to Sunday, the last one that is over."""
    monday = today - timedelta(days=today.weekday() + 7)
    return Span(monday, monday + timedelta(days=6))


def month_before(today: date) -> Span:
    until = today.replace(day=1) - timedelta(days=1)
    return Span(until.replace(day=1), until)


def summarise(
    session: Session, span: Span, rule: PostRule, base: str, pack: Pack, now: datetime
) -> Composed | None:
    """None where nothing was published in these days: there is nothing to tell."""
    ids = _told(session, span)
    cases = load_public_cases(session, ids, pack)
    if not cases:
        return None
    counted = figures(session, span.since, span.until).total
    title, notice = _title(span), _figures(span, counted)
    limits = LIMITS[rule.shape]
    head = title if not limits.title else ""
    above = "" if limits.lead else notice  # else it is the lead, right above the text
    tail = (
        _("Xem tất cả: %(address)s", address=base + span.path),
        how_to_send(base, pack),
        " ".join(rule.hashtags),
    )
    lines = [line_of(case) for case in cases[:MOST_TOLD]]
    text = "\n\n".join(part for part in (head, above, "\n".join(lines), *tail) if part)
    return Composed(
        title=clipped(title, limits.title) if limits.title else "",
        lead=clipped(notice, min(limits.lead, NOTICE)) if limits.lead else "",
        text=text,
        author=rule.author[:AUTHOR],
        path=span.path,
        about={
            "since": span.since.isoformat(),
            "until": span.until.isoformat(),
            "texts": ids[:MOST_TOLD],
            "lines": lines,
        },
    )


def _told(session: Session, span: Span) -> list[int]:
    asked = (
        select(PublicText.id)
        .join(Case, Case.id == PublicText.case_id)
        .where(*published(), PublicText.answered_on.between(span.since, span.until))
        .order_by(PublicText.answered_on.desc(), PublicText.id.desc())
    )
    return list(session.scalars(asked.limit(MOST_TOLD * 4)))


def _title(span: Span) -> str:
    if span.is_month:
        return str(_("Kết quả xử lý phản ánh, kiến nghị tháng %(month)s", month=f"{span.since:%m/%Y}"))
    since, until = daymonth(span.since), day(span.until)
    return str(_("Kết quả xử lý phản ánh, kiến nghị từ %(since)s đến %(until)s", since=since, until=until))


def _figures(span: Span, counted: Counted) -> str:
    """The kept figures go by the month, so a week is told with its month's."""
    months = [f"{span.since:%m}"] if span.since.month != span.until.month else []
    month = _(" và ").join([*months, f"{span.until:%m/%Y}"])
    said: str = _(
        "Tháng %(month)s: xã tiếp nhận %(received)d việc, trả lời %(answered)d, đúng hạn %(kept)d, trễ hạn %(late)d.",
        month=month,
        received=counted.received,
        answered=counted.answered,
        kept=counted.on_time,
        late=counted.late,
    )
    return said


def line_of(case: PublicCase) -> str:
    late = f" ({_('trễ hẹn')})" if case.late else ""
    return f"- {case.title.rstrip('.')}: {daymonth(case.answered_on)}{late}"
