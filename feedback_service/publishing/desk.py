"""What the publishing desk reads: the settled cases by what became of their public text, and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NeverPublished
from feedback_service.handling.public.filter import shown_photos
from feedback_service.handling.public.versions import versions_of
from feedback_service.handling.queries import find_case
from feedback_service.pack.model import Pack
from feedback_service.publishing.correcting import find_correction, marks_of_correction
from feedback_service.publishing.household import Trait, identifies_household
from feedback_service.publishing.personal_data import Mark
from feedback_service.publishing.photos import Choice, chosen_of
from feedback_service.publishing.public_text import find_public_text, marks_of
from feedback_service.publishing.shelves import listed_kinds
from feedback_service.publishing.starting import Beginning, beginning_of
from feedback_service.publishing.versions import Difference, difference
from feedback_service.records import (
    Answer,
    Attachment,
    Case,
    Officer,
    PublicCorrection,
    PublicPhoto,
    PublicText,
    PublicVersion,
)
from feedback_service.routing.personal_data import Found, find_personal_data
from feedback_service.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the citizen's words. `kind` names the personal data that it is, "" for the rest."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case on the desk. `left` is the personal data that still stands in the public text, `household` by
    what a small hamlet would know the house without a name.
    """

    case: Case
    text: PublicText | None
    answer: str
    pieces: tuple[Piece, ...]
    found: int
    left: tuple[Mark, ...]
    household: tuple[Trait, ...]
    photos: Sequence[Attachment]
    names: dict[int, str]
    chosen: tuple[Choice, ...] = ()
    shown: frozenset[int] = frozenset()  # attachments that the public sees
    correction: PublicCorrection | None = None
    changed: Difference | None = None
    versions: Sequence[PublicVersion] = ()
    beginning: Beginning | None = None

    @property
    def author(self) -> str:
        return self.names.get(self.text.author_id, "") if self.text else ""

    @property
    def approver(self) -> str:
        return self.names.get(self.text.approver_id or 0, "") if self.text else ""

    @property
    def corrector(self) -> str:
        return self.names.get(self.correction.author_id, "") if self.correction else ""


def read_sheet(session: Session, officer: Officer, code: str, pack: Pack) -> Sheet:
    """Raises NoSuchCase; NeverPublished for a kind of case that is not listed."""
    case = find_case(session, officer, code)
    if case.visibility != Visibility.LISTED or case.kind not in listed_kinds(pack):
        raise NeverPublished
    text = find_public_text(session, case)
    correction = find_correction(session, text) if text else None
    found, answer = find_personal_data(case.text), _answer(session, case)
    return Sheet(
        case=case,
        text=text,
        answer=answer,
        pieces=cut(case.text, found),
        found=len(found),
        left=_left(session, text, correction, pack),
        household=_household(text, correction, pack) if text else (),
        photos=_files(session, case),
        names=_names(session, _people(text, correction)),
        chosen=_chosen(session, text) if text else (),
        shown=_shown(session, text) if text else frozenset(),
        correction=correction,
        changed=difference(text, correction) if text and correction else None,
        versions=versions_of(session, text.id) if text else (),
        beginning=None if text else beginning_of(case, answer, pack),
    )


def _left(
    session: Session, text: PublicText | None, correction: PublicCorrection | None, pack: Pack
) -> tuple[Mark, ...]:
    if text is None:
        return ()
    if correction:
        return tuple(marks_of_correction(session, text, correction, pack))
    return marks_of(session, text, pack)


def _files(session: Session, case: Case) -> Sequence[Attachment]:
    open_ones = select(Attachment).where(Attachment.case_id == case.id, Attachment.sealed.is_(False))
    return session.scalars(open_ones.order_by(Attachment.id)).all()


def _chosen(session: Session, text: PublicText) -> tuple[Choice, ...]:
    return tuple(Choice(row.attachment_id, row.role, row.caption) for row in chosen_of(session, text))


def _shown(session: Session, text: PublicText) -> frozenset[int]:
    names = [photo["sha256"] for photo in shown_photos(text)]
    rows = select(PublicPhoto.attachment_id).where(
        PublicPhoto.public_text_id == text.id, PublicPhoto.sha256.in_(names)
    )
    return frozenset(session.scalars(rows))


def _people(text: PublicText | None, correction: PublicCorrection | None) -> set[int]:
    people = {text.author_id, text.approver_id or 0} if text else set()
    return people | ({correction.author_id} if correction else set())


def _household(text: PublicText, correction: PublicCorrection | None, pack: Pack) -> tuple[Trait, ...]:
    area = pack.area_by_code.get(text.area_code)
    read = correction or text
    words = "\n".join((read.title, read.summary, read.answer))
    return identifies_household(words, (area,) if area else (), pack)


def cut(text: str, found: Sequence[Found]) -> tuple[Piece, ...]:
    """The text in pieces, so that a page can mark what must not be published."""
    pieces: list[Piece] = []
    done = 0
    for mark in found:
        pieces += [Piece(text[done : mark.start], ""), Piece(text[mark.start : mark.end], mark.kind.value)]
        done = mark.end
    pieces.append(Piece(text[done:], ""))
    return tuple(piece for piece in pieces if piece.text)


def _answer(session: Session, case: Case) -> str:
    """What the citizen was told; for a case that a body outside answers there may be nothing."""
    given = select(Answer.text).where(Answer.case_id == case.id, Answer.approved_at.is_not(None))
    return session.scalars(given.order_by(Answer.id.desc()).limit(1)).first() or ""


def _names(session: Session, people: set[int]) -> dict[int, str]:
    rows = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(people - {0}))).all()
    return {number: name for number, name in rows}
