"""The log of every change and every look at what is not open to all, for leaders and inspectors."""

from typing import Any

from flask import Response, make_response, render_template, request, url_for

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.event_words import log_of
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.records import Event
from feedback_service.staff.audit.reading import (
    LINES,
    Asked,
    LogEntry,
    log_page,
    newest_root,
    often_looking,
    words_in_use,
)
from feedback_service.staff.audit.roots import printed_roots
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role


@blueprint.get("/nhat-ky")
@staff(Role.AUDITOR, Role.LEADER)
def log() -> Response:
    session, asked = db.session(), _asked()
    lines = log_page(session, current_officer(), asked)
    page = render_template(
        "handling/log.html",
        lines=lines[:LINES],
        said={line.id: _said(line) for line in lines if line.what == "event"},
        asked=asked,
        words=words_in_use(session),
        often=often_looking(session, now()),
        root=newest_root(session),
        roots=printed_roots(session, now()),
        next=_next(asked, lines),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked() -> Asked:
    args = request.args
    return Asked(
        what=args.get("viec", "")[:60],
        officer=_number(args.get("can_bo", "")),
        code=args.get("ma", "")[:20],
        before=_number(args.get("truoc", "")),
    )


def _number(typed: str) -> int | None:
    return min(int(typed), 2**62) if typed.isascii() and typed.isdecimal() else None


def _next(asked: Asked, lines: list[LogEntry]) -> str:
    if len(lines) <= LINES:
        return ""
    args: dict[str, Any] = {
        "viec": asked.what,
        "can_bo": asked.officer,
        "ma": asked.code,
        "truoc": lines[LINES - 1].id,
    }
    return url_for("desk.log", **{name: value for name, value in args.items() if value})


def _said(line: LogEntry) -> str:
    """What happened, in the words of the case page; the details of an event are not told here."""
    bare = Event(at=line.at, action=line.action, details={})
    return next((one.text for one in log_of([bare], {}, this_pack())), line.action)
