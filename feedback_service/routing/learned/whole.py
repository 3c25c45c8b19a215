"""From messages to a model, made honest about itself on messages held back. Training only."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.calibrating import (
    Unseen,
    best_threshold,
    calibrate,
)
from feedback_service.routing.learned.corpus import Example
from feedback_service.routing.learned.features import BUCKETS
from feedback_service.routing.learned.hits import counted_office
from feedback_service.routing.learned.model import (
    DANGER,
    FAMILIES,
    FLAGS,
    OFFICES,
    SENSITIVE,
    TOPICS,
    Model,
)
from feedback_service.routing.learned.net import LEAVE_OUT, YES, Floats, Net, ask, fit
from feedback_service.routing.learned.questions import Questions
from feedback_service.routing.learned.tables import Table, rarity_of, tabulate, weighed_table

Tell = Callable[[str], None]
WIDTH = 64  # numbers that a message becomes; twice as many reached no more
ROUNDS = 10  # six reach one in a hundred less; more reach no more
_HELD = 5  # one message of five is held back while the thresholds are found
# From these scores on a flag is worth its false alarms: the odds at which one missed danger weighs some thirty looks
# at nothing, one missed secret some twenty. Recall and precision that follow stand in docs/routing.md.
_WORTH = {DANGER: -1.3, SENSITIVE: -2.2}
_STEPS = 127


def train(
    examples: Sequence[Example],
    pack: Pack,
    tell: Tell = lambda _: None,
    width: int = WIDTH,
    rounds: int = ROUNDS,
) -> Model:
    """Minutes for ten thousand messages. The same messages and pack give the same model."""
    table = tabulate(examples, pack)
    questions = Questions(examples, pack)
    settings = _settings(table, questions, width, rounds, tell)
    rarity = rarity_of(table, np.arange(len(examples)))
    tell("everything")
    net = fit(weighed_table(table, rarity), questions.asked(), width, rounds, tell=_telling(tell))
    return _model(net, rarity, table, questions, settings, pack)


def _telling(tell: Tell) -> Callable[[int, Net], None]:
    return lambda number, _net: tell(f"round {number + 1}")


def _model(
    net: Net,
    rarity: NDArray[np.float16],
    table: Table,
    questions: Questions,
    settings: dict[str, float],
    pack: Pack,
) -> Model:
    """Rounded to whole steps of a hundredth: a quarter of the memory, and no answer changes by it."""
    rows = net.pieces[: FAMILIES * BUCKETS]
    steps = (np.abs(rows).max(axis=1) / _STEPS).astype(np.float16)
    divided = rows / np.maximum(steps.astype(np.float32), 1e-7)[:, None]
    whole = np.clip(np.round(divided), -_STEPS, _STEPS).astype(np.int8)
    return Model(
        version=hashlib.sha256(whole.tobytes() + net.answers.tobytes()).hexdigest()[:8],
        commune=pack.commune.code,
        rarity=rarity,
        pieces=whole,
        steps=steps,
        names=table.names,
        named=net.pieces[FAMILIES * BUCKETS :],
        shift=net.shift,
        answers=net.answers,
        bias=net.bias,
        labels=questions.labels,
        settings=settings,
        homes={
            topic: counted_office(pack.topic_by_code[topic].unit, pack) for topic in questions.labels[TOPICS]
        },
    )


def held_back(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """Which messages are held back: by their words, so that it stays the same when others come and go."""
    return np.array(
        [
            not example.phrase and int(hashlib.sha256(example.text.encode()).hexdigest()[:8], 16) % _HELD == 0
            for example in examples
        ]
    )


def _settings(table: Table, questions: Questions, width: int, rounds: int, tell: Tell) -> dict[str, float]:
    """Numbers that say how far the scores may be trusted, from messages that were held back."""
    unseen = held_back(questions.examples)
    tell("one in five held back")
    weighed = weighed_table(table, rarity_of(table, np.flatnonzero(~unseen)))
    net = fit(weighed[~unseen], questions.asked(~unseen), width, rounds, tell=_telling(tell))
    found = ask(net, weighed[unseen])
    rows = [int(row) for row in np.flatnonzero(unseen)]
    settings = calibrate(
        [
            Unseen(
                dict(
                    zip(
                        questions.labels[OFFICES],
                        found[at, : len(questions.labels[OFFICES])].tolist(),
                        strict=True,
                    )
                ),
                questions.examples[row].offices,
                table.first_office(row),
            )
            for at, row in enumerate(rows)
            if not questions.spam[row]
        ]
    )
    return settings | _flags_from(found, questions, rows, tell)


def _flags_from(found: Floats, questions: Questions, rows: list[int], tell: Tell) -> dict[str, float]:
    place = questions.place(FLAGS)
    answers = questions.answers(FLAGS)[rows]
    thresholds = {}
    for column, flag in enumerate(questions.labels[FLAGS]):
        asked = answers[:, column] != LEAVE_OUT
        wanted, said = answers[asked, column] == YES, found[asked, place.start + column]
        from_here = _WORTH.get(flag, best_threshold(said, wanted))
        thresholds[f"{flag}_from"] = from_here
        if wanted.any() and (said >= from_here).any():
            caught, right = (said[wanted] >= from_here).mean(), wanted[said >= from_here].mean()
            tell(f"{flag}: recall {caught:.2f}, precision {right:.2f} of those held back")
    return thresholds
