"""What is held, for the person to take home: one archive with JSON for machines and XLSX for people."""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from feedback_service.handling.event_words import name_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.settings.rights.holding import Held

MEDIA_TYPE = "application/zip"
_STAMP = (2026, 1, 1, 0, 0, 0)


def as_archive(held: Held, pack: Pack) -> bytes:
    """Words of other people's cases are not in it, only that the number stands there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("du-lieu.json", json.dumps(as_document(held, pack), ensure_ascii=False, indent=1).encode()),
            ("du-lieu.xlsx", _as_xlsx(held, pack)),
        ):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_document(held: Held, pack: Pack) -> dict[str, Any]:
    """Plain values only."""
    return {
        "phone": held.number.e164,
        "cases": [_case(case, held, pack) for case in held.cases],
        "calls": [{"at": _iso(call.started_at), "seconds": call.talk_seconds} for call in held.calls],
        "call_backs": [{"due": _iso(one.due_at), "said": one.said} for one in held.call_backs],
        "notifications": [
            {"at": _iso(one.created_at), "medium": one.medium, "body": one.body, "status": str(one.status)}
            for one in held.notifications
        ],
        "petitions": [dict(one.details) for one in held.petitions],
        "followed": [{"code": code, "asked_at": _iso(at)} for code, at in held.followed],
        "requests": [
            {"asks": str(one.asks), "at": _iso(one.received_at), "outcome": one.outcome}
            for one in held.requests
        ],
        "opted_out_at": _iso(held.wishes.opted_out_at) if held.wishes else "",
        "counts": held.counts,
    }


def _case(case: Case, held: Held, pack: Pack) -> dict[str, Any]:
    return {
        "code": case.code,
        "kind": name_of("kind", case.kind, pack),
        "unit": name_of("unit", case.unit_code, pack),
        "status": str(case.status),
        "sent_at": _iso(case.sent_at),
        "text": case.text,
        "place": case.place,
        "contact": dict(case.contact.details) if case.contact else {},
        "messages": [
            {"at": _iso(one.at), "from_you": one.incoming, "text": one.text}
            for one in held.messages
            if one.case_id == case.id
        ],
        "files": sum(one.case_id == case.id for one in held.files),
        "recordings": sum(one.case_id == case.id for one in held.recordings),
    }


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _as_xlsx(held: Held, pack: Pack) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    for title, heading, rows in _sheets(as_document(held, pack)):
        sheet = book.add_worksheet(title[:31])
        for line, row in enumerate([heading, *rows]):
            for place, words in enumerate(row):
                sheet.write_string(line, place, _printable(str(words)))
        sheet.set_column(0, len(heading) - 1, 24)
    book.close()
    return out.getvalue()


def _sheets(told: dict[str, Any]) -> Iterator[tuple[str, Sequence[str], Sequence[Sequence[str]]]]:
    cases = told["cases"]
    yield (
        _("Hồ sơ"),
        [_("Mã hồ sơ"), _("Loại việc"), _("Đơn vị"), _("Gửi lúc"), _("Nội dung"), _("Họ tên")],
        [
            [
                one["code"],
                one["kind"],
                one["unit"],
                one["sent_at"],
                one["text"],
                one["contact"].get("name", ""),
            ]
            for one in cases
        ],
    )
    yield (
        _("Trao đổi"),
        [_("Mã hồ sơ"), _("Lúc"), _("Nội dung")],
        [[one["code"], said["at"], said["text"]] for one in cases for said in one["messages"]],
    )
    yield (
        _("Tin đã gửi"),
        [_("Lúc"), _("Cách gửi"), _("Nội dung")],
        [[one["at"], one["medium"], one["body"]] for one in told["notifications"]],
    )
    yield (_("Cuộc gọi"), [_("Lúc"), _("Số giây")], [[one["at"], one["seconds"]] for one in told["calls"]])


def _printable(words: str) -> str:
    return "".join(sign for sign in words if sign >= " " or sign in "\n\t")[:32_000]
