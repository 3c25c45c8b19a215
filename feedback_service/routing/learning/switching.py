"""Which model is in force: one that was trained here, or the one shipped with the pack. No verb commits."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.records import Officer, RoutingModel
from feedback_service.vocabulary import ModelState

SHIPPED, NIGHTLY, ASKED = "shipped", "nightly", "asked"
"""Where a model comes from. The row of the shipped one holds no weights: it is whatever the release brings."""
KEPT = 5  # earlier models that one can go back to; each is some twelve megabytes
BACK = "back"


class NoSuchModel(Fact):
    status = 404
    said = _l("Không tìm thấy bản này, hoặc bản này đã cũ và không còn giữ.")


class NothingToGoBackTo(Fact):
    said = _l("Đang dùng bản giao kèm phần mềm: không có bản nào trước đó.")


def in_force(session: Session) -> RoutingModel | None:
    """None: the shipped one, and it was never otherwise."""
    return session.scalars(_IN_FORCE).first()


def is_shipped(row: RoutingModel | None) -> bool:
    return row is None or row.origin == SHIPPED


def switch_on(session: Session, row: RoutingModel, now: datetime, officer_id: int | None = None) -> None:
    """The one in force until now becomes an earlier one. Of two at the same moment the last one stands."""
    session.add(row)
    session.flush()
    session.execute(
        update(RoutingModel)
        .where(RoutingModel.state == ModelState.IN_FORCE, RoutingModel.id != row.id)
        .values(state=ModelState.EARLIER)
    )
    row.state, row.switched_on_at, row.switched_on_by = ModelState.IN_FORCE, now, officer_id
    session.flush()
    _let_go(session)


def switch_to_shipped(
    session: Session,
    now: datetime,
    reason: str,
    officer_id: int | None = None,
    figures: dict[str, Any] | None = None,
) -> RoutingModel:
    """As a new row, so that the history shows it."""
    row = RoutingModel(
        made_at=now,
        state=ModelState.EARLIER,
        origin=SHIPPED,
        reason=reason,
        figures=figures or {},
        content_hash="",
        weights=b"",
        officer_id=officer_id,
    )
    switch_on(session, row, now, officer_id)
    return row


def go_back(session: Session, officer: Officer | None, now: datetime) -> RoutingModel:
    """To the model before the one in force; before the first is the shipped one. Raises NothingToGoBackTo."""
    row = in_force(session)
    if row is None or row.origin == SHIPPED:
        raise NothingToGoBackTo
    by = officer.id if officer else None
    before = session.scalars(
        select(RoutingModel)
        .where(RoutingModel.state == ModelState.EARLIER, RoutingModel.id < row.id, CAN_COME_BACK)
        .order_by(RoutingModel.id.desc())
        .limit(1)
    ).one_or_none()
    if before is None:
        return switch_to_shipped(session, now, BACK, by)
    switch_on(session, before, now, by)
    return before


def go_back_to(session: Session, number: int, officer: Officer, now: datetime) -> None:
    """Number 0 is the shipped one. Raises NoSuchModel."""
    if number == 0:
        if not is_shipped(in_force(session)):
            switch_to_shipped(session, now, BACK, officer.id)
        return
    chosen = select(RoutingModel).where(
        RoutingModel.id == number, RoutingModel.state != ModelState.REFUSED, CAN_COME_BACK
    )
    row = session.scalars(chosen.with_for_update()).one_or_none()
    if row is None:
        raise NoSuchModel
    if row.state != ModelState.IN_FORCE:
        switch_on(session, row, now, officer.id)


def _let_go(session: Session) -> None:
    """The weights of models too old to go back to; what they reached stays."""
    earlier = (
        select(RoutingModel.id)
        .where(RoutingModel.state == ModelState.EARLIER, CAN_COME_BACK)
        .order_by(RoutingModel.switched_on_at.desc(), RoutingModel.id.desc())
    )
    old = list(session.scalars(earlier))[KEPT:]
    if old:
        session.execute(update(RoutingModel).where(RoutingModel.id.in_(old)).values(weights=b""))


CAN_COME_BACK = func.length(RoutingModel.weights) > 0
_IN_FORCE = (
    select(RoutingModel)
    .where(RoutingModel.state == ModelState.IN_FORCE)
    .order_by(RoutingModel.switched_on_at.desc(), RoutingModel.id.desc())
    .limit(1)
)
