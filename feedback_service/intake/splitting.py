"""A text that tells of several matters: each further one becomes a case of its own, for whoever answers for it.

Here and not in handling, since a case is opened: it takes a code and a PIN like everything that comes in.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchUnit, NotTheirWords, TextMissing
from feedback_service.folding import fold
from feedback_service.handling.joining.links import hold, take_turn, tie
from feedback_service.handling.joining.parts import Part, spans_of
from feedback_service.handling.promises import next_due, promised
from feedback_service.handling.workflow import record, require, require_open
from feedback_service.intake.codes import new_code
from feedback_service.intake.pins import child_pin_hash
from feedback_service.intake.receive import area_of, why_of
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, CaseReader, Contact, Event, Officer
from feedback_service.routing.proposal import as_dict
from feedback_service.routing.proposing import propose
from feedback_service.routing.sealing import name_readers, visibility_of
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Clock, Kind, Relation, Status, Visibility

_SPLIT = "split:"
_COPIED = ("channel", "place", "latitude", "longitude", "anonymous", "sent_at", "received_on")


def split_case(
    session: Session, case: Case, parts: Sequence[Part], officer: Officer, pack: Pack, now: datetime
) -> list[Case]:
    """The mother keeps its text and its first matter; each part is promised from when the citizen spoke.

    The sender is told once, with all codes; the PIN is the mother's. Raises NotYours, ChangeNotAllowed, TextMissing,
    NotTheirWords where a part is not in the text, NoSuchUnit.
    """
    take_turn(session, case)
    hold(session, case)
    require(officer, Action.CONFIRM, case)
    require_open(case)
    if not parts:
        raise TextMissing
    spans = [span for span in spans_of(parts, case.text) if span]
    if len(spans) < len(parts):
        raise NotTheirWords
    children = [
        _open(session, case, part, span, officer, pack, now) for part, span in zip(parts, spans, strict=True)
    ]
    record(session, case, "split", now, officer)
    codes = [case.code, *(child.code for child in children)]
    units = [pack.unit_by_code[one.unit_code].short.vi for one in (case, *children)]
    key = f"split:{case.id}:{children[0].id}"
    tell_citizen(session, case, "split", pack, now, key=key, codes=codes, units=units)
    return children


def _open(
    session: Session,
    mother: Case,
    part: Part,
    span: tuple[int, int],
    officer: Officer,
    pack: Pack,
    now: datetime,
) -> Case:
    child = _child(session, mother, part, span, pack, now)
    child.contact_id = _same_sender(session, mother)
    session.add(child)
    session.flush()
    if child.visibility == Visibility.SEALED:
        _name_the_same(session, mother, child, now)
        name_readers(session, child, pack, now)
    if part.with_files:
        _copy_files(session, mother, child)
    details = {"start": span[0], "end": span[1]}
    tie(session, child, mother, Relation.SPLIT, now, officer.id, details)
    code = {} if mother.visibility == Visibility.SEALED else {"code": mother.code}
    record(session, child, "split_off", now, officer, **code)
    session.flush()
    return child


def _child(
    session: Session, mother: Case, part: Part, span: tuple[int, int], pack: Pack, now: datetime
) -> Case:
    """Nobody has confirmed it yet in its unit; that it was sorted is what the officer has just done, so no clock for
    sorting runs."""
    _check(part, pack)
    text = mother.text[slice(*span)]
    proposal = propose(text, pack, mother.area_code)
    sealed = mother.visibility == Visibility.SEALED or proposal.visibility == Visibility.SEALED
    found, code = as_dict(proposal), _free_code(session, pack)
    child = Case(
        code=code,
        submission_id=f"{_SPLIT}{mother.id}:{code}",
        pin_hash=_the_same_pin(session, mother, code),
        **{name: getattr(mother, name) for name in _COPIED},
        text=text,
        folded=fold(text),
        area_code=area_of(proposal, pack) or mother.area_code,
        kind=part.kind,
        topic_code=part.topic,
        unit_code=part.unit,
        danger=proposal.danger,
        why=why_of(found, text),
        visibility=visibility_of(part.kind, part.topic, sealed, pack),
        status=Status.RECEIVED,
        entered_at=now,
        late=False,
    )
    child.promises = [promised(Clock.ANSWER, part.kind, mother.sent_at, pack, child.area_code)]
    child.due_on = next_due(child)
    details = {"channel": mother.channel, "proposal": found}
    child.events = [Event(at=mother.entered_at, action="received", details=details)]
    return child


def _check(part: Part, pack: Pack) -> None:
    unit = pack.unit_by_code.get(part.unit)
    if unit is None or unit.retired or unit.outside or (part.topic and part.topic not in pack.topic_by_code):
        raise NoSuchUnit


def _free_code(session: Session, pack: Pack) -> str:
    while True:
        code = new_code(pack.commune.code_prefix)
        if session.scalar(select(Case.id).where(Case.code == code)) is None:
            return code


def _the_same_pin(session: Session, mother: Case, code: str) -> str:
    """That of the receipt which the sender holds: of the first mother, where one was split again."""
    first = mother
    while first.submission_id.startswith(_SPLIT):
        first = session.get_one(Case, int(first.submission_id.split(":")[1]))
    return child_pin_hash(first.submission_id, first.code, code)


def _same_sender(session: Session, mother: Case) -> int | None:
    """A row of the child's own: what is held about a person is kept and forgotten case by case."""
    known = session.get(Contact, mother.contact_id) if mother.contact_id else None
    if known is None:
        return None
    own = Contact(details=dict(known.details), phone_fingerprint=known.phone_fingerprint)
    session.add(own)
    session.flush()
    return own.id


def _name_the_same(session: Session, mother: Case, child: Case, now: datetime) -> None:
    """Who reads the sealed mother has read this part; but of a denunciation only leaders know (routing/sealing.py)."""
    if child.kind == Kind.TO_CAO:
        return
    readers = session.scalars(select(CaseReader.officer_id).where(CaseReader.case_id == mother.id)).all()
    session.add_all(CaseReader(case_id=child.id, officer_id=reader, since=now) for reader in readers)
    session.flush()


def _copy_files(session: Session, mother: Case, child: Case) -> None:
    files = session.scalars(
        select(Attachment).where(
            Attachment.case_id == mother.id, Attachment.officer_id.is_(None), Attachment.sealed.is_(False)
        )
    )
    for file in files:
        copied = {"sha256": file.sha256, "media_type": file.media_type, "size": file.size}
        session.add(Attachment(case_id=child.id, added_at=file.added_at, **copied))
