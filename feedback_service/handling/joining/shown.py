"""The cases that belong to a case, as its page shows them: what the officer may know of each, and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, object_session

from feedback_service.errors import OtherCaseMissing
from feedback_service.handling.joining.links import merge_of
from feedback_service.records import Case, CaseLink, Message, Officer
from feedback_service.staff.permissions import Action, may
from feedback_service.staff.visibility import is_barred, may_see
from feedback_service.vocabulary import Relation, Status, Visibility

_MOST_SHOWN = 30
_MOST_WORDS = 200  # of what the senders of merged cases wrote since
Words = tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`words` are what its sender wrote, the text first, each with its time; empty where it is read on its own page.

    `opens`: the officer may go there. `may_part`: he may undo the tie.
    """

    code: str
    headline: str
    received_at: datetime
    status: Status
    opens: bool
    may_part: bool
    words: Words = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """`merged_into` is None also where the officer may not know of the lead; `is_merged` says that there is one."""

    is_merged: bool
    merged_into: Neighbour | None
    merged_here: Sequence[Neighbour]
    more_merged: int  # beyond those
    split_from: Neighbour | None
    split_off: Sequence[Neighbour]
    may_merge: bool
    may_part: bool
    follows: bool  # it is, or was, answered with another case: that one is published

    def __bool__(self) -> bool:
        return bool(
            self.is_merged or self.merged_into or self.merged_here or self.split_from or self.split_off
        )


def joined_with(session: Session, officer: Officer, case: Case) -> Joined:
    """In a handful of reads by key; of very many merged cases the first are shown."""
    rows = [row for row in _tied(session, case) if _may_know(officer, row[0])]
    said = _words_of(session, [other for other, link in rows if _side(case, link) == "merged_here"])
    lines: dict[str, list[Neighbour]] = {side: [] for side in _SIDES.values()}
    for other, link in rows:
        lines[_side(case, link)].append(_line(officer, case, other, link, said.get(other.id, ())))
    return Joined(
        is_merged=case.status == Status.MERGED,
        merged_into=next(iter(lines["merged_into"]), None),
        merged_here=lines["merged_here"],
        more_merged=_beyond(session, case) if len(lines["merged_here"]) == _MOST_SHOWN else 0,
        split_from=next(iter(lines["split_from"]), None),
        split_off=lines["split_off"],
        may_merge=case.is_open and may(officer, Action.CONFIRM, case),
        may_part=case.status == Status.MERGED and may(officer, Action.CONFIRM, case),
        follows=merge_of(session, case) is not None,
    )


_SIDES: Mapping[tuple[Relation, bool], str] = {
    (Relation.MERGED, True): "merged_into",
    (Relation.MERGED, False): "merged_here",
    (Relation.SPLIT, True): "split_from",
    (Relation.SPLIT, False): "split_off",
}


def _tied(session: Session, case: Case) -> Sequence[tuple[Case, CaseLink]]:
    other = and_(CaseLink.case_id == case.id, Case.id == CaseLink.other_id)
    back = and_(CaseLink.other_id == case.id, Case.id == CaseLink.case_id)
    found: list[tuple[Case, CaseLink]] = []
    for tie in (other, back):
        asked = select(Case, CaseLink).join(CaseLink, tie)
        asked = asked.where(
            CaseLink.relation.in_((Relation.MERGED, Relation.SPLIT)), CaseLink.undone_at.is_(None)
        )
        found += [(one, link) for one, link in session.execute(asked.order_by(Case.id).limit(_MOST_SHOWN))]
    return found


def _side(case: Case, link: CaseLink) -> str:
    return _SIDES[link.relation, link.case_id == case.id]


def _may_know(officer: Officer, other: Case) -> bool:
    """Of a sealed case only who sees it knows that it is there, and of one about himself nobody."""
    session = object_session(other)
    if other.visibility == Visibility.SEALED or session is None:
        return may_see(officer, other)
    return not is_barred(session, officer, other)


def _line(officer: Officer, case: Case, other: Case, link: CaseLink, words: Words) -> Neighbour:
    child = other if link.other_id == case.id else case
    mine = may(officer, Action.CONFIRM, other) or may(officer, Action.CONFIRM, case)
    is_waiting = child.status == Status.MERGED
    return Neighbour(
        code=other.code,
        headline=other.headline,
        received_at=other.sent_at,
        status=other.status,
        opens=may_see(officer, other),
        may_part=mine
        and (is_waiting if link.relation == Relation.MERGED else case.is_open and other.is_open),
        words=words,
    )


def _words_of(session: Session, cases: Sequence[Case]) -> dict[int, Words]:
    """By the case's id: its text, then what its sender wrote since."""
    said: dict[int, list[tuple[datetime, str]]] = {case.id: [(case.sent_at, case.text)] for case in cases}
    asked = select(Message.case_id, Message.at, Message.text).where(
        Message.case_id.in_(said), Message.incoming
    )
    newest = session.execute(asked.order_by(Message.id.desc()).limit(_MOST_WORDS)).all() if said else []
    for number, at, text in reversed(newest):
        said[number].append((at, text))
    return {number: tuple(words) for number, words in said.items()}


def _beyond(session: Session, lead: Case) -> int:
    here = (CaseLink.other_id == lead.id, CaseLink.relation == Relation.MERGED, CaseLink.undone_at.is_(None))
    return (session.scalar(select(func.count(CaseLink.id)).where(*here)) or 0) - _MOST_SHOWN


def find_tied(session: Session, officer: Officer, case: Case, code: str) -> Case:
    """The neighbour with this code, as far as the officer may know of it. Raises OtherCaseMissing."""
    for other, _link in _tied(session, case):
        if other.code == code.strip().upper() and _may_know(officer, other):
            return other
    raise OtherCaseMissing
