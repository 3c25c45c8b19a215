"""SMS by Twilio's REST API, 2010-04-01. Plain `requests`: the SDK has no time-outs by default and no base
address.

https://www.twilio.com/docs/messaging/api/message-resource
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

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
from feedback_service.carrier.twilio_account import TwilioAccount, moment
from feedback_service.carrier.twilio_errors import STATUSES, error_class
from feedback_service.carrier.twilio_inbox import calls, texts
from feedback_service.vocabulary import DeliveryStatus

CLOCKS_DIFFER = timedelta(minutes=5)  # between Twilio's clock and ours
MOST_PAGES = 10
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class TwilioGateway:
    """`sender` is a phone number, a registered name or, where `by_service`, a MessagingServiceSid."""

    account_sid: str
    auth_token: str
    sender: str
    by_service: bool
    api_base: str
    status_callback: str
    timeouts: tuple[float, float] = TIMEOUTS
    voice_number: str = ""  # where calls come in, if texts go by a service

    name = "twilio"

    def send(self, message: OutgoingMessage) -> Outcome:
        try:
            response = requests.post(
                self._account.address("Messages.json"),
                data=self._form(message),
                auth=(self.account_sid, self.auth_token),
                timeout=self.timeouts,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return failed_request(error)
        return _read_answer(response)

    def look_for(self, message: OutgoingMessage) -> Known | CannotTell:
        """Goes through the newest messages to this number, back to the first attempt.

        No DateSent filter: a message that Twilio still holds in its queue has no such date and would be
        missed.
        """
        since = message.begun_at - CLOCKS_DIFFER
        found: list[Sent] = []
        address = self._account.address("Messages.json", self._question(message))
        try:
            for rows in self._account.pages(address, "messages", MOST_PAGES):
                found += [_sent(row) for row in rows if _could_be(row, message, since)]
                if any(_created(row) < since for row in rows):
                    break
        except NotToBeAsked as fault:
            return CannotTell(str(fault))
        return Known(tuple(reversed(found)))

    def received(self, since: datetime, until: datetime) -> Iterator[ReceivedText]:
        """Raises NotToBeAsked."""
        if self.capabilities.brand_name:
            return iter(())  # nobody can write to a name
        return texts(self._account, since, until, self.number, self.sender if self.by_service else "")

    def calls(self, since: datetime, until: datetime) -> Iterator[ReceivedCall]:
        """Raises NotToBeAsked."""
        return calls(self._account, since, until, self.number) if self.number else iter(())

    def count_received(self, since: datetime, until: datetime) -> int | None:
        """Raises NotToBeAsked."""
        return sum(1 for _ in self.received(since, until))

    def state_of(self, reference: str) -> Receipt | None:
        row = self._account.read(self._account.address(f"Messages/{quote(reference, safe='')}.json"))
        return _receipt(reference, str(row.get("status")), str(row.get("error_code") or "")) if row else None

    @property
    def capabilities(self) -> Capabilities:
        """A sender that is no number is a name: it can only speak."""
        name = not self.by_service and not self.sender.removeprefix("+").isdecimal()
        return Capabilities(
            inbound=not name, receipts=True, poll=True, brand_name=name, lists_inbound=not name
        )

    @property
    def number(self) -> str:
        """Ours in E.164, for texts and calls; "" where there is none."""
        return self.voice_number or ("" if self.by_service or self.capabilities.brand_name else self.sender)

    @property
    def _account(self) -> TwilioAccount:
        return TwilioAccount(self.account_sid, self.auth_token, self.api_base, self.timeouts)

    def _form(self, message: OutgoingMessage) -> dict[str, str]:
        # Twilio takes no id of ours, so it travels in the callback's address, which is signed.
        ours = urlencode({"n": message.id, "lan": message.attempt})
        return {
            "To": message.recipient,
            "Body": message.body,
            "MessagingServiceSid" if self.by_service else "From": self.sender,
            "StatusCallback": f"{self.status_callback}?{ours}",
        }

    def _question(self, message: OutgoingMessage) -> dict[str, str]:
        question = {"To": message.recipient, "PageSize": str(PAGE_SIZE)}
        return question if self.by_service else question | {"From": self.sender}


def read_receipt(form: Mapping[str, str], notification_id: str, attempt: str) -> Receipt | None:
    """The status callback's form; None where it names no message or a status that we do not know.

    https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
    """
    reference = form.get("MessageSid") or form.get("SmsSid", "")
    return _receipt(
        reference,
        form.get("MessageStatus") or form.get("SmsStatus", ""),
        form.get("ErrorCode", ""),
        notification_id=int(notification_id) if notification_id.isdecimal() else 0,
        attempt=int(attempt) if attempt.isdecimal() else 0,
    )


def _receipt(reference: str, said: str, code: str, **ours: int) -> Receipt | None:
    status = STATUSES.get(said)
    if not reference or status is None:
        return None
    return Receipt(
        provider=TwilioGateway.name,
        reference=reference,
        status=status,
        error_code=code,
        error_class=error_class(code) if code else ErrorClass.PERMANENT,
        notification_id=ours.get("notification_id", 0),
        attempt=ours.get("attempt", 0),
    )


def _read_answer(response: requests.Response) -> Outcome:
    if response.status_code >= 500:
        return Unclear(
            f"http_{response.status_code}"
        )  # a create is not idempotent: twilio.com/docs/api/errors/20500
    answer = _json(response)
    if response.status_code in {200, 201}:
        return _sent(answer) if answer.get("sid") else Unclear("no_sid")
    return _refusal(response, str(answer.get("code", "")))


def _refusal(response: requests.Response, code: str) -> Refused:
    status = response.status_code
    if status == 429:
        return Refused(ErrorClass.BUSY, code or "20429", retry_after(response))
    if not code and (status in {401, 403, 404} or 300 <= status < 400):
        return Refused(ErrorClass.CONFIGURATION, f"http_{status}")
    return Refused(error_class(code), code or f"http_{status}")


def _sent(row: dict[str, Any]) -> Sent:
    status = STATUSES.get(str(row.get("status")), DeliveryStatus.ACCEPTED)
    return Sent(reference=str(row["sid"]), status=status, error_code=str(row.get("error_code") or ""))


def _could_be(row: dict[str, Any], message: OutgoingMessage, since: datetime) -> bool:
    # A trial account puts words before the body.
    return (
        bool(row.get("sid"))
        and str(row.get("direction", "")).startswith("outbound")
        and str(row.get("to")) == message.recipient
        and str(row.get("body", "")).endswith(message.body)
        and _created(row) >= since
    )


def _created(row: dict[str, Any]) -> datetime:
    """A row without a date counts as new, so that it is not overlooked."""
    return moment(row.get("date_created")) or datetime.max.replace(tzinfo=UTC)


def _json(response: requests.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
