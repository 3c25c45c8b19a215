"""A recording is fetched with care, sealed, kept for its time, listened to with a trace, and written down."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import files, this_carrier
from feedback_service.carrier.files import NoSuchFile
from feedback_service.carrier.sound import NotThereNow, NotToBeTaken
from feedback_service.carrier.twilio_recordings import TwilioRecordings
from feedback_service.clock import now as really_now
from feedback_service.database import db
from feedback_service.intake.recordings_kept import (
    delete_recordings,
    fetch_recording,
    forget_recording,
    look_for_recordings,
)
from feedback_service.intake.voice.silent_calls import end_silent_calls
from feedback_service.records import Call, CallBack, Case, Event, Job, Message, Officer, Reading, Recording
from feedback_service.vocabulary import CallBackReason, CallEnd, Role, Status, Visibility
from feedback_service.working.sweeping import delete_orphans
from tests.builders.cases import DENUNCIATION, an_officer
from tests.builders.desk import act, at_desk
from tests.integration.voice.conftest import ACCOUNT, TOKEN, Caller, Ring

MP3 = b"ID3\x04\x00" + b"\x00" * 500
FIRE = "cháy nhà ở thôn 5, có người mắc kẹt bên trong"


@dataclass
class Keeper:
    """Twilio's side: `content` by path; `statuses` are answered first."""

    base: str = ""
    content: bytes = MP3
    media_type: str = "audio/mpeg"
    statuses: list[int] = field(default_factory=list)
    location: str = ""
    asked: list[tuple[str, str, bool]] = field(default_factory=list)  # method, path, with credentials

    def client(self, **given: object) -> TwilioRecordings:
        return TwilioRecordings(ACCOUNT, TOKEN, self.base, **given)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        return f"{self.base}/2010-04-01/Accounts/{ACCOUNT}/Recordings/RE1"


@contextmanager
def serving(keeper: Keeper) -> Iterator[Keeper]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keeper.asked.append((self.command, self.path, "Authorization" in self.headers))
            status = keeper.statuses.pop(0) if keeper.statuses else 200
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", keeper.location)
            body = keeper.content if status == 200 and self.command == "GET" else b""
            self.send_header("Content-Type", keeper.media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_DELETE(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    keeper.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield keeper
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with serving(Keeper()) as made:
        yield made


@pytest.fixture
def message(ring: Ring, keeper: Keeper, session: Session) -> Recording:
    """A message that waits to be fetched."""
    caller: Caller = ring()
    caller.rings()
    caller.presses("1")
    caller.recording_is("completed", 30, base=keeper.base)
    return session.scalars(select(Recording)).one()


def fresh(session: Session, recording: Recording) -> Recording:
    session.rollback()
    session.expire_all()
    return session.get_one(Recording, recording.id)


def fetch(recording: Recording, keeper: Keeper, now: datetime) -> None:
    fetch_recording(now=now, recording_id=recording.id, keeper=keeper.client())


def the_case(session: Session) -> Case:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Case)).one()


def test_a_recording_is_kept_sealed(
    session: Session, message: Recording, keeper: Keeper, now: datetime, tmp_path: Path
) -> None:
    fetch(message, keeper, now)
    kept = fresh(session, message)
    assert (kept.media_type, kept.fetched_at, kept.delete_on) == (
        "audio/mpeg",
        now,
        (now + timedelta(90)).date(),
    )
    with files.open(kept.sha256) as sealed:
        assert b"ID3" not in sealed.read()
    assert keeper.asked == [("GET", f"{message.address.removeprefix(keeper.base)}.mp3", True)]


def test_fetching_twice_fetches_once(
    session: Session, message: Recording, keeper: Keeper, now: datetime
) -> None:
    fetch(message, keeper, now)
    fetch(message, keeper, now)
    assert len(keeper.asked) == 1


def test_twilios_copy_goes_after_ours_is_safe(
    session: Session, message: Recording, keeper: Keeper, now: datetime
) -> None:
    assert "forget_recording" not in set(session.scalars(select(Job.name)))
    fetch(message, keeper, now)
    session.rollback()
    job = session.scalars(select(Job).where(Job.name == "forget_recording")).one()
    forget_recording(now=now, **job.arguments, keeper=keeper.client())
    assert keeper.asked[-1] == (
        "DELETE",
        f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/{message.source_id}.json",
        True,
    )


@pytest.mark.parametrize("status", [204, 404])
def test_a_copy_that_is_gone_is_forgotten(keeper: Keeper, status: int) -> None:
    keeper.statuses = [status]
    keeper.client().forget("RE1")


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_copy_that_stays_is_tried_again(keeper: Keeper, status: int) -> None:
    keeper.statuses = [status]
    with pytest.raises(NotThereNow):
        keeper.client().forget("RE1")


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_what_is_not_there_yet_is_tried_again(keeper: Keeper, status: int) -> None:
    keeper.statuses = [status]
    with pytest.raises(NotThereNow):
        keeper.client().fetch(keeper.address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/recording",
        "https://twilio.com.evil.example/RE1",
        "https://eviltwilio.com/RE1",
        "https://api.twilio.com@evil.example/RE1",
        "https://evil@api.twilio.com/RE1",
        "http://api.twilio.com/RE1",
        "https://api.twilio.com:8443/RE1",
        "https://api.twilio.com:abc/RE1",
        "file:///etc/passwd",
        "//169.254.169.254/latest",
        "",
    ],
)
def test_other_hosts_are_never_asked(keeper: Keeper, address: str) -> None:
    with pytest.raises(NotToBeTaken, match="host"):
        keeper.client().fetch(address)
    assert keeper.asked == []


def test_a_redirect_leads_nowhere_else(keeper: Keeper) -> None:
    keeper.statuses, keeper.location = [302], "http://169.254.169.254/latest/meta-data"
    with pytest.raises(NotToBeTaken, match="host"):
        keeper.client().fetch(keeper.address)


def test_a_redirect_is_followed_without_the_credentials(keeper: Keeper) -> None:
    keeper.statuses, keeper.location = [307], "/elsewhere.mp3"
    assert keeper.client().fetch(keeper.address).content == MP3
    assert [credentials for _, _, credentials in keeper.asked] == [True, False]


def test_redirects_end(keeper: Keeper) -> None:
    keeper.statuses, keeper.location = [302] * 20, "/again"
    with pytest.raises(NotToBeTaken, match="redirects"):
        keeper.client().fetch(keeper.address)
    assert len(keeper.asked) < 6


@pytest.mark.parametrize(
    ("content", "media_type", "why"),
    [
        (b"<html>Welcome to our Wi-Fi</html>", "text/html", "content_type"),
        (b"<html>Welcome to our Wi-Fi</html>", "audio/mpeg", "no_sound"),
        (b"", "audio/mpeg", "no_sound"),
        (MP3 * 100, "audio/mpeg", "too_long"),
    ],
)
def test_only_sound_is_taken_and_not_too_much(
    keeper: Keeper, content: bytes, media_type: str, why: str
) -> None:
    keeper.content, keeper.media_type = content, media_type
    with pytest.raises(NotToBeTaken, match=why):
        keeper.client(most_bytes=10_000).fetch(keeper.address)


def test_what_will_never_be_heard_is_owed_a_call(
    session: Session, message: Recording, keeper: Keeper, now: datetime
) -> None:
    keeper.content = b"<html>"
    fetch(message, keeper, now)
    assert fresh(session, message).address == ""
    assert session.scalars(select(CallBack.reason)).one() == CallBackReason.VOICEMAIL


def test_what_did_not_come_is_asked_for_again_and_given_up_after_a_week(
    session: Session, message: Recording, now: datetime
) -> None:
    look_for_recordings(now=now + timedelta(days=1))
    session.rollback()
    assert len(session.scalars(select(Job).where(Job.name == "fetch_recording")).all()) == 2
    look_for_recordings(now=now + timedelta(days=8))
    assert fresh(session, message).address == ""
    assert session.scalars(select(CallBack.reason)).one() == CallBackReason.VOICEMAIL


def test_past_its_last_day_the_recording_is_deleted_with_its_file(
    session: Session, message: Recording, keeper: Keeper, now: datetime
) -> None:
    fetch(message, keeper, now)
    name = fresh(session, message).sha256
    assert delete_recordings(now=now + timedelta(days=90)) == 0
    assert delete_recordings(now=now + timedelta(days=91)) == 1
    gone = fresh(session, message)
    assert (gone.sha256, gone.deleted_at) == ("", now + timedelta(days=91))
    with pytest.raises(NoSuchFile):
        files.open(name)
    assert "recording_deleted" in set(session.scalars(select(Event.action)))


def test_files_of_recordings_are_no_orphans(
    session: Session, message: Recording, keeper: Keeper, now: datetime, tmp_path: Path
) -> None:
    import os
    import time

    fetch(message, keeper, now)
    name = fresh(session, message).sha256
    then = time.time() - 2 * 86_400
    os.utime(tmp_path / "files" / name[:2] / name, (then, then))
    assert delete_orphans(now=now) == 0
    assert this_carrier().files.open(name).read()


def test_a_call_whose_end_nobody_told_was_missed(session: Session, ring: Ring, now: datetime) -> None:
    ring().rings()
    end_silent_calls(session, now=now + timedelta(minutes=30))
    assert session.scalars(select(Call.end)).one() is None
    end_silent_calls(session, now=now + timedelta(hours=2))
    session.flush()
    session.expire_all()
    assert session.scalars(select(Call.end)).one() == CallEnd.MISSED
    assert session.scalars(select(CallBack.reason)).one() == CallBackReason.MISSED


# ---- on the case page


@pytest.fixture
def fetched(session: Session, message: Recording, keeper: Keeper, now: datetime) -> Recording:
    fetch(message, keeper, now)
    return fresh(session, message)


def officer_of(app: Flask, role: Role, unit: str = "VP") -> Officer:
    with app.app_context():
        made = an_officer(db.session(), role, unit)
        db.session.commit()
        return made


def test_a_clerk_listens_and_leaves_a_trace(app: Flask, session: Session, fetched: Recording) -> None:
    clerk, case = officer_of(app, Role.CLERK), the_case(session)
    desk, page = at_desk(app, clerk), f"/can-bo/ho-so/{case.code}"
    assert "<audio" not in desk.get(page).text
    assert desk.get(f"{page}/ghi-am/{fetched.id}").status_code == 403
    assert act(desk, case, "ghi-am").status_code == 303
    assert f'src="{page}/ghi-am/{fetched.id}"' in desk.get(page).text
    answer = desk.get(f"{page}/ghi-am/{fetched.id}")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/mpeg", MP3)
    assert "no-store" in answer.headers["Cache-Control"]
    session.rollback()
    assert session.scalars(select(Reading.what)).all() == ["recording"]


def test_the_unit_says_why_it_listens(app: Flask, session: Session, fetched: Recording) -> None:
    case = the_case(session)
    desk = at_desk(app, officer_of(app, Role.OFFICER, case.unit_code))
    assert act(desk, case, "ghi-am").status_code == 422
    assert act(desk, case, "ghi-am", ly_do_nghe="Chép lời tin nhắn").status_code == 303


@pytest.mark.parametrize(("role", "status"), [(Role.OFFICER, 404), (Role.AUDITOR, 403), (Role.ADMIN, 403)])
def test_nobody_else_hears_it(
    app: Flask, session: Session, fetched: Recording, role: Role, status: int
) -> None:
    desk = at_desk(app, officer_of(app, role, "KT"))
    assert desk.get(f"/can-bo/ho-so/{the_case(session).code}/ghi-am/{fetched.id}").status_code == status


def test_a_recording_of_another_case_is_none(app: Flask, session: Session, fetched: Recording) -> None:
    desk = at_desk(app, officer_of(app, Role.CLERK))
    assert desk.get(f"/can-bo/ho-so/{the_case(session).code}/ghi-am/{fetched.id + 7}").status_code == 404


def test_what_is_written_down_is_routed_while_nobody_has_confirmed(
    app: Flask, session: Session, fetched: Recording
) -> None:
    desk = at_desk(app, officer_of(app, Role.CLERK))
    act(desk, the_case(session), "ghi-am")
    words = "Đường thôn 5 bị sạt lở, xe máy không đi qua được, đề nghị xã cho sửa đường"
    answer = act(desk, the_case(session), f"ghi-am/{fetched.id}/chep-loi", chep_loi=words)
    assert answer.status_code == 303
    case = the_case(session)
    assert (case.text, case.unit_code) == (words, "KT")
    assert "<mark>" in desk.get(f"/can-bo/ho-so/{case.code}").text
    assert session.scalars(select(Message)).all() == []


def test_after_confirming_it_is_added_as_the_citizens_words(
    app: Flask, session: Session, fetched: Recording
) -> None:
    desk, case = at_desk(app, officer_of(app, Role.CLERK)), the_case(session)
    before = case.text
    confirmed = act(desk, case, "xac-nhan", unit=case.unit_code, kind=case.kind.value, topic=case.topic_code)
    assert confirmed.status_code == 303
    for _ in range(2):
        act(desk, the_case(session), f"ghi-am/{fetched.id}/chep-loi", chep_loi="Xin sửa cái cống đầu thôn")
    case = the_case(session)
    assert (case.text, case.status) == (before, Status.IN_PROGRESS)
    assert session.scalars(select(Message.text)).all() == ["Xin sửa cái cống đầu thôn"]


def test_a_denunciation_that_was_spoken_is_sealed_when_it_is_written_down(
    app: Flask, session: Session, fetched: Recording
) -> None:
    desk = at_desk(app, officer_of(app, Role.CLERK))
    act(desk, the_case(session), f"ghi-am/{fetched.id}/chep-loi", chep_loi=DENUNCIATION)
    assert the_case(session).visibility == Visibility.SEALED
    assert desk.get(f"/can-bo/ho-so/{the_case(session).code}/ghi-am/{fetched.id}").status_code == 404


def test_danger_that_was_spoken_is_danger_when_it_is_written_down(
    app: Flask, session: Session, fetched: Recording
) -> None:
    desk = at_desk(app, officer_of(app, Role.CLERK))
    act(desk, the_case(session), f"ghi-am/{fetched.id}/chep-loi", chep_loi=FIRE)
    assert the_case(session).danger


def test_an_empty_transcript_is_refused(app: Flask, session: Session, fetched: Recording) -> None:
    desk = at_desk(app, officer_of(app, Role.CLERK))
    assert act(desk, the_case(session), f"ghi-am/{fetched.id}/chep-loi", chep_loi="  ").status_code == 422


def test_the_page_says_what_there_is_to_hear(
    app: Flask, session: Session, message: Recording, keeper: Keeper, now: datetime
) -> None:
    desk, page = at_desk(app, officer_of(app, Role.CLERK)), f"/can-bo/ho-so/{the_case(session).code}"
    assert "đang được lấy về" in desk.get(page).text
    keeper.content = b"<html>"
    fetch(message, keeper, now)
    assert "Không có tiếng" in desk.get(page).text
    delete_recordings(now=really_now() + timedelta(days=400))
    assert "đã được xoá" in desk.get(page).text
