"""Somebody who calls our number at Twilio: hears what TwiML says, presses keys, talks after the tone.

https://www.twilio.com/docs/voice/twiml
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin
from xml.etree import ElementTree

from tests.simulators.postman import Reply
from tests.simulators.twilio import TwilioSimulator
from tests.simulators.twilio_rows import ACCOUNT, ACCOUNT_PATH, SENDER, call_row, recording_row

VOICE = "/webhooks/twilio/voice"
MOST_DOCUMENTS = 30  # a menu that goes round for ever is a fault of ours


class EndlessCall(Exception):
    """The service went on answering the caller with more TwiML."""


@dataclass
class Heard:
    """What the caller noticed, in order. `addresses`: the pages that were asked."""

    call_sid: str
    said: list[str] = field(default_factory=list)
    played: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    recordings: list[str] = field(default_factory=list)  # sids
    addresses: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    rejected: bool = False

    @property
    def words(self) -> str:
        return " ".join(self.said)


@dataclass
class Caller:
    """`presses`: digits, one entry for each question; with none left the caller says nothing.

    `talks`: seconds spoken after the tone; 0: silence. `answered`: how ringing the officer ends (completed, busy,
    no-answer, failed). `hangs_up`: puts the receiver down after talking, so that nothing more is heard.
    """

    twilio: TwilioSimulator
    number: str
    presses: list[str] = field(default_factory=list)
    talks: int = 12
    answered: str = "no-answer"
    hangs_up: bool = True
    status_path: str = f"{VOICE}/trang-thai"  # as an administrator writes it into the number's settings
    recording_path: str = ""  # where the account tells of recordings, when TwiML names no address

    def calls(self, path: str = VOICE) -> Heard:
        started = datetime.now(UTC)
        heard = Heard(self.twilio.new_sid("CA"))
        self._walk(path, heard)
        seconds = 5 + 5 * len(heard.addresses) + self.talks * len(heard.recordings)
        status = "busy" if heard.rejected else "completed"
        self.twilio.keep_call(call_row(heard.call_sid, self.number, status, started, seconds))
        if self.status_path:
            more = {
                "CallStatus": status,
                "CallDuration": str(seconds),
                "Duration": "1",
                "SequenceNumber": "0",
            }
            self._post(self.status_path, heard, more | {"CallbackSource": "call-progress-events"})
        return heard

    def _walk(self, path: str, heard: Heard) -> None:
        address: str | None = self.twilio.signed_base + path
        more: dict[str, str] = {"CallStatus": "ringing"}
        while address is not None:
            if len(heard.addresses) >= MOST_DOCUMENTS:
                raise EndlessCall(address)
            heard.addresses.append(address)
            reply = self._post(address, heard, more)
            heard.statuses.append(reply.status)
            address, more = self._hear(reply, address, heard) if reply.ok else (None, {})

    def _hear(self, reply: Reply, here: str, heard: Heard) -> tuple[str | None, dict[str, str]]:
        """Where the call goes next, and what is told there; None: it is over."""
        if not reply.body:
            return None, {}
        for verb in ElementTree.fromstring(reply.body):  # noqa: S314  our own service wrote it
            goes = self._do(verb, heard)
            if goes is not None:
                address, more = goes
                return (urljoin(here, address) if address != _END else None), more
        return None, {}

    def _do(self, verb: ElementTree.Element, heard: Heard) -> tuple[str, dict[str, str]] | None:
        """None: the next verb follows."""
        match verb.tag:
            case "Say" | "Play":
                _listen(verb, heard)
            case "Gather":
                return self._gather(verb, heard)
            case "Record":
                return self._record(verb, heard)
            case "Dial":
                return self._dial(verb, heard)
            case "Redirect":
                return (verb.text or "").strip(), _GOING_ON
            case "Hangup" | "Reject":
                heard.rejected = verb.tag == "Reject"
                return _END, {}
        return None

    def _gather(self, verb: ElementTree.Element, heard: Heard) -> tuple[str, dict[str, str]] | None:
        for part in verb:
            _listen(part, heard)
        digits = self.presses.pop(0) if self.presses else ""
        if not digits and verb.get("actionOnEmptyResult") != "true":
            return None
        most = verb.get("numDigits")
        digits = digits[: int(most)] if most else digits.removesuffix(verb.get("finishOnKey", "#"))
        return verb.get("action", ""), _GOING_ON | {"Digits": digits}

    def _record(self, verb: ElementTree.Element, heard: Heard) -> tuple[str, dict[str, str]] | None:
        if not self.talks:
            return None  # nobody speaks: the next verb follows
        recording = self._recording(verb, heard, self.talks, "RecordVerb")
        ended = {"Digits": "hangup", "CallStatus": "completed"} if self.hangs_up else {"Digits": "#"}
        action = verb.get("action", "")
        if not self.hangs_up:
            return action, _GOING_ON | recording | ended
        address = urljoin(heard.addresses[-1], action)
        heard.addresses.append(address)
        heard.statuses.append(self._post(address, heard, recording | ended).status)
        return _END, {}

    def _dial(self, verb: ElementTree.Element, heard: Heard) -> tuple[str, dict[str, str]] | None:
        heard.dialled += [text.strip() for text in verb.itertext() if text.strip()]
        leg = self.twilio.new_sid("CA")
        self._tell_of_officer(verb, heard, leg)
        end = {"DialCallStatus": self.answered, "DialCallSid": leg}
        if self.answered == "completed":
            end |= {"DialCallDuration": str(self.talks)}
            if verb.get("record", "do-not-record") != "do-not-record":
                end |= self._recording(verb, heard, self.talks, "DialVerb")
        action = verb.get("action")
        return (action, _GOING_ON | end) if action else None

    def _tell_of_officer(self, verb: ElementTree.Element, heard: Heard, leg: str) -> None:
        """The officer's leg is a call of its own, with status callbacks of its own."""
        seconds = str(self.talks if self.answered == "completed" else 0)
        ends = {"answered": ("in-progress", "0"), "completed": (self.answered, seconds)}
        for number in verb.iter("Number"):
            for event in number.get("statusCallbackEvent", "completed").split():
                if event == "completed" or (event == "answered" and self.answered == "completed"):
                    status, lasted = ends[event]
                    told = {"CallSid": leg, "ParentCallSid": heard.call_sid, "Direction": "outbound-dial"}
                    told |= {"CallStatus": status, "CallDuration": lasted, "To": (number.text or "").strip()}
                    address = number.get("statusCallback")
                    if address:
                        self._post(urljoin(heard.addresses[-1], address), heard, told)

    def _recording(
        self, verb: ElementTree.Element, heard: Heard, seconds: int, source: str
    ) -> dict[str, str]:
        twilio, sid = self.twilio, self.twilio.new_sid("RE")
        twilio.recordings[sid] = recording_row(sid, heard.call_sid, seconds, source, twilio.base)
        heard.recordings.append(sid)
        told = {
            "RecordingSid": sid,
            "RecordingUrl": f"{twilio.base}{ACCOUNT_PATH}/Recordings/{sid}",
            "RecordingDuration": str(seconds),
        }
        address = verb.get("recordingStatusCallback", self.recording_path)
        if address:
            full = urljoin(heard.addresses[-1], address)
            more = {"RecordingStatus": "completed", "RecordingChannels": "1", "RecordingSource": source}
            twilio.post(
                full,
                told | more | {"AccountSid": ACCOUNT, "CallSid": heard.call_sid},
                twilio.postman.next_mischief(),
            )
        return told

    def _post(self, address: str, heard: Heard, more: dict[str, str]) -> Reply:
        form = {
            "CallSid": heard.call_sid,
            "AccountSid": ACCOUNT,
            "From": self.number,
            "Caller": self.number,
            "To": SENDER,
            "Called": SENDER,
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }
        return self.twilio.post(address, form | more)


_END = "\0"  # no address: the call is over
_GOING_ON = {"CallStatus": "in-progress"}


def _listen(part: ElementTree.Element, heard: Heard) -> None:
    words = (part.text or "").strip()
    if part.tag == "Say":
        heard.said.append(words)
    elif part.tag == "Play":
        heard.played.append(words)


def call(
    twilio: TwilioSimulator, number: str, presses: tuple[str, ...] = (), **habits: int | str | bool
) -> Heard:
    """One call from start to end. `habits`: talks, answered, hangs_up, status_path of Caller."""
    return Caller(twilio, number, list(presses), **habits).calls()  # type: ignore[arg-type]


__all__ = ["Caller", "EndlessCall", "Heard", "call"]
