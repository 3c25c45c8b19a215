"""The fields of the open data, each with what it means in both languages. The order is that of the columns. Pure.

A field is only ever added at the end: programs of others count on the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from feedback_service.handling.public.filter import Outcome, PublicCase
from feedback_service.pack.model import Text

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC BY 4.0"
Cell = str | int | bool
_OUTCOMES = {Outcome.ANSWERED: "da_tra_loi", Outcome.PASSED_ON: "da_chuyen", Outcome.IN_PROGRESS: "dang_lam"}


@dataclass(frozen=True, slots=True)
class Field:
    """`datatype` is that of XML Schema, as DCAT wants it."""

    name: str
    datatype: str
    meaning: Text
    read: Callable[[PublicCase, ZoneInfo], Cell]


def _name(words: Text | None) -> str:
    return words.vi if words else ""


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def _day(day: date) -> str:
    return day.isoformat()


FIELDS = (
    Field("ma", "string", Text("Mã của việc", "Code of the case"), lambda case, zone: case.code),
    Field(
        "loai",
        "string",
        Text(
            "Loại việc theo luật: hoi_dap, gop_y, phan_anh, kien_nghi, quy_dinh_hc, khen",
            "Legal kind: question, suggestion, report, proposal, on regulations, praise",
        ),
        lambda case, zone: case.kind.value,
    ),
    Field(
        "linh_vuc_ma", "string", Text("Mã lĩnh vực", "Code of the topic"), lambda case, zone: case.topic_code
    ),
    Field(
        "linh_vuc", "string", Text("Tên lĩnh vực", "Name of the topic"), lambda case, zone: _name(case.topic)
    ),
    Field(
        "don_vi_ma",
        "string",
        Text("Mã đơn vị trả lời", "Code of the unit"),
        lambda case, zone: case.unit_code,
    ),
    Field(
        "don_vi",
        "string",
        Text("Tên đơn vị trả lời", "Unit that answered"),
        lambda case, zone: _name(case.unit),
    ),
    Field(
        "dia_ban_ma",
        "string",
        Text("Mã thôn, buôn; trống khi không rõ", "Code of the hamlet; empty where unknown"),
        lambda case, zone: case.area_code,
    ),
    Field(
        "dia_ban",
        "string",
        Text("Tên thôn, buôn: không bao giờ nêu chỗ cụ thể hơn", "Name of the hamlet: never a nearer place"),
        lambda case, zone: _name(case.area),
    ),
    Field("tieu_de", "string", Text("Tiêu đề đã duyệt", "Approved title"), lambda case, zone: case.title),
    Field(
        "noi_dung",
        "string",
        Text(
            "Tóm tắt đã duyệt; không phải lời nguyên văn của bà con",
            "Approved summary; not the citizen's own words",
        ),
        lambda case, zone: case.summary,
    ),
    Field("tra_loi", "string", Text("Trả lời đã duyệt", "Approved answer"), lambda case, zone: case.answer),
    Field(
        "trang_thai",
        "string",
        Text(
            "da_tra_loi (đã trả lời), da_chuyen (đã chuyển nơi khác), dang_lam (người gửi nói chưa xong)",
            "answered, passed on to another body, being worked on again",
        ),
        lambda case, zone: _OUTCOMES[case.outcome],
    ),
    Field(
        "ngay_nhan",
        "date",
        Text("Ngày nhận tính hạn", "Day of receipt"),
        lambda case, zone: _day(case.received_on),
    ),
    Field("ngay_hen", "date", Text("Ngày hẹn trả lời", "Promised day"), lambda case, zone: _day(case.due_on)),
    Field(
        "ngay_tra_loi",
        "date",
        Text("Ngày trả lời", "Day of the answer"),
        lambda case, zone: _day(case.answered_on),
    ),
    Field("tre_hen", "boolean", Text("Trả lời sau ngày hẹn", "Answered late"), lambda case, zone: case.late),
    Field(
        "ngay_som",
        "integer",
        Text("Số ngày làm việc sớm hơn hẹn; số âm là trễ", "Working days early; negative when late"),
        lambda case, zone: case.days_early,
    ),
    Field(
        "cong_bo_luc",
        "dateTime",
        Text("Lúc công bố", "When published"),
        lambda case, zone: _moment(case.published_at, zone),
    ),
    Field(
        "sua_luc",
        "dateTime",
        Text("Lúc thay đổi gần nhất", "When last changed"),
        lambda case, zone: _moment(case.changed_at, zone),
    ),
)


def row_of(case: PublicCase, zone: ZoneInfo) -> dict[str, Cell]:
    return {field.name: field.read(case, zone) for field in FIELDS}
