"""Twilio's REST API over a simulator: Messages, Calls, Recordings. https://www.twilio.com/docs/usage/api"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from tests.simulators.answering import NONSENSE, Answer, Request, as_json
from tests.simulators.faults import Fault
from tests.simulators.sounds import mp3, wav
from tests.simulators.twilio import TwilioSimulator
from tests.simulators.twilio_rows import ACCOUNT, ACCOUNT_PATH, Row, moment_of

# What Twilio's own test credentials refuse: https://www.twilio.com/docs/iam/test-credentials
MAGIC_RECIPIENTS = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
MAGIC_SENDERS = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}
USUAL_PAGE, LONGEST_BODY = 50, 1600
FAULTS: dict[Fault, Callable[[TwilioSimulator], Answer]] = {
    Fault.BUSY: lambda twilio: as_json(error(20429, 429), 429, Retry_After=str(twilio.retry_after)),
    Fault.ERROR_BEFORE: lambda _: as_json(error(20500, 500), 500),
    Fault.ERROR_AFTER: lambda _: as_json(error(20500, 500), 500),
    Fault.SILENCE_BEFORE: lambda twilio: Answer(pause=twilio.silence, hang_up=True),
    Fault.SILENCE_AFTER: lambda twilio: Answer(pause=twilio.silence, hang_up=True),
    Fault.NONSENSE: lambda _: Answer(200, NONSENSE),
    Fault.HANG_UP: lambda _: Answer(hang_up=True),
    Fault.HANG_UP_BEFORE: lambda _: Answer(hang_up=True),
    Fault.LANDLINE: lambda _: as_json(error(21614, 400), 400),
}


def error(code: int, status: int) -> Row:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return {"code": code, "message": f"Error {code}", "more_info": more, "status": status}


class TwilioApi:
    def __init__(self, twilio: TwilioSimulator) -> None:
        self._twilio = twilio

    def __call__(self, request: Request) -> Answer:
        user, password = request.basic
        if user != ACCOUNT or password not in {self._twilio.token, *self._twilio.old_tokens}:
            return as_json(error(20003, 401), 401)
        if not request.path.startswith(ACCOUNT_PATH + "/"):
            return as_json(error(20404, 404), 404)
        kind, _, name = request.path.removeprefix(ACCOUNT_PATH + "/").partition("/")
        if request.method == "POST" and kind == "Messages.json":
            return self._send(request.form)
        if request.method == "DELETE" and kind == "Recordings":
            return self._delete(name.partition(".")[0])
        return self._read(kind, name, request) if request.method == "GET" else as_json(error(20004, 405), 405)

    def _delete(self, sid: str) -> Answer:
        gone = self._twilio.recordings.pop(sid, None)
        return Answer(204, b"", "application/json") if gone else as_json(error(20404, 404), 404)

    def _read(self, kind: str, name: str, request: Request) -> Answer:
        match kind:
            case "Messages.json":
                return self._page(request, "messages", self._twilio.all_messages(), "DateSent")
            case "Calls.json":
                return self._page(request, "calls", tuple(self._twilio.calls), "StartTime")
            case "Messages":
                return _one(self._twilio.all_messages(), name)
            case "Calls":
                return _one(self._twilio.calls, name)
            case "Recordings":
                return self._recording(name)
        return as_json(error(20404, 404), 404)

    def _send(self, form: dict[str, str]) -> Answer:
        twilio = self._twilio
        fault = twilio.faults.popleft() if twilio.faults else None
        if fault and not fault.taken:
            return FAULTS[fault](twilio)
        refused = _refusal(form)
        if refused:
            return as_json(error(refused, 400), 400)
        row = twilio.take(form)
        if fault:
            return FAULTS[fault](twilio)
        answer = as_json(_shown(row), 201)
        return Answer(answer.status, answer.body, pause=twilio.slowness)

    def _page(self, request: Request, name: str, rows: Sequence[Row], when: str) -> Answer:
        """Newest first, as Twilio does, with the address of the page that follows."""
        self._twilio.asked += 1
        size = min(int(request.asked("PageSize", str(USUAL_PAGE))), self._twilio.page_size, 1000)
        number = int(request.asked("Page", "0"))
        fitting = _newest_first([row for row in rows if _fits(row, request, when)])
        start = number * size
        shown = fitting[start : start + size]
        question = {key: values[0] for key, values in request.query.items() if not key.startswith("Page")}
        following = urlencode(question | {"PageSize": size, "Page": number + 1, "PageToken": f"PA{number}"})
        page = {
            name: [_shown(row) for row in shown],
            "page": number,
            "page_size": size,
            "start": start,
            "end": start + len(shown),
            "uri": f"{request.path}?{request.query_string}",
            "first_page_uri": f"{request.path}?{urlencode(question | {'PageSize': size, 'Page': 0})}",
            "previous_page_uri": None,
            "next_page_uri": f"{request.path}?{following}" if len(fitting) > start + size else None,
        }
        return as_json(page)

    def _recording(self, name: str) -> Answer:
        sid, _, kind = name.partition(".")
        row = self._twilio.recordings.get(sid)
        if row is None:
            return as_json(error(20404, 404), 404)
        if kind == "json":
            return as_json(row)
        seconds = int(str(row["duration"]))
        if kind == "mp3":
            return Answer(200, mp3(seconds), "audio/mpeg")
        return Answer(200, wav(seconds), "audio/x-wav")


def _refusal(form: dict[str, str]) -> int:
    """0: it is taken."""
    if not form.get("To"):
        return 21604
    if not form.get("Body"):
        return 21602
    if not (form.get("From") or form.get("MessagingServiceSid")):
        return 21603
    if len(form["Body"]) > LONGEST_BODY:
        return 21617
    return MAGIC_RECIPIENTS.get(form["To"]) or MAGIC_SENDERS.get(form.get("From", ""), 0)


def _shown(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "status_callback"}


def _one(rows: Sequence[Row], name: str) -> Answer:
    found = next((row for row in rows if f"{row['sid']}.json" == name), None)
    if found is None:
        return as_json(error(20404, 404), 404)
    return as_json(_shown(found))


def _newest_first(rows: Sequence[Row]) -> list[Row]:
    """Of two in the same second the one that came later."""
    numbered = enumerate(rows)
    pairs = sorted(numbered, key=lambda pair: (moment_of(pair[1], "date_created"), pair[0]), reverse=True)
    return [row for _, row in pairs]


def _fits(row: Row, request: Request, when: str) -> bool:
    field = "date_sent" if when == "DateSent" else "start_time"
    same = all(
        row[own] == request.asked(asked)
        for own, asked in (("to", "To"), ("from", "From"), ("status", "Status"))
        if request.asked(asked)
    )
    return same and all(
        _in_time(moment_of(row, field), request.asked(when + sign), sign)
        for sign in ("", "<", ">")
        if request.asked(when + sign)
    )


def _in_time(moment: datetime | None, asked: str, sign: str) -> bool:
    """Days in GMT, or moments; `<` and `>` take their end in, as Twilio's `<=` and `>=` do."""
    if moment is None:
        return False
    whole_day = len(asked) == len("2026-03-02")
    start = datetime.fromisoformat(asked)
    start = start if start.tzinfo else start.replace(tzinfo=UTC)
    end = start + timedelta(days=1, microseconds=-1) if whole_day else start
    return {"": start <= moment <= end, "<": moment <= end, ">": moment >= start}[sign]
