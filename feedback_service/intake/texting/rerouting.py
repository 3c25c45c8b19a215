"""What more words of the citizen change in a case that nobody has taken yet.

People press send too early: "alo xã ơi" opens the case, and what it is about comes a minute later.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.limits.restating import restate_clocks
from feedback_service.handling.promises import next_due
from feedback_service.handling.workflow import facts_of, record
from feedback_service.intake.receive import area_of, unit_of, why_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.routing.proposal import Proposal, as_dict
from feedback_service.routing.proposing import propose
from feedback_service.routing.sealing import name_readers, visibility_of
from feedback_service.vocabulary import Kind, Status, Visibility


def retell(session: Session, case: Case, text: str, pack: Pack, now: datetime) -> Proposal:
    """The case's own text is longer than it was: the rest of it has come. Only while nobody has confirmed."""
    case.text, case.folded = text, fold(text)
    proposal = propose(text, pack, case.area_code)
    _apply(session, case, proposal, pack, now)
    return proposal


def route_again(session: Session, case: Case, words: str, pack: Pack, now: datetime) -> Proposal:
    """`words`: all that was said so far. A sure proposal is not given up for an unsure one; a secret becomes one."""
    proposal = propose(words, pack, case.area_code)
    knew_little = case.kind == Kind.SPAM or case.unit_code == pack.commune.triage_unit
    found_more = knew_little and proposal.confident and not proposal.spam
    if is_untouched(case) and (found_more or _is_secret(proposal, case, pack)):
        _apply(session, case, proposal, pack, now)
    return proposal


def is_untouched(case: Case) -> bool:
    """Nobody has confirmed unit and kind: they are still what routing said."""
    return case.confirmed_at is None and case.status == Status.RECEIVED


def _is_secret(proposal: Proposal, case: Case, pack: Pack) -> bool:
    return case.visibility != Visibility.SEALED and _visibility(proposal, pack) == Visibility.SEALED


def _visibility(proposal: Proposal, pack: Pack) -> Visibility:
    return visibility_of(proposal.kind, proposal.topic, proposal.visibility == Visibility.SEALED, pack)


def _apply(session: Session, case: Case, proposal: Proposal, pack: Pack, now: datetime) -> None:
    """Everything but the danger, which is raised where the sender is warned (joining.py)."""
    found, was = as_dict(proposal), facts_of(case)
    case.unit_code, case.topic_code = unit_of(proposal.kind, proposal, pack), proposal.topic
    case.area_code = case.area_code or area_of(proposal, pack)
    case.why = why_of(found, case.text)
    if proposal.kind != case.kind:
        case.kind = proposal.kind
        restate_clocks(session, case, pack, now)
    if case.visibility != Visibility.SEALED:  # what is sealed stays sealed: a guess must not reveal anybody
        case.visibility = _visibility(proposal, pack)
    if case.visibility == Visibility.SEALED:
        name_readers(session, case, pack, now)
    case.due_on = next_due(case)
    record(session, case, "routed_again", now, proposal=found, was=was)
