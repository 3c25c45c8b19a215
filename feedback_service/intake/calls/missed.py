"""A missed call, read off the telephone's display and written down in a line."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from feedback_service.handling.promises import zone_of
from feedback_service.intake.call_taking import HeardCall, take_call
from feedback_service.intake.calls.boxes import is_short_number, read_hour, read_moment, sheet_key
from feedback_service.intake.calls.call_time import CallTimeWrong, check_call_time
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.language import TranslatedMeta
from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.vocabulary import CallEnd, CallSource


class MissedForm(FlaskForm):
    class Meta(TranslatedMeta):
        csrf = False  # checked for every POST before a view is reached

    so_nho = StringField(_l("Số gọi nhỡ"))
    luc_nho = StringField(_l("Lúc"))
    ma_gui = HiddenField()

    def at_desk(self, pack: Pack, now: datetime) -> "MissedForm":
        self._zone, self._now = zone_of(pack), now
        return self

    def validate_so_nho(self, field: StringField) -> None:
        if not e164_or_nothing(field.data or "") and not is_short_number(field.data or ""):
            raise ValidationError(_("Số này chưa gọi được. Ví dụ số đúng: 0905 123 456."))

    def validate_luc_nho(self, field: StringField) -> None:
        try:
            check_call_time(self.rang_at(), self._now)
        except CallTimeWrong as wrong:
            raise ValidationError(str(wrong.said)) from wrong

    def validate_ma_gui(self, field: HiddenField) -> None:
        if not sheet_key(field.data or ""):
            raise ValidationError(_("Phiếu này không hợp lệ. Xin tải lại trang."))

    def rang_at(self) -> datetime:
        """An hour alone is the last time that the clock showed it. Raises ValidationError for what is no moment."""
        here = self._now.astimezone(self._zone)
        hour = read_hour(self.luc_nho.data or "", here)
        if hour is None:
            return read_moment(self.luc_nho.data or "", self._zone)
        return hour if hour <= here + timedelta(minutes=2) else hour - timedelta(days=1)


def note_missed(session: Session, officer: Officer, form: MissedForm, pack: Pack, now: datetime) -> bool:
    """Whether a call is owed by it. The same line sent twice is one call."""
    heard = HeardCall(
        source=CallSource.HAND,
        source_id=f"missed:{sheet_key(form.ma_gui.data or '')}",
        caller=(form.so_nho.data or "").strip(),
        started_at=form.rang_at(),
        end=CallEnd.MISSED,
        officer_id=officer.id,
    )
    return take_call(session, heard, pack, now).owed
