"""The small forms about limits on the case page."""

from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from feedback_service.handling.forms import LONGEST_REASON, CaseForm


class AcceptForm(CaseForm):
    """`ngay_don`: the day on which the signed petition came."""

    ngay_don = DateField(validators=[Optional()])


class DecideForm(CaseForm):
    so_quyet_dinh = StringField(validators=[Length(max=60)])


class MoreTimeForm(CaseForm):
    ngay_moi = DateField(validators=[Optional()])
    ly_do_gia_han = TextAreaField(validators=[Length(max=LONGEST_REASON)])


class NoMoreTimeForm(CaseForm):
    ly_do_khong = TextAreaField(validators=[Length(max=LONGEST_REASON)])


class ToTriageForm(CaseForm):
    ly_do_tra_ve = TextAreaField(validators=[Length(max=LONGEST_REASON)])
