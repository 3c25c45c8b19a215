"""Somebody asks about the data held on them: proved first, answered by a day of the law."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.promises import local_day
from feedback_service.notifying.tell import reply_by_sms
from feedback_service.pack.model import Pack, RightRule
from feedback_service.records import Officer, PersonRequest, keyring
from feedback_service.settings.rights.numbers import Number, number_of
from feedback_service.vocabulary import PersonAsks

CODE_LASTS = timedelta(minutes=30)
MOST_TRIES = 5
IN_PERSON = "in_person"
BY_CODE = "code"
_LAW = RightRule(PersonAsks.SEE, 2, 10, "NĐ 356/2025/NĐ-CP Đ5")  # where the pack says nothing
SHOWN = 100


class NumberWrong(Fact):
    status = 422
    said = _l("Số này không phải số điện thoại, ví dụ 0905 123 456.")


class NoSuchRequest(Fact):
    status = 404
    said = _l("Không tìm thấy yêu cầu này.")


class CodeWrong(Fact):
    status = 422
    said = _l("Mã không đúng hoặc đã quá hạn. Xin gửi mã khác.")


class NotProved(Fact):
    said = _l("Chưa xác minh người yêu cầu. Xin nhập mã đã nhắn, hoặc xem giấy tờ tại quầy.")


class RequestClosed(Fact):
    said = _l("Yêu cầu này đã xong.")


class CodeNotSent(Fact):
    said = _l("Số này không nhận tin nhắn. Xin mời người yêu cầu đến quầy.")


def rule_of(asks: PersonAsks, pack: Pack) -> RightRule:
    return next((rule for rule in pack.rights if rule.asks == asks), _LAW)


def due_on(asks: PersonAsks, received: date, pack: Pack) -> date:
    """The last day; one that is no working day moves to the next (Bộ luật Dân sự 2015 Đ148 k5)."""
    last = received + timedelta(days=rule_of(asks, pack).days)
    return working_calendar(pack.calendar).working_day_from(last)


def respond_on(asks: PersonAsks, received: date, pack: Pack) -> date:
    """By when the person has to know that it came and what becomes of it."""
    return working_calendar(pack.calendar).add_working_days(received, rule_of(asks, pack).respond)


def open_request(
    session: Session,
    officer: Officer,
    asks: PersonAsks,
    phone: str,
    details: dict[str, Any],
    pack: Pack,
    now: datetime,
) -> PersonRequest:
    """`details`: name, words, proof (IN_PERSON or BY_CODE). By a code: one is sent at once.

    Raises NumberWrong, CodeNotSent.
    """
    number = number_of(phone)
    if number is None:
        raise NumberWrong
    in_person = details.get("proof") == IN_PERSON
    request = PersonRequest(
        asks=asks,
        phone_fingerprint=number.fingerprint,
        details={**details, "phone": number.e164, "proved_at": now.isoformat() if in_person else ""},
        received_at=now,
        due_on=due_on(asks, local_day(now, pack), pack),
        officer_id=officer.id,
    )
    session.add(request)
    session.flush()
    if not in_person:
        send_code(session, request, pack, now)
    return request


def send_code(session: Session, request: PersonRequest, pack: Pack, now: datetime) -> None:
    """Only its keyed hash is kept. Raises RequestClosed, CodeNotSent."""
    if request.done_at:
        raise RequestClosed
    code = f"{secrets.randbelow(1_000_000):06d}"
    key = f"rights-code:{request.id}:{now:%Y%m%d%H%M%S}"
    phone = str(request.details["phone"])
    if not reply_by_sms(session, phone, "rights_code", pack, now, key, urgent=True, pin=code):
        raise CodeNotSent
    kept = {"code": _hash(request, code), "code_until": (now + CODE_LASTS).isoformat(), "tries": 0}
    request.details = {**request.details, **kept}


def prove(request: PersonRequest, code: str, now: datetime) -> bool:
    """Whether the code is the one that was sent; every try counts, so the caller commits either way."""
    details = request.details
    tries, until = int(details.get("tries", 0)), str(details.get("code_until", ""))
    request.details = {**details, "tries": tries + 1}
    if tries >= MOST_TRIES or not until or now > datetime.fromisoformat(until):
        return False
    if not secrets.compare_digest(str(details.get("code", "")), _hash(request, code.strip())):
        return False
    request.details = {**details, "code": "", "proved_at": now.isoformat()}
    return True


def is_proved(request: PersonRequest) -> bool:
    return bool(request.details.get("proved_at"))


def require_proved(request: PersonRequest) -> None:
    """Raises RequestClosed, NotProved."""
    if request.done_at:
        raise RequestClosed
    if not is_proved(request):
        raise NotProved


def asked_number(request: PersonRequest) -> Number:
    return Number(str(request.details["phone"]))


def find_request(session: Session, number: int) -> PersonRequest:
    """Raises NoSuchRequest."""
    found = session.get(PersonRequest, number)
    if found is None:
        raise NoSuchRequest
    return found


def all_requests(session: Session) -> Sequence[PersonRequest]:
    """Those that wait first, by their day."""
    order = (PersonRequest.done_at.isnot(None), PersonRequest.due_on, PersonRequest.id.desc())
    return session.scalars(select(PersonRequest).order_by(*order).limit(SHOWN)).all()


def _hash(request: PersonRequest, code: str) -> str:
    return keyring.fingerprint(f"rights-code:{request.id}:{code}")
