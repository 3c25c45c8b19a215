"""Cases that tell of the same, with their sketches, as the worker would have made them."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.handling.places import is_certain
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.routing.alike.kept import keep_sketches
from feedback_service.routing.alike.sketch import bands
from tests.builders.cases import BROKEN_ROAD, NOW, a_case

ROAD_TOO = "duong thon 5 sat lo mot ben, xe may ko di qua duoc nua"
DARK = "Đèn đường trước cổng chợ tắt ba hôm nay rồi, tối lắm"


def a_sketched_case(
    session: Session, pack: Pack, text: str = BROKEN_ROAD, now: datetime = NOW, **given: object
) -> Case:
    """Not committed yet."""
    case = a_case(session, pack, text, now, **{"sent_at": now, **given})
    session.flush()
    keep_sketches(session, {case.id: bands(case.folded)})
    return case


def a_place(pack: Pack, number: int = 0) -> str:
    """The code of a place that is one place only."""
    return [area.code for area in pack.areas if is_certain(area.code, pack)][number]
