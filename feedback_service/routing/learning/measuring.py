"""A model's figures, on messages that it was not trained on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from feedback_service.pack.model import Pack
from feedback_service.routing.evaluation import Share, evaluate
from feedback_service.routing.judging import Row
from feedback_service.routing.learned.model import Model
from feedback_service.routing.proposal import Proposal
from feedback_service.routing.proposing import propose_by


@dataclass(frozen=True, slots=True)
class Figures:
    """Over one set of messages. `right`: unit or another acceptable one. `danger`, `sensitive`: how many were caught.

    `automatic`: of those sure enough to go without triage, how many are right; `coverage`: how many are so sure.
    """

    right: Share
    strict: Share
    kind: Share
    danger: Share
    sensitive: Share
    automatic: Share
    coverage: Share


@dataclass(frozen=True, slots=True)
class Measured:
    """`regression`: the fixed messages that come with the pack; `lessons`: those held back."""

    regression: Figures
    lessons: Figures

    def as_document(self) -> dict[str, Any]:
        return asdict(self)


def measure(model: Model | None, regression: Iterable[Row], held_back: Iterable[Row], pack: Pack) -> Measured:
    """None: the lexicon alone."""
    return Measured(figures_of(model, regression, pack), figures_of(model, held_back, pack))


def figures_of(model: Model | None, rows: Iterable[Row], pack: Pack) -> Figures:
    def ask(text: str, pack: Pack) -> Proposal:
        return propose_by(model, text, pack)

    found = evaluate(rows, pack, ask)
    return Figures(
        right=found.unit_lenient,
        strict=found.unit_strict,
        kind=found.kind_lenient,
        danger=found.emergency.recall,
        sensitive=found.sensitive.recall,
        automatic=found.automatic_precision,
        coverage=found.coverage,
    )


def measured_from(document: Mapping[str, Any]) -> Measured:
    """What `as_document` wrote."""
    return Measured(*(_figures(document[name]) for name in ("regression", "lessons")))


def _figures(document: Mapping[str, Any]) -> Figures:
    return Figures(**{name: Share(**share) for name, share in document.items()})
