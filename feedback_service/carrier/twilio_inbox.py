"""What Twilio received for us: texts and calls, from its own lists.

https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from feedback_service.carrier.protocols import ReceivedCall, ReceivedText
from feedback_service.carrier.twilio_account import TwilioAccount, moment
from feedback_service.carrier.twilio_voice import caller_of

PAGE_SIZE = "1000"


def texts(
    account: TwilioAccount, since: datetime, until: datetime, number: str, service: str
) -> Iterator[ReceivedText]:
    """Newest first. `service`: to whatever number of this messaging service; else to `number`."""
    query = {"PageSize": PAGE_SIZE, "DateSent>": _stamp(since), "DateSent<": _stamp(until)}
    address = account.address("Messages.json", query if service else query | {"To": number})
    for rows in account.pages(address, "messages"):
        yield from (_text(row, until) for row in rows if _is_ours(row, number, service))


def calls(account: TwilioAccount, since: datetime, until: datetime, number: str) -> Iterator[ReceivedCall]:
    query = {"PageSize": PAGE_SIZE, "To": number, "StartTime>": _stamp(since), "StartTime<": _stamp(until)}
    for rows in account.pages(account.address("Calls.json", query), "calls"):
        for row in rows:
            started = moment(row.get("start_time")) or moment(row.get("date_created"))
            if row.get("direction") == "inbound" and row.get("sid") and started:
                yield _call(row, started)


def _is_ours(row: dict[str, Any], number: str, service: str) -> bool:
    to_us = row.get("messaging_service_sid") == service if service else row.get("to") == number
    return bool(row.get("sid")) and row.get("direction") == "inbound" and to_us


def _text(row: dict[str, Any], asked_until: datetime) -> ReceivedText:
    """`raw` as the webhook's own form, so that what reads the one reads the other."""
    sid, sender, body = str(row["sid"]), str(row.get("from") or ""), str(row.get("body") or "")
    form = {"MessageSid": sid, "From": sender, "To": str(row.get("to") or ""), "Body": body}
    sent = moment(row.get("date_sent")) or moment(row.get("date_created")) or asked_until
    return ReceivedText(sid, sender, body, sent, urlencode(form).encode())


def _call(row: dict[str, Any], started: datetime) -> ReceivedCall:
    seconds = str(row.get("duration") or "0")
    answered = row.get("status") == "completed" and seconds.isdecimal()
    return ReceivedCall(
        call_id=str(row["sid"]),
        caller=caller_of(str(row.get("from") or "")),
        started_at=started,
        ended_at=moment(row.get("end_time")),
        talk_seconds=int(seconds) if answered else 0,
    )


def _stamp(value: datetime) -> str:
    """In UTC, as the API counts."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
