"""What a publishing desk has behind it after a year, by its own verbs: pictures, a correction, something taken back.

And what lies before it: an answered case with pictures that is worth telling, a correction that waits for its second
reader. The same cases give the same desk; a second call changes nothing.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.demo.pictures import broken_road, mended_road
from feedback_service.handling.public.queries import published
from feedback_service.handling.writing.evidence import PICTURE
from feedback_service.pack.model import Pack
from feedback_service.publishing.correcting import approve_correction, correct_public_text
from feedback_service.publishing.photos import Choice, choose_photos, make_copies
from feedback_service.publishing.public_text import withdraw_public_text
from feedback_service.records import Attachment, Case, Officer, PublicText, Removal
from feedback_service.vocabulary import EvidenceRole, Publication, RemovalReason, Role, Status, Visibility

_NEEDED = 4
_SHOWN = ((EvidenceRole.BEFORE, "Trước khi làm"), (EvidenceRole.AFTER, "Sau khi làm"))


def fill_demo_results(session: Session, pack: Pack, now: datetime) -> None:
    """As far as there are published cases for it."""
    if session.scalar(select(Removal.id).limit(1)) is not None:
        return
    people = {
        role: session.scalars(select(Officer).where(Officer.demo, Officer.role == role)).first()
        for role in (Role.PUBLISHER, Role.LEADER)
    }
    writer, leader = people[Role.PUBLISHER], people[Role.LEADER]
    texts = _published(session)
    if writer is None or leader is None or len(texts) < _NEEDED:
        return
    with_photos, right, waiting, gone = texts[:_NEEDED]
    _correct(session, with_photos, writer, "Thêm lời nhắn và ảnh trước và sau khi làm.", pack, now)
    _add_photos(session, with_photos, now)
    approve_correction(session, _case(session, with_photos), leader, pack, now)
    _correct(session, right, writer, "Sửa lại ngày làm xong.", pack, now)
    approve_correction(session, _case(session, right), leader, pack, now)
    _correct(session, waiting, writer, "Sửa tên đường.", pack, now)
    reason = "Kể rõ quá, người trong thôn nhận ra nhà nào."
    withdraw_public_text(session, _case(session, gone), leader, RemovalReason.PERSONAL_DATA, reason, now)
    _show_untold(session, now)


def _published(session: Session) -> list[PublicText]:
    asked = select(PublicText).join(Case, Case.id == PublicText.case_id).where(*published())
    return list(
        session.scalars(asked.order_by(PublicText.answered_on.desc(), PublicText.id.desc()).limit(9))
    )[::2]


def _case(session: Session, text: PublicText) -> Case:
    return session.get_one(Case, text.case_id)


def _correct(
    session: Session, text: PublicText, writer: Officer, note: str, pack: Pack, now: datetime
) -> None:
    answer = f"{text.answer.rstrip('.')}. Bà con thấy còn chỗ nào chưa xong thì báo lại."
    correct_public_text(
        session, _case(session, text), writer, text.title, text.summary, answer, note, pack, now
    )


def _add_photos(session: Session, text: PublicText, now: datetime) -> None:
    case = _case(session, text)
    _take_pictures(session, case, now)
    rows = session.scalars(select(Attachment).where(Attachment.case_id == case.id)).all()
    captions = dict(_SHOWN)
    wanted = [Choice(row.id, row.role, captions[row.role]) for row in rows if row.role in captions]
    choose_photos(session, text, wanted, make_copies(session, case, wanted))


def _show_untold(session: Session, now: datetime) -> None:
    """The newest answered case of which nobody has decided yet."""
    asked = select(Case).where(
        Case.status == Status.ANSWERED,
        Case.visibility == Visibility.LISTED,
        Case.publication == Publication.NONE,
    )
    case = session.scalars(asked.order_by(Case.id.desc()).limit(1)).first()
    if case:
        _take_pictures(session, case, now)


def _take_pictures(session: Session, case: Case, now: datetime) -> None:
    known = set(session.scalars(select(Attachment.sha256).where(Attachment.case_id == case.id)))
    for (role, _), content in zip(_SHOWN, (broken_road(), mended_road()), strict=True):
        name = files.put(content)
        if name not in known:
            session.add(
                Attachment(
                    case_id=case.id,
                    sha256=name,
                    media_type=PICTURE,
                    size=len(content),
                    added_at=now,
                    role=role,
                )
            )
    session.flush()
