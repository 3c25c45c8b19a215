"""How the commune keeps its word, in figures: the same functions as in the reports."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.promises import local_day
from feedback_service.kept_pages import kept_page
from feedback_service.language import month as month_words
from feedback_service.language import words
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.reporting.figures import (
    Counted,
    Figures,
    Waiting,
    figures,
    months_back,
    on_time_of_100,
    received_by,
    sealed_received,
    waiting_by_unit,
)
from feedback_service.vocabulary import Channel

blueprint = Blueprint("statistics", __name__)
MONTHS_SHOWN = 12
TOPICS_SHOWN = 8
FEWEST = 5  # a topic with fewer cases could point at somebody


@dataclass(frozen=True, slots=True)
class Span:
    """A choice of the page. `value` is that of `ky` in the address; the first choice has none."""

    value: str
    words: str
    since: date
    until: date


@blueprint.get("/thong-ke")
@public
def statistics() -> Response:
    session, pack = db.session(), this_pack()
    today = local_day(now(), pack)
    spans = _spans(today)
    span = next((one for one in spans if one.value == request.args.get("ky", "")), spans[0])
    found = figures(session, span.since, span.until)
    waiting = waiting_by_unit(session, today)
    channels = received_by(session, "channel", span.since, span.until)
    topics = received_by(session, "topic", span.since, span.until)
    sealed = sealed_received(session, span.until.year)

    def render() -> str:
        return render_template(
            "publishing/thong_ke.html",
            periods=[(_address(one), one.words, one == span) for one in spans],
            since=span.since,
            until=min(today, _last_day(span.until)),
            totals=_totals(found.total, waiting),
            on_time_of_100=on_time_of_100(found.total),
            units=_units(found, waiting, pack),
            months=_months(found),
            goal_days=0,
            ratings=(0, 0, 0, 0),
            channels=[{"name": channel_words(Channel(code)), "count": n} for code, n in channels],
            topics=_topics(topics, pack),
            sealed=sealed,
        )

    return kept_page(render, span, found, waiting, channels, topics, sealed, today, pack.version)


def _spans(today: date) -> list[Span]:
    this_year, last_year = date(today.year, 1, 1), date(today.year - 1, 1, 1)
    return [
        Span("", _("Năm %(year)d", year=today.year), this_year, today),
        Span("12-thang", _("12 tháng qua"), months_back(today, MONTHS_SHOWN - 1), today),
        Span("nam-truoc", _("Năm %(year)d", year=last_year.year), last_year, date(last_year.year, 12, 1)),
    ]


def _address(span: Span) -> str:
    return f"/thong-ke?ky={span.value}" if span.value else "/thong-ke"


def _last_day(day: date) -> date:
    return date.fromordinal(months_back(day, -1).toordinal() - 1)


def _totals(counted: Counted, waiting: dict[str, Waiting]) -> dict[str, int]:
    late = sum(unit.late for unit in waiting.values())
    return {
        "received": counted.received,
        "answered_on_time": counted.on_time,
        "answered_late": counted.late,
        "open_in_time": sum(unit.total for unit in waiting.values()) - late,
        "open_late": late,
    }


def _units(found: Figures, waiting: dict[str, Waiting], pack: Pack) -> list[dict[str, object]]:
    codes = sorted(found.units, key=lambda code: (-found.units[code].received, code))
    return [_unit(code, found.units[code], waiting.get(code, Waiting()), pack) for code in codes]


def _unit(code: str, counted: Counted, waiting: Waiting, pack: Pack) -> dict[str, object]:
    unit = pack.unit_by_code.get(code)
    return {
        "name": words(unit.name) if unit else code,
        "received": counted.received,
        "on_time": counted.on_time,
        "late": counted.late,
        "open": waiting.total,
        "percent": 100 * counted.on_time // counted.answered if counted.answered else None,
    }


def _months(found: Figures) -> list[dict[str, object]]:
    return [
        {
            "name": month_words(month, short=True),
            "received": counted.received,
            "on_time": counted.on_time,
            "late": counted.late,
            "days": None,
        }
        for month, counted in found.months.items()
    ]


def _topics(counted: list[tuple[str, int]], pack: Pack) -> list[dict[str, object]]:
    known = [
        (pack.topic_by_code[code], n) for code, n in counted if code in pack.topic_by_code and n >= FEWEST
    ]
    return [{"name": words(topic.name), "count": n} for topic, n in known[:TOPICS_SHOWN]]


def channel_words(channel: Channel) -> str:
    names: dict[Channel, str] = {
        Channel.WEB: _("Trang web"),
        Channel.SMS: _("Tin nhắn"),
        Channel.HOTLINE: _("Điện thoại"),
        Channel.COUNTER: _("Tại quầy"),
        Channel.LETTER: _("Thư"),
    }
    return names.get(channel) or str(_("Ứng dụng khác"))
