"""What the sender adds to the own case from its page: words and files, once however often they arrive."""

import re
from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, TextMissing
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.intake.danger import danger_added, signs_in
from feedback_service.intake.submission import LONGEST_TEXT, StoredFile
from feedback_service.intake.texts import kept
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case
from feedback_service.vocabulary import Channel

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def add_words(
    session: Session,
    case: Case,
    text: str,
    files: Iterable[StoredFile],
    submission_id: str,
    pack: Pack,
    now: datetime,
) -> None:
    """The same `submission_id`, the form's own, twice adds once. Raises TextMissing, ChangeNotAllowed."""
    words = kept(text)
    if not words:
        raise TextMissing
    if len(words) > LONGEST_TEXT:
        raise TextMissing(_("Dài quá. Xin bớt lại, hoặc gửi thành hai lần."))
    if not case.is_unfinished:
        raise ChangeNotAllowed
    origin = f"web:{submission_id}" if _SAFE_ID.fullmatch(submission_id) else None
    message = citizen_wrote(session, case, words, Channel.WEB, pack, now, origin)
    if message:
        _add_files(session, case, files, now)
        session.flush()
        danger_added(session, case, signs_in(words, pack), pack, now, key=f"added:{message.id}")


def _add_files(session: Session, case: Case, files: Iterable[StoredFile], now: datetime) -> None:
    known = set(session.scalars(select(Attachment.sha256).where(Attachment.case_id == case.id)))
    for file in files:
        if file.sha256 not in known:
            known.add(file.sha256)
            session.add(
                Attachment(
                    case_id=case.id,
                    sha256=file.sha256,
                    media_type=file.media_type,
                    size=file.size,
                    added_at=now,
                )
            )
