"""`flask retrain`: a candidate learns from the corpus and from the officers, and must be better to be switched on.

Minutes of thinking hold no transaction: what is needed is read first, what came of it is written at the end.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from feedback_service.database import db, transaction
from feedback_service.pack.model import Pack
from feedback_service.records import RoutingModel
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.storing import to_bytes
from feedback_service.routing.learning.comparing import Reason, compare, is_kept
from feedback_service.routing.learning.ground import Ground, survey
from feedback_service.routing.learning.material import Tell, Workshop
from feedback_service.routing.learning.measuring import Measured
from feedback_service.routing.learning.switching import NIGHTLY, in_force, switch_on, switch_to_shipped
from feedback_service.routing.learning.taking_up import follower
from feedback_service.routing.learning.waiting import Waiting, what_waits
from feedback_service.vocabulary import ModelState


class NoCorpus(Exception):
    """The commune's pack brings no messages to train on: without them a model would forget all that it knew."""


class Decided(StrEnum):
    NO_LESSONS = "no_lessons"  # nothing was trained
    TOO_FEW = "too_few"  # nothing was trained
    SWITCHED_ON = "switched_on"  # the new one is in force
    REFUSED = "refused"  # what was in force stays
    SHIPPED = "shipped"  # the newly shipped one is better than what was trained here


@dataclass(frozen=True, slots=True)
class Wish:
    """`forced`: even where few lessons are new. `dry`: nothing is switched on nor written."""

    origin: str = NIGHTLY
    officer_id: int | None = None
    forced: bool = False
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """`figures` as in records' RoutingModel; empty where nothing was measured."""

    decided: Decided
    waiting: Waiting
    reasons: tuple[Reason, ...] = ()
    figures: dict[str, Any] | None = None
    dry: bool = False


@dataclass(frozen=True, slots=True)
class _Trial:
    """A model that may come into force, and what speaks for or against it."""

    model: Model
    reasons: tuple[Reason, ...]
    figures: dict[str, Any]


def retrain(
    pack: Pack, workshop: Workshop, wish: Wish, now: datetime, tell: Tell = lambda _: None
) -> Outcome:
    """Inside one_at_a_time.the_only_one. Raises NoCorpus, CorpusNotReadable, RowsNotReadable."""
    waiting = what_waits(db.session(), workshop.shipped_hash())
    if not waiting.lessons and not waiting.released:
        return Outcome(Decided.NO_LESSONS, waiting)
    if not waiting.enough and not wish.forced:
        return Outcome(Decided.TOO_FEW, waiting)
    ground = survey(pack, workshop)
    before = ground.measured(ground.model, pack)
    trial = _candidate(ground, before, pack, workshop, tell) if ground.examples else None
    if waiting.released and not (trial and is_kept(trial.reasons)):
        released = _shipped(ground, before, pack)
        if released and is_kept(released.reasons):
            return _end(Decided.SHIPPED, released, ground, waiting, wish, now)
    if trial is None:
        return Outcome(Decided.NO_LESSONS, waiting)
    decided = Decided.SWITCHED_ON if is_kept(trial.reasons) else Decided.REFUSED
    return _end(decided, trial, ground, waiting, wish, now)


def _candidate(ground: Ground, before: Measured, pack: Pack, workshop: Workshop, tell: Tell) -> _Trial:
    corpus = workshop.corpus()
    if not corpus:
        raise NoCorpus
    model = workshop.train((*corpus, *ground.examples), pack, tell)
    after = ground.measured(model, pack)
    lessons = len(ground.examples)
    learned = {
        "messages": sum(not example.phrase for example in corpus),
        "lessons": lessons,
        "corrected": ground.corrected,
    }
    reasons = compare(before, after, ground.taught, lessons)
    return _Trial(model, reasons, learned | _figures(ground, model, before, after))


def _shipped(ground: Ground, before: Measured, pack: Pack) -> _Trial | None:
    """What a new release brings, beside what was trained here. It has learned from no lesson."""
    if ground.shipped is None:
        return None
    after = ground.measured(ground.shipped, pack)
    reasons = compare(before, after, ground.taught, 0)
    return _Trial(ground.shipped, reasons, _figures(ground, ground.shipped, before, after))


def _figures(ground: Ground, model: Model, before: Measured, after: Measured) -> dict[str, Any]:
    return {
        "version": model.version,
        "before_version": ground.model.version if ground.model else "",
        "held_back": len(ground.held_back),
        "shipped": ground.shipped_hash,
        "before": before.as_document(),
        "after": after.as_document(),
    }


def _end(
    decided: Decided, trial: _Trial, ground: Ground, waiting: Waiting, wish: Wish, now: datetime
) -> Outcome:
    if wish.dry:
        return Outcome(decided, waiting, trial.reasons, trial.figures, dry=True)
    weights = b"" if decided is Decided.SHIPPED else to_bytes(trial.model)
    with transaction() as session:
        row = in_force(session)
        if (row.id if row else None) != ground.row and decided is not Decided.REFUSED:
            decided, trial = Decided.REFUSED, _Trial(trial.model, (Reason.MEANWHILE,), trial.figures)
        if decided is Decided.SHIPPED:
            switch_to_shipped(session, now, " ".join(trial.reasons), wish.officer_id, trial.figures)
        else:
            made = _row(trial, weights, decided, wish, now)
            session.add(made)
            if decided is Decided.SWITCHED_ON:
                switch_on(session, made, now)
    follower().look_again()
    return Outcome(decided, waiting, trial.reasons, trial.figures)


def _row(trial: _Trial, weights: bytes, decided: Decided, wish: Wish, now: datetime) -> RoutingModel:
    """A refused one leaves its figures, not its weights: nobody goes back to it."""
    return RoutingModel(
        made_at=now,
        state=ModelState.REFUSED,
        origin=wish.origin,
        reason=" ".join(trial.reasons),
        figures=trial.figures,
        content_hash=hashlib.sha256(weights).hexdigest(),
        weights=weights if decided is Decided.SWITCHED_ON else b"",
        officer_id=wish.officer_id,
    )
