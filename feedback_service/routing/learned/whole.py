"""From messages to a model: every head fitted, and made honest about itself on messages held back. Training only."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.calibrating import (
    Unseen,
    best_threshold,
    calibrate,
    threshold_for,
)
from feedback_service.routing.learned.corpus import Example
from feedback_service.routing.learned.features import BUCKETS
from feedback_service.routing.learned.hits import counted_office
from feedback_service.routing.learned.model import (
    DANGER,
    FLAGS,
    KINDS,
    OFFICES,
    SENSITIVE,
    SEVERAL,
    SPAM,
    TOPICS,
    Head,
    Model,
)
from feedback_service.routing.learned.training import (
    LEAVE_OUT,
    NO,
    YES,
    Answers,
    Sparse,
    Table,
    fit_head,
    fit_label,
    rarity_of,
    tabulate,
    weighed_table,
)
from feedback_service.vocabulary import Kind

Tell = Callable[[str], None]
FOLDS = 3
_PHRASE = 0.3  # what a phrase of a word list counts beside a message
_CAUGHT = {DANGER: 0.985, SENSITIVE: 0.985}  # of those held back, at least
_LEAST = 12  # messages that a topic needs before it is asked for


def train(examples: Sequence[Example], pack: Pack, tell: Tell = lambda _: None) -> Model:
    """Minutes for ten thousand messages. The same messages and pack give the same model."""
    table = tabulate(examples, pack)
    everything = np.arange(len(examples))
    questions = Questions(examples, pack)
    settings = _settings(table, questions, tell)
    rarity = rarity_of(table, everything)
    weighed = weighed_table(table, rarity)
    heads: dict[str, Head] = {}
    for name in (OFFICES, KINDS, FLAGS):
        tell(name)
        labels = questions.labels(name)
        heads[name] = fit_head(
            weighed,
            labels,
            lambda label, name=name: questions.answers(name, label),
            questions.weights,
            len(table.names),
        )  # type: ignore[misc]
    tell(TOPICS)
    names = weighed[:, -len(table.names) :]
    words = _side_by_side(weighed[:, :BUCKETS], names)
    heads[TOPICS] = fit_head(
        words,
        questions.topics,
        lambda label: questions.answers(TOPICS, label),
        questions.weights,
        len(table.names),
    )
    version = hashlib.sha256(b"".join(head.weights.tobytes() for head in heads.values())).hexdigest()[:8]
    return Model(version, pack.commune.code, rarity, table.names, heads, settings)


def _side_by_side(left: Sparse, right: Sparse) -> Sparse:
    from scipy.sparse import hstack

    return hstack([left, right]).tocsr()


class Questions:
    """Which answer each message gives to each question: yes, no, or left out because both would be right."""

    def __init__(self, examples: Sequence[Example], pack: Pack) -> None:
        self.examples = examples
        self.offices = tuple(dict.fromkeys(counted_office(unit.code, pack) for unit in pack.units))
        self.spam = np.array([example.kinds[:1] == (Kind.SPAM,) for example in examples])
        self.phrases = np.array([example.phrase for example in examples])
        counts: dict[str, int] = {}
        for example in examples:
            if example.topic in pack.topic_by_code:
                counts[example.topic] = counts.get(example.topic, 0) + 1
        self.topics = tuple(sorted(topic for topic, count in counts.items() if count >= _LEAST))
        self.weights = np.array(
            [example.weight * (_PHRASE if example.phrase else 1.0) for example in examples], dtype=np.float32
        )

    def labels(self, head: str) -> tuple[str, ...]:
        if head == OFFICES:
            return self.offices
        if head == KINDS:
            return tuple(kind.value for kind in Kind if kind is not Kind.SPAM)
        return (DANGER, SENSITIVE, SPAM, SEVERAL)

    def answers(self, head: str, label: str) -> Answers:
        asked = {OFFICES: self._office, KINDS: self._kind, FLAGS: self._flag, TOPICS: self._topic}[head]
        return np.array([asked(example, label) for example in self.examples], dtype=np.int8)

    def _office(self, example: Example, label: str) -> int:
        if example.kinds[:1] == (Kind.SPAM,):
            return LEAVE_OUT
        return YES if example.offices[0] == label else LEAVE_OUT if label in example.offices else NO

    def _kind(self, example: Example, label: str) -> int:
        if example.phrase or example.kinds[:1] == (Kind.SPAM,):
            return LEAVE_OUT
        return YES if example.kinds[0] == label else LEAVE_OUT if label in example.kinds else NO

    def _flag(self, example: Example, label: str) -> int:
        if example.phrase or not (example.flags_known or label == SPAM):
            return LEAVE_OUT
        up = {
            DANGER: example.danger,
            SENSITIVE: example.sensitive,
            SPAM: example.kinds[0] == Kind.SPAM,
            SEVERAL: bool(example.parts),
        }
        return YES if up[label] else NO

    def _topic(self, example: Example, label: str) -> int:
        if not example.topic or example.kinds[:1] == (Kind.SPAM,):
            return LEAVE_OUT
        return YES if example.topic == label else NO


def _settings(table: Table, questions: Questions, tell: Tell) -> dict[str, float]:
    """Numbers that say how far the scores may be trusted, from messages that were held back."""
    held = held_back(table, questions, (OFFICES, FLAGS), tell)
    messages = np.flatnonzero(~questions.phrases & ~questions.spam)
    offices = held[OFFICES]
    unseen = [
        Unseen(
            dict(zip(questions.offices, map(float, offices[row]), strict=True)),
            questions.examples[row].offices,
            _first(table, row),
        )
        for row in messages
    ]
    settings = calibrate(unseen)
    for column, flag in enumerate(questions.labels(FLAGS)):
        answers = questions.answers(FLAGS, flag)
        wanted = answers[answers != LEAVE_OUT] == YES
        found = held[FLAGS][answers != LEAVE_OUT, column]
        settings[f"{flag}_from"] = (
            threshold_for(found, wanted, _CAUGHT[flag]) if flag in _CAUGHT else best_threshold(found, wanted)
        )
    return settings


def _first(table: Table, row: int) -> str:
    for column in table.named[row].indices:
        if table.names[column].startswith("first:"):
            return table.names[column].removeprefix("first:")
    return ""


def fold_of(examples: Sequence[Example]) -> NDArray[np.int64]:
    """Which fold holds a message back: by its words, so that it stays the same when others come and go."""
    return np.array(
        [int(hashlib.sha256(example.text.encode()).hexdigest()[:8], 16) % FOLDS for example in examples]
    )


def held_back(
    table: Table, questions: Questions, heads: Sequence[str], tell: Tell
) -> dict[str, NDArray[np.float32]]:
    """Scores of every message by models that had not seen it, a head's labels side by side."""
    folds = fold_of(questions.examples)
    found = {name: np.zeros((len(folds), len(questions.labels(name))), dtype=np.float32) for name in heads}
    for fold in range(FOLDS):
        tell(f"held back {fold + 1}/{FOLDS}")
        seen = np.flatnonzero((folds != fold) | questions.phrases)
        unseen = np.flatnonzero((folds == fold) & ~questions.phrases)
        weighed = weighed_table(table, rarity_of(table, seen))
        for name in heads:
            for column, label in enumerate(questions.labels(name)):
                fitted = fit_label(
                    weighed[seen], questions.answers(name, label)[seen], questions.weights[seen]
                )
                if fitted is not None:
                    found[name][unseen, column] = weighed[unseen] @ fitted[0] + fitted[1]
    return found
