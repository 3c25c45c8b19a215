"""One published result as it is told aloud: first what came of it, then what the trouble was, then how long it took."""

import re

from feedback_service.handling.public.filter import PublicCase
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.ear.sentences import sentences
from feedback_service.publishing.radio.spoken import cardinal, say
from feedback_service.publishing.radio.voice import manner_of

_ORDER = ("Việc thứ nhất", "Việc thứ hai", "Việc thứ ba", "Việc thứ tư", "Việc thứ năm", "Việc thứ sáu")
_THANKS = re.compile(r"^(?:Xin )?[Cc]ảm ơn\b")
_ASKS = re.compile(r"\b(?:gì|nào|đâu|sao|mấy|bao nhiêu|bao lâu|ai|không)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()\n]*)\)([.,;:!?])?")


def result_words(case: PublicCase, place: int, pack: Pack) -> str:
    """Title, what it was about, who did it and in how many days."""
    head = _ORDER[place] if place < len(_ORDER) else "Việc tiếp theo"
    return _lines(f"{head}. {aloud(case.title, pack)}", aloud(case.summary, pack), _kept(case, pack, place))


def story_words(case: PublicCase, pack: Pack) -> str:
    """The same with the answer in full, without the thanks to the one who wrote."""
    told = [one.text for one in sentences(aloud(case.answer, pack)) if not _THANKS.match(one.text)]
    return _lines(
        f"Mời bà con nghe kỹ hơn một việc. {aloud(case.title, pack)}",
        *(one.text for one in sentences(aloud(case.summary, pack))[:1]),  # the answer says the rest
        " ".join(told),
        _kept(case, pack),
    )


def question_words(case: PublicCase, pack: Pack) -> str:
    """What somebody asked, and the answer as one would give it across a table."""
    told = [one.text for one in sentences(aloud(case.answer, pack)) if not _THANKS.match(one.text)]
    title = aloud(case.title, pack).rstrip(".?")
    asked = f"Có bà con hỏi: {title}?" if _ASKS.search(title) else f"Có bà con hỏi về việc này: {title}."
    return _lines(asked, f"{_name(case, pack)} trả lời.", " ".join(told))


def aloud(text: str, pack: Pack) -> str:
    """In words, without brackets, with an end to the last sentence."""
    said = say(_unbracketed(text), manner_of(pack)).strip()
    return said if not said or said[-1] in ".!?…" else f"{said}."


def _unbracketed(text: str) -> str:
    return _BRACKETS.sub(lambda found: f", {found[1].strip()}{found[2] or ','}", text)


def _kept(case: PublicCase, pack: Pack, place: int = 0) -> str:
    """How long it took, in working days; a promise that was broken is said, with an excuse."""
    late = case.stitches.late
    if case.late:
        days = f" {cardinal(late, manner_of(pack))} ngày làm việc" if late else ""
        return f"{_name(case, pack)} trả lời trễ hẹn{days}. Xã xin lỗi bà con."
    used = case.stitches.used
    days = f"{cardinal(used, manner_of(pack))} ngày làm việc"
    if used <= 1:
        return f"{_name(case, pack)} trả lời ngay, đúng hẹn."
    if place % 2:  # the same sentence five times running puts people to sleep
        return f"Sau {days}, bà con có trả lời của {_name(case, pack)}."
    return f"{_name(case, pack)} trả lời trong {days}, đúng hẹn."


def _name(case: PublicCase, pack: Pack) -> str:
    said = say(case.unit.vi, manner_of(pack))
    return said[:1].upper() + said[1:]


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line.strip())
