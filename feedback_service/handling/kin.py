"""Other cases of the same phone, and the same words from other phones.

That two cases are of one sender is told only to who may know the sender: it is as good as half a name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import Case, Contact, InboundEvent, Officer, keyring
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import Channel

SAME_WORDS_WITHIN = timedelta(days=7)
_MOST_LINKS = 5
_MOST_CASES = 50
_MOST_TEXTS = 1_000


@dataclass(frozen=True, slots=True)
class OfOnePhone:
    """`count` may be more than are shown. The newest first."""

    count: int
    shown: Sequence[Case]


@dataclass(frozen=True, slots=True)
class SameWords:
    """How many texts from how many phones said word for word the same in seven days, this case's own among them."""

    texts: int
    phones: int
    shown: Sequence[Case]


def of_one_phone(session: Session, officer: Officer, case: Case) -> OfOnePhone | None:
    """The cases of this phone that the officer may see; None where there are no others."""
    own = session.scalar(select(Contact.phone_fingerprint).where(Contact.id == case.contact_id))
    if own is None:
        return None
    contacts = select(Contact.id).where(Contact.phone_fingerprint == own).order_by(Contact.id.desc())
    numbers = session.scalars(contacts.limit(_MOST_CASES)).all()
    asked = select(Case).where(Case.contact_id.in_(numbers), Case.id != case.id, visible_cases(officer))
    found = session.scalars(asked.order_by(Case.id.desc())).all()
    return OfOnePhone(len(found), found[:_MOST_LINKS]) if found else None


def same_words(session: Session, officer: Officer, case: Case, now: datetime) -> SameWords | None:
    """Of a case by SMS; None where nobody else said the same. Links only to what the officer may see."""
    if case.channel != Channel.SMS:
        return None
    asked = select(InboundEvent.sender_fingerprint, InboundEvent.case_id).where(
        InboundEvent.text_fingerprint == keyring.fingerprint(case.folded),
        InboundEvent.received_at > now - SAME_WORDS_WITHIN,
    )
    rows = session.execute(asked.order_by(InboundEvent.id.desc()).limit(_MOST_TEXTS)).all()
    if len(rows) < 2:
        return None
    others = list(dict.fromkeys(number for _sender, number in rows if number and number != case.id))
    visible = select(Case).where(Case.id.in_(others[:_MOST_CASES]), visible_cases(officer))
    shown = session.scalars(visible.order_by(Case.id.desc()).limit(_MOST_LINKS)).all() if others else []
    return SameWords(len(rows), len({sender for sender, _number in rows}), shown)
