"""The case page as one value: what the template shows, and what this officer may press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from feedback_service.handling.deadlines.countdown import Stitches, days_left, stitches
from feedback_service.handling.deadlines.step_words import in_words
from feedback_service.handling.deadlines.steps import steps_from_json
from feedback_service.handling.event_words import LogLine, log_of
from feedback_service.handling.marking import Piece, ProposalWords, pieces_of, read_proposal
from feedback_service.handling.promises import local_day, running
from feedback_service.handling.queries import CaseFile
from feedback_service.handling.rating.reopening import approver_before
from feedback_service.handling.thread import Thread, thread_of
from feedback_service.handling.workflow import ALLOWED
from feedback_service.language import language, words
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer, Promise
from feedback_service.staff.permissions import Action, may
from feedback_service.staff.visibility import SETTLED
from feedback_service.vocabulary import OPEN_STATUSES, Clock, Status, Visibility


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """The answer's clock in words. `first` differs from `due` where a pause moved it."""

    due: date
    first: date
    paused: bool
    days_left: int
    steps: tuple[str, ...]
    article: str
    stitches: Stitches


@dataclass(frozen=True, slots=True)
class CasePage:
    file: CaseFile
    days_left: int
    pieces: tuple[Piece, ...]
    proposal: ProposalWords | None
    promise: PromiseLine | None
    conversation: Thread
    log: Sequence[LogLine]
    can: Mapping[str, bool]

    @property
    def case(self) -> Case:
        return self.file.case


def case_page(file: CaseFile, officer: Officer, pack: Pack, now: datetime) -> CasePage:
    case, today = file.case, local_day(now, pack)
    proposal = read_proposal(file.first.details, case.text) if file.first else None
    return CasePage(
        file=file,
        days_left=days_left(case.due_on, case.closed_on or case.answered_on or today, pack.calendar),
        pieces=proposal.pieces if proposal else pieces_of(case.text, ()),
        proposal=proposal,
        promise=_promise_line(case, pack, today),
        conversation=thread_of(file.messages, file.notes, file.notifications, file.names, now),
        log=log_of(file.events, file.names, pack),
        can=abilities(file, officer),
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What a case may be corrected to, as pairs of code and name."""

    units: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]


def choices(pack: Pack) -> Choices:
    return Choices(
        units=tuple(
            (unit.code, words(unit.name)) for unit in pack.units if not (unit.outside or unit.retired)
        ),
        kinds=tuple((rule.kind.value, words(rule.name)) for rule in pack.kinds),
        topics=tuple(
            sorted(((topic.code, words(topic.name)) for topic in pack.topics), key=lambda pair: pair[1])
        ),
        areas=tuple(
            (area.code, words(area.name))
            for area in pack.area_by_code.values()
            if not (area.retired or area.kind or area.within)
        ),
    )


def abilities(file: CaseFile, officer: Officer) -> Mapping[str, bool]:
    """What the page offers: what the role may do and the state of the case allows. The verbs check again."""
    case, answer = file.case, file.answer
    is_open, next_steps = case.status in OPEN_STATUSES, ALLOWED[case.status]
    waits = case.status == Status.AWAITING_APPROVAL
    wrote = answer is not None and answer.author_id == officer.id
    before = case.reopened_on is not None and approver_before(file.events) == officer.id
    return {
        "confirm": is_open and case.confirmed_at is None and may(officer, Action.CONFIRM, case),
        "correct": is_open and may(officer, Action.CONFIRM, case),
        "transfer": is_open and may(officer, Action.TRANSFER, case),
        "ask": is_open and may(officer, Action.ASK, case),
        "note": may(officer, Action.NOTE, case),
        "assign": is_open and may(officer, Action.ASSIGN, case),
        "draft": is_open and not waits and may(officer, Action.DRAFT, case),
        "approve": waits and not wrote and not before and may(officer, Action.APPROVE, case),
        "approved_before": before,
        "return": waits and may(officer, Action.APPROVE, case),
        "refuse": is_open and Status.NOT_ACCEPTED in next_steps and may(officer, Action.REFUSE, case),
        "publish": case.status in SETTLED
        and case.visibility == Visibility.LISTED
        and may(officer, Action.WRITE_PUBLIC, case),
        "see_sender": may(officer, Action.SEE_SENDER, case),
        "reveal_sender": may(officer, Action.REVEAL_SENDER, case),
    }


def _promise_line(case: Case, pack: Pack, today: date) -> PromiseLine | None:
    promise = running(case, Clock.ANSWER) or _last_answer_clock(case)
    if promise is None:
        return None
    day = case.closed_on or case.answered_on or today
    return PromiseLine(
        due=promise.due_on,
        first=promise.first_due_on,
        paused=promise.paused_at is not None,
        days_left=days_left(promise.due_on, day, pack.calendar),
        steps=in_words(steps_from_json(promise.trace["steps"]), language()),
        article=promise.article,
        stitches=stitches(case.received_on, promise.due_on, day, pack.calendar),
    )


def _last_answer_clock(case: Case) -> Promise | None:
    clocks = [promise for promise in case.promises if promise.clock == Clock.ANSWER]
    return clocks[-1] if clocks else None
