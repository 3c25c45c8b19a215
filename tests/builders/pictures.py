"""Pictures as phones make them: with the place, the camera's owner and a preview inside."""

from io import BytesIO

from PIL import Image
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.records import Attachment, Case
from feedback_service.vocabulary import EvidenceRole
from tests.builders.cases import NOW

AUTHOR = "Nguyen Van Kin"


def a_jpeg(color: str = "brown", size: tuple[int, int] = (1600, 900), author: str = AUTHOR) -> bytes:
    """With EXIF: GPS, author and a comment."""
    exif = Image.Exif()
    exif[0x013B], exif[0x8298], exif[0x010E] = author, author, "ngo 7 nha so 9"
    exif[0x8825] = {1: "N", 2: (12.0, 48.0, 30.5), 3: "E", 4: (108.0, 33.0, 12.25)}
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG", exif=exif, comment=b"0905888777")
    return out.getvalue()


def a_picture(
    session: Session,
    case: Case,
    color: str = "brown",
    role: EvidenceRole = EvidenceRole.NONE,
    **given: object,
) -> Attachment:
    """Kept as it came, EXIF and all: what is published must be clean whoever let it in."""
    content = a_jpeg(color)
    values = {
        "case_id": case.id,
        "sha256": files.put(content),
        "media_type": "image/jpeg",
        "size": len(content),
        "added_at": NOW,
        "role": role,
    }
    row = Attachment(**{**values, **given})
    session.add(row)
    session.flush()
    return row
