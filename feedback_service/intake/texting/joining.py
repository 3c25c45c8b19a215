"""A text goes into a case that is there already."""

from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.danger.raising import mark_danger
from feedback_service.handling.danger.signs import Signs
from feedback_service.handling.workflow import record
from feedback_service.intake.danger import emergency_numbers, signs_in
from feedback_service.intake.texting.hearing import Hearing
from feedback_service.intake.texting.inbound import End
from feedback_service.intake.texting.rerouting import route_again
from feedback_service.records import Case
from feedback_service.vocabulary import Channel

FLOOD = "flood"
SAME_TEXT = "same_text"


def join(hearing: Hearing, case: Case, danger: bool, reason: str = "") -> End:
    """Adds the words to the case's conversation. Danger in them is the case's danger from now on.

    Within a thread the texts belong together: "cháy rồi" often stands in one and the place in another, so one case
    with the danger raised tells more than two.
    """
    citizen_wrote(
        hearing.session,
        case,
        hearing.body,
        Channel.SMS,
        hearing.pack,
        hearing.now,
        hearing.origin,
        sent_at=hearing.sent_at,
        quietly=reason == FLOOD,
    )
    if reason != FLOOD:
        words = f"{case.text}\n{hearing.body}"
        danger |= (
            route_again(hearing.session, case, words, hearing.pack, hearing.now).danger and not case.danger
        )
    if danger:
        warn(hearing, case)
    return End("joined", case.id, reason)


def warn(hearing: Hearing, case: Case) -> None:
    """To the top of the queue, the duty phone is woken, and the numbers to call go to the sender at once; of a case
    once in an hour.
    """
    signs = (
        signs_in(hearing.body, hearing.pack)
        or signs_in(f"{case.text}\n{hearing.body}", hearing.pack)
        or Signs()
    )
    mark_danger(hearing.session, case, signs, hearing.pack, hearing.now, said_at=hearing.sent_at)
    numbers = emergency_numbers(signs, hearing.pack)
    key = f"danger:{case.id}:{hearing.now:%Y%m%d%H}"
    hearing.reply("added", case.id, key=key, code=case.code, danger=True, emergency=numbers)


def note_flood(hearing: Hearing, case: Case) -> None:
    record(hearing.session, case, FLOOD, hearing.now)
