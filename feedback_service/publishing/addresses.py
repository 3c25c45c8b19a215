"""The boxes and links of the results page: what may be chosen, what is, how to unchoose it, how to go on."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _

from feedback_service.handling.public.filter import Outcome
from feedback_service.language import day, words
from feedback_service.pack.model import Pack
from feedback_service.publishing.queries import Listing
from feedback_service.publishing.wishes import OUTCOMES, Place, Wish

Choices = list[tuple[str, str]]  # (value, words)


def around(listing: Listing) -> dict[str, str]:
    """The neighbours' addresses, with the search and the filters of this page; empty where there is none."""
    return {"previous_url": _at(listing.previous), "next_url": _at(listing.next)}


def choices(pack: Pack) -> dict[str, Choices]:
    return {
        "units": [(unit.code, words(unit.name)) for unit in pack.units if not unit.retired],
        "topics": sorted(((topic.code, words(topic.name)) for topic in pack.topics), key=lambda one: one[1]),
        "areas": [(area.code, words(area.name)) for area in pack.areas if not (area.retired or area.kind)],
        "outcomes": [(word, outcome_words()[outcome]) for word, outcome in OUTCOMES.items()],
    }


def outcome_words() -> Mapping[Outcome, str]:
    return {
        Outcome.ANSWERED: _("Đã trả lời"),
        Outcome.PASSED_ON: _("Đã chuyển nơi khác"),
        Outcome.IN_PROGRESS: _("Đang làm"),
    }


def chosen(wish: Wish) -> dict[str, str]:
    """The values of the boxes, by their names in the address."""
    outcome = next((word for word, one in OUTCOMES.items() if one == wish.outcome), "")
    return {
        "don_vi": wish.unit,
        "linh_vuc": wish.topic,
        "dia_ban": wish.area,
        "trang_thai": outcome,
        "tu": wish.since.isoformat() if wish.since else "",
        "den": wish.until.isoformat() if wish.until else "",
    }


def chips(wish: Wish, pack: Pack) -> Choices:
    """What narrows the list, in words, each with the address of the list without it."""
    names = {
        "don_vi": words(pack.unit_by_code[wish.unit].name) if wish.unit else "",
        "linh_vuc": words(pack.topic_by_code[wish.topic].name) if wish.topic else "",
        "dia_ban": words(pack.area_by_code[wish.area].name) if wish.area else "",
        "trang_thai": outcome_words()[wish.outcome] if wish.outcome else "",
        "tu": _("Từ %(day)s", day=day(wish.since)) if wish.since else "",
        "den": _("Đến %(day)s", day=day(wish.until)) if wish.until else "",
    }
    return [(text, _address(without=name)) for name, text in names.items() if text]


def without(name: str) -> str:
    """This page's address without one of its filters, from the first page on."""
    return _address(without=name)


def _at(place: Place | None) -> str:
    return _address(trang=str(place)) if place else ""


def _address(without: str = "", **more: str) -> str:
    left_out = {without, "trang", "lang"}
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in left_out]
    query = urlencode([*kept, *more.items()])
    return f"{request.path}?{query}" if query else request.path
