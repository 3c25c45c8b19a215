"""What would happen to a matter if it were saved now: drafted as the door does it, and kept nowhere."""

from dataclasses import dataclass
from datetime import date, datetime

from feedback_service.intake.receive import draft
from feedback_service.intake.submission import Submission
from feedback_service.pack.model import Pack, Text
from feedback_service.routing.proposal import Proposal
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import Channel, Visibility


@dataclass(frozen=True, slots=True)
class DangerHeard:
    """A kind of danger that the words sound like, and whom to call for it."""

    name: Text
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What the officer says before hanging up. `unit` "" where it must not be said aloud."""

    proposal: Proposal
    unit: str
    why: str
    due_on: date
    area: str
    dangers: tuple[DangerHeard, ...]


def read_back(words: str, area: str, unit: str, at: datetime, pack: Pack) -> ReadBack:
    proposal = propose(words, pack, area)
    sealed = proposal.visibility == Visibility.SEALED
    chosen = unit if unit in pack.unit_by_code and not sealed else ""
    case = draft(Submission(Channel.HOTLINE, words, "", at, area_code=area, unit=chosen), pack, at)
    decided = dict.fromkeys(words[a:b].casefold() for reason in proposal.reasons for a, b in reason.spans)
    return ReadBack(
        proposal=proposal,
        unit="" if sealed else case.unit_code,
        why=", ".join(f"“{phrase}”" for phrase in list(decided)[:3]),
        due_on=case.promises[-1].due_on,
        area=case.area_code,
        dangers=_dangers(proposal, pack),
    )


def _dangers(proposal: Proposal, pack: Pack) -> tuple[DangerHeard, ...]:
    names = {signal.code: signal.name for signal in pack.signals}
    return tuple(DangerHeard(names[one.signal], one.numbers) for one in proposal.dangers)
