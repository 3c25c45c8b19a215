"""SMSGate's API over a simulator, under /smsgate. https://docs.sms-gate.app/integration/api/"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.simulators.answering import NONSENSE, Answer, Request, as_json
from tests.simulators.faults import Fault
from tests.simulators.smsgate import USER, SmsGateSimulator
from tests.simulators.smsgate_phone import health

PREFIX = "/smsgate"
USUAL_PAGE, LONGEST_PAGE, LONGEST_ID = 50, 500, 36
FAULTS: dict[Fault, Callable[[SmsGateSimulator], Answer]] = {
    Fault.BUSY: lambda phone: _error("Too many requests", 429, Retry_After=str(phone.retry_after)),
    Fault.ERROR_BEFORE: lambda _: _error("Internal server error", 500),
    Fault.ERROR_AFTER: lambda _: _error("Internal server error", 500),
    Fault.SILENCE_BEFORE: lambda phone: Answer(pause=phone.silence, hang_up=True),
    Fault.SILENCE_AFTER: lambda phone: Answer(pause=phone.silence, hang_up=True),
    Fault.NONSENSE: lambda _: Answer(202, NONSENSE),
    Fault.HANG_UP: lambda _: Answer(hang_up=True),
    Fault.HANG_UP_BEFORE: lambda _: Answer(hang_up=True),
    Fault.LANDLINE: lambda _: _error("failed to validate phone number: invalid phone number type", 400),
}


class SmsGateApi:
    def __init__(self, phone: SmsGateSimulator) -> None:
        self._phone = phone

    def __call__(self, request: Request) -> Answer:
        path = request.path.removeprefix(PREFIX)
        if path == "/health" and request.method == "GET":
            return as_json(health(self._phone.battery))
        user, password = request.basic
        if user != USER or password not in {self._phone.password, *self._phone.old_passwords}:
            return _error("Unauthorized", 401)
        routes: dict[tuple[str, str], Callable[[Request], Answer]] = {
            ("POST", "/messages"): self._send,
            ("GET", "/messages"): self._list,
            ("GET", "/inbox"): self._inbox,
            ("POST", "/messages/inbox/export"): self._export,
            ("POST", "/inbox/refresh"): self._export,
            ("GET", "/webhooks"): self._webhooks,
            ("POST", "/webhooks"): self._register,
            ("GET", "/device"): self._devices,
        }
        handle = routes.get((request.method, path))
        return handle(request) if handle else self._one(request.method, path)

    def _one(self, method: str, path: str) -> Answer:
        """A single message or webhook."""
        _, kind, key = path.split("/") if path.count("/") == 2 else ("", "", "")
        if (method, kind) == ("GET", "messages"):
            message = self._phone.message(key)
            return as_json(message.shown(self._phone.device)) if message else _error("Message not found", 404)
        if (method, kind) == ("DELETE", "webhooks"):
            self._phone.webhooks.pop(key, None)
            return Answer(204)
        return _error("Not found", 404)

    def _send(self, request: Request) -> Answer:
        phone = self._phone
        fault = phone.faults.popleft() if phone.faults else None
        if fault and not fault.taken:
            return FAULTS[fault](phone)
        wrong = _what_is_wrong(request.json)
        if wrong:
            return _error(wrong, 400)
        message = phone.take(request.json)
        if message is None:
            return _error("message with such ID already exists", 409)
        if fault:
            return FAULTS[fault](phone)
        answer = as_json(message.shown(phone.device), 202, Location=f"/messages/{message.key}")
        return Answer(202, answer.body, headers=answer.headers, pause=phone.slowness)

    def _list(self, request: Request) -> Answer:
        rows = [message.shown(self._phone.device) for message in reversed(self._phone.messages)]
        return _cut(rows, request)

    def _inbox(self, request: Request) -> Answer:
        """Newest first. Only what the app itself has noticed; the texts are whole, though called a preview."""
        try:
            since, until = _moment(request.asked("from")), _moment(request.asked("to"))
        except ValueError:
            return _error("Invalid from datetime", 400)
        rows = [row.shown() for row in reversed(self._phone.inbox)]
        fitting = [
            row
            for row in rows
            if (since is None or since <= datetime.fromisoformat(row["createdAt"]))
            and (until is None or datetime.fromisoformat(row["createdAt"]) <= until)
        ]
        return _cut(fitting, request)

    def _export(self, request: Request) -> Answer:
        wish = request.json or {}
        try:
            since, until = _moment(str(wish.get("since", ""))), _moment(str(wish.get("until", "")))
        except ValueError:
            since = until = None
        if since is None or until is None or since > until:
            return _error("since and until are required", 400)
        wanted = wish.get("webhookDelivery", "Individual") != "Disabled" and wish.get("triggerWebhooks", True)
        if wanted and self._phone.alive:
            self._phone.postman.soon(0, lambda: self._phone.export(since, until))
        return Answer(202)

    def _webhooks(self, _: Request) -> Answer:
        registered = self._phone.webhooks.items()
        return as_json([{"id": key, "event": event, "url": url} for key, (event, url) in registered])

    def _register(self, request: Request) -> Answer:
        wish = request.json
        if not isinstance(wish, dict) or not wish.get("event") or not wish.get("url"):
            return _error("event and url are required", 400)
        key = str(wish.get("id") or secrets.token_urlsafe(16)[:21])
        self._phone.webhooks[key] = (str(wish["event"]), str(wish["url"]))
        return as_json({"id": key, "event": wish["event"], "url": wish["url"]}, 201)

    def _devices(self, _: Request) -> Answer:
        return as_json([{"id": self._phone.device, "name": "Simulator"}])


def _what_is_wrong(wish: Any) -> str:
    if not isinstance(wish, dict):
        return "Invalid request body"
    numbers = wish.get("phoneNumbers")
    if not isinstance(numbers, list) or not numbers:
        return "phoneNumbers is empty"
    if sum(1 for kind in ("textMessage", "dataMessage", "message") if wish.get(kind)) != 1:
        return "Must specify exactly one of: textMessage, dataMessage, or message"
    if wish.get("ttl") is not None and wish.get("validUntil") is not None:
        return "fields conflict: ttl and validUntil"
    if len(str(wish.get("id") or "")) > LONGEST_ID:
        return "id is too long"
    return ""


def _cut(rows: list[dict[str, Any]], request: Request) -> Answer:
    limit, offset = request.asked("limit", str(USUAL_PAGE)), request.asked("offset", "0")
    if not (limit.isdecimal() and 1 <= int(limit) <= LONGEST_PAGE):
        return _error(f"limit must be between 1 and {LONGEST_PAGE}", 400)
    if not offset.isdecimal():
        return _error("offset must be >= 0", 400)
    shown = rows[int(offset) : int(offset) + int(limit)]
    return as_json(shown, 200, X_Total_Count=str(len(rows)))


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _error(message: str, status: int, **headers: str) -> Answer:
    return as_json({"message": message}, status, **headers)
