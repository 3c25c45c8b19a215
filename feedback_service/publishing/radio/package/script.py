"""The script as DOCX in the layout of NĐ 30/2020: to be signed, put in front of the announcer, and kept."""

from feedback_service.handling.letters.sheet import Grid, Paper, Signing, agency_of, place_of
from feedback_service.handling.letters.word import make_docx
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.package.facts_told import Told
from feedback_service.publishing.radio.package.texts import sounds_in
from feedback_service.publishing.radio.parts import PartKind
from feedback_service.publishing.radio.voice import radio_of

_HEADS = {
    PartKind.OPENING: "Mở đầu",
    PartKind.HEADLINES: "Điểm tin",
    PartKind.FIGURES: "Số liệu",
    PartKind.RESULT: "Việc đã làm",
    PartKind.STORY: "Chuyện một việc",
    PartKind.QUESTION: "Hỏi và đáp",
    PartKind.OWN: "Thông báo",
    PartKind.HOW_TO_WRITE: "Cách báo cho xã",
    PartKind.EMERGENCY: "Số khẩn cấp",
    PartKind.CLOSING: "Chào kết",
}


def make_script(told: Told, pack: Pack) -> bytes:
    """Bytes of a .docx. What is not read out, the approval, the sounds of names, the log's root, stands below."""
    return make_docx(
        Paper(
            agency=agency_of(pack),
            place=place_of(pack),
            symbol="BT-TTX",
            kind="BẢN TIN TRUYỀN THANH",
            about=told.title,
            body=tuple(_body(told, pack)),
            signing=Signing("NGƯỜI DUYỆT BẢN TIN", name=told.approver),
            recipients=(radio_of(pack).station, "Lưu: VT"),
        )
    )


def _body(told: Told, pack: Pack) -> list[str | Grid]:
    radio = radio_of(pack)
    body: list[str | Grid] = [
        f"Kỳ tin: {_day(told.since)} đến {_day(told.until)}. Thời lượng đọc: khoảng {_minutes(told.seconds)}."
    ]
    if radio.slots:
        body.append(f"Giờ phát: {', '.join(radio.slots)}, {radio.repeat_days} ngày.")
    for number, part in enumerate(told.parts, 1):
        body += [f"{number}. {_HEADS[part.kind].upper()}", part.text]
    body.append("PHẦN KHÔNG ĐỌC")
    names = sounds_in(told.parts, pack)
    if names:
        body.append(Grid(("Tên riêng", "Đọc là"), tuple(names)))
    body.append(f"Mã bản duyệt (SHA-256): {_in_groups(told.content_hash)}")
    if told.root:
        body.append(f"Mã gốc nhật ký tháng {told.root_month}: {_in_groups(told.root)}")
    body.append(f"Người soạn: {told.author}. Người duyệt: {told.approver}, {told.approved}.")
    return body


def _in_groups(code: str) -> str:
    """Eight by eight: an eye can compare it, and a justified line can break it."""
    return " ".join(code[place : place + 8] for place in range(0, len(code), 8))


def _day(written: str) -> str:
    year, month, day = written.split("-")
    return f"{day}/{int(month)}/{year}"


def _minutes(seconds: int) -> str:
    return f"{seconds // 60} phút {seconds % 60:02d} giây"
