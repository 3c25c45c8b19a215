"""Finds what a piece belongs to among the texts of its phone, and puts the whole in its place.

The pieces are read again from the raw events, which stay as they came: only those tell where a segment was full.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.reading import NotReadable, read_raw
from feedback_service.handling.workflow import record
from feedback_service.intake.submission import LONGEST_TEXT
from feedback_service.intake.texting.earlier import PIECE, Earlier
from feedback_service.intake.texting.hearing import Hearing
from feedback_service.intake.texting.inbound import End
from feedback_service.intake.texting.joining import warn
from feedback_service.intake.texting.pieces import LABELLED_PIECES, NEXT_PIECE, Piece, assemble, read_piece
from feedback_service.intake.texting.rerouting import is_untouched, retell
from feedback_service.intake.texts import kept
from feedback_service.records import Case, InboundEvent, Message
from feedback_service.routing.proposing import propose

_MOST_PIECES = 20


@dataclass(frozen=True, slots=True)
class _Part:
    text: Earlier
    piece: Piece


def add_piece(hearing: Hearing, earlier: Sequence[Earlier], open_cases: Iterable[Case]) -> End | None:
    """The text as one more piece of what came before; None where it is a text of its own."""
    piece = read_piece(hearing.text.body)
    parts = _labelled(hearing, earlier, piece) if piece.total else _running(hearing, earlier)
    head = next((part.text for part in parts if part.text.reason != PIECE), None)
    case = next((case for case in open_cases if head and case.id == head.case_id), None)
    if head is None or case is None:
        return None
    whole = kept(assemble([*(part.piece for part in parts), piece]))[:LONGEST_TEXT]
    if not _put(hearing, head, case, whole):
        return None
    record(hearing.session, case, "piece_added", hearing.now)
    return End("joined", case.id, PIECE)


def _put(hearing: Hearing, head: Earlier, case: Case, whole: str) -> bool:
    """Into the case's text where its first piece opened it, else into the message that the first one became."""
    if head.outcome == "opened":
        if not is_untouched(case):
            return False
        danger = retell(hearing.session, case, whole, hearing.pack, hearing.now).danger
    else:
        origin = f"{head.provider}:{head.event_id}"[:120]
        message = hearing.session.scalars(select(Message).where(Message.origin == origin)).one_or_none()
        if message is None:
            return False
        message.text = whole
        danger = propose(whole, hearing.pack).danger
    if danger and not case.danger:
        warn(hearing, case)
    return True


def _labelled(hearing: Hearing, earlier: Iterable[Earlier], piece: Piece) -> list[_Part]:
    """Other pieces of as many, each with a number of its own, oldest first. "2/9" alone is a date."""
    near = [
        text for text in earlier if text.in_a_case and abs(text.sent_at - hearing.sent_at) <= LABELLED_PIECES
    ]
    parts = _read(hearing.session, near[:_MOST_PIECES])
    same = [part for part in parts if part.piece.total == piece.total and part.piece.number != piece.number]
    return same[::-1]


def _running(hearing: Hearing, earlier: Sequence[Earlier]) -> list[_Part]:
    """Back from the text before this one, as long as each follows closely on one that was full; oldest first."""
    before = [text for text in earlier if text.in_a_case and text.sent_at <= hearing.sent_at][:_MOST_PIECES]
    if not before or hearing.sent_at - before[0].sent_at > NEXT_PIECE:
        return []
    found: list[_Part] = []
    at = hearing.sent_at
    for part in _read(hearing.session, before):
        if not part.piece.full or not timedelta() <= at - part.text.sent_at <= NEXT_PIECE:
            break
        found.append(part)
        at = part.text.sent_at
        if part.text.reason != PIECE:
            break
    return found[::-1]


def _read(session: Session, texts: Sequence[Earlier]) -> list[_Part]:
    """In the order given; what cannot be read any more is no piece."""
    rows = session.execute(
        select(InboundEvent.id, InboundEvent.body).where(InboundEvent.id.in_([text.id for text in texts]))
    )
    raw = {number: body for number, body in rows}
    parts = []
    for text in texts:
        try:
            parts.append(_Part(text, read_piece(read_raw(text.provider, raw[text.id]).body)))
        except (NotReadable, ValueError):
            continue
    return parts
