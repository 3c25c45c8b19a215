"""What is carried to the station: one file to take along."""

from io import BytesIO

from flask import Response, send_file

from feedback_service.access import staff
from feedback_service.carrier import files
from feedback_service.database import db
from feedback_service.pack.current import this_pack
from feedback_service.publishing.radio.package import make_package
from feedback_service.publishing.radio.package.archive import SoundFile
from feedback_service.publishing.radio.package.facts_told import name_of, told_of
from feedback_service.publishing.radio.queries import read_sheet
from feedback_service.publishing.radio.sounds.kinds import ENDINGS
from feedback_service.publishing.radio.views.room import READERS, blueprint


@blueprint.get("/<int:number>/goi.zip")
@staff(*READERS)
def package(number: int) -> Response:
    found = read_sheet(db.session(), number, this_pack())
    told = told_of(db.session(), found.bulletin, this_pack())
    sounds = []
    for one in found.sounds:
        with files.open(one.sha256) as stored:
            sounds.append(SoundFile(one.language, ENDINGS[one.media_type], one.seconds, stored.read()))
    name = f"ban-tin-{name_of(found.bulletin)}.zip"
    content = BytesIO(make_package(told, sounds, this_pack()))
    response = send_file(content, mimetype="application/zip", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
