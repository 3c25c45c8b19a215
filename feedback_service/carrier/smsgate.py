"""SMS by SMSGate: an Android phone with an ordinary SIM, spoken to directly or by a server of one's own.

https://capcom6.github.io/android-sms-gateway/ (OpenAPI). `url` is `http://<phone>:8080` in local mode, and
`https://<server>/api/3rdparty/v1` with a private server.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

import requests

from feedback_service.carrier.broken_off import TIMEOUTS, failed_request, retry_after
from feedback_service.carrier.protocols import (
    CannotTell,
    Capabilities,
    ErrorClass,
    Known,
    NotToBeAsked,
    Outcome,
    OutgoingMessage,
    Receipt,
    ReceivedCall,
    ReceivedText,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.carrier.smsgate_states import PROVIDER, STATES, receipt
from feedback_service.vocabulary import DeliveryStatus

DAY = 86_400
# A 400 that says one of these is about the phone or its settings, not about this message.
_ABOUT_THE_DEVICE = ("device", "sim", "record not found")


@dataclass(frozen=True, slots=True)
class SmsGateGateway:
    """`device` picks one phone of several behind a server; empty: any. Texts wait a day for a phone that is off."""

    url: str
    user: str
    password: str
    device: str = ""
    ttl: int = DAY  # seconds
    timeouts: tuple[float, float] = TIMEOUTS

    name = PROVIDER
    # `lists_inbound` False: its list holds only the beginnings of texts. It can send its webhooks again instead.
    capabilities = Capabilities(inbound=True, idempotent_send=True, receipts=True, poll=True, beats=True)

    def send(self, message: OutgoingMessage) -> Outcome:
        try:
            response = self._ask("POST", "/messages", self._form(message))
        except requests.RequestException as error:
            return failed_request(error)
        return _read_answer(response, message.key)

    def look_for(self, message: OutgoingMessage) -> Known | CannotTell:
        """By our own id, under which it holds one message or none. What became of it is for `state_of`."""
        try:
            response = self._ask("GET", f"/messages/{quote(message.key, safe='')}")
        except requests.RequestException as error:
            return CannotTell(type(error).__name__)
        if response.status_code == 404:
            return Known(())
        known = _state(response)[0] is not None
        return Known((Sent(message.key),)) if known else CannotTell(f"http_{response.status_code}")

    def state_of(self, reference: str) -> Receipt | None:
        """The phone says Delivered as soon as one part of a long text has arrived, and Failed as soon as one has
        not: so it is asked only when there was time for both.
        """
        try:
            response = self._ask("GET", f"/messages/{quote(reference, safe='')}")
        except requests.RequestException:
            return None
        status, reason = _state(response)
        return receipt(reference, status, reason) if status else None

    def received(self, since: datetime, until: datetime) -> Iterator[ReceivedText]:
        """Raises NotToBeAsked: only the beginnings of texts are listed. See `ask_again`."""
        raise NotToBeAsked("smsgate_lists_no_texts")

    def calls(self, since: datetime, until: datetime) -> Iterator[ReceivedCall]:
        return iter(())

    def ask_again(self, since: datetime, until: datetime) -> None:
        """Has the phone send its webhooks for what it received then once more; they come within minutes, in no
        order, and those that we have are known by their words. Raises NotToBeAsked.
        """
        form: dict[str, object] = {"since": since.isoformat(), "until": until.isoformat()}
        if self.device:
            form["deviceId"] = self.device
        # The second is how phones and servers before 2026 call it.
        newer = form | {"webhookDelivery": "Individual", "triggerWebhooks": True}
        for path, wanted in (("/inbox/refresh", newer), ("/messages/inbox/export", form)):
            response = self._ask_or_not("POST", path, wanted)
            if response.status_code in {404, 405, 501}:
                continue
            if response.status_code in {200, 202, 204}:
                return
            raise NotToBeAsked(f"http_{response.status_code}")
        raise NotToBeAsked("smsgate_too_old")

    def count_received(self, since: datetime, until: datetime) -> int | None:
        """How many SMS the phone received then; None where this server keeps no list. Raises NotToBeAsked."""
        query = {"type": "SMS", "from": since.isoformat(), "to": until.isoformat(), "limit": "1"}
        response = self._ask_or_not("GET", "/inbox", query=query)
        if response.status_code in {404, 405, 501}:
            return None
        total = response.headers.get("X-Total-Count", "")
        if response.status_code != 200 or not total.isdecimal():
            raise NotToBeAsked(f"http_{response.status_code}")
        return int(total)

    def _form(self, message: OutgoingMessage) -> dict[str, object]:
        form: dict[str, object] = {
            "id": message.key,
            "textMessage": {"text": message.body},
            "phoneNumbers": [message.recipient],
            "withDeliveryReport": True,
            "ttl": self.ttl,
        }
        return form | ({"deviceId": self.device} if self.device else {})

    def _ask_or_not(
        self, method: str, path: str, form: object = None, query: dict[str, str] | None = None
    ) -> requests.Response:
        try:
            return self._ask(method, path, form, query)
        except requests.RequestException as error:
            raise NotToBeAsked(type(error).__name__) from None

    def _ask(
        self, method: str, path: str, form: object = None, query: dict[str, str] | None = None
    ) -> requests.Response:
        """Redirects are not followed: the password goes to the configured address and to no other."""
        return requests.request(
            method,
            f"{self.url}{path}",
            json=form,
            params=query,
            auth=(self.user, self.password),
            timeout=self.timeouts,
            allow_redirects=False,
        )


def _read_answer(response: requests.Response, key: str) -> Outcome:
    status = response.status_code
    if status in {200, 201, 202, 409}:  # 409: it has this id already, from an attempt whose end was not seen
        return Sent(reference=key)
    if status in {429, 503}:
        return Refused(ErrorClass.BUSY, f"http_{status}", retry_after(response))
    if status >= 500:
        return Unclear(f"http_{status}")
    if status == 400:
        return Refused(_meaning(response), "http_400")
    if status in {401, 403, 404} or 300 <= status < 400:
        return Refused(ErrorClass.CONFIGURATION, f"http_{status}")
    return Refused(ErrorClass.TEMPORARY, f"http_{status}")


def _meaning(response: requests.Response) -> ErrorClass:
    said = str(_json(response).get("message", "")).casefold()
    about_the_device = any(word in said for word in _ABOUT_THE_DEVICE)
    return ErrorClass.CONFIGURATION if about_the_device else ErrorClass.PERMANENT


def _state(response: requests.Response) -> tuple[DeliveryStatus | None, str]:
    """What it says of the message, and why it failed. None: nothing that we know."""
    answer = _json(response) if response.status_code == 200 else {}
    status = STATES.get(str(answer.get("state", "")))
    recipients = answer.get("recipients")
    first = recipients[0] if isinstance(recipients, list) and recipients else {}
    return status, str(first.get("error") or "") if isinstance(first, dict) else ""


def _json(response: requests.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
