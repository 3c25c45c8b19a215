"""Several people behind one petition: who they are, and who speaks for them.

Five and more name who speaks: one or two of five to ten, up to five of more (Luật Tiếp công dân 2013 Đ29; Luật
Khiếu nại Đ8). Names are sealed like contacts, and only who may see the sender reads or writes them. No verb commits.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.workflow import record, require
from feedback_service.notifying.reach import mobile_of
from feedback_service.records import Case, Contact, Officer, keyring
from feedback_service.records.desk import Petitioner
from feedback_service.staff.permissions import Action

NAMED_FROM, MANY_FROM = 5, 11  # people: who speaks must be named; more may speak
MOST_NAMES = 500


class NameMissing(Fact):
    status = 422
    said = _l("Xin ghi họ tên.")


class TooManySpeak(Fact):
    status = 422
    said = _l("Đã đủ người đại diện: 5 đến 10 người cử 1 hoặc 2, đông hơn cử nhiều nhất 5.")


class NoSuchPetitioner(Fact):
    status = 404
    said = _l("Không tìm thấy người này trong đơn.")


class PhoneNotMobile(Fact):
    status = 422
    said = _l("Số này không phải số di động. Để trống nếu không có.")


class FewerThanNamed(Fact):
    status = 422
    said = _l("Số người không thể ít hơn số người đã ghi tên.")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str = ""
    phone: str = ""  # as typed


def most_speakers(people: int) -> int:
    if people < NAMED_FROM:
        return 1
    return 2 if people < MANY_FROM else 5


def needs_speaker(people: int, speaking: int) -> bool:
    return people >= NAMED_FROM and speaking == 0


def count_people(session: Session, case: Case, officer: Officer, people: int, now: datetime) -> None:
    """How many signed. Raises NotYours, FewerThanNamed, TooManySpeak."""
    require(officer, Action.SEE_SENDER, case)
    named, speaking = _counted(session, case)
    if people < max(named, 1):
        raise FewerThanNamed
    if speaking > most_speakers(people):
        raise TooManySpeak
    case.people = people
    record(session, case, "people_counted", now, officer, count=people)


def add_petitioner(
    session: Session, case: Case, officer: Officer, person: Person, speaks: bool, now: datetime
) -> Petitioner:
    """Whoever speaks and left a number is the one who is told from now on.

    Raises NotYours, NameMissing, PhoneNotMobile, TooManySpeak.
    """
    require(officer, Action.SEE_SENDER, case)
    details = _details(person)
    named, speaking = _counted(session, case)
    if named >= MOST_NAMES:
        raise TooManySpeak(_l("Đơn này đã ghi đủ tên."))
    people = max(case.people, named + 1)
    if speaks and speaking >= most_speakers(people):
        raise TooManySpeak
    case.people = people
    one = Petitioner(
        case_id=case.id,
        details=details,
        phone_fingerprint=keyring.fingerprint(details["phone"]) if "phone" in details else None,
        speaks=speaks,
        added_at=now,
        added_by=officer.id,
    )
    session.add(one)
    record(session, case, "spokesperson" if speaks else "petitioner_added", now, officer)
    if speaks and speaking == 0:
        _tell_from_now(session, case, one)
    session.flush()
    return one


def remove_petitioner(session: Session, case: Case, officer: Officer, number: int, now: datetime) -> None:
    """A name written by mistake. Raises NotYours, NoSuchPetitioner."""
    require(officer, Action.SEE_SENDER, case)
    one = session.scalars(
        select(Petitioner).where(Petitioner.id == number, Petitioner.case_id == case.id)
    ).one_or_none()
    if one is None:
        raise NoSuchPetitioner
    session.delete(one)
    record(session, case, "petitioner_removed", now, officer)


def _details(person: Person) -> dict[str, Any]:
    if not person.name.strip():
        raise NameMissing
    phone = mobile_of(person.phone) if person.phone.strip() else ""
    if person.phone.strip() and not phone:
        raise PhoneNotMobile
    given = {"name": person.name.strip(), "address": person.address.strip(), "phone": phone}
    return {word: value for word, value in given.items() if value}


def _counted(session: Session, case: Case) -> tuple[int, int]:
    """How many are named, and how many of them speak."""
    counted = select(func.count(), func.count().filter(Petitioner.speaks)).where(
        Petitioner.case_id == case.id
    )
    named, speaking = session.execute(counted).one()
    return named, speaking


def _tell_from_now(session: Session, case: Case, one: Petitioner) -> None:
    """Who wrote first stays among the names; the words go to who speaks. Without a number everything stays as it is."""
    if "phone" not in one.details or case.anonymous:
        return
    before = session.get(Contact, case.contact_id) if case.contact_id else None
    if before is not None and before.phone_fingerprint == one.phone_fingerprint:
        return
    kept = dict(before.details) if before else {}
    contact = Contact(
        details={**kept, "name": one.details["name"], "phone": one.details["phone"]},
        phone_fingerprint=one.phone_fingerprint,
    )
    contact.details = {
        word: value for word, value in contact.details.items() if word not in ("email", "phone_raw")
    }
    session.add(contact)
    session.flush()
    case.contact_id = contact.id
    if before is not None and before.details.get("name"):
        session.add(_first_writer(before, one))


def _first_writer(before: Contact, one: Petitioner) -> Petitioner:
    details = {word: before.details[word] for word in ("name", "phone") if before.details.get(word)}
    return Petitioner(
        case_id=one.case_id,
        details=details,
        phone_fingerprint=before.phone_fingerprint,
        speaks=False,
        added_at=one.added_at,
        added_by=one.added_by,
    )
