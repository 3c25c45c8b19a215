"""The sheet that an officer fills in while talking. One box is needed; the rest when there is time."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import DateTimeLocalInput, TelInput

from feedback_service.errors import Fact
from feedback_service.handling.promises import zone_of
from feedback_service.intake.hotline import Call, Caller, Matter, check_call_time
from feedback_service.intake.phones import NotAPhoneNumber, e164_or_nothing, to_e164
from feedback_service.intake.submission import LONGEST_TEXT, SHORTEST_TEXT
from feedback_service.intake.texts import kept, one_line
from feedback_service.language import TranslatedMeta, words
from feedback_service.pack.model import Pack
from feedback_service.vocabulary import CallOutcome

# Other switchboards that hand a call on show their short number (1022): a sender, though nobody to call.
_SHORT_NUMBER = re.compile(r"\d{3,8}")
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_WRITTEN = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%H:%M %d/%m/%Y")


class HotlineForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    noi_dung = TextAreaField(_l("Bà con nói gì trước tiên?"))
    nguy = RadioField(_l("Có ai đang gặp nguy không?"), default="0", validate_choice=False)
    dia_ban = SelectField(_l("Thôn, buôn"), validate_choice=False)
    dia_diem = StringField(_l("Chỗ nào"), [Length(max=300)])
    ho_ten = StringField(_l("Xưng hô, tên"), [Length(max=60)])
    dien_thoai = StringField(_l("Số để báo lại"), widget=TelInput())
    gio_goi = StringField(_l("Gọi lúc"), widget=DateTimeLocalInput())
    gui_thay = StringField(_l("Gọi thay cho ai?"), [Length(max=60)])
    phien_dich = StringField(_l("Cần phiên dịch tiếng gì?"), [Length(max=60)])
    an_danh = BooleanField(_l("Người gọi không muốn xã biết mình là ai"))
    don_vi = SelectField(_l("Giao cho"), validate_choice=False)
    ket_qua = RadioField(_l("Kết thúc cuộc gọi thế nào?"), default=CallOutcome.TO_UNIT.value)
    goi_lai = StringField(_l("Gọi lại trước"), widget=DateTimeLocalInput())
    tra_loi = TextAreaField(_l("Đã trả lời thế nào?"))
    doc_lai = BooleanField(_l("Đã đọc lại, người gọi nói đúng"))
    ma_gui = HiddenField()
    tiep = HiddenField()

    def for_call(self, pack: Pack, now: datetime) -> "HotlineForm":
        """What the boxes are checked against, and the lists to choose from."""
        self._zone: ZoneInfo = zone_of(pack)
        self._now = now
        self.nguy.choices = [("0", _("Không")), ("1", _("Có, nối máy khẩn cấp ngay"))]
        self.ket_qua.choices = [
            (CallOutcome.TO_UNIT.value, _("Chuyển cho đơn vị")),
            (CallOutcome.CALL_BACK.value, _("Hẹn gọi lại")),
            (CallOutcome.ANSWERED.value, _("Trả lời xong ngay trong máy")),
        ]
        self.dia_ban.choices = [("", _("Chưa rõ"))] + [
            (area.code, words(area.name)) for area in pack.areas if not area.retired
        ]
        self.don_vi.choices = [("", _("Để hệ thống đề nghị"))] + [
            (unit.code, words(unit.name)) for unit in pack.units if not (unit.outside or unit.retired)
        ]
        return self

    def validate_noi_dung(self, field: TextAreaField) -> None:
        length = len(kept(field.data or ""))
        if length < SHORTEST_TEXT:
            raise ValidationError(_("Xin ghi người gọi nói chuyện gì, vài chữ cũng được."))
        if length > LONGEST_TEXT:
            raise ValidationError(_("Dài quá 10.000 chữ cái. Xin tách thành hai việc."))

    def validate_dia_ban(self, field: SelectField) -> None:
        _check_listed(field)

    def validate_don_vi(self, field: SelectField) -> None:
        _check_listed(field)

    def validate_dien_thoai(self, field: StringField) -> None:
        given = (field.data or "").strip()
        if not given or self.an_danh.data or _SHORT_NUMBER.fullmatch(given.replace(" ", "")):
            return
        try:
            to_e164(given)
        except NotAPhoneNumber:
            raise ValidationError(_("Số này chưa gọi được. Ví dụ số đúng: 0905 123 456.")) from None

    def validate_gio_goi(self, field: StringField) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Xin ghi cuộc gọi đến lúc nào: thời hạn tính từ đó."))
        try:
            check_call_time(self.called_at(), self._now)
        except Fact as fact:
            raise ValidationError(str(fact.said)) from fact

    def validate_goi_lai(self, field: StringField) -> None:
        if self.ket_qua.data != CallOutcome.CALL_BACK:
            return
        if not (field.data or "").strip():
            raise ValidationError(_("Xin ghi hẹn gọi lại trước mấy giờ, ngày nào."))
        if _moment(field.data or "", self._zone) <= self._now:
            raise ValidationError(_("Giờ hẹn gọi lại đã qua. Xin chọn giờ sắp tới."))
        if self.an_danh.data or not (self.dien_thoai.data or "").strip():
            raise ValidationError(_("Hẹn gọi lại thì cần số điện thoại của người gọi."))

    def validate_tra_loi(self, field: TextAreaField) -> None:
        if self.ket_qua.data == CallOutcome.ANSWERED and not kept(field.data or ""):
            raise ValidationError(_("Xin ghi đã trả lời người gọi thế nào."))

    def submission_id(self) -> str:
        """The sheet's own id. A sheet without one was not made here."""
        given = self.ma_gui.data or ""
        return f"hotline:{given}" if _SAFE_ID.fullmatch(given) else ""

    def validate_ma_gui(self, field: HiddenField) -> None:
        if not self.submission_id():
            raise ValidationError(_("Phiếu này không hợp lệ. Xin mở phiếu mới rồi chép nội dung sang."))

    def called_at(self) -> datetime:
        """Raises ValidationError for what is no moment."""
        return _moment(self.gio_goi.data or "", self._zone)

    def call(self) -> Call:
        """What was written, once `validate` said yes."""
        return Call(
            at=self.called_at(),
            caller=self._caller(),
            matters=(self._matter(),),
            read_back=bool(self.doc_lai.data),
            after=one_line(self.tiep.data or "", 16),
        )

    def _caller(self) -> Caller:
        phone = self.dien_thoai.data or ""
        return Caller(
            name=one_line(self.ho_ten.data or "", 60),
            phone=e164_or_nothing(phone),
            phone_raw=one_line(phone, 40),
            on_behalf_of=one_line(self.gui_thay.data or "", 60),
            anonymous=bool(self.an_danh.data),
            interpreter=one_line(self.phien_dich.data or "", 60),
        )

    def _matter(self) -> Matter:
        outcome = CallOutcome(self.ket_qua.data)
        return Matter(
            text=kept(self.noi_dung.data or ""),
            submission_id=self.submission_id(),
            outcome=outcome,
            unit=self.don_vi.data or "",
            area_code=self.dia_ban.data or "",
            place=one_line(self.dia_diem.data or "", 300),
            danger=self.nguy.data == "1",
            answer=kept(self.tra_loi.data or ""),
            call_back_at=self._call_back_at() if outcome == CallOutcome.CALL_BACK else None,
        )

    def _call_back_at(self) -> datetime:
        return _moment(self.goi_lai.data or "", self._zone)


def as_box(moment: datetime, pack: Pack) -> str:
    """A moment as a box for date and time wants it, in the commune's own time."""
    return moment.astimezone(zone_of(pack)).strftime("%Y-%m-%dT%H:%M")


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """As a browser sends it, or as people type it where the browser has no box for it."""
    for form in _WRITTEN:
        try:
            return datetime.strptime(" ".join(text.split()), form).replace(tzinfo=zone)
        except ValueError:
            continue
    raise ValidationError(_("Ngày giờ chưa đúng. Ví dụ: 05/04/2026 14:30."))


def _check_listed(field: SelectField) -> None:
    if field.data and field.data not in {choice[0] for choice in field.choices or ()}:
        raise ValidationError(_("Xin chọn trong danh sách, hoặc để trống."))
