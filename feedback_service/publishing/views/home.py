"""The first page: send, look up, call; what was settled lately; the year in one sentence."""

from datetime import timedelta

from flask import Blueprint, Response, render_template

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.promises import local_day, zone_of
from feedback_service.handling.public.lines import line
from feedback_service.handling.public.queries import load_public_cases
from feedback_service.kept_pages import kept_page
from feedback_service.language import clock
from feedback_service.pack.current import this_pack
from feedback_service.publishing.opening import open_until
from feedback_service.publishing.queries import list_results, published_since
from feedback_service.publishing.wishes import Wish
from feedback_service.reporting.figures import on_time_of_100
from feedback_service.reporting.figures.kept import KeptFigures

blueprint = Blueprint("home", __name__)
NEWEST = 4


@blueprint.get("/")
@public
def home() -> Response:
    session, pack, moment = db.session(), this_pack(), now()
    today = local_day(moment, pack)
    newest = list_results(session, Wish(), pack, size=NEWEST)
    this_week = published_since(session, today - timedelta(days=today.weekday()))
    year = KeptFigures(session).totals(today.replace(month=1, day=1), today, today)
    hotline_until = open_until(moment.astimezone(zone_of(pack)), pack.calendar)

    def render() -> str:
        return render_template(
            "publishing/home.html",
            results=[line(case) for case in load_public_cases(session, newest.ids, pack)],
            answered_this_week=this_week,
            on_time_of_100=on_time_of_100(year),
            totals={"received": year.received, "answered": year.answered, "open": year.waiting},
            hotline_until=clock(hotline_until) if hotline_until else "",
        )

    return kept_page(render, newest, this_week, year, hotline_until, pack.version)
