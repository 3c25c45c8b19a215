"""How each kind of thing is written into the spool and taken in again, by the door that it would have come by."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from feedback_service.carrier.protocols import ErrorClass, Receipt
from feedback_service.database import transaction
from feedback_service.intake.aliases import remember_alias
from feedback_service.intake.door import let_in
from feedback_service.intake.receipts import receive_receipt
from feedback_service.intake.sms import InboundText, take_text
from feedback_service.intake.spooling import Taker
from feedback_service.intake.submission import StoredFile, Submission
from feedback_service.intake.voice.answering import SPOOLED as VOICE
from feedback_service.intake.voice.answering import take_put_by
from feedback_service.pack.current import this_pack
from feedback_service.spool import this_spool
from feedback_service.vocabulary import Channel, DeliveryStatus, Kind

SOURCE = "spooled"


def text_document(text: InboundText, raw: bytes, now: datetime) -> dict[str, Any]:
    """With the time of arrival as the time of sending, where the gateway told none."""
    return {**asdict(text), "sent_at": (text.sent_at or now).isoformat(), "raw": b64encode(raw).decode()}


def _text(document: dict[str, Any], now: datetime) -> None:
    raw = b64decode(document.pop("raw"))
    sent_at = datetime.fromisoformat(document.pop("sent_at"))
    take_text(InboundText(**{**document, "source": SOURCE, "sent_at": sent_at}), raw, now)


def form_document(submission: Submission, code: str, danger: bool) -> dict[str, Any]:
    """`code` stands on the citizen's receipt already."""
    told = {**asdict(submission), "sent_at": submission.sent_at.isoformat()}
    return {"submission": told, "code": code, "danger": danger}


def submission_of(document: Mapping[str, Any]) -> Submission:
    told = dict(document["submission"])
    told["channel"] = Channel(told["channel"])
    told["kind"] = Kind(told["kind"]) if told["kind"] else None
    told["sent_at"] = datetime.fromisoformat(told["sent_at"])
    told["files"] = tuple(StoredFile(**file) for file in told["files"])
    return Submission(**told)


def files_in_spool() -> set[str]:
    """The files that forms name which are not cases yet. Raises Unreadable."""
    spool, named = this_spool(), set[str]()
    for item in (*spool.items(), *spool.items_set_aside()):
        if item.kind == "form":
            with suppress(FileNotFoundError):  # taken in meanwhile: then a row names them
                named |= {file.sha256 for file in submission_of(spool.read(item)).files}
    return named


def _form(document: dict[str, Any], now: datetime) -> None:
    submission = replace(submission_of(document), source=SOURCE)
    case = let_in(submission, this_pack(), now).case
    if case.code != document["code"]:
        with transaction() as session:
            remember_alias(session, document["code"], submission.submission_id, case)


def receipt_document(
    provider: str, event_id: str, raw: bytes, receipt: Receipt | None, now: datetime
) -> dict[str, Any]:
    return {
        "provider": provider,
        "event_id": event_id,
        "raw": b64encode(raw).decode(),
        "receipt": asdict(receipt) if receipt else None,
        "received_at": now.isoformat(),
    }


def _receipt(document: dict[str, Any], now: datetime) -> None:
    told = document["receipt"]
    receipt = None
    if told:
        words = {"status": DeliveryStatus(told["status"]), "error_class": ErrorClass(told["error_class"])}
        receipt = Receipt(**{**told, **words})
    received_at = datetime.fromisoformat(document["received_at"])
    with transaction() as session:
        receive_receipt(
            session,
            document["provider"],
            document["event_id"],
            b64decode(document["raw"]),
            receipt,
            received_at,
        )


def _voice(document: dict[str, Any], now: datetime) -> None:
    with transaction() as session:
        take_put_by(session, document)


# A kind that does not stand here is set aside, with an alarm.
TAKERS: Mapping[str, Taker] = {"text": _text, "form": _form, "receipt": _receipt, VOICE: _voice}
