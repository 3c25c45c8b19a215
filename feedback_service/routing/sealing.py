"""Which cases only named people may know of, by the kind and topic that they have now."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, ReasonMissing
from feedback_service.handling.public.taking_back import take_back_what_is_sealed
from feedback_service.handling.public.touching import touch_public
from feedback_service.handling.secrecy.forgetting import forget_lesson, forget_likeness
from feedback_service.handling.workflow import record, require
from feedback_service.pack.model import Pack
from feedback_service.records import Case, CaseReader, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Kind, Role, Visibility


def visibility_of(kind: Kind, topic: str, sensitive: bool, pack: Pack) -> Visibility:
    """Sealed by kind (Luật TC 2018 Đ8, BLTTHS) or because it tells of a child or violence at home (NĐ 56/2017 Đ33)."""
    rule = pack.kind_rule[kind]
    known = pack.topic_by_code.get(topic)
    if rule.visibility == Visibility.SEALED or sensitive or (known is not None and known.sensitive):
        return Visibility.SEALED
    return rule.visibility


def name_readers(session: Session, case: Case, pack: Pack, now: datetime) -> None:
    """The heads of the unit that must act are named to a sealed case; leaders see all of them anyway.

    A denunciation goes to the leaders alone: whoever it is about may be the head of that unit.
    """
    forget_likeness(session, case, now)
    forget_lesson(session, case)
    touch_public(session, case, now)
    if case.kind == Kind.TO_CAO:
        return
    known = set(session.scalars(select(CaseReader.officer_id).where(CaseReader.case_id == case.id)))
    heads = session.scalars(
        select(Officer.id).where(
            Officer.unit_code == case.unit_code, Officer.role == Role.HEAD, Officer.active.is_(True)
        )
    )
    session.add_all(
        CaseReader(case_id=case.id, officer_id=head, since=now) for head in heads if head not in known
    )


def reseal(session: Session, case: Case, pack: Pack, now: datetime) -> None:
    """After a correction. What is sealed stays sealed until a leader opens it: a guess must not reveal anybody."""
    wanted = visibility_of(case.kind, case.topic_code, False, pack)
    if case.visibility == Visibility.SEALED or wanted == Visibility.SEALED:
        case.visibility = Visibility.SEALED
        name_readers(session, case, pack, now)
    else:
        case.visibility = wanted
    if case.visibility != Visibility.LISTED:
        take_back_what_is_sealed(session, case, None, now)


def sight(before: Visibility, case: Case) -> dict[str, list[str]]:
    """For an event's details: as what the case was seen before, where that changed (figures as of an earlier day)."""
    return {"visibility": [before.value, case.visibility.value]} if before != case.visibility else {}


def seal_case(session: Session, case: Case, by: Officer, reason: str, pack: Pack, now: datetime) -> None:
    """By hand: from now on the case exists for leaders and for people named to it. Whoever works on it lets go.

    Raises NotYours, ReasonMissing, ChangeNotAllowed for one that is sealed.
    """
    require(by, Action.SEAL, case)
    if not reason.strip():
        raise ReasonMissing
    if case.visibility == Visibility.SEALED:
        raise ChangeNotAllowed
    seen, case.visibility = case.visibility, Visibility.SEALED
    name_readers(session, case, pack, now)
    take_back_what_is_sealed(session, case, by, now)
    record(session, case, "sealed", now, by, reason=reason.strip(), **sight(seen, case))


def unseal_case(session: Session, case: Case, by: Officer, reason: str, pack: Pack, now: datetime) -> None:
    """A leader finds that nothing has to be kept. The public learns no more of it than before: it is counted.

    Raises NotYours, ReasonMissing, ChangeNotAllowed where the kind itself is sealed by law: correct the kind first.
    """
    require(by, Action.UNSEAL, case)
    if not reason.strip():
        raise ReasonMissing
    if case.visibility != Visibility.SEALED or visibility_of(case.kind, "", False, pack) == Visibility.SEALED:
        raise ChangeNotAllowed
    case.visibility = Visibility.COUNTED
    for reader in session.scalars(select(CaseReader).where(CaseReader.case_id == case.id)):
        session.delete(reader)
    record(session, case, "unsealed", now, by, reason=reason.strip(), **sight(Visibility.SEALED, case))
