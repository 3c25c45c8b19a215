"""The verbs of the screen: a new version of the pack with author and reason, and back to what an earlier one said."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact, ReasonMissing
from feedback_service.pack.current import NoPackLoaded, current_pack, store_pack
from feedback_service.pack.document import from_document
from feedback_service.pack.edits import Edit, EditDoesNotFit, apply_edit, apply_edits, edits_between
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, PackVersion, Rehearsal
from feedback_service.routing.rehearsing.asking import measure_rules
from feedback_service.routing.rehearsing.changes import Change, Op, as_document
from feedback_service.vocabulary import RehearsalState

STAYS = ("units", "topics", "areas")  # named by cases: going back takes none of them away
_DECIDING = frozenset(
    {"units", "topics", "kinds", "areas"}
)  # where a case goes may be another now: the curve is old
LONGEST_REASON = 1_000


class SettingsChangedMeanwhile(Fact):
    said = _l("Có người vừa lưu một bản khác. Phần ông/bà viết vẫn còn ở đây; xin xem lại rồi lưu.")


class NoSuchVersion(Fact):
    status = 404
    said = _l("Không tìm thấy bản này.")


def save_edits(
    session: Session,
    base: int,
    edits: Sequence[Edit],
    reason: str,
    officer: Officer,
    now: datetime,
    today: date,
) -> PackVersion:
    """A new version, on top of version `base`. It is kept as a change too: new files get it on top again.

    Raises ReasonMissing, SettingsChangedMeanwhile where another version is in force or the edits do not fit.
    """
    reason = reason.replace("\x00", "").strip()[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing
    newest = _newest(session)
    if newest.id != base:
        raise SettingsChangedMeanwhile
    try:
        changed = apply_edits(edits, current_pack(session), today)
    except EditDoesNotFit:
        raise SettingsChangedMeanwhile from None
    stands_on = newest.files_hash or newest.content_hash
    made = store_pack(session, changed, officer.name, now, reason, files_hash=stands_on)
    if made is None:
        raise SettingsChangedMeanwhile
    session.add(_kept(edits, reason, officer, newest.id, made.id, now))
    session.flush()
    if any(edit.section in _DECIDING for edit in edits):
        measure_rules(session, now=now)
    return made


def pack_of(session: Session, number: int) -> Pack:
    """Raises NoSuchVersion."""
    row = session.get(PackVersion, number) if 0 < number < 2**31 else None
    if row is None:
        raise NoSuchVersion
    return from_document(row.document, row.id)


def as_it_was(earlier: Pack, today_pack: Pack) -> Pack:
    """Today's pack with everything that has boxes as it was; phrases and signals stay, and what cases name."""
    changed = today_pack
    for edit in edits_between(today_pack, earlier):
        if edit.now is None and edit.section in STAYS:
            continue
        changed = apply_edit(edit, changed)
    return changed


def _newest(session: Session) -> PackVersion:
    """Of two who save at once the second waits here and sees the first one's version."""
    asked = select(PackVersion).order_by(PackVersion.id.desc()).limit(1)
    session.execute(asked.with_for_update())
    newest = session.scalars(asked).one_or_none()
    if newest is None:
        raise NoPackLoaded
    return newest


def _kept(
    edits: Sequence[Edit], reason: str, officer: Officer, base: int, made: int, now: datetime
) -> Rehearsal:
    return Rehearsal(
        asked_at=now,
        officer_id=officer.id,
        pack_version=base,
        reason=reason,
        change=as_document(Change(Op.EDIT, edits=tuple(edits))),
        state=RehearsalState.SWITCHED_ON,
        done=0,
        total=0,
        result={"version": made},
        finished_at=now,
    )
