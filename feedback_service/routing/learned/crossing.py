"""What the model reaches on messages that it has not learned from, by cross-validation over the whole corpus.

    python -m feedback_service.routing.learned.crossing

The corpus is harder than what people send: it is full of very short, odd and borderline messages on purpose.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from feedback_service.pack.files import load_files
from feedback_service.pack.model import Pack
from feedback_service.routing.learned.corpus import Example, read_corpus
from feedback_service.routing.learned.model import KINDS, OFFICES
from feedback_service.routing.learned.net import Floats, ask, fit
from feedback_service.routing.learned.questions import Questions
from feedback_service.routing.learned.tables import rarity_of, tabulate, weighed_table
from feedback_service.routing.learned.whole import ROUNDS, WIDTH

_FOLDS = 5
_PACK = Path(__file__).parents[2] / "commune" / "ea-knop"


def cross_validate(examples: Sequence[Example], pack: Pack, folds: int = _FOLDS) -> dict[str, float]:
    """Shares of messages whose office (strict, lenient, among three) and kind (lenient) were found unseen."""
    table, questions = tabulate(examples, pack), Questions(examples, pack)
    fold = np.array(
        [int(hashlib.sha256(example.text.encode()).hexdigest()[-6:], 16) % folds for example in examples]
    )
    learned_always = np.array([example.phrase for example in examples])
    right: dict[str, list[bool]] = {"strict": [], "lenient": [], "top3": [], "kind": []}
    for number in range(folds):
        unseen = (fold == number) & ~learned_always
        weighed = weighed_table(table, rarity_of(table, np.flatnonzero(~unseen)))
        net = fit(weighed[~unseen], questions.asked(~unseen), WIDTH, ROUNDS)
        found = ask(net, weighed[unseen])
        for row, scores in zip(np.flatnonzero(unseen).tolist(), found, strict=True):
            if not questions.spam[row]:
                _judge(examples[row], scores, questions, right)
    return {name: round(float(np.mean(hits)), 4) for name, hits in right.items()}


def _judge(example: Example, found: Floats, questions: Questions, right: dict[str, list[bool]]) -> None:
    order = np.argsort(-found[questions.place(OFFICES)])
    best = [questions.labels[OFFICES][at] for at in order[:3]]
    kind = questions.labels[KINDS][int(found[questions.place(KINDS)].argmax())]
    right["strict"].append(best[0] == example.offices[0])
    right["lenient"].append(best[0] in example.offices)
    right["top3"].append(bool(set(best) & set(example.offices)))
    right["kind"].append(kind in example.kinds)


if __name__ == "__main__":
    figures = cross_validate(read_corpus(_PACK / "corpus"), load_files(_PACK))
    sys.stdout.write("".join(f"{name:<8} {share:.3f}\n" for name, share in figures.items()))
