"""Which answer each message gives to each question: yes, no, or left out because both would be right. Training only."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.corpus import Example
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
)
from feedback_service.routing.learned.net import LEAVE_OUT, NO, YES, Floats, Question
from feedback_service.vocabulary import Kind

_PHRASE = 0.3  # what a phrase of a word list counts beside a message
_LEAST = 12  # messages that a topic needs before it is asked for
# What each question counts, and how far rare labels are lifted (0: as they come, 1: all the same).
_COUNTS: Mapping[str, tuple[float, float]] = {
    OFFICES: (1.0, 0.5),
    TOPICS: (0.5, 0.3),
    KINDS: (0.5, 0.3),
    FLAGS: (0.3, 0.5),
}
_MOST_LIFT = 8.0


class Questions:
    """The four questions over all messages, in the order in which the model answers them."""

    def __init__(self, examples: Sequence[Example], pack: Pack) -> None:
        self.examples = examples
        self.spam = np.array([_is_spam(example) for example in examples], dtype=bool)
        self.counts: Floats = np.array(
            [example.weight * (_PHRASE if example.phrase else 1.0) for example in examples], dtype=np.float32
        )
        self.labels: Mapping[str, tuple[str, ...]] = {
            OFFICES: tuple(dict.fromkeys(counted_office(unit.code, pack) for unit in pack.units)),
            TOPICS: _topics(examples, pack),
            KINDS: tuple(kind.value for kind in Kind if kind is not Kind.SPAM),
            FLAGS: (DANGER, SENSITIVE, SPAM, SEVERAL),
        }
        self._answers = {question: self._table(question) for question in self.labels}

    def answers(self, question: str) -> NDArray[np.int8]:
        """Messages x labels of YES, NO and LEAVE_OUT."""
        return self._answers[question]

    def place(self, question: str) -> slice:
        """Where the labels of a question stand among all."""
        before = list(self.labels).index(question)
        start = sum(len(labels) for labels in list(self.labels.values())[:before])
        return slice(start, start + len(self.labels[question]))

    def asked(self, rows: NDArray[np.bool_] | slice = slice(None)) -> dict[str, Question]:
        return {
            name: Question(
                answers=self._answers[name][rows],
                weight=_COUNTS[name][0],
                counts=self.counts[rows],
                labels=self._lift(name),
                each=name == FLAGS,
            )
            for name in self.labels
        }

    def _lift(self, question: str) -> Floats:
        """Small offices and rare kinds count more a message, so that they do not lose for being small."""
        yes = self._answers[question] == YES
        power = _COUNTS[question][1]
        if question == FLAGS:
            no = (self._answers[question] == NO).sum(axis=0)
            rare: Floats = np.minimum((no / np.maximum(yes.sum(axis=0), 1)) ** power, _MOST_LIFT).astype(
                np.float32
            )
            return rare
        common = (yes * self.counts[:, None]).sum(axis=0) + 1
        lift = (common.sum() / common) ** power
        level: Floats = (lift * common.sum() / (lift * common).sum()).astype(np.float32)
        return level

    def _table(self, question: str) -> NDArray[np.int8]:
        asked: Callable[[Example, str], int] = {
            OFFICES: _office,
            TOPICS: _topic,
            KINDS: _kind,
            FLAGS: _flag,
        }[question]
        rows = [[asked(example, label) for label in self.labels[question]] for example in self.examples]
        return np.array(rows, dtype=np.int8).reshape(len(self.examples), len(self.labels[question]))


def _topics(examples: Sequence[Example], pack: Pack) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for example in examples:
        if example.topic in pack.topic_by_code:
            counts[example.topic] = counts.get(example.topic, 0) + 1
    return tuple(sorted(topic for topic, count in counts.items() if count >= _LEAST))


def _is_spam(example: Example) -> bool:
    return example.kinds[:1] == (Kind.SPAM.value,)


def _office(example: Example, label: str) -> int:
    if _is_spam(example):
        return LEAVE_OUT
    return YES if example.offices[0] == label else LEAVE_OUT if label in example.offices else NO


def _kind(example: Example, label: str) -> int:
    if not example.kinds or _is_spam(example):
        return LEAVE_OUT
    return YES if example.kinds[0] == label else LEAVE_OUT if label in example.kinds else NO


def _topic(example: Example, label: str) -> int:
    if _is_spam(example):
        return LEAVE_OUT
    return YES if example.topic == label else NO


def _flag(example: Example, label: str) -> int:
    if example.phrase or not (example.flags_known or label == SPAM):
        return LEAVE_OUT
    up = {
        DANGER: example.danger,
        SENSITIVE: example.sensitive,
        SPAM: _is_spam(example),
        SEVERAL: bool(example.parts),
    }
    return YES if up[label] else NO
