"""What a public text begins as: the commune's own words on the case, with everybody taken out. Never the citizen's.

The title is the officer's subject, the story says topic and hamlet, the answer is the one that was approved; the finder
covers what it finds, and two people still read it.
"""

from dataclasses import dataclass

from feedback_service.pack.model import Pack
from feedback_service.publishing.personal_data import marks_in
from feedback_service.records import Case
from feedback_service.routing.personal_data.masking import STANDS_FOR


@dataclass(frozen=True, slots=True)
class Beginning:
    title: str
    summary: str
    answer: str


def beginning_of(case: Case, answer: str, pack: Pack) -> Beginning:
    """`answer`: what the citizen was told, "" where nothing was."""
    subject = covered(case.subject, pack)
    return Beginning(subject, _story(case, subject, pack), covered(answer, pack))


def covered(text: str, pack: Pack) -> str:
    """The text with personal data replaced by what they are; the commune's own numbers stay."""
    pieces, done = [], 0
    for mark in marks_in("", text, pack):
        pieces += [text[done : mark.start], STANDS_FOR[mark.kind]]
        done = mark.end
    return "".join((*pieces, text[done:]))


def _story(case: Case, subject: str, pack: Pack) -> str:
    """In the language of the texts: they are Vietnamese whoever reads the desk."""
    topic = pack.topic_by_code.get(case.topic_code)
    area = pack.area_by_code.get(case.area_code)
    if not (topic or subject):
        return ""
    where = f" ở {area.name.vi}" if area else ""
    about = subject[:1].lower() + subject[1:] if subject else f"về {topic.name.vi.lower()}" if topic else ""
    return f"Bà con{where} báo{': ' if subject else ' '}{about}."
