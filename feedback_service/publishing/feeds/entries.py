"""What a feed tells: the public cases that changed last, each under an id that never changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.queries import load_public_cases, published
from feedback_service.pack.model import Pack
from feedback_service.publishing.queries import areas_within
from feedback_service.publishing.wishes import Wish
from feedback_service.records import Case, PublicText

LENGTH = 50
# The day from which the name of this house is taken to be ours, as RFC 4151 wants it: part of every id, for good.
MINTED = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Newest:
    """The texts of a feed by their last change. `stamp` changes when anything that is shown of them does."""

    ids: tuple[int, ...]
    stamp: tuple[tuple[int, int, str, str], ...]
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """`address` is that of the feed itself, `page` the one that people read."""

    title: str
    author: str
    address: str
    page: str
    icon: str
    host: str
    changed_at: datetime
    cases: tuple[PublicCase, ...]


def newest(session: Session, wish: Wish, pack: Pack) -> Newest:
    """By the index on changed_at: it walks from the end and stops."""
    rows = session.execute(
        select(PublicText.id, PublicText.revision, Case.status, PublicText.changed_at)
        .join(Case, Case.id == PublicText.case_id)
        .where(*published(), PublicText.changed_at.is_not(None), *_narrowed(wish, pack))
        .order_by(PublicText.changed_at.desc(), PublicText.id.desc())
        .limit(LENGTH)
    ).all()
    stamp = tuple((row.id, row.revision, row.status.value, str(row.changed_at)) for row in rows)
    return Newest(tuple(row.id for row in rows), stamp, last_change(session))


def last_change(session: Session) -> datetime | None:
    """When anything that the public sees changed last: also that something was taken back. One look at an index."""
    return session.scalar(select(func.max(PublicText.changed_at)))


def load_feed(
    session: Session, found: Newest, wish: Wish, pack: Pack, base: str, name: str, icon: str
) -> Feed:
    cases = tuple(load_public_cases(session, found.ids, pack))
    query = query_of(wish)
    return Feed(
        title=_title(wish, pack),
        author=pack.commune.authority.vi,
        address=f"{base}/{name}{query}",
        page=f"{base}/ket-qua{query}",
        icon=icon,
        host=urlsplit(base).hostname or "localhost",
        changed_at=max((case.changed_at for case in cases), default=found.changed_at or _epoch()),
        cases=cases,
    )


def entry_id(host: str, code: str) -> str:
    """tag:<host>,2026-01-01:ket-qua/<code> (RFC 4151): the same whatever becomes of addresses."""
    return f"tag:{host},{MINTED.isoformat()}:ket-qua/{code}"


def query_of(wish: Wish) -> str:
    given = {"don_vi": wish.unit, "linh_vuc": wish.topic, "dia_ban": wish.area}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"?{query}" if query else ""


def tags_of(case: PublicCase) -> list[str]:
    return [words.vi for words in (case.topic, case.area, case.unit) if words]


def _title(wish: Wish, pack: Pack) -> str:
    named = (
        pack.unit_by_code.get(wish.unit),
        pack.topic_by_code.get(wish.topic),
        pack.area_by_code.get(wish.area),
    )
    return " · ".join([pack.commune.brand.vi, *(one.name.vi for one in named if one)])


def _narrowed(wish: Wish, pack: Pack) -> Iterator[ColumnElement[bool]]:
    if wish.unit:
        yield PublicText.unit_code == wish.unit
    if wish.topic:
        yield PublicText.topic_code == wish.topic
    if wish.area:
        yield PublicText.area_code.in_(areas_within(wish.area, pack))


def _epoch() -> datetime:
    return datetime.fromisoformat(f"{MINTED.isoformat()}T00:00:00+00:00")
