"""The resources and forms of Twilio, as its documentation shows them.

https://www.twilio.com/docs/messaging/api/message-resource https://www.twilio.com/docs/voice/api/call-resource
"""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

ACCOUNT = "AC" + "1" * 32
SENDER = "+15005550006"
ACCOUNT_PATH = f"/2010-04-01/Accounts/{ACCOUNT}"
Row = dict[str, object]


def message_row(
    sid: str, to: str, sender: str | None, body: str, direction: str, status: str, at: datetime | None = None
) -> Row:
    moment = format_datetime(at or datetime.now(UTC))
    return {
        "sid": sid,
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "to": to,
        "from": sender,
        "messaging_service_sid": None,
        "body": body,
        "status": status,
        "direction": direction,
        "error_code": None,
        "error_message": None,
        "num_segments": "1",
        "num_media": "0",
        "price": None,
        "price_unit": "USD",
        "date_created": moment,
        "date_updated": moment,
        "date_sent": None,
        "subresource_uris": {"media": f"{ACCOUNT_PATH}/Messages/{sid}/Media.json"},
        "uri": f"{ACCOUNT_PATH}/Messages/{sid}.json",
    }


def call_row(sid: str, caller: str, status: str, started_at: datetime, seconds: int) -> Row:
    """`seconds` that it lasted; the call is over."""
    began, ended = format_datetime(started_at), format_datetime(started_at + timedelta(seconds=seconds))
    return {
        "sid": sid,
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "parent_call_sid": None,
        "to": SENDER,
        "to_formatted": SENDER,
        "from": caller,
        "from_formatted": caller,
        "phone_number_sid": "PN" + "1" * 32,
        "status": status,
        "direction": "inbound",
        "start_time": began,
        "end_time": ended,
        "duration": str(seconds),
        "answered_by": None,
        "forwarded_from": None,
        "group_sid": None,
        "caller_name": "",
        "queue_time": "0",
        "trunk_sid": "",
        "price": None,
        "price_unit": "USD",
        "date_created": began,
        "date_updated": ended,
        "subresource_uris": {"recordings": f"{ACCOUNT_PATH}/Calls/{sid}/Recordings.json"},
        "uri": f"{ACCOUNT_PATH}/Calls/{sid}.json",
    }


def recording_row(sid: str, call_sid: str, seconds: int, source: str, base: str) -> Row:
    now = format_datetime(datetime.now(UTC))
    return {
        "sid": sid,
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "call_sid": call_sid,
        "conference_sid": None,
        "status": "completed",
        "source": source,
        "channels": 1,
        "duration": str(seconds),
        "start_time": now,
        "date_created": now,
        "date_updated": now,
        "price": None,
        "price_unit": "USD",
        "error_code": None,
        "encryption_details": None,
        "media_url": f"{base}{ACCOUNT_PATH}/Recordings/{sid}",
        "subresource_uris": {},
        "uri": f"{ACCOUNT_PATH}/Recordings/{sid}.json",
    }


def status_form(row: Row, status: str, error_code: str) -> dict[str, str]:
    form = {
        "MessageSid": str(row["sid"]),
        "SmsSid": str(row["sid"]),
        "MessageStatus": status,
        "SmsStatus": status,
        "To": str(row["to"]),
        "From": SENDER,
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
    }
    return form | ({"ErrorCode": error_code} if error_code else {})


def inbound_form(row: Row) -> dict[str, str]:
    return {
        "MessageSid": str(row["sid"]),
        "SmsSid": str(row["sid"]),
        "AccountSid": ACCOUNT,
        "From": str(row["from"]),
        "To": SENDER,
        "Body": str(row["body"]),
        "NumMedia": "0",
        "NumSegments": "1",
    }


def moment_of(row: Row, field: str) -> datetime | None:
    value = row.get(field)
    return parsedate_to_datetime(str(value)) if value else None


def international(number: str) -> str:
    """E.164 of a number as people here write it; anything else stays as it is."""
    digits = number.replace(" ", "")
    return "+84" + digits[1:] if digits.startswith("0") and digits.isdecimal() else digits
