"""The part of the pack's model that helps to write answers: beginnings to work on, and plainer words. Pure."""

from dataclasses import dataclass

from feedback_service.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class AnswerTemplate:
    """An answer to begin with. Fits the cases of its `topics` and `kinds`; one that names neither fits all.

    `text` holds fields: those of FIELDS are filled in from the case ({ten_don_vi}), others are said in words for the
    officer to fill in ({ngày làm xong}). What still stands in braces is never sent.
    """

    code: str
    name: str
    text: str
    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class PlainWord:
    """Officialese, and how one says it to a neighbour."""

    stiff: str
    plain: str


FIELDS = {
    "ten_don_vi": "tên đơn vị",
    "dien_thoai_don_vi": "điện thoại đơn vị",
    "ngay_hen": "ngày hẹn",
    "ngay_nhan": "ngày nhận",
    "linh_vuc": "lĩnh vực",
    "dia_ban": "địa bàn",
    "ma": "mã hồ sơ",
    "ten_xa": "tên xã",
    "duong_day_nong": "số đường dây nóng",
}
"""What is filled in from the case, and how it is called where the case does not know it."""
