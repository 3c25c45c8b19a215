"""A petition to be printed and signed: what the law asks of it, filled in as far as it is known.

Luật Khiếu nại 2011 Đ8 k2: the day; name and address of who complains; name and address of who is complained of; what,
why, with which papers; what is asked; a signature or a fingerprint. A text from a phone has none of the last.
"""

from dataclasses import dataclass

from feedback_service.handling.letters.paper import Paper, Signing, make_docx, place_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.vocabulary import Visibility

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BLANK = "………………………………………………………………"


@dataclass(frozen=True, slots=True)
class Petitioner:
    """Who signs, as far as the page may tell it. Empty lines are left to be written by hand."""

    name: str = ""
    phone: str = ""
    address: str = ""


def petition_docx(case: Case, who: Petitioner, pack: Pack) -> bytes:
    """Bytes of a .docx in Vietnamese: it goes to an office of the state."""
    return make_docx(petition_paper(case, who, pack))


def wants_petition(case: Case, pack: Pack) -> bool:
    """On the sender's own page, of what is still to be accepted; never of what is sealed: screens have onlookers."""
    sealed = case.visibility == Visibility.SEALED
    return case.is_open and not sealed and pack.kind_rule[case.kind].signed


def petition_paper(case: Case, who: Petitioner, pack: Pack) -> Paper:
    name = pack.kind_rule[case.kind].name.vi
    return Paper(
        kind=f"ĐƠN {name}".upper(),
        place=place_of(pack),
        to=(f"Chủ tịch {pack.commune.authority.vi}",),
        body=(
            f"Họ và tên người làm đơn: {who.name or _BLANK}",
            f"Địa chỉ: {who.address or _BLANK}",
            f"Điện thoại: {who.phone or _BLANK}",
            f"Số giấy tờ tùy thân, ngày cấp (nếu có): {_BLANK}",
            f"Người hoặc cơ quan bị {name.lower()} (tên, địa chỉ): {_BLANK}",
            f"Nội dung (quyết định hoặc việc làm nào, ngày nào, vì sao không đúng), theo tin đã gửi, mã {case.code}:",
            case.text,
            f"Yêu cầu giải quyết: {_BLANK}",
            f"Giấy tờ kèm theo: {_BLANK}",
            "Tôi cam đoan nội dung trên là đúng sự thật và chịu trách nhiệm trước pháp luật.",
        ),
        signing=Signing("NGƯỜI LÀM ĐƠN", hint="(Ký hoặc điểm chỉ, ghi rõ họ tên)"),
    )
