"""The sheet that an officer fills in while talking. One box is needed; the rest when there is time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import DateTimeLocalInput, TelInput

from feedback_service.handling.promises import zone_of
from feedback_service.intake.calls.boxes import check_listed, is_short_number, read_moment, sheet_key
from feedback_service.intake.calls.call_time import (
    CallTimeWrong,
    LateReasonMissing,
    check_call_time,
    is_entered_late,
)
from feedback_service.intake.calls.reading_sheet import read_sheet
from feedback_service.intake.calls.sheet_words import no_case_choices, outcome_choices
from feedback_service.intake.calls.written import WrittenCall
from feedback_service.intake.codes import read_code
from feedback_service.intake.phones import NotAPhoneNumber, e164_or_nothing, to_e164
from feedback_service.intake.submission import LONGEST_TEXT, SHORTEST_TEXT
from feedback_service.intake.texts import kept
from feedback_service.language import TranslatedMeta, words
from feedback_service.pack.model import Pack
from feedback_service.vocabulary import CallOutcome, NoCaseReason

_NOT_KEPT = {"csrf_token", "ma_gui"}


class HotlineForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    noi_dung = TextAreaField(_l("Bà con nói gì trước tiên?"))
    nguy = RadioField(_l("Có ai đang gặp nguy không?"), default="0", validate_choice=False)
    da_bao = SelectMultipleField(_l("Đã báo"), validate_choice=False)
    da_bao_luc = StringField(_l("Báo lúc"), [Length(max=10)])
    dia_ban = SelectField(_l("Thôn, buôn"), validate_choice=False)
    dia_diem = StringField(_l("Chỗ nào"), [Length(max=300)])
    ho_ten = StringField(_l("Xưng hô, tên"), [Length(max=60)])
    dien_thoai = StringField(_l("Số để báo lại"), widget=TelInput())
    gio_goi = StringField(_l("Gọi lúc"), widget=DateTimeLocalInput())
    ly_do_muon = StringField(_l("Vì sao ghi muộn?"), [Length(max=200)])
    so_phieu = IntegerField(_l("Số phiếu giấy"), [Optional()])
    gui_thay = StringField(_l("Gọi thay cho ai?"), [Length(max=60)])
    phien_dich = StringField(_l("Cần phiên dịch tiếng gì?"), [Length(max=60)])
    an_danh = BooleanField(_l("Người gọi không muốn xã biết mình là ai"))
    ho_so = StringField(_l("Gọi lại về hồ sơ cũ"), [Length(max=30)])
    don_vi = SelectField(_l("Giao cho"), validate_choice=False)
    ket_qua = RadioField(_l("Kết thúc cuộc gọi thế nào?"), default=CallOutcome.TO_UNIT.value)
    goi_lai = StringField(_l("Gọi lại trước"), widget=DateTimeLocalInput())
    tra_loi = TextAreaField(_l("Đã trả lời thế nào?"))
    ly_do_khong = SelectField(_l("Vì sao không thành hồ sơ?"), validate_choice=False)
    doc_lai = BooleanField(_l("Đã đọc lại, người gọi nói đúng"))
    ma_gui = HiddenField()
    tiep = HiddenField()

    def for_call(self, pack: Pack, now: datetime) -> "HotlineForm":
        """What the boxes are checked against, and the lists to choose from."""
        self._zone: ZoneInfo = zone_of(pack)
        self._now, self._prefix_of_codes = now, pack.commune.code_prefix
        self.nguy.choices = [("0", _("Không")), ("1", _("Có, nối máy khẩn cấp ngay"))]
        self._emergency = [one.number for one in pack.commune.emergency]
        self.da_bao.choices = [(number, number) for number in self._emergency]
        self.ket_qua.choices = outcome_choices()
        self.ly_do_khong.choices = no_case_choices()
        self.dia_ban.choices = [("", _("Chưa rõ"))] + [
            (area.code, words(area.name)) for area in pack.areas if not (area.retired or area.kind)
        ]
        self.don_vi.choices = [("", _("Để hệ thống đề nghị"))] + [
            (unit.code, words(unit.name)) for unit in pack.units if not (unit.outside or unit.retired)
        ]
        return self

    @property
    def opens_no_case(self) -> bool:
        return bool(self.ket_qua.data == CallOutcome.NO_CASE)

    def validate_noi_dung(self, field: TextAreaField) -> None:
        length = len(kept(field.data or ""))
        if length < SHORTEST_TEXT and not self.opens_no_case:
            raise ValidationError(_("Xin ghi người gọi nói chuyện gì, vài chữ cũng được."))
        if length > LONGEST_TEXT:
            raise ValidationError(_("Dài quá 10.000 chữ cái. Xin tách thành hai việc."))

    def validate_dia_ban(self, field: SelectField) -> None:
        check_listed(field)

    def validate_don_vi(self, field: SelectField) -> None:
        check_listed(field)

    def validate_dien_thoai(self, field: StringField) -> None:
        given = (field.data or "").strip()
        if not given or self.an_danh.data or is_short_number(given):
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
        except CallTimeWrong as wrong:
            raise ValidationError(str(wrong.said)) from wrong

    def validate_ly_do_muon(self, field: StringField) -> None:
        """A paper slip is reason enough."""
        if (field.data or "").strip() or self.so_phieu.data or not self._is_late():
            return
        raise ValidationError(str(LateReasonMissing.said))

    def _is_late(self) -> bool:
        try:
            return is_entered_late(self.called_at(), self._now)
        except ValidationError:
            return False  # said beside the time itself

    def validate_so_phieu(self, field: IntegerField) -> None:
        if field.data is not None and not 0 < field.data < 10_000_000:
            raise ValidationError(_("Xin ghi đúng số in trên phiếu giấy."))

    def validate_ho_so(self, field: StringField) -> None:
        if (field.data or "").strip() and not self.about():
            raise ValidationError(_("Mã này chưa đúng. Xin hỏi lại người gọi, ví dụ chữ cái cuối cùng."))

    def validate_goi_lai(self, field: StringField) -> None:
        if self.ket_qua.data != CallOutcome.CALL_BACK:
            return
        if not (field.data or "").strip():
            raise ValidationError(_("Xin ghi hẹn gọi lại trước mấy giờ, ngày nào."))
        if read_moment(field.data or "", self._zone) <= self._now:
            raise ValidationError(_("Giờ hẹn gọi lại đã qua. Xin chọn giờ sắp tới."))
        if self.an_danh.data or not (self.dien_thoai.data or "").strip():
            raise ValidationError(_("Hẹn gọi lại thì cần số điện thoại của người gọi."))

    def validate_tra_loi(self, field: TextAreaField) -> None:
        if self.ket_qua.data == CallOutcome.ANSWERED and not kept(field.data or ""):
            raise ValidationError(_("Xin ghi đã trả lời người gọi thế nào."))

    def validate_ly_do_khong(self, field: SelectField) -> None:
        if self.opens_no_case and self.no_case() is None:
            raise ValidationError(_("Xin chọn vì sao cuộc gọi không thành hồ sơ."))

    def validate_ma_gui(self, field: HiddenField) -> None:
        if not self.submission_id():
            raise ValidationError(_("Phiếu này không hợp lệ. Xin mở phiếu mới rồi chép nội dung sang."))

    def submission_id(self) -> str:
        """The sheet's own id. A sheet without one was not made here."""
        return sheet_key(self.ma_gui.data or "")

    def told(self) -> tuple[str, ...]:
        """The emergency numbers that were called for it."""
        return tuple(number for number in self.da_bao.data or () if number in self._emergency)

    def about(self) -> str:
        """The code of the case that the caller calls again about; "" for none."""
        return read_code(self.ho_so.data or "", self._prefix_of_codes) or ""

    def no_case(self) -> NoCaseReason | None:
        given = self.ly_do_khong.data
        return NoCaseReason(given) if given in set(NoCaseReason) else None

    def called_at(self) -> datetime:
        """Raises ValidationError for what is no moment."""
        return read_moment(self.gio_goi.data or "", self._zone)

    def e164(self) -> str:
        return e164_or_nothing(self.dien_thoai.data or "")

    def call_back_at(self) -> datetime:
        return read_moment(self.goi_lai.data or "", self._zone)

    def call(self) -> WrittenCall:
        """What was written, once `validate` said yes."""
        return read_sheet(self, self._now.astimezone(self._zone))

    def typed(self) -> dict[str, object]:
        """For keeping until it is logged."""
        return {field.name: field.data for field in self if field.name not in _NOT_KEPT}

    def fill(self, typed: dict[str, object]) -> None:
        """A sheet that was kept, opened again; what is no box any more stays out."""
        for field in self:
            if field.name in typed and field.name not in _NOT_KEPT:
                field.data = typed[field.name]
