"""The list with its counts, which the queue page and the case page share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from feedback_service.handling.bulk.deeds import BulkDeed, deeds_of
from feedback_service.handling.case_page import Choices, choices
from feedback_service.handling.counts import Counts, count_queue, named_cases
from feedback_service.handling.danger.bar import unanswered
from feedback_service.handling.helping import cases_helped
from feedback_service.handling.promises import local_day
from feedback_service.handling.queries import people_of_queue
from feedback_service.handling.queue import queue_page, shows_newest
from feedback_service.handling.queue_filter import Choosable, QueueFilter
from feedback_service.handling.queue_found import found_page
from feedback_service.handling.queue_page import Page
from feedback_service.handling.queue_rows import Group, QueueRow, grouped, queue_row
from feedback_service.handling.saved_filters import saved_filters
from feedback_service.handling.search_terms import read_terms
from feedback_service.pack.model import Pack, Unit
from feedback_service.records import Officer, SavedFilter
from feedback_service.vocabulary import Role


@dataclass(frozen=True, slots=True)
class DeskList:
    """`stopped`: the page has looked far enough, and there may be more that fits."""

    wanted: QueueFilter
    counts: Counts
    groups: list[tuple[Group, list[QueueRow]]]
    next: str
    first: str  # "" on the first page
    stopped: bool
    units: tuple[Unit, ...]  # to choose from; empty for whoever has one unit
    choices: Choices
    people: Sequence[tuple[int, str]]
    saved: Sequence[SavedFilter]
    deeds: tuple[BulkDeed, ...]  # what may be done to several at once
    args: Mapping[str, Any]

    @property
    def searching(self) -> bool:
        return self.wanted.among_all


def desk_list(session: Session, officer: Officer, pack: Pack, now: datetime, code: str = "") -> DeskList:
    """What the address of the request asks for. `code`: the case that is open beside the list."""
    units = units_to_choose(officer, pack)
    wanted = QueueFilter.from_address(request.args, choosable(officer, pack))
    today = local_day(now, pack)
    named = named_cases(session, officer)
    helped = cases_helped(session, officer)
    if wanted.among_all or shows_newest(officer):
        terms = read_terms(wanted.query, pack.commune.code_prefix)
        page = found_page(session, officer, terms, wanted)
        groups = [(Group.FOUND, _rows(session, page, pack, now, wanted, code, bool(units)))]
    else:
        page = queue_page(session, officer, wanted, today, [one.id for one in named], helped)
        groups = grouped(_rows(session, page, pack, now, wanted, code, bool(units)))
    counts = count_queue(session, officer, wanted.unit, today, named)
    counts.helping = len(helped)
    return DeskList(
        wanted=wanted,
        counts=counts,
        groups=[(group, rows) for group, rows in groups if rows],
        next=_queue_url(wanted.as_args(sau=str(page.next))) if page.next else "",
        first=_queue_url(wanted.as_args()) if wanted.after else "",
        stopped=page.stopped,
        units=units,
        choices=choices(pack),
        people=people_of_queue(session, officer),
        saved=saved_filters(session, officer),
        deeds=deeds_of(officer),
        args=wanted.as_args(sau=str(wanted.after) if wanted.after else ""),
    )


def units_to_choose(officer: Officer, pack: Pack) -> tuple[Unit, ...]:
    if officer.role in {Role.OFFICER, Role.HEAD}:
        return ()
    return tuple(unit for unit in pack.units if not (unit.outside or unit.retired))


def choosable(officer: Officer, pack: Pack) -> Choosable:
    return Choosable(
        units=frozenset(unit.code for unit in units_to_choose(officer, pack)),
        areas=frozenset(pack.area_by_code),
        topics=frozenset(pack.topic_by_code),
        kinds=frozenset(rule.kind.value for rule in pack.kinds),
    )


def _rows(
    session: Session,
    page: Page,
    pack: Pack,
    now: datetime,
    wanted: QueueFilter,
    code: str,
    show_unit: bool,
) -> list[QueueRow]:
    today = local_day(now, pack)
    args = wanted.as_args(sau=str(wanted.after) if wanted.after else "")
    alarming = unanswered(session, (row.id for row in page.rows if row.danger))
    return [
        queue_row(
            row, pack, today, _case_url(row.code, args), row.code == code, show_unit, row.id in alarming
        )
        for row in page.rows
    ]


def _case_url(code: str, args: Mapping[str, Any]) -> str:
    return url_for("desk.case", code=code, **args)


def _queue_url(args: Mapping[str, Any]) -> str:
    return url_for("desk.queue", **args)
