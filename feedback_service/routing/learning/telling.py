"""What `flask retrain` prints: what was decided and why, with the figures of both models."""

import json
from typing import Any

from feedback_service.routing.evaluation import Share
from feedback_service.routing.learning.comparing import Reason
from feedback_service.routing.learning.measuring import Figures, measured_from
from feedback_service.routing.learning.retraining import Decided, Outcome
from feedback_service.routing.learning.waiting import LEAST_NEW

_DECIDED = {
    Decided.NO_LESSONS: "Nothing to learn from yet: no officer has confirmed or corrected a case.",
    Decided.SWITCHED_ON: "The new model is in force. Every process takes it up within half a minute.",
    Decided.REFUSED: "The new model is refused; what was in force stays.",
    Decided.SHIPPED: "The model of this release is better than the one trained here: it is in force.",
}
_REASONS = {
    Reason.BETTER: "it is right more often on the lessons held back",
    Reason.MORE_LESSONS: "it is as good, and has learned from more lessons",
    Reason.UNITS: "it is right about fewer units on the regression messages",
    Reason.SURE: "what it is sure about is wrong more often",
    Reason.COVERAGE: "it is sure about fewer messages",
    Reason.DANGER: "it misses danger that was caught before",
    Reason.SENSITIVE: "it misses what is sensitive and was caught before",
    Reason.LESSONS: "it is right less often on the lessons held back",
    Reason.NO_GAIN: "it is no better, and has learned from no more lessons",
    Reason.MEANWHILE: "another model was switched on meanwhile",
}
_ROWS = {
    "right": "unit, acceptable",
    "strict": "unit, exact",
    "kind": "kind",
    "danger": "danger caught",
    "sensitive": "sensitive caught",
    "automatic": "right where sure",
    "coverage": "sure enough",
}


def told(outcome: Outcome, as_json: bool) -> str:
    return json.dumps(as_object(outcome), ensure_ascii=False) if as_json else "\n".join(_lines(outcome))


def as_object(outcome: Outcome) -> dict[str, Any]:
    waiting = outcome.waiting
    return {
        "decided": outcome.decided.value,
        "reasons": [reason.value for reason in outcome.reasons],
        "dry_run": outcome.dry,
        "lessons": waiting.lessons,
        "new_lessons": waiting.new,
        "least_new": LEAST_NEW,
        **(outcome.figures or {}),
    }


def _lines(outcome: Outcome) -> list[str]:
    waiting, lines = outcome.waiting, []
    if outcome.decided is Decided.TOO_FEW:
        lines.append(
            f"{waiting.new} new lessons since the last training, {LEAST_NEW} are needed. --force trains anyway."
        )
    else:
        lines.append(_DECIDED[outcome.decided])
    if outcome.reasons:
        lines.append("Because " + ", and ".join(_REASONS[reason] for reason in outcome.reasons) + ".")
    if outcome.dry:
        lines.append("Only tried (--dry-run): nothing was changed.")
    return lines + (_table(outcome.figures) if outcome.figures else [])


def _table(figures: dict[str, Any]) -> list[str]:
    before, after = measured_from(figures["before"]), measured_from(figures["after"])
    learned = (
        f"{figures.get('messages', 0)} messages of the corpus, {figures.get('lessons', 0)} lessons "
        f"({figures.get('corrected', 0)} corrections), {figures['held_back']} held back"
    )
    return [
        f"Learned from {learned}.",
        f"{'':<20}{figures['before_version'] or 'lexicon':>16}{figures['version']:>18}",
        "on the regression messages",
        *_figures(before.regression, after.regression, tuple(_ROWS)),
        "on the lessons held back",
        *_figures(before.lessons, after.lessons, ("right", "kind", "automatic", "coverage")),
    ]


def _figures(before: Figures, after: Figures, names: tuple[str, ...]) -> list[str]:
    return [
        f"  {_ROWS[name]:<18}{_share(getattr(before, name)):>16}{_share(getattr(after, name)):>18}"
        for name in names
    ]


def _share(share: Share) -> str:
    return f"{share.right}/{share.total} {share.figure:.3f}" if share.figure is not None else "-"
