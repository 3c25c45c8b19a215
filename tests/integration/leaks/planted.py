"""Secrets planted in cases of every sort, and one officer of each role who walks through the house."""

import re
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, CaseBar, Message, Note, Officer
from feedback_service.staff.visibility import may_see
from feedback_service.vocabulary import Channel, Role
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer

SORTS = ("own", "other", "sealed", "barred")
NOBODYS = "EK-0000-000A"
_PHONES = {"own": "0977111201", "other": "0977111302", "sealed": "0977111403", "barred": "0977111504"}
_TOKEN = re.compile(r'name="csrf_token" value="[^"]+"|nonce="[^"]+"')


@dataclass(frozen=True, slots=True)
class Planted:
    """`words` stand in the text, a note, a message and the name; `phone` as it was typed."""

    sort: str
    case: Case
    words: tuple[str, ...]
    phone: str
    attachment: int

    def phone_in(self, page: str) -> bool:
        return self.phone[1:] in re.sub(r"[\s.\u00a0-]", "", page)


@dataclass(frozen=True, slots=True)
class House:
    cases: dict[str, Planted]
    officers: dict[Role, Officer]
    seen: frozenset[tuple[Role, str]]  # who may see which


def planted_house(session: Session, pack: Pack) -> House:
    officers = {role: an_officer(session, role, "KT") for role in Role}
    cases = {sort: _plant(session, pack, sort, officers[Role.LEADER]) for sort in SORTS}
    for officer in officers.values():
        session.add(
            CaseBar(
                case_id=cases["barred"].case.id, officer_id=officer.id, unit_code="", reason="x", since=NOW
            )
        )
    session.flush()
    pairs = ((role, sort) for role in Role for sort in SORTS)
    seen = frozenset((role, sort) for role, sort in pairs if may_see(officers[role], cases[sort].case))
    session.commit()
    return House(cases, officers, seen)


def _plant(session: Session, pack: Pack, sort: str, writer: Officer) -> Planted:
    words = tuple(f"zq{place}{sort}" for place in ("text", "note", "message", "name"))
    text = f"{DENUNCIATION if sort == 'sealed' else BROKEN_ROAD} {words[0]}"
    phone = _PHONES[sort]
    case = a_case(session, pack, text, phone=f"+84{phone[1:]}", phone_raw=phone, name=f"Lò Thị {words[3]}")
    case.unit_code = "YT" if sort == "other" else "KT"
    session.add(Note(case_id=case.id, at=NOW, officer_id=writer.id, text=words[1]))
    later = NOW + timedelta(hours=1)
    session.add(Message(case_id=case.id, at=later, incoming=True, channel=Channel.WEB, text=words[2]))
    picture = Attachment(case_id=case.id, sha256="0" * 64, media_type="image/jpeg", size=1, added_at=NOW)
    session.add(picture)
    session.flush()
    return Planted(sort, case, words, phone, picture.id)


def addresses(app: Flask, method: str) -> list[tuple[str, bool]]:
    """Every address of the desk that answers this method, with {code} and {number}; whether it names a case."""
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.rule.startswith("/can-bo") and not _elsewhere(rule.rule):
            address = re.sub(r"<(?:\w+:)?code>", "{code}", rule.rule)
            address = re.sub(r"<int:\w+>", "{number}", address)
            found.append((re.sub(r"<(?:[^:>]+:)?\w+>", "x", address), "{code}" in address))
    return sorted(set(found))


def _elsewhere(rule: str) -> bool:
    """Signing in and out would change who walks."""
    return rule.startswith(("/can-bo/dang-", "/can-bo/demo", "/can-bo/dat-mat-khau"))


def bare(page: str, code: str) -> str:
    """A page without what may differ between two that say the same."""
    return _TOKEN.sub("", page).replace(code, "").replace(code.lower(), "")
