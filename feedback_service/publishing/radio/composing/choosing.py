"""Which results are told, and which of them at length. Pure."""

from collections.abc import Iterable, Sequence

from feedback_service.handling.public.filter import PublicCase
from feedback_service.publishing.radio.ear.sentences import syllables

_STORY = range(30, 140)  # syllables of an answer that makes a story: less says nothing, more is a report


def chosen(results: Sequence[PublicCase], most: int) -> list[PublicCase]:
    """The newest of each topic, then the next ones; a late one among them where there is one: we do not flatter."""
    kept = _varied(results)[:most]
    late = next((case for case in results if case.late), None)
    if late and kept and not any(case.late for case in kept):
        kept[-1] = late
    return kept


def story_of(told: Sequence[PublicCase]) -> PublicCase | None:
    """The one with most to tell, among those that can be told in a minute."""
    fit = [case for case in told if syllables(case.answer) in _STORY]
    return max(fit, key=lambda case: syllables(case.answer), default=None)


def question_of(questions: Sequence[PublicCase]) -> PublicCase | None:
    """The newest whose answer can be kept in mind, else the newest."""
    short = (case for case in questions if syllables(case.answer) < _STORY.stop)
    return next(short, questions[0] if questions else None)


def _varied(results: Iterable[PublicCase]) -> list[PublicCase]:
    first: list[PublicCase] = []
    rest: list[PublicCase] = []
    topics: set[str] = set()
    titles: set[str] = set()
    for case in results:
        topic = case.topic.vi if case.topic else ""
        if case.title in titles:
            continue  # the same thing in two hamlets is told once
        titles.add(case.title)
        (rest if topic in topics else first).append(case)
        topics.add(topic)
    return first + rest
