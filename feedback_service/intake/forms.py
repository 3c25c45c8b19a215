"""The citizen's form. One box is needed; everything else may stay empty, and what is wrong is said beside it."""

import math
import re
import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, Length, Optional, ValidationError

from feedback_service.intake.phones import NotAPhoneNumber, to_e164
from feedback_service.intake.submission import LONGEST_TEXT, SHORTEST_TEXT
from feedback_service.intake.texts import kept
from feedback_service.language import TranslatedMeta, number, words
from feedback_service.pack.model import Area

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class FeedbackForm(FlaskForm):
    class Meta(TranslatedMeta):
        # Nobody is signed in, so there is no identity to abuse; the contract's fields are all a sender needs.
        csrf = False

    noi_dung = TextAreaField(_l("Chuyện gì đang xảy ra?"))
    dia_ban = SelectField(_l("Thôn, buôn nào?"), validate_choice=False)
    dia_diem = StringField(_l("Chỗ nào?"), [Length(max=300)])
    vi_do = StringField(_l("Vĩ độ"), [Optional()])
    kinh_do = StringField(_l("Kinh độ"), [Optional()])
    ho_ten = StringField(_l("Họ và tên"), [Length(max=60)])
    dien_thoai = StringField(_l("Số điện thoại"))
    email = StringField(
        _l("Thư điện tử"),
        [Optional(), Length(max=254), Email(_l("Địa chỉ thư này chưa đúng, ví dụ ten@gmail.com."))],
    )
    gui_thay = StringField(_l("Gửi thay cho ai?"), [Length(max=60)])
    an_danh = BooleanField(_l("Không cho xã biết tôi là ai"), false_values=(False, "false", "", "0"))
    tep = MultipleFileField(_l("Ảnh hoặc tệp PDF"))
    ma_gui = HiddenField()

    areas: frozenset[str] = frozenset()

    def with_areas(self, areas: tuple[Area, ...]) -> "FeedbackForm":
        named = [(area.code, words(area.name)) for area in areas if not (area.retired or area.kind)]
        self.dia_ban.choices = [("", ""), *named]
        self.areas = frozenset(code for code, _name in named)
        return self

    def validate_noi_dung(self, field: TextAreaField) -> None:
        length = len(kept(field.data or ""))
        if not length:
            raise ValidationError(_("Xin viết vài dòng cho xã biết chuyện gì đang xảy ra."))
        if length < SHORTEST_TEXT:
            raise ValidationError(_("Ngắn quá, xã chưa hiểu được. Xin viết thêm vài chữ."))
        if length > LONGEST_TEXT:
            raise ValidationError(
                _("Dài quá %(most)s chữ cái. Xin bớt lại, hoặc gửi thành hai lần.", most=number(LONGEST_TEXT))
            )

    def validate_dia_ban(self, field: SelectField) -> None:
        if field.data and field.data not in self.areas:
            raise ValidationError(_("Xin chọn thôn, buôn trong danh sách, hoặc để trống."))

    def validate_dien_thoai(self, field: StringField) -> None:
        if not (field.data or "").strip() or self.an_danh.data:
            return
        try:
            to_e164(field.data or "")
        except NotAPhoneNumber:
            raise ValidationError(_("Số này chưa gọi được. Ví dụ số đúng: 0905 123 456.")) from None

    def validate_vi_do(self, field: StringField) -> None:
        _check_degrees(field.data, 90)

    def validate_kinh_do(self, field: StringField) -> None:
        _check_degrees(field.data, 180)

    def submission_id(self) -> str:
        """The form's own id; without one (a form made by hand) a new one, so that nobody is turned away."""
        given = self.ma_gui.data or ""
        return f"web:{given if _SAFE_ID.fullmatch(given) else _id_from(given)}"


def _id_from(given: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, given).hex if given else uuid.uuid4().hex


def degrees(text: str | None) -> float | None:
    """Decimal degrees, with a point or a comma; None for nothing."""
    return float(text.replace(",", ".")) if text and text.strip() else None


def _check_degrees(text: str | None, most: int) -> None:
    try:
        value: Any = degrees(text)
    except ValueError:
        value = math.nan
    if value is not None and not -most <= value <= most:
        raise ValidationError(_("Tọa độ chưa đúng. Xin để trống, chỉ cần ghi chỗ nào là được."))
