"""A case with a picture, put there without a form."""

from io import BytesIO

from PIL import Image
from sqlalchemy import select

from feedback_service.carrier import files
from feedback_service.clock import now
from feedback_service.database import transaction
from feedback_service.records import Attachment, Case
from tests.browser.site import ROAD, Site


def a_case_with_a_picture(site: Site) -> tuple[str, int]:
    """Its code and the number of the picture, which is white; the unit has taken the case."""
    _, code, _ = site.sent(ROAD)
    site.handled(code, until="confirmed")
    out = BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "JPEG")
    with site.app.app_context():
        name = files.put(out.getvalue())
        with transaction() as session:
            case = session.scalars(select(Case.id).where(Case.code == code)).one()
            row = Attachment(
                case_id=case, sha256=name, media_type="image/jpeg", size=len(out.getvalue()), added_at=now()
            )
            session.add(row)
            session.flush()
            number = row.id
    return code, number
