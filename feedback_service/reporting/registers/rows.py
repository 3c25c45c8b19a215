"""What the rows of the books are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.event_words import name_of
from feedback_service.language import phone as phone_words
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Contact, Officer
from feedback_service.reporting.registers.asked import Asked
from feedback_service.reporting.registers.standing import AT_ONCE, Standing
from feedback_service.vocabulary import Status

Row = tuple[str, ...]
LONGEST_CELL = 2_000  # characters; the whole text stands in the case


@dataclass(frozen=True, slots=True)
class Page:
    """What every book is written with. `senders` is None for who may not know them."""

    asked: Asked
    pack: Pack
    senders: Mapping[int, Contact] | None
    readable: frozenset[int]
    officers: Mapping[int, str]

    def name(self, case: Case) -> str:
        return str(self._of(case).get("name", "")) if self.senders is not None else str(_("(giữ kín)"))

    def phone(self, case: Case) -> str:
        if self.senders is None:
            return str(_("(giữ kín)"))
        given = self._of(case)
        return phone_words(str(given.get("phone") or given.get("phone_raw", "")))

    def _of(self, case: Case) -> Mapping[str, object]:
        contact = (self.senders or {}).get(case.contact_id or 0)
        return contact.details if contact else {}

    def words(self, case: Case, text: str) -> str:
        """The words of a case that the officer may read; of others that they are elsewhere."""
        return clipped(text) if case.id in self.readable else _("(đã chuyển đơn vị khác)")

    def code(self, case: Case) -> str:
        return case.code if case.id in self.readable else ""

    def place(self, case: Case) -> str:
        area = name_of("area", case.area_code, self.pack) if case.area_code else ""
        return ", ".join(part for part in (self.words(case, case.place) if case.place else "", area) if part)

    def moment(self, moment: datetime | None) -> str:
        return f"{self.asked.local(moment):%d/%m/%Y %H:%M}" if moment else ""

    def unit(self, one: Standing) -> str:
        return name_of("unit", one.unit_code, self.pack)


def clipped(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def in_figures(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def status_words(status: Status) -> str:
    said = {
        Status.RECEIVED: _("đã nhận, chờ phân loại"),
        Status.IN_PROGRESS: _("đang giải quyết"),
        Status.AWAITING_CITIZEN: _("chờ người dân bổ sung"),
        Status.AWAITING_APPROVAL: _("chờ duyệt trả lời"),
        Status.ANSWERED: _("đã trả lời"),
        Status.PASSED_ON: _("đã chuyển cơ quan khác"),
        Status.NOT_ACCEPTED: _("không thụ lý"),
        Status.WITHDRAWN: _("người dân rút"),
        Status.MERGED: _("gộp vào việc cùng nội dung"),
    }
    return str(said[status])


def senders_of(session: Session, contact_ids: list[int]) -> dict[int, Contact]:
    found: dict[int, Contact] = {}
    for begin in range(0, len(contact_ids), AT_ONCE):
        part = contact_ids[begin : begin + AT_ONCE]
        found.update((one.id, one) for one in session.scalars(select(Contact).where(Contact.id.in_(part))))
    return found


def names_of(session: Session) -> dict[int, str]:
    """Some dozens in a commune."""
    return {number: name for number, name in session.execute(select(Officer.id, Officer.name))}
