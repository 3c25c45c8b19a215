"""What was on the air: written down, and struck out."""

from datetime import date, datetime, time

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.pack.current import this_pack
from feedback_service.publishing.radio.broadcasts import cancel_broadcast, log_broadcast
from feedback_service.publishing.radio.bulletins import WRITERS
from feedback_service.publishing.radio.facts import HourWrong, NoSuchBulletin
from feedback_service.publishing.radio.views.room import blueprint, step
from feedback_service.records import Broadcast, Bulletin, Officer


@blueprint.post("/<int:number>/da-phat")
@staff(*WRITERS)
def aired(number: int) -> AnyResponse:
    typed = request.form

    def act(session: Session, bulletin: Bulletin, officer: Officer, moment: datetime) -> object:
        stations = ", ".join(filter(None, (word.strip() for word in typed.getlist("cum"))))
        return log_broadcast(
            session,
            bulletin,
            officer,
            _day(typed.get("ngay", "")),
            _hours(typed.getlist("gio")),
            typed.get("so_ngay", 1, type=int),
            stations,
            typed.get("tieng", ""),
            typed.get("ghi_chu", ""),
            this_pack(),
            moment,
        )

    return step(number, act, _("Đã ghi vào sổ phát sóng."))


@blueprint.post("/<int:number>/da-phat/<int:broadcast>/bo")
@staff(*WRITERS)
def struck_out(number: int, broadcast: int) -> AnyResponse:
    def act(session: Session, bulletin: Bulletin, officer: Officer, moment: datetime) -> None:
        found = session.get(Broadcast, broadcast) if broadcast < 2**63 else None
        if found is None or found.bulletin_id != bulletin.id:
            raise NoSuchBulletin
        cancel_broadcast(found, officer, moment)

    return step(number, act, _("Đã gạch khỏi sổ phát sóng."))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise HourWrong from None


def _hours(written: list[str]) -> list[time]:
    try:
        return [time.fromisoformat(one.strip()) for one in written if one.strip()]
    except ValueError:
        raise HourWrong from None
