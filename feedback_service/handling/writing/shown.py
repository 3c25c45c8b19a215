"""What the case page shows of the writing: answers to begin with, remarks, who else writes, what was changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from feedback_service.handling import Finder
from feedback_service.handling.writing.changes import Stretch, changes
from feedback_service.handling.writing.checking import Finding, Remark
from feedback_service.handling.writing.evidence import Pair, pair_of
from feedback_service.handling.writing.filling import Offer, offers
from feedback_service.handling.writing.handing_in import look_at
from feedback_service.handling.writing.letter import needs_letter
from feedback_service.handling.writing.mentions import called_here, may_be_called
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Attachment, Case, Officer
from feedback_service.staff.permissions import Action, may
from feedback_service.vocabulary import Status

STILL_WRITING = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Writing:
    """`other` is the id of a colleague who saved a draft a short while ago, or 0."""

    offers: tuple[Offer, ...]
    remarks: tuple[Remark, ...]
    changed: tuple[Stretch, ...]
    other: int
    may_call: tuple[tuple[int, str], ...]
    pair: Pair
    by_letter: bool
    called: bool  # a note here calls this officer, and he has not seen it


def writing_of(
    session: Session,
    case: Case,
    answer: Answer | None,
    officer: Officer,
    pack: Pack,
    now: datetime,
    finder: Finder,
    attachments: Sequence[Attachment] = (),
) -> Writing:
    waits = answer is not None and case.status == Status.AWAITING_APPROVAL
    return Writing(
        offers=offers_for(case, pack) if case.is_open and not waits else (),
        remarks=look_at(session, case, officer, answer.text, pack, now, finder) if answer and waits else (),
        changed=_changed(answer),
        other=_other(answer, officer, now) if case.is_open and not waits else 0,
        may_call=tuple(may_be_called(session, case, officer)) if may(officer, Action.NOTE, case) else (),
        by_letter=needs_letter(session, case, pack) if answer else False,
        pair=pair_of(attachments),
        called=called_here(session, officer, case),
    )


def offers_for(case: Case, pack: Pack) -> tuple[Offer, ...]:
    return offers(pack, case.topic_code, case.kind, values_of(case, pack))


def values_of(case: Case, pack: Pack) -> Mapping[str, str]:
    """The fields of an answer, from the case. Vietnamese as the pack is: answers are written in it."""
    unit = pack.unit_by_code.get(case.unit_code)
    topic = pack.topic_by_code.get(case.topic_code)
    area = pack.area_by_code.get(case.area_code)
    return {
        "ten_don_vi": unit.name.vi if unit else "",
        "dien_thoai_don_vi": unit.phone if unit else "",
        "ngay_hen": _day(case.due_on),
        "ngay_nhan": _day(case.received_on),
        "linh_vuc": topic.name.vi.lower() if topic else "",
        "dia_ban": area.name.vi if area else "",
        "ma": case.code,
        "ten_xa": pack.commune.name.vi,
        "duong_day_nong": pack.commune.hotline,
    }


def remark_words(remark: Remark) -> str:
    """One remark as a sentence for the officer."""
    words = ", ".join(f"“{word}”" for word in remark.words)
    say = {
        Finding.PERSONAL: lambda: _("Có thông tin cá nhân: %(words)s. Bỏ ra rồi mới gửi được.", words=words),
        Finding.UNFILLED: lambda: _("Còn chỗ chưa điền: %(words)s.", words=words),
        Finding.NO_STEP: lambda: _("Chưa thấy việc tiếp theo có ngày hoặc có người làm."),
        Finding.STIFF: lambda: _("Chữ cứng, nên nói dễ hiểu hơn: %(words)s.", words=words),
        Finding.LONG: lambda: _(
            "Dài %(count)s chữ; trên 120 chữ thì ít người đọc hết.", count=remark.words[0]
        ),
        Finding.COSTLY: lambda: _("Tin nhắn dài %(count)s phần.", count=remark.words[0]),
        Finding.QUESTION: lambda: _("Bà con có hỏi, mà chưa thấy câu trả lời rõ."),
        Finding.IMPOLITE: lambda: _("Chưa xưng hô, hoặc nghe như ra lệnh. Nên viết “ông/bà”."),
    }[remark.finding]
    said: str = say()  # type: ignore[no-untyped-call]
    return said


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month}/{day.year}"


def _changed(answer: Answer | None) -> tuple[Stretch, ...]:
    if answer is None or not answer.handed_in or answer.handed_in == answer.text or not answer.approved_at:
        return ()
    return changes(answer.handed_in, answer.text)


def _other(answer: Answer | None, officer: Officer, now: datetime) -> int:
    if answer is None or answer.approved_at or answer.author_id == officer.id:
        return 0
    return answer.author_id if now - answer.saved_at < STILL_WRITING else 0
