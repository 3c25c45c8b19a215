"""What the telephone is told as TwiML, and what Twilio's forms mean."""

from xml.etree import ElementTree

import pytest

from feedback_service.carrier.sound import NotToBeTaken, sound_of
from feedback_service.carrier.twilio_voice import caller_of, read_news, twiml
from feedback_service.carrier.voice import Ask, Connect, HangUp, Instruction, Play, Record, Say

BASE = "https://pakn.example/webhooks/twilio/voice"


def made(*instructions: Instruction) -> ElementTree.Element:
    return ElementTree.fromstring(twiml(instructions, BASE))  # noqa: S314  our own


def test_words_are_said_by_a_voice_that_knows_vietnamese() -> None:
    (say,) = made(Say("Xin chào & cảm ơn <bà con>"))
    assert (say.tag, say.text) == ("Say", "Xin chào & cảm ơn <bà con>")
    assert say.attrib == {"language": "vi-VN", "voice": "Google.vi-VN-Standard-A"}


def test_a_question_asks_its_next_step_also_without_an_answer() -> None:
    (gather,) = made(Ask("chon?luot=1&lan=2", 1, (Play("https://pakn.example/chao.mp3"), Say("Bấm một"))))
    assert gather.attrib["action"] == f"{BASE}/chon?luot=1&lan=2"
    assert (gather.attrib["numDigits"], gather.attrib["actionOnEmptyResult"]) == ("1", "true")
    assert [part.tag for part in gather] == ["Play", "Say"]


def test_a_recording_always_knows_where_to_go_on() -> None:
    record, hangup = made(Record("loi-nhan?luot=2", "ghi-am", 180, 8), HangUp())
    assert record.attrib["action"] == f"{BASE}/loi-nhan?luot=2"
    assert record.attrib["recordingStatusCallback"] == f"{BASE}/ghi-am"
    assert (record.attrib["maxLength"], record.attrib["finishOnKey"]) == ("180", "#")
    assert (record.attrib["playBeep"], record.attrib["trim"]) == ("true", "trim-silence")
    assert "transcribe" not in record.attrib
    assert hangup.tag == "Hangup"


def test_an_officer_is_rung_and_not_recorded() -> None:
    (dial,) = made(Connect("+84911111111", "sau-khi-noi?luot=2", "trang-thai", 20))
    assert (dial.attrib["timeout"], dial.attrib["action"]) == ("20", f"{BASE}/sau-khi-noi?luot=2")
    assert "record" not in dial.attrib
    (number,) = dial
    assert (number.text, number.attrib["statusCallback"]) == ("+84911111111", f"{BASE}/trang-thai")


def test_nothing_to_say_is_an_empty_response() -> None:
    assert list(made()) == []


@pytest.mark.parametrize(
    "shown", ["anonymous", " RESTRICTED ", "+266696687", "266696687", "+86282452253", ""]
)
def test_a_withheld_number_is_no_number(shown: str) -> None:
    assert caller_of(shown) == ""


@pytest.mark.parametrize("shown", ["+84905123456", "0262300199", "1022", "sip:a@b.example"])
def test_other_callers_are_kept_as_shown(shown: str) -> None:
    assert caller_of(shown) == shown


@pytest.mark.parametrize("form", [{}, {"CallSid": ""}, {"CallSid": "CA 1"}, {"CallSid": "../x"}])
def test_a_form_without_a_call_says_nothing(form: dict[str, str]) -> None:
    assert read_news(form) is None


@pytest.mark.parametrize(
    ("form", "talked"),
    [
        ({}, None),
        ({"DialCallStatus": "completed", "DialCallDuration": "40"}, 40),
        ({"DialCallStatus": "completed"}, 1),
        ({"DialCallStatus": "no-answer"}, 0),
        ({"ParentCallSid": "CA2", "CallStatus": "in-progress"}, 1),
        ({"ParentCallSid": "CA2", "CallStatus": "completed", "CallDuration": "12"}, 12),
        ({"ParentCallSid": "CA2", "CallStatus": "no-answer", "CallDuration": "0"}, None),
    ],
)
def test_whether_an_officer_was_spoken_to(form: dict[str, str], talked: int | None) -> None:
    news = read_news({"CallSid": "CA1", **form})
    assert news is not None
    assert news.talk_seconds == talked


def test_the_officers_end_is_told_of_the_callers_call() -> None:
    news = read_news(
        {"CallSid": "CA1", "ParentCallSid": "CA2", "CallStatus": "completed", "From": "+15005550006"}
    )
    assert news is not None
    assert (news.call_id, news.caller, news.is_over, news.about_officer) == ("CA2", "", False, True)


def test_hanging_up_is_no_key() -> None:
    news = read_news({"CallSid": "CA1", "Digits": "hangup"})
    assert news is not None
    assert news.digits == ""


@pytest.mark.parametrize(
    ("status", "address"),
    [("", "https://x/RE1"), ("completed", "https://x/RE1"), ("absent", ""), ("failed", "")],
)
def test_a_recording_that_failed_has_no_address(status: str, address: str) -> None:
    form = {"CallSid": "CA1", "RecordingUrl": "https://x/RE1", "RecordingDuration": "7"}
    news = read_news({**form, **({"RecordingStatus": status} if status else {})})
    assert news is not None and news.recording is not None
    assert (news.recording.source_id, news.recording.address, news.recording.seconds) == ("RE1", address, 7)


@pytest.mark.parametrize(
    "content", [b"ID3\x04", b"\xff\xfb\x90\x00", b"\xff\xf3\x40\xc0", b"\xff\xe3\x18\xc4"]
)
def test_mp3_is_known_by_its_first_bytes(content: bytes) -> None:
    assert sound_of(content).media_type == "audio/mpeg"


def test_wav_is_known_by_its_first_bytes() -> None:
    assert sound_of(b"RIFF\x00\x00\x00\x00WAVEfmt ").media_type == "audio/wav"


@pytest.mark.parametrize("content", [b"", b"\xff", b"%PDF", b"\xff\xd8\xff\xe0", b"RIFF0000AVI ", b"<?xml"])
def test_anything_else_is_no_sound(content: bytes) -> None:
    with pytest.raises(NotToBeTaken):
        sound_of(content)
