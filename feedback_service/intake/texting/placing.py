"""A short text that answers which thôn was meant: "2", "Ea Tih". Within the thread of the case that was asked about."""

from collections.abc import Sequence

from sqlalchemy import select

from feedback_service.intake.texting.earlier import Earlier, thread_at
from feedback_service.intake.texting.hearing import Hearing
from feedback_service.intake.texting.inbound import End
from feedback_service.notifying.segments import unaccented
from feedback_service.records import Case, Message, Notification
from feedback_service.routing.places_asked import PlaceQuestion, answered
from feedback_service.routing.placing import answer_place, place_question
from feedback_service.vocabulary import Channel

PLACE = "place"
_LONGEST = 40  # what is longer tells something else as well


def as_place(hearing: Hearing, texts: Sequence[Earlier], cases: Sequence[Case]) -> End | None:
    """The answer is kept with the conversation as well. Nothing is replied: the case is where it should be."""
    if len(hearing.body) > _LONGEST:
        return None
    number = thread_at(texts, hearing.sent_at)
    case = next((case for case in cases if case.id == number), None)
    question = place_question(hearing.session, case, hearing.pack) if case else None
    if case is None or question is None:
        return None
    code = answered(hearing.body, question, _was_numbered(hearing, case, question))
    if not code:
        return None
    answer_place(hearing.session, case, code, hearing.pack, hearing.now)
    hearing.session.add(
        Message(
            case_id=case.id,
            at=hearing.sent_at,
            incoming=True,
            channel=Channel.SMS,
            text=hearing.body,
            origin=hearing.origin,
        )
    )
    return End("joined", case.id, PLACE)


def _was_numbered(hearing: Hearing, case: Case, question: PlaceQuestion) -> bool:
    """Whether a message of ours offered the choices by number: it did not where it would have cost a second part."""
    said = hearing.session.scalars(select(Notification.body).where(Notification.case_id == case.id))
    return any(unaccented(question.numbered) in body for body in said)
