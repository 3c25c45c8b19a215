"""Package, sounds and the log of what was on the air."""

import io
import json
import struct
import wave
import zipfile
from datetime import UTC, date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.errors import ChangeNotAllowed
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.broadcasts import broadcasts_by_month, cancel_broadcast, log_broadcast
from feedback_service.publishing.radio.facts import HourWrong, NoSpeakingMachine, SoundRefused
from feedback_service.publishing.radio.package import make_package
from feedback_service.publishing.radio.package.archive import SoundFile
from feedback_service.publishing.radio.package.facts_told import told_of
from feedback_service.publishing.radio.sounds.errand import ask_to_speak, speak_bulletin
from feedback_service.publishing.radio.sounds.keeping import add_sound, remove_sound, store_sound
from feedback_service.publishing.radio.sounds.kinds import kind_of_sound, seconds_of
from feedback_service.publishing.radio.sounds.machine import DoesNotSpeak, Voice, with_rests
from feedback_service.records import Broadcast, BulletinSound, Job
from feedback_service.vocabulary import Role
from tests.builders.bulletins import a_bulletin, an_approved_bulletin
from tests.builders.cases import NOW, an_officer
from tests.builders.published import a_published_case

LATER = NOW + timedelta(days=5)
HOURS = [time(5, 30), time(17)]


def a_wav(seconds: int = 2) -> bytes:
    whole = io.BytesIO()
    with wave.open(whole, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(struct.pack("<h", 0) * 8000 * seconds)
    return whole.getvalue()


def opened(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_holds_text_script_and_description(session: Session, pack: Pack) -> None:
    a_published_case(session, pack)
    told = told_of(session, an_approved_bulletin(session, pack), pack)
    held = opened(make_package(told, [SoundFile("rad", "mp3", 0, b"ID3")], pack))
    assert list(held) == [
        f"ban-tin-{told.name}.txt",
        f"ban-tin-{told.name}.docx",
        "bulletin.json",
        f"ban-tin-{told.name}-1-rad.mp3",
    ]
    described = json.loads(held["bulletin.json"])
    assert described["text"] == held[f"ban-tin-{told.name}.txt"].decode()
    assert described["approved_sha256"] == told.content_hash
    assert described["slots"] == ["05:30", "17:00"]
    assert described["audio"][0]["language"] == "rad"


def test_the_machines_text_says_names_as_they_sound(session: Session, pack: Pack) -> None:
    told = told_of(session, an_approved_bulletin(session, pack), pack)
    text = opened(make_package(told, [], pack))[f"ban-tin-{told.name}.txt"].decode()
    assert "Ê a Cơ nốp" in text and "Ea Knốp" not in text
    assert not any(one.isdigit() for one in text)


def test_the_same_bulletin_is_the_same_file(session: Session, pack: Pack) -> None:
    told = told_of(session, an_approved_bulletin(session, pack), pack)
    assert make_package(told, [], pack) == make_package(told, [], pack)


def test_a_draft_has_no_package(session: Session, pack: Pack) -> None:
    with pytest.raises(ChangeNotAllowed):
        told_of(session, a_bulletin(session, pack), pack)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"ID3\x04" + b"\0" * 60, "audio/mpeg"),
        (b"\xff\xfb\x90\x64" + b"\0" * 60, "audio/mpeg"),
        (a_wav(), "audio/wav"),
        (b"OggS" + b"\0" * 24 + b"OpusHead" + b"\0" * 30, "audio/ogg"),
        (b"\0\0\0\x20ftypM4A " + b"\0" * 60, "audio/mp4"),
        (b"<html>" + b"\0" * 60, None),
        (b"%PDF-1.7" + b"\0" * 60, None),
        (b"\xff\xd8\xff\xe0" + b"\0" * 60, None),
        (b"", None),
    ],
)
def test_a_sound_is_known_by_what_it_begins_with(content: bytes, kind: str | None) -> None:
    assert kind_of_sound(content) == kind


def test_a_wav_says_how_long_it_is() -> None:
    assert (seconds_of(a_wav(3), "audio/wav"), seconds_of(b"RIFF", "audio/wav")) == (3, 0)


def test_a_recording_is_kept_once_and_taken_away(app: Flask, session: Session, pack: Pack) -> None:
    bulletin, officer = an_approved_bulletin(session, pack), an_officer(session, Role.HEAD, "TTDV")
    content = a_wav()
    stored = store_sound(content)
    made = [add_sound(session, bulletin, officer, content, stored, "rad", pack, NOW) for _ in range(2)]
    session.flush()
    assert made[0] is made[1] and made[0].seconds == 2
    with files.open(made[0].sha256) as kept:
        assert kept.read() == content
    remove_sound(made[0], officer, NOW)
    assert made[0].removed_at == NOW


def test_what_is_no_sound_is_refused(app: Flask, session: Session) -> None:
    with pytest.raises(SoundRefused):
        store_sound(b"<svg onload=alert(1)>")


def test_a_draft_is_not_read_aloud(app: Flask, session: Session, pack: Pack) -> None:
    officer, content = an_officer(session, Role.PUBLISHER, ""), a_wav()
    with pytest.raises(ChangeNotAllowed):
        add_sound(session, a_bulletin(session, pack), officer, content, store_sound(content), "vi", pack, NOW)


def test_without_the_program_it_says_so(session: Session, pack: Pack) -> None:
    officer = an_officer(session, Role.PUBLISHER, "")
    with pytest.raises(NoSpeakingMachine):
        ask_to_speak(session, an_approved_bulletin(session, pack), officer, NOW, can_speak=False)


def test_the_machine_reads_in_the_background(app: Flask, session: Session, pack: Pack) -> None:
    bulletin, officer = an_approved_bulletin(session, pack), an_officer(session, Role.PUBLISHER, "")
    ask_to_speak(session, bulletin, officer, NOW, can_speak=True)
    asked = session.scalars(select(Job).where(Job.name == "speak_bulletin")).one()
    arguments = dict(asked.arguments)
    session.commit()
    heard: list[str] = []

    def speak(text: str, voice: Voice) -> bytes:
        heard.append(text)
        return a_wav()

    speak_bulletin(now=NOW, speak=speak, **arguments)
    speak_bulletin(now=NOW, speak=speak, **arguments)
    sound = session.scalars(select(BulletinSound)).one()
    assert sound.by_machine and sound.language == "vi" and "Ê a Cơ nốp" in heard[0]


def test_a_machine_that_fails_leaves_nothing(app: Flask, session: Session, pack: Pack) -> None:
    bulletin, officer = an_approved_bulletin(session, pack), an_officer(session, Role.PUBLISHER, "")
    session.commit()

    def speak(text: str, voice: Voice) -> bytes:
        raise DoesNotSpeak("failed")

    speak_bulletin(now=NOW, bulletin_id=bulletin.id, officer_id=officer.id, speak=speak)
    assert session.scalars(select(BulletinSound)).all() == []


def test_hours_on_air_are_written_down_once(session: Session, pack: Pack) -> None:
    bulletin, officer = an_approved_bulletin(session, pack), an_officer(session, Role.HEAD, "TTDV")
    first = local_day(NOW, pack)

    def log() -> list[Broadcast]:
        made = log_broadcast(session, bulletin, officer, first, HOURS, 3, "Cụm Ea Tih", "vi", "", pack, LATER)
        session.flush()
        return made

    assert [len(log()), len(log())] == [6, 0]
    assert sum(broadcasts_by_month(session, first, first + timedelta(days=5), pack).values()) == 6


def test_what_was_struck_out_counts_no_more(session: Session, pack: Pack) -> None:
    bulletin, officer = an_approved_bulletin(session, pack), an_officer(session, Role.HEAD, "TTDV")
    first = local_day(NOW, pack)
    made = log_broadcast(session, bulletin, officer, first, HOURS, 1, "", "vi", "", pack, LATER)
    session.flush()
    cancel_broadcast(made[0], officer, LATER)
    session.flush()
    assert broadcasts_by_month(session, first, first, pack) == {first.replace(day=1): 1}
    with pytest.raises(ChangeNotAllowed):
        cancel_broadcast(made[0], officer, LATER)


def test_nothing_is_on_air_before_its_hour_or_its_approval(session: Session, pack: Pack) -> None:
    officer, first = an_officer(session, Role.HEAD, "TTDV"), local_day(NOW, pack)
    with pytest.raises(ChangeNotAllowed):
        log_broadcast(session, a_bulletin(session, pack), officer, first, HOURS, 1, "", "vi", "", pack, LATER)
    bulletin = an_approved_bulletin(session, pack)
    for day, days in ((first + timedelta(days=9), 1), (first, 0), (first, 99), (date(9999, 12, 30), 14)):
        with pytest.raises(HourWrong):
            log_broadcast(session, bulletin, officer, day, HOURS, days, "", "vi", "", pack, LATER)


def test_the_months_root_is_printed_and_not_read(session: Session, pack: Pack) -> None:
    told = told_of(session, an_approved_bulletin(session, pack), pack)
    assert told.root_month == f"{NOW.astimezone(UTC).replace(day=1) - timedelta(days=1):%m/%Y}"
    assert not told.root or told.root not in opened(make_package(told, [], pack))["bulletin.json"].decode()


def test_a_machine_rests_between_parts_as_the_station_wants() -> None:
    assert with_rests("Một & hai.\nBa.\n\nBốn.\n", 15) == (
        'Một &amp; hai.\nBa.\n<break time="1500ms"/>\nBốn.'
    )
