"""SMS by Twilio's REST API, 2010-04-01. Plain `requests`: the SDK has no time-outs by default and no base
address.

https://www.twilio.com/docs/messaging/api/message-resource
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from feedback_service.carrier.protocols import (
    CannotTell,
    Capabilities,
    ErrorClass,
    Known,
    Outcome,
    OutgoingMessage,
    Receipt,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.carrier.twilio_errors import STATUSES, error_class
from feedback_service.vocabulary import DeliveryStatus

TIMEOUTS = (5.0, 20.0)  # seconds to connect, seconds to answer
CLOCKS_DIFFER = timedelta(minutes=5)  # between Twilio's clock and ours
MOST_PAGES = 10
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class TwilioGateway:
    """`sender` is a phone number or, where `by_service`, a MessagingServiceSid."""

    account_sid: str
    auth_token: str
    sender: str
    by_service: bool
    api_base: str
    status_callback: str
    timeouts: tuple[float, float] = TIMEOUTS

    name = "twilio"
    capabilities = Capabilities(inbound=True, receipts=True, poll=True)

    def send(self, message: OutgoingMessage) -> Outcome:
        try:
            response = requests.post(
                self._messages_address(),
                data=self._form(message),
                auth=(self.account_sid, self.auth_token),
                timeout=self.timeouts,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return _failed_request(error)
        return _read_answer(response)

    def look_for(self, message: OutgoingMessage) -> Known | CannotTell:
        """Goes through the newest messages to this number, back to the first attempt.

        No DateSent filter: a message that Twilio still holds in its queue has no such date and would be
        missed.
        """
        since = message.begun_at - CLOCKS_DIFFER
        found: list[Sent] = []
        address = f"{self._messages_address()}?{urlencode(self._question(message))}"
        for _ in range(MOST_PAGES):
            page = self._page(address)
            if page is None:
                return CannotTell("no_list")
            found += [_sent(row) for row in page["messages"] if _could_be(row, message, since)]
            address = self._next(page)
            if not address or any(_created(row) < since for row in page["messages"]):
                return Known(tuple(reversed(found)))
        return CannotTell("too_many_messages")

    def _messages_address(self) -> str:
        return f"{self.api_base}/2010-04-01/Accounts/{self.account_sid}/Messages.json"

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

    def _page(self, address: str) -> dict[str, Any] | None:
        """None where there is no list that could be relied on."""
        try:
            response = requests.get(
                address,
                auth=(self.account_sid, self.auth_token),
                timeout=self.timeouts,
                allow_redirects=False,
            )
            page = response.json() if response.status_code == 200 else None
        except (requests.RequestException, ValueError):
            return None
        return page if isinstance(page, dict) and isinstance(page.get("messages"), list) else None

    def _next(self, page: dict[str, Any]) -> str:
        """The path alone is followed: the credentials go to the configured host and to no other."""
        following = urlsplit(str(page.get("next_page_uri") or ""))
        return f"{self.api_base}{following.path}?{following.query}" if following.path else ""


def read_receipt(form: Mapping[str, str], notification_id: str, attempt: str) -> Receipt | None:
    """The status callback's form; None where it names no message or a status that we do not know.

    https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
    """
    reference = form.get("MessageSid") or form.get("SmsSid", "")
    status = STATUSES.get(form.get("MessageStatus") or form.get("SmsStatus", ""))
    if not reference or status is None:
        return None
    return Receipt(
        provider=TwilioGateway.name,
        reference=reference,
        status=status,
        error_code=form.get("ErrorCode", ""),
        error_class=error_class(form["ErrorCode"]) if form.get("ErrorCode") else ErrorClass.PERMANENT,
        notification_id=int(notification_id) if notification_id.isdecimal() else 0,
        attempt=int(attempt) if attempt.isdecimal() else 0,
    )


def _failed_request(error: requests.RequestException) -> Outcome:
    """Only where the connection was never made is it sure that nothing was sent."""
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    never_left = isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError) or isinstance(
        cause, NewConnectionError | ConnectTimeoutError
    )
    if never_left:
        return Refused(ErrorClass.TEMPORARY, "not_reached")
    return Unclear(type(error).__name__)


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
        after = response.headers.get("Retry-After", "")
        return Refused(ErrorClass.BUSY, code or "20429", int(after) if after.isdecimal() else None)
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
    """RFC 2822 in the API. A row without a date counts as new, so that it is not overlooked."""
    try:
        return parsedate_to_datetime(str(row.get("date_created"))).astimezone(UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _json(response: requests.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
