"""Secrets planted in every place where somebody may write, and every address that anybody may open.

A new public address finds its own way in here: its rule is read from the application, and where it has a part that
SAMPLES does not know the hunt fails until somebody says what to fetch.
"""

import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from feedback_service.folding import fold
from feedback_service.handling.notes import add_note
from feedback_service.pack.model import Pack
from feedback_service.publishing.photos import Choice, make_copies
from feedback_service.publishing.public_text import (
    approve_public_text,
    draft_public_text,
    find_public_text,
    propose_public_text,
    withdraw_public_text,
)
from feedback_service.publishing.versions import correct_public_text
from feedback_service.records import Answer, Case, Event, Follower, Message, Rating
from feedback_service.routing.sealing import seal_case
from feedback_service.vocabulary import Channel, EvidenceRole, RatedBy, RemovalReason, Role
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer
from tests.builders.pictures import a_picture
from tests.builders.published import ANSWER, SUMMARY, TITLE, a_published_case, an_answered_case

NAME, OTHER_NAME, MAIL = "Nguyễn Văn Kín", "H'Bí Mật Niê", "kin.bimat@example.org"
PHONE, PLATE, HOUSE = "0905888777", "47A-123.45", "ngõ 7 nhà số 93"
GPS = "12.8084"
WORDS = (
    f"Đường thôn 5 hư, xe {PLATE} của ông {NAME} số {PHONE} chở đất làm nát, nhà {HOUSE}. "
    f"Con của {OTHER_NAME} suýt ngã, ai hỏi thì viết {MAIL}."
)
SENDER: dict[str, Any] = {
    "name": NAME,
    "phone": "+84905888777",
    "phone_raw": "0905 888 777",
    "email": MAIL,
    "place": HOUSE,
    "latitude": 12.80842,
    "longitude": 108.55341,
}
# As they stand when accents, case and everything between figures is gone.
FOLDED = tuple(fold(one) for one in (NAME, OTHER_NAME, MAIL, HOUSE, GPS, "108.5534"))
FIGURES = ("905888777", "47a12345")
_BETWEEN = re.compile(r"[\s.\-()_/\u00a0]+")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)

# What to put for a part of an address, by its name; by rule where the name says too little.
SAMPLES: dict[str, tuple[str, ...]] = {
    "number": ("1", "2"),
    "token": ("x", "1"),
    "form": ("json", "xml"),
    "placement": ("x",),
    "year": ("2026",),
    "period": ("2026-Q1", "2026"),
    "mark": ("x",),
    "sound": ("1",),
    "bulletin": ("1",),
    "medium": ("zalo",),
    "name": ("x",),
    "language": ("vi",),
}
SEARCHES = ("", f"?q={PHONE}", "?q=kin&trang=x", "?start_date=2026-01-01T00:00:00Z")
NOT_OURS = {"static"}
MAY_BE_ILL = {"/readyz"}  # no worker runs here


def plant(session: Session, pack: Pack) -> dict[str, Case]:
    """Cases of every sort, each with all the secrets; the public texts hold none of them."""
    sent = SENDER
    leader = an_officer(session, Role.LEADER, "")
    cases = {
        "published": _published(session, pack),
        "corrected": a_published_case(session, pack, text=WORDS, **sent),
        "withdrawn": a_published_case(session, pack, text=WORDS, **sent),
        "sealed later": a_published_case(session, pack, text=WORDS, **sent),
        "answered": an_answered_case(session, pack, text=WORDS, **sent),
        "open": a_case(session, pack, text=WORDS, **sent),
        "sealed": a_case(session, pack, text=f"{DENUNCIATION} {WORDS}", **sent),
        "by sms": a_case(session, pack, text=WORDS, channel=Channel.SMS, **sent),
    }
    for case in cases.values():
        _write_around(session, case, leader.id)
        add_note(session, case, leader, f"Nhà {OTHER_NAME} ở {HOUSE}, gọi {PHONE}", NOW)
    _after_publication(session, pack, cases)
    session.commit()
    return cases


def _published(session: Session, pack: Pack) -> Case:
    """With a picture that tells where and by whom it was taken."""
    case = an_answered_case(session, pack, text=WORDS, **SENDER)
    writer = an_officer(session, Role.PUBLISHER, "", name="Người Soạn Kín Đáo")
    chosen = (Choice(a_picture(session, case, "brown").id, EvidenceRole.BEFORE, "Lúc mới sạt"),)
    photos = (chosen, make_copies(session, case, chosen))
    draft_public_text(session, case, writer, TITLE, SUMMARY, ANSWER, 0, pack, NOW, photos)
    propose_public_text(session, case, writer, pack, NOW)
    approve_public_text(session, case, an_officer(session, Role.LEADER, ""), pack, NOW)
    a_picture(session, case, "red", sealed=True)
    return case


def _write_around(session: Session, case: Case, officer: int) -> None:
    """Where people write of a case besides its text."""
    said = f"{NAME} {PHONE} {HOUSE} {PLATE} {MAIL} {OTHER_NAME}"
    case.subject, case.late_reason = f"Việc của {NAME}", said
    session.add_all(
        (
            Message(case_id=case.id, at=NOW, incoming=True, channel=Channel.WEB, text=said),
            Event(case_id=case.id, at=NOW, officer_id=officer, action="note", details={"said": said}),
            Rating(case_id=case.id, at=NOW, by=RatedBy.CALL.value, solved=True, level=4, comment=said),
            Follower(
                case_id=case.id, phone="+84905888777", phone_fingerprint=f"{case.id:032d}", asked_at=NOW
            ),
        )
    )
    for answer in session.scalars(select(Answer).where(Answer.case_id == case.id)):
        answer.text = f"{answer.text} {said}"
    session.flush()


def _after_publication(session: Session, pack: Pack, cases: dict[str, Case]) -> None:
    leader, writer = an_officer(session, Role.LEADER, ""), an_officer(session, Role.PUBLISHER, "")
    correct_public_text(
        session, cases["corrected"], writer, f"{TITLE} {NAME}", SUMMARY, f"Gọi {PHONE}", "Sửa.", pack, NOW
    )
    gone = cases["withdrawn"]
    withdraw_public_text(session, gone, leader, RemovalReason.PERSONAL_DATA, "Kể quá rõ một nhà.", NOW)
    text = find_public_text(session, gone)
    assert text
    text.summary, text.reason = f"{SUMMARY} {NAME} {PHONE}", f"{text.reason} {NAME}"  # it is being rewritten
    seal_case(session, cases["sealed later"], leader, f"Nói tới {NAME}", pack, NOW)


def public_rules(app: Flask) -> list[Rule]:
    """Every address that a stranger may open."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint not in NOT_OURS
        and not rule.rule.startswith("/can-bo")
        and not getattr(getattr(app.view_functions[rule.endpoint], "access", None), "roles", None)
    ]


def unknown_parts(app: Flask, codes: list[str]) -> set[str]:
    """`rule: part` for which there is no sample."""
    known = {*SAMPLES, "code"}
    return {f"{rule.rule}: {part}" for rule in public_rules(app) for part in rule.arguments - known}


def addresses(rule: Rule, codes: list[str]) -> Iterator[str]:
    parts = sorted(rule.arguments)
    values = [codes if part == "code" else SAMPLES[part] for part in parts]
    for chosen in itertools.product(*values):
        address = rule.rule
        for part, value in zip(parts, chosen, strict=True):
            address = re.sub(rf"<(?:[^:<>]+:)?{part}>", value, address)
        yield from (address + search for search in (SEARCHES if _is_searched(rule) else ("",)))


def _is_searched(rule: Rule) -> bool:
    """A PDF takes a second to be made, and nobody searches in it."""
    return not rule.arguments and not rule.rule.endswith((".pdf", ".png", ".zip"))


def told(answer: TestResponse, address: str = "") -> list[str]:
    """The secrets in an answer: in its headers, its words and whatever is packed into it."""
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers if name != "Set-Cookie")
    return found_in(heads.encode() + b"\n" + _without_what_was_asked(answer.data, address))


def found_in(content: bytes) -> list[str]:
    return sorted({secret for piece in unpacked(content) for secret in _secrets(piece)})


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes, and those inside: of a zip (DOCX, XLSX, a package), of a PDF's streams."""
    yield content
    start = content.find(b"PK\x03\x04")
    if start >= 0 and zipfile.is_zipfile(io.BytesIO(content[start:])):
        with zipfile.ZipFile(io.BytesIO(content[start:])) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from unpacked(packed.read(name))
    if b"%PDF" in content[:4096]:
        for stream in _STREAM.findall(content):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream


def _secrets(piece: bytes) -> Iterator[str]:
    text = piece.decode("utf-8", "ignore")
    if "\\u" in text:  # JSON may write every letter as a number
        text += re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    flat = fold(text)
    yield from (secret for secret in FOLDED if secret in flat)
    figures = _BETWEEN.sub("", flat)
    yield from (secret for secret in FIGURES if secret in figures)


def _without_what_was_asked(content: bytes, address: str) -> bytes:
    """Who searches for a number reads it in his own box and in his own links."""
    return content.replace(PHONE.encode(), b"") if PHONE in address else content


def hunt(client: FlaskClient, app: Flask, codes: list[str]) -> dict[str, list[str]]:
    """Address → secrets told there."""
    leaks = {}
    for rule in public_rules(app):
        for address in addresses(rule, codes):
            answer = client.get(address)
            assert answer.status_code < 500 or rule.rule in MAY_BE_ILL, (address, answer.status_code)
            if secrets := told(answer, address):
                leaks[address] = secrets
    return leaks
