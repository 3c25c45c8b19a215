"""The sounds of a bulletin: uploaded, read by the machine, played, taken away."""

from datetime import datetime

from flask import Response, abort, request, send_file
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.carrier import files
from feedback_service.database import db
from feedback_service.errors import Fact
from feedback_service.pack.current import this_pack
from feedback_service.publishing.radio.bulletins import WRITERS
from feedback_service.publishing.radio.facts import NoSuchBulletin
from feedback_service.publishing.radio.sounds.errand import ask_to_speak
from feedback_service.publishing.radio.sounds.keeping import add_sound, remove_sound, store_sound
from feedback_service.publishing.radio.sounds.kinds import MOST_BYTES
from feedback_service.publishing.radio.sounds.machine import can_speak
from feedback_service.publishing.radio.views.room import READERS, blueprint, page, step
from feedback_service.records import Bulletin, BulletinSound, Officer


@blueprint.post("/<int:number>/am-thanh")
@staff(*WRITERS)
def upload(number: int) -> AnyResponse:
    given = request.files.get("tep")
    content = given.stream.read(MOST_BYTES + 1) if given else b""
    try:
        stored = store_sound(content)
    except Fact as fact:
        return page(number, str(fact.said), fact.status)
    language = request.form.get("tieng", "")

    def act(session: Session, bulletin: Bulletin, officer: Officer, moment: datetime) -> object:
        return add_sound(session, bulletin, officer, content, stored, language, this_pack(), moment)

    return step(number, act, _("Đã nhận bản thu. Xin bấm nghe thử một lần."))


@blueprint.post("/<int:number>/may-doc")
@staff(*WRITERS)
def read_aloud(number: int) -> AnyResponse:
    def act(session: Session, bulletin: Bulletin, officer: Officer, moment: datetime) -> None:
        ask_to_speak(session, bulletin, officer, moment, can_speak=can_speak())

    return step(number, act, _("Máy đang đọc. Một hai phút nữa xin tải lại trang để nghe."))


@blueprint.post("/<int:number>/am-thanh/<int:sound>/bo")
@staff(*WRITERS)
def take_away(number: int, sound: int) -> AnyResponse:
    def act(session: Session, bulletin: Bulletin, officer: Officer, moment: datetime) -> None:
        remove_sound(_of(session, bulletin.id, sound), officer, moment)

    return step(number, act, _("Đã bỏ bản thu."))


@blueprint.get("/<int:number>/am-thanh/<int:sound>")
@staff(*READERS)
def play(number: int, sound: int) -> Response:
    found = _of(db.session(), number, sound)
    if found.removed_at is not None:
        abort(404)
    response = sound_file(found)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def sound_file(sound: BulletinSound) -> Response:
    """Answers ranges: a phone asks for a sound piece by piece."""
    try:
        with files.open(sound.sha256) as stored:
            path = str(stored.name)
    except files.NoSuchFile:
        abort(404)
    response = send_file(path, mimetype=sound.media_type, conditional=True, etag=sound.sha256[:24])
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _of(session: Session, number: int, sound: int) -> BulletinSound:
    """Raises NoSuchBulletin for a sound of another bulletin too."""
    found = session.get(BulletinSound, sound) if sound < 2**63 else None
    if found is None or found.bulletin_id != number:
        raise NoSuchBulletin
    return found
