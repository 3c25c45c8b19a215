"""Which index a list of results follows. What else was asked for is looked at text by text, and only so far.

The same way as the officers' queue (docs/adr/0023): an index for every pair of filters would make each publication
dearer, and a rare pair among 200,000 texts would be looked for in all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, text

from feedback_service.handling.public.filter import Outcome
from feedback_service.pack.model import Pack
from feedback_service.publishing.wishes import Wish
from feedback_service.records import Case, PublicText
from feedback_service.records.case import OPEN
from feedback_service.vocabulary import Kind, Publication, Status, Visibility

FAR = 3_000  # texts looked at for one page, where one index does not answer alone
PUBLISHED = PublicText.state == Publication.PUBLISHED


@dataclass(frozen=True, slots=True)
class Path:
    """`along`: what the index answers; `looked_for`: what each text on the way is asked. `by_case`: the few open cases
    are gone through instead, whatever their texts are about."""

    along: tuple[ColumnElement[bool], ...]
    looked_for: tuple[ColumnElement[bool], ...]
    by_case: bool = False

    @property
    def all_of(self) -> tuple[ColumnElement[bool], ...]:
        return (PUBLISHED, Case.visibility == Visibility.LISTED, *self.along, *self.looked_for)

    @property
    def looks(self) -> bool:
        return bool(self.looked_for) and not self.by_case


def path_of(wish: Wish, pack: Pack, kind: Kind | None) -> Path:
    """The days are part of every index and therefore in neither."""
    if wish.outcome == Outcome.IN_PROGRESS:
        return Path((), (text(f"cases.{OPEN}"), *_asked(wish, pack, kind)), by_case=True)  # type: ignore[arg-type]
    asked = list(_asked(wish, pack, kind))
    outcome = () if wish.outcome is None else (_STATUSES[wish.outcome],)
    return Path(tuple(asked[:1]), (*asked[1:], *outcome))


_STATUSES = {
    Outcome.ANSWERED: Case.status == Status.ANSWERED,
    Outcome.PASSED_ON: Case.status == Status.PASSED_ON,
}


def _asked(wish: Wish, pack: Pack, kind: Kind | None) -> Iterator[ColumnElement[bool]]:
    """The rarest by its nature first: there are a hundred thôn, sixty topics and eight units."""
    if kind and wish.topic:
        yield and_(PublicText.kind == kind, PublicText.topic_code == wish.topic)
    if wish.area:
        yield PublicText.area_code.in_(areas_within(wish.area, pack))
    if wish.topic and not kind:
        yield PublicText.topic_code == wish.topic
    if kind and not wish.topic:
        yield PublicText.kind == kind
    if wish.unit:
        yield PublicText.unit_code == wish.unit


def areas_within(code: str, pack: Pack) -> list[str]:
    """The area and, for a former commune, its thôn and buôn; for a name that several share, all of them."""
    return [area.code for area in pack.area_by_code.values() if code in (area.code, area.parent, area.called)]
