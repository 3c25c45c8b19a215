"""Pictures that go with a public text: chosen from those of the case, copied small and without anything hidden.

A copy is made when a picture is chosen, so that approving only freezes names. A sealed picture (one with something
painted over, or never fit to be seen) is not offered, and its copy is not served once it is sealed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from feedback_service.carrier import files
from feedback_service.handling.public.filter import public_case, shown_photos
from feedback_service.handling.public.queries import public_texts
from feedback_service.handling.writing.evidence import PICTURE, PictureUnreadable
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, PublicPhoto, PublicText
from feedback_service.vocabulary import EvidenceRole

LONGEST_SIDE = 1200  # pixels: enough for a phone and for Facebook, some 150 kB
LONGEST_CAPTION = 200
MOST_PHOTOS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A picture as the writer wants it shown."""

    attachment: int
    role: EvidenceRole = EvidenceRole.NONE
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A public copy in the store; `width` and `height` in pixels."""

    sha256: str
    width: int
    height: int


def pictures_of(session: Session, case: Case) -> Sequence[Attachment]:
    """Those that may be chosen, oldest first."""
    offered = select(Attachment).where(
        Attachment.case_id == case.id, Attachment.sealed.is_(False), Attachment.media_type == PICTURE
    )
    return session.scalars(offered.order_by(Attachment.id)).all()


def chosen_of(session: Session, text: PublicText) -> Sequence[PublicPhoto]:
    """In their order."""
    rows = (
        select(PublicPhoto)
        .join(Attachment, Attachment.id == PublicPhoto.attachment_id)
        .where(
            PublicPhoto.public_text_id == text.id, PublicPhoto.chosen.is_(True), Attachment.sealed.is_(False)
        )
    )
    return session.scalars(rows.order_by(PublicPhoto.position, PublicPhoto.id)).all()


def make_copies(session: Session, case: Case, choices: Iterable[Choice]) -> Mapping[int, Copy]:
    """By attachment. Before the transaction: making a picture anew takes a while, and others wait.

    Raises PictureUnreadable. What is no picture of the case, or is sealed, gets no copy and so is not chosen.
    """
    offered = {one.id: one for one in pictures_of(session, case)}
    wanted = [one.attachment for one in choices if one.attachment in offered][:MOST_PHOTOS]
    return {number: _copy(offered[number].sha256) for number in wanted}


def choose_photos(
    session: Session, text: PublicText, choices: Iterable[Choice], copies: Mapping[int, Copy]
) -> bool:
    """What goes with the text that is being written. Whether anything changed; then the approver has to read again."""
    rows = _rows(session, text)
    before = [_seen(row) for row in chosen_of(session, text)]
    for row in rows.values():
        row.chosen = False
    for position, choice in enumerate(one for one in choices if one.attachment in copies):
        copy = copies[choice.attachment]
        row = rows.get(choice.attachment) or PublicPhoto(
            public_text_id=text.id, attachment_id=choice.attachment
        )
        row.chosen, row.position, row.role = True, position, choice.role
        row.caption = " ".join(choice.caption.split())[:LONGEST_CAPTION]
        row.sha256, row.width, row.height = copy.sha256, copy.width, copy.height
        session.add(row)
    session.flush()
    changed = before != [_seen(row) for row in chosen_of(session, text)]
    if changed:
        flag_modified(text, "author_id")
        session.flush()
    return changed


def choose_as_frozen(session: Session, text: PublicText) -> None:
    """A correction was dropped: chosen is again what is out."""
    frozen = {photo["sha256"]: (number, photo) for number, photo in enumerate(shown_photos(text))}
    for row in _rows(session, text).values():
        row.chosen = row.sha256 in frozen
        if row.chosen:
            row.position, photo = frozen[row.sha256]
            row.role, row.caption = EvidenceRole(photo["role"]), photo["caption"]


def frozen(session: Session, text: PublicText) -> dict[str, Any]:
    """The chosen ones as a version keeps them; empty where there is none."""
    shown = [
        {
            "sha256": row.sha256,
            "role": row.role.value,
            "caption": row.caption,
            "width": row.width,
            "height": row.height,
        }
        for row in chosen_of(session, text)
    ]
    return {"shown": shown} if shown else {}


def find_public_picture(session: Session, code: str, number: int, pack: Pack) -> str | None:
    """The name in the store of the picture with this number (from 1), only while it may be shown to everybody."""
    row = session.execute(public_texts().where(PublicText.code == code)).one_or_none()
    if row is None or public_case(*row, pack) is None:
        return None
    text: PublicText = row[0]
    shown = shown_photos(text)
    if not 1 <= number <= len(shown):
        return None
    standing = (
        select(PublicPhoto.sha256)
        .join(Attachment, Attachment.id == PublicPhoto.attachment_id)
        .where(
            PublicPhoto.public_text_id == text.id,
            PublicPhoto.sha256 == shown[number - 1]["sha256"],
            Attachment.sealed.is_(False),
        )
    )
    return session.scalars(standing.limit(1)).one_or_none()


def _rows(session: Session, text: PublicText) -> dict[int, PublicPhoto]:
    rows = session.scalars(select(PublicPhoto).where(PublicPhoto.public_text_id == text.id))
    return {row.attachment_id: row for row in rows}


def _seen(row: PublicPhoto) -> tuple[str, str, str]:
    return row.sha256, row.role.value, row.caption


def _copy(sha256: str) -> Copy:
    try:
        with files.open(sha256) as stream, Image.open(BytesIO(stream.read())) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            flat = Image.new("RGB", upright.size)
            flat.paste(upright)  # pixels alone: neither EXIF nor comments nor previews come along
    except (files.NoSuchFile, OSError, ValueError) as error:
        raise PictureUnreadable from error
    out = BytesIO()
    flat.save(out, "JPEG", quality=78, optimize=True, progressive=True)
    return Copy(files.put(out.getvalue()), *flat.size)
