"""The bulletins that were approved, to read and to hear. Nothing but what was approved."""

from flask import Blueprint, Response, render_template

from feedback_service.access import public
from feedback_service.database import db
from feedback_service.kept_pages import kept_page
from feedback_service.pack.current import this_pack
from feedback_service.publishing.radio.facts import NoSuchBulletin
from feedback_service.publishing.radio.open_shelf import open_bulletin, open_bulletins, open_sound, shelf_mark
from feedback_service.publishing.radio.views.sounds import sound_file
from feedback_service.publishing.radio.voice import radio_of

blueprint = Blueprint("bulletins", __name__, url_prefix="/ban-tin")


@blueprint.get("")
@public
def shelf() -> Response:
    def render() -> str:
        return render_template("publishing/ban_tin.html", lines=open_bulletins(db.session()))

    return kept_page(render, "ban-tin", this_pack().version, shelf_mark(db.session()))


@blueprint.get("/<int:year>-<int:number>")
@public
def one(year: int, number: int) -> Response:
    """Raises NoSuchBulletin for what was never approved, was withdrawn, or tells what is public no more."""
    found = open_bulletin(db.session(), year, number)

    def render() -> str:
        return render_template(
            "publishing/ban_tin_mot.html",
            told=found,
            languages=radio_of(this_pack()).language_names,
        )

    mark = [(sound.id, sound.language) for sound in found.sounds]
    return kept_page(render, "ban-tin", this_pack().version, found.bulletin.content_hash, mark)


@blueprint.get("/<int:year>-<int:number>/am-thanh/<int:sound>")
@public
def play(year: int, number: int, sound: int) -> Response:
    found = open_sound(db.session(), year, number, sound)
    if found is None:
        raise NoSuchBulletin
    response = sound_file(found)
    response.headers["Cache-Control"] = "no-cache"
    return response
