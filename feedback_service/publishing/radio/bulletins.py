"""A bulletin's way: drafted → proposed → approved and frozen by its hash → withdrawn. Who writes does not approve.

Nothing here commits. Each verb raises NotYours where the role may not, and ChangeNotAllowed at another step.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from feedback_service.errors import NotYours, ReasonMissing, SecondPersonNeeded
from feedback_service.handling.promises import local_day
from feedback_service.handling.public.queries import published
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.composing import compose, gather
from feedback_service.publishing.radio.composing.wording import title_of
from feedback_service.publishing.radio.ear import blocks, check_bulletin, reading_seconds
from feedback_service.publishing.radio.facts import NotFitToHear, PeriodWrong, changed_meanwhile, other_step
from feedback_service.publishing.radio.parts import Part, PartKind, bulletin_hash, clean, read_parts, written
from feedback_service.publishing.radio.spoken import say
from feedback_service.publishing.radio.voice import ear_of, manner_of, pace_of
from feedback_service.records import Bulletin, BulletinItem, Case, Officer, PublicText
from feedback_service.staff.permissions import MAY, Action, may_anywhere
from feedback_service.vocabulary import PaperState, Role

LONGEST_PART = 8_000
LONGEST_TITLE = 200
_LONG_AGO = date(2000, 6, 1)
LONGEST_PERIOD = timedelta(days=93)
WRITERS = tuple(role for role in Role if Action.WRITE_PUBLIC in MAY[role] and role != Role.OFFICER)
APPROVERS = tuple(role for role in Role if Action.APPROVE_PUBLIC in MAY[role])
_OPEN = (PaperState.DRAFT, PaperState.PROPOSED)


def new_bulletin(
    session: Session,
    officer: Officer,
    since: date,
    until: date,
    on_air_on: date | None,
    pack: Pack,
    now: datetime,
) -> Bulletin:
    """Composed from what was published in the period. Raises PeriodWrong."""
    _require_writer(officer)
    today = local_day(now, pack)
    if not (_LONG_AGO < since <= until <= today and until - since <= LONGEST_PERIOD):
        raise PeriodWrong
    if on_air_on and not until - LONGEST_PERIOD <= on_air_on <= today + LONGEST_PERIOD:
        raise PeriodWrong
    year = (on_air_on or until).year
    number = (session.scalar(select(func.max(Bulletin.number)).where(Bulletin.year == year)) or 0) + 1
    gathered = gather(session, since, until, on_air_on, number, pack, today)
    parts = compose(gathered, pack)
    made = Bulletin(
        year=year,
        number=number,
        since=since,
        until=until,
        on_air_on=on_air_on,
        title=title_of(gathered, pack),
        parts=written(parts),
        state=PaperState.DRAFT,
        seconds=reading_seconds([part.text for part in parts], pace_of(pack)),
        author_id=officer.id,
        made_at=now,
    )
    session.add(made)
    session.flush()
    tie(session, made, parts)
    return made


def write_bulletin(
    session: Session,
    bulletin: Bulletin,
    officer: Officer,
    title: str,
    texts: Sequence[str],
    revision: int,
    pack: Pack,
    *,
    own: str = "",
    by_itself: bool = False,
) -> None:
    """Keeps what was written; `own` is a further part. Who writes is the author from then on.

    A text that is left empty takes its part away, but not while the page saves `by_itself`: somebody is typing.

    A proposed bulletin that is written again has to be proposed again. Raises ChangedMeanwhile.
    """
    _require_writer(officer)
    if bulletin.revision != revision:
        raise changed_meanwhile()
    before = read_parts(bulletin.parts)
    if bulletin.state not in _OPEN or len(texts) != len(before):
        raise other_step()
    parts = [
        Part(one.kind, clean(text)[:LONGEST_PART], one.code)
        for one, text in zip(before, texts, strict=True)
        if text.strip() or by_itself
    ]
    if own.strip():
        parts.insert(_place_of_own(parts), Part(PartKind.OWN, clean(own)[:LONGEST_PART]))
    heading = " ".join(clean(title).split())[:LONGEST_TITLE] or bulletin.title
    if parts == before and heading == bulletin.title:
        return
    bulletin.title, bulletin.parts = heading, written(parts)
    bulletin.seconds = reading_seconds([part.text for part in parts], pace_of(pack))
    bulletin.author_id, bulletin.state = officer.id, PaperState.DRAFT
    tie(session, bulletin, parts)
    session.flush()


def put_in_words(bulletin: Bulletin, officer: Officer, pack: Pack) -> None:
    """Figures, signs and known short forms of every part written as they are said."""
    _require_writer(officer)
    if bulletin.state not in _OPEN:
        raise other_step()
    manner = manner_of(pack)
    parts = [Part(one.kind, say(one.text, manner), one.code) for one in read_parts(bulletin.parts)]
    bulletin.parts = written(parts)
    bulletin.seconds = reading_seconds([part.text for part in parts], pace_of(pack))
    bulletin.author_id, bulletin.state = officer.id, PaperState.DRAFT


def propose_bulletin(bulletin: Bulletin, officer: Officer, pack: Pack) -> None:
    """To the second person. Raises NotFitToHear."""
    _require_writer(officer)
    if bulletin.state != PaperState.DRAFT:
        raise other_step()
    _require_fit(bulletin, pack)
    bulletin.state, bulletin.reason = PaperState.PROPOSED, ""


def approve_bulletin(
    session: Session, bulletin: Bulletin, officer: Officer, revision: int, pack: Pack, now: datetime
) -> None:
    """Frozen: from here on only what this hash stands for is read out.

    Raises SecondPersonNeeded, ChangedMeanwhile, NotFitToHear; also where a told result is no longer public.
    """
    _require_approver(officer)
    if bulletin.revision != revision:
        raise changed_meanwhile()
    if bulletin.state != PaperState.PROPOSED:
        raise other_step()
    if bulletin.author_id == officer.id:
        raise SecondPersonNeeded
    _require_fit(bulletin, pack)
    parts = read_parts(bulletin.parts)
    if changed_items(session, bulletin):
        raise NotFitToHear
    bulletin.content_hash = bulletin_hash(bulletin.title, parts)
    bulletin.state, bulletin.approver_id, bulletin.approved_at = PaperState.APPROVED, officer.id, now


def hand_back_bulletin(bulletin: Bulletin, officer: Officer, reason: str) -> None:
    """Back to the writer. Raises ReasonMissing."""
    _require_approver(officer)
    if bulletin.state != PaperState.PROPOSED:
        raise other_step()
    bulletin.reason, bulletin.state = _reason(reason), PaperState.DRAFT


def withdraw_bulletin(bulletin: Bulletin, officer: Officer, reason: str) -> None:
    """Not read out any more; one person may do this alone. Raises ReasonMissing."""
    _require_approver(officer)
    if bulletin.state == PaperState.WITHDRAWN:
        raise other_step()
    bulletin.reason, bulletin.state = _reason(reason), PaperState.WITHDRAWN


def changed_items(session: Session, bulletin: Bulletin) -> list[str]:
    """Codes of the told results that were corrected or taken back since they were put into this bulletin."""
    as_told = select(BulletinItem.public_text_id).where(BulletinItem.bulletin_id == bulletin.id)
    standing = (
        select(PublicText.id)
        .join(Case, Case.id == PublicText.case_id)
        .join(BulletinItem, BulletinItem.public_text_id == PublicText.id)
        .where(
            BulletinItem.bulletin_id == bulletin.id,
            *published(),
            PublicText.content_hash == BulletinItem.content_hash,
        )
    )
    asked = select(PublicText.code).where(PublicText.id.in_(as_told), PublicText.id.not_in(standing))
    return list(session.scalars(asked.order_by(PublicText.code)))


def _place_of_own(parts: Sequence[Part]) -> int:
    """Before how to write to us, where the station's own words stand."""
    kinds = [part.kind for part in parts]
    return kinds.index(PartKind.HOW_TO_WRITE) if PartKind.HOW_TO_WRITE in kinds else len(kinds)


def tie(session: Session, bulletin: Bulletin, parts: Sequence[Part]) -> None:
    """Which results it tells, as they were when it was composed; one that was taken out of it is forgotten."""
    codes = {part.code for part in parts if part.code}
    texts = session.execute(
        select(PublicText.id, PublicText.content_hash).where(PublicText.code.in_(codes))
    ).all()
    told = {number: content_hash for number, content_hash in texts}
    there = set(
        session.scalars(select(BulletinItem.public_text_id).where(BulletinItem.bulletin_id == bulletin.id))
    )
    gone = there - set(told)
    if gone:
        session.execute(
            delete(BulletinItem).where(
                BulletinItem.bulletin_id == bulletin.id, BulletinItem.public_text_id.in_(gone)
            )
        )
    for number in sorted(set(told) - there):
        session.add(BulletinItem(bulletin_id=bulletin.id, public_text_id=number, content_hash=told[number]))


def _require_fit(bulletin: Bulletin, pack: Pack) -> None:
    texts = [part.text for part in read_parts(bulletin.parts)]
    if not texts or blocks(check_bulletin(texts, ear_of(pack), pace_of(pack))):
        raise NotFitToHear


def _require_writer(officer: Officer) -> None:
    if officer.role not in WRITERS and not may_anywhere(officer, Action.APPROVE_PUBLIC):
        raise NotYours


def _require_approver(officer: Officer) -> None:
    if not may_anywhere(officer, Action.APPROVE_PUBLIC):
        raise NotYours


def _reason(words: str) -> str:
    if not words.strip():
        raise ReasonMissing
    return clean(words)[:2000]
