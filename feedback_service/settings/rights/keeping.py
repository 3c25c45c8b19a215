"""Why a case may not be erased: where another law asks for keeping, it is kept, and the person is told so.

Luật 91/2025/QH15 Đ14: erasure is refused where the law provides otherwise.
"""

from collections.abc import Callable

from flask_babel import gettext as _

from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.vocabulary import Kind, Visibility

_FILES: dict[Kind, Callable[[], str]] = {
    Kind.KHIEU_NAI: lambda: _(
        "Hồ sơ khiếu nại phải lưu (Luật Khiếu nại 2011 Đ34; Luật Lưu trữ 33/2024/QH15)."
    ),
    Kind.TO_CAO: lambda: _("Hồ sơ tố cáo phải lưu (Luật Tố cáo 2018 Đ39; Luật Lưu trữ 33/2024/QH15)."),
    Kind.TO_GIAC: lambda: _("Tin báo tội phạm phải lưu theo tố tụng (BLTTHS 2015 Đ144-146)."),
}


def duty_to_keep(case: Case, pack: Pack) -> str:
    """The law's reason in words for the citizen; "" where the case may go."""
    if case.is_unfinished:
        return str(_("Việc đang được giải quyết (Luật 91/2025/QH15 Đ14; Luật Tiếp công dân 2013 Đ28)."))
    if case.kind in _FILES:
        return _FILES[case.kind]()
    if case.visibility == Visibility.SEALED:
        return str(_("Hồ sơ bảo mật phải lưu (Luật Lưu trữ 33/2024/QH15)."))
    return ""
