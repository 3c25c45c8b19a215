"""What the columns of a list and its faulty lines are called, in the officer's words."""

from flask_babel import gettext as _

from feedback_service.intake.calls.lists.calls import RowFault


def column_words() -> dict[str, str]:
    return {
        "caller": _("Số gọi đến"),
        "start": _("Giờ bắt đầu"),
        "end": _("Kết thúc thế nào (nghe, nhỡ)"),
        "talk": _("Thời gian nói"),
        "duration": _("Thời gian cả chuông"),
        "called": _("Số được gọi"),
        "id": _("Mã cuộc gọi"),
        "group": _("Mã gom các chặng"),
        "application": _("Ứng dụng của tổng đài"),
    }


def fault_words() -> dict[str, str]:
    return {
        RowFault.NO_START.value: _("Không đọc được ngày giờ"),
        RowFault.IN_FUTURE.value: _("Ngày giờ ở tương lai"),
        RowFault.TOO_OLD.value: _("Cũ quá 5 năm"),
        RowFault.NO_LENGTH.value: _("Không đọc được thời gian nói"),
        RowFault.NO_CALLER.value: _("Không đọc được số gọi đến"),
    }
