"""How a call can end, in the officer's words."""

from flask_babel import gettext as _

from feedback_service.vocabulary import CallOutcome, NoCaseReason


def outcome_choices() -> list[tuple[str, str]]:
    return [
        (CallOutcome.TO_UNIT.value, _("Chuyển cho đơn vị")),
        (CallOutcome.CALL_BACK.value, _("Hẹn gọi lại")),
        (CallOutcome.ANSWERED.value, _("Trả lời xong ngay trong máy")),
        (CallOutcome.NO_CASE.value, _("Không thành hồ sơ")),
    ]


def no_case_choices() -> list[tuple[str, str]]:
    return [
        ("", _("Xin chọn")),
        *((reason.value, no_case_word(reason)) for reason in NoCaseReason),
    ]


def no_case_word(reason: NoCaseReason) -> str:
    said: dict[NoCaseReason, str] = {
        NoCaseReason.QUESTION: _("Chỉ hỏi, đã trả lời"),
        NoCaseReason.WRONG_NUMBER: _("Nhầm số"),
        NoCaseReason.SPAM: _("Quấy rối, quảng cáo"),
        NoCaseReason.CUT_OFF: _("Không ai nói, rớt máy"),
        NoCaseReason.OTHER: _("Lý do khác"),
    }
    return said[reason]
