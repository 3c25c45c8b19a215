"""How the answer will reach a phone: in one SMS, or as word that it is there to be read."""

from dataclasses import dataclass

from feedback_service.notifying.tell import preview_sms
from feedback_service.pack.model import Pack
from feedback_service.records import Case


@dataclass(frozen=True, slots=True)
class AnswerSms:
    """`whole`: the SMS carries the answer itself, without accents."""

    segments: int
    whole: bool


def answer_sms(case: Case, text: str, pack: Pack) -> AnswerSms:
    sms = preview_sms(case, "answer", pack, text=text)
    without = preview_sms(case, "answer", pack, text="")
    return AnswerSms(sms.segments, sms.body != without.body)
