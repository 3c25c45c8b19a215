"""The words of a text out of what was kept raw of it, whoever it came from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from feedback_service.carrier import smsgate_webhooks


@dataclass(frozen=True, slots=True)
class RawText:
    sender: str
    body: str


class NotReadable(Exception):
    """What was kept is no text that this version can read."""


def read_raw(provider: str, raw: bytes) -> RawText:
    """`raw` as the webhook brought it, or as the provider listed it. Raises NotReadable."""
    read = _READERS.get(provider)
    text = read(raw) if read else None
    if text is None:
        raise NotReadable(provider)
    return text


def _twilio(raw: bytes) -> RawText | None:
    """The webhook's form, or the message resource, in JSON, where Twilio was asked for it."""
    fields = (
        _document(raw) if raw.lstrip()[:1] == b"{" else dict(parse_qsl(raw.decode(), keep_blank_values=True))
    )
    sender, body = fields.get("From") or fields.get("from"), fields.get("Body", fields.get("body"))
    return RawText(str(sender), str(body or "")) if sender else None


def _document(raw: bytes) -> Mapping[str, object]:
    document = json.loads(raw)
    return document if isinstance(document, dict) else {}


def _smsgate(raw: bytes) -> RawText | None:
    event = smsgate_webhooks.read_event(raw)
    return RawText(event.sender, event.body) if isinstance(event, smsgate_webhooks.SmsGateText) else None


_READERS: Mapping[str, Callable[[bytes], RawText | None]] = {
    "twilio": _twilio,
    smsgate_webhooks.PROVIDER: _smsgate,
}
