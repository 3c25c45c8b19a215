"""What is printed of a referral: the phiếu chuyển itself, and the letter that reminds of it. In Vietnamese, always."""

from datetime import date

from feedback_service.handling.letters.paper import Paper, Signing, agency_of, place_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.records.desk import Referral

_ASKS = "Đề nghị quý cơ quan xem xét, giải quyết theo thẩm quyền"


def referral_paper(referral: Referral, case: Case, pack: Pack) -> Paper:
    """Phiếu chuyển (Luật Tiếp công dân Đ26; TT 05/2021/TT-TTCP). The sender is named by the code alone: the name
    stands on the petition that is enclosed, and whoever answers asks for it.
    """
    body = [
        f"Ngày {_day(case.received_on)}, {pack.commune.authority.vi} nhận được {_what(case, pack)} của công dân, "
        f"hồ sơ mã số {case.code}.",
        f"Nội dung: {referral.summary}",
        f"Sau khi xem xét, {pack.commune.authority.vi} thấy nội dung trên thuộc thẩm quyền giải quyết của quý cơ quan.",
        _request(referral, pack),
    ]
    if referral.enclosed:
        body.append(f"Gửi kèm: {referral.enclosed}.")
    return _paper(
        referral, pack, "PC-UBND", "Phiếu chuyển", f"Chuyển {_what(case, pack)} của công dân", body, case
    )


def reminder_paper(referral: Referral, case: Case, pack: Pack) -> Paper:
    """Công văn đôn đốc: what was sent, when, and that nothing has come."""
    due = f", đề nghị phúc đáp trước ngày {_day(referral.reply_due_on)}" if referral.reply_due_on else ""
    body = [
        f"Ngày {_day(referral.sent_on)}, {pack.commune.authority.vi} đã chuyển đến quý cơ quan {_what(case, pack)} của "
        f"công dân theo phiếu chuyển số {referral.number} năm {referral.year} (hồ sơ mã số {case.code}){due}.",
        f"Nội dung: {referral.summary}",
        f"Đến nay {pack.commune.authority.vi} chưa nhận được văn bản trả lời. Đề nghị quý cơ quan quan tâm giải "
        f"quyết và thông báo kết quả để {pack.commune.authority.vi} trả lời công dân.",
    ]
    return _paper(
        referral,
        pack,
        f"UBND-{pack.commune.triage_unit}",
        "",
        f"đôn đốc giải quyết {_what(case, pack)}",
        body,
        case,
    )


def _paper(
    referral: Referral, pack: Pack, symbol: str, kind: str, about: str, body: list[str], case: Case
) -> Paper:
    unit = pack.unit_by_code.get(referral.unit_code)
    leaders = pack.unit_by_code.get(pack.commune.sealed_unit)
    return Paper(
        agency=agency_of(pack),
        place=place_of(pack),
        symbol=symbol,
        kind=kind,
        about=about,
        to=(unit.name.vi if unit else referral.unit_code,),
        body=tuple(body),
        signing=Signing(
            title=leaders.head_title if leaders else "", on_behalf=f"TM. {agency_of(pack).split(chr(10))[0]}"
        ),
        recipients=(
            "Như trên",
            f"Người gửi (hồ sơ {case.code}) để biết",
            f"Lưu: VT, {pack.commune.triage_unit} (sổ phiếu chuyển số {referral.number}/{referral.year})",
        ),
    )


def _what(case: Case, pack: Pack) -> str:
    """The kind in the middle of a sentence."""
    name = pack.kind_rule[case.kind].name.vi
    return name[:1].lower() + name[1:]


def _request(referral: Referral, pack: Pack) -> str:
    asks = referral.asks.rstrip(". ") or _ASKS
    by = f" trước ngày {_day(referral.reply_due_on)}" if referral.reply_due_on else ""
    return f"{asks} và thông báo kết quả cho {pack.commune.authority.vi}{by}."


def _day(on: date) -> str:
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)  # NĐ 30/2020: a zero before 1 and 2 only
    return f"{on.day:02d}/{month}/{on.year}"
