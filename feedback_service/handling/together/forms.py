"""The boxes of working together. Those of one task of several carry its number, so that no two boxes have one name."""

from flask import request
from wtforms import BooleanField, DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from feedback_service.handling.forms import LONGEST_REASON, LONGEST_WORDS, CaseForm, NotUnderstood


class AskUnitForm(CaseForm):
    viec_nho = TextAreaField(validators=[Length(max=LONGEST_WORDS)])
    don_vi_giup = StringField(validators=[Length(max=40)])
    ngay_xong = DateField(validators=[Optional()])


class ReferralForm(CaseForm):
    noi_dung_chuyen = TextAreaField(validators=[Length(max=LONGEST_WORDS)])
    gui_kem = StringField(validators=[Length(max=LONGEST_REASON)])
    de_nghi = TextAreaField(validators=[Length(max=LONGEST_REASON)])
    phuc_dap_truoc = DateField(validators=[Optional()])


class ReplyForm(CaseForm):
    phuc_dap = TextAreaField(validators=[Length(max=LONGEST_WORDS)])
    ngay_phuc_dap = DateField(validators=[Optional()])


class SentBackForm(CaseForm):
    ly_do_tra_ve = TextAreaField(validators=[Length(max=LONGEST_REASON)])


class PetitionerForm(CaseForm):
    nguoi_ten = StringField(validators=[Length(max=120)])
    nguoi_dia_chi = StringField(validators=[Length(max=300)])
    nguoi_so = StringField(validators=[Length(max=40)])
    dai_dien = BooleanField()


class PeopleForm(CaseForm):
    so_nguoi = IntegerField(validators=[NumberRange(min=1, max=100_000)])


def result_typed(number: int) -> str:
    """What a unit says of its task. Raises NotUnderstood."""
    text = request.form.get(f"ket_qua_{number}", "")
    if len(text) > LONGEST_WORDS:
        raise NotUnderstood
    return text
