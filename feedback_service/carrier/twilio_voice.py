"""Calls by Twilio: its TwiML, and what its webhooks say of a call.

https://www.twilio.com/docs/voice/twiml
"""

import re
from collections.abc import Mapping

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from feedback_service.carrier.voice import (
    Ask,
    CallNews,
    Connect,
    HangUp,
    HeardRecording,
    Instruction,
    Play,
    Record,
    Say,
)

PROVIDER = "twilio-voice"
ADDRESS = "/webhooks/twilio/voice"
# Twilio's default voices know no Vietnamese; Google's do: https://www.twilio.com/docs/voice/twiml/say/text-speech
LANGUAGE, VOICE = "vi-VN", "Google.vi-VN-Standard-A"
# What stands for a withheld number, in words and typed on a telephone's keys (ANONYMOUS is +266696687):
# https://www.twilio.com/docs/glossary/what-is-caller-id
_HIDDEN_WORDS = {"anonymous", "restricted", "blocked", "unavailable", "unknown", "private"}
_HIDDEN_NUMBERS = {"266696687", "7378742833", "2562533", "8566696", "86282452253", "464"}
_OVER = {"completed", "busy", "failed", "no-answer", "canceled"}
_TALKED = {"completed", "answered"}
_SID = re.compile(r"[A-Za-z0-9]{2,64}")


def twiml(instructions: tuple[Instruction, ...], base: str) -> str:
    """An XML document. `base` is the public address under which the steps of a call are asked for."""
    response = VoiceResponse()
    for instruction in instructions:
        _add(response, instruction, base)
    return str(response)


def _add(response: VoiceResponse | Gather, instruction: Instruction, base: str) -> None:
    match instruction:
        case Say(text):
            response.say(text, language=LANGUAGE, voice=VOICE)
        case Play(address):
            response.play(address)
        case Ask():
            _ask(response, instruction, base)
        case Record():
            _record(response, instruction, base)
        case Connect():
            _connect(response, instruction, base)
        case HangUp():
            response.hangup()


def _ask(response: VoiceResponse, ask: Ask, base: str) -> None:
    gather = Gather(
        action=f"{base}/{ask.then}",
        method="POST",
        input="dtmf",
        num_digits=ask.digits,
        timeout=ask.seconds,
        finish_on_key="#" if ask.digits > 1 else "",
        action_on_empty_result=True,
    )
    for part in ask.said:
        _add(gather, part, base)
    response.append(gather)


def _record(response: VoiceResponse, record: Record, base: str) -> None:
    # Without an action the same address would be asked for again, for ever. Twilio's transcription knows no
    # Vietnamese.
    response.record(
        action=f"{base}/{record.then}",
        method="POST",
        max_length=record.seconds,
        timeout=record.silence_seconds,
        finish_on_key="#",
        play_beep=True,
        trim="trim-silence",
        recording_status_callback=f"{base}/{record.told}",
        recording_status_callback_method="POST",
        recording_status_callback_event="completed absent",
    )


def _connect(response: VoiceResponse, connect: Connect, base: str) -> None:
    dial = Dial(action=f"{base}/{connect.then}", method="POST", timeout=connect.seconds)
    dial.number(
        connect.number,
        status_callback=f"{base}/{connect.told}",
        status_callback_method="POST",
        status_callback_event="answered completed",
    )
    response.append(dial)


def read_news(form: Mapping[str, str]) -> CallNews | None:
    """None where it names no call. A form of Twilio's voice webhooks, any of them."""
    parent = form.get("ParentCallSid", "")
    call_id = parent or form.get("CallSid", "")
    if not _SID.fullmatch(call_id):
        return None
    status = form.get("CallStatus", "")
    return CallNews(
        call_id=call_id,
        caller="" if parent else caller_of(form.get("From", "")),
        status=status[:20],
        digits=_keys(form.get("Digits", "")),
        seconds=_number(form.get("CallDuration", "")),
        talk_seconds=_talk_seconds(form, bool(parent)),
        is_over=status in _OVER and not parent,
        about_officer=bool(parent),
        recording=_recording(form),
    )


def caller_of(shown: str) -> str:
    """What the telephone shows, "" where the caller withholds it."""
    bare = shown.strip()
    if bare.casefold() in _HIDDEN_WORDS or bare.lstrip("+") in _HIDDEN_NUMBERS:
        return ""
    return bare[:64]


def _talk_seconds(form: Mapping[str, str], about_officer: bool) -> int | None:
    if about_officer:
        seconds = _number(form.get("CallDuration", ""))
        return max(seconds, 1) if form.get("CallStatus") == "in-progress" or seconds else None
    if "DialCallStatus" not in form:
        return None
    talked = form["DialCallStatus"] in _TALKED
    return max(_number(form.get("DialCallDuration", "")), 1) if talked else 0


def _recording(form: Mapping[str, str]) -> HeardRecording | None:
    address = form.get("RecordingUrl", "")
    source_id = form.get("RecordingSid") or address.rpartition("/")[2]
    if not _SID.fullmatch(source_id):
        return None
    there = form.get("RecordingStatus", "completed") == "completed"
    return HeardRecording(source_id, address if there else "", _number(form.get("RecordingDuration", "")))


def _keys(digits: str) -> str:
    """`hangup` stands there where the caller hung up instead of pressing a key."""
    return re.sub(r"[^0-9*#]", "", digits)[:20]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
