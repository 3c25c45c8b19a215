"""Published cases for Open311: found by the public filter's own conditions, loaded through it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from feedback_service.handling.public.queries import published
from feedback_service.publishing.open311.asking import Asked
from feedback_service.records import Case, PublicText
from feedback_service.vocabulary import Status

_CLOSED = Case.status.in_((Status.ANSWERED, Status.PASSED_ON))


@dataclass(frozen=True, slots=True)
class Found:
    """`stamp` changes when anything that is shown of them does."""

    ids: tuple[int, ...]
    stamp: tuple[tuple[int, int, str, str], ...]


def find_requests(session: Session, asked: Asked) -> Found:
    by_change = asked.updated_after or asked.updated_before
    first = PublicText.changed_at if by_change else PublicText.received_on
    rows = session.execute(
        select(PublicText.id, PublicText.revision, Case.status, PublicText.changed_at)
        .join(Case, Case.id == PublicText.case_id)
        .where(*published(), *_wanted(asked))
        .order_by(first.desc(), PublicText.id.desc())
        .limit(asked.size)
        .offset((asked.page - 1) * asked.size)
    ).all()
    stamp = tuple((row.id, row.revision, row.status.value, str(row.changed_at)) for row in rows)
    return Found(tuple(row.id for row in rows), stamp)


def _wanted(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.ids:
        yield PublicText.code.in_(asked.ids)
        return
    yield from _within(asked)
    if asked.services:
        yield PublicText.topic_code.in_(asked.services)
    if asked.statuses:
        yield or_(*(_CLOSED if status == "closed" else ~_CLOSED for status in asked.statuses))


def _within(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.since:
        yield PublicText.received_on >= asked.since
    if asked.until:
        yield PublicText.received_on <= asked.until
    if asked.updated_after:
        yield PublicText.changed_at >= asked.updated_after
    if asked.updated_before:
        yield PublicText.changed_at <= asked.updated_before
