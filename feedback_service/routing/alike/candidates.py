"""Who may be alike: index look-ups of bounded length, however many cases there are and however often a text came."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, bindparam, select, union_all
from sqlalchemy.orm import Session

from feedback_service.records import Case, CaseSketch
from feedback_service.routing.alike.sketch import BANDS

MOST = 60  # are compared word by word
_MOST_OF_A_BAND = 40  # a text that a whole village sends fills a band
_MOST_OF_A_PLACE = 40


def _of_bands() -> Select[int]:
    """One look-up a band by the primary key, from its end."""
    newest = (
        select(CaseSketch.case_id)
        .where(CaseSketch.band == bindparam(name))
        .order_by(CaseSketch.case_id.desc())
        .limit(_MOST_OF_A_BAND)
        .subquery()
        for name in _NAMES
    )
    found = union_all(*(select(one.c.case_id) for one in newest)).subquery()
    return select(found.c.case_id)


_NAMES = [f"band_{number}" for number in range(BANDS)]
OF_BANDS = _of_bands()  # made once: making it costs more than asking


def by_bands(session: Session, sketch: Sequence[int]) -> list[int]:
    """Ids of cases that share a band, those that share most of them first. The newest of each band."""
    if not sketch:
        return []
    counted = Counter(session.scalars(OF_BANDS, dict(zip(_NAMES, sketch, strict=True))))
    return sorted(counted, key=lambda number: (-counted[number], -number))[:MOST]


def by_place(session: Session, area: str, topic: str, since: date, until: date) -> list[int]:
    """Ids of cases of this place and topic that were received between these days. The newest."""
    return list(session.scalars(of_place(area, topic, since, until))) if area and topic else []


def of_place(area: str, topic: str, since: date, until: date) -> Select[int]:
    return (
        select(Case.id)
        .where(Case.area_code == area, Case.topic_code == topic, Case.received_on.between(since, until))
        .order_by(Case.received_on.desc())
        .limit(_MOST_OF_A_PLACE)
    )
