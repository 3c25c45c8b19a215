"""The small forms of the case page. Each names its boxes for itself, since several stand on one page.

CSRF is checked for every POST before a view is reached (web.py), so the forms need no field for it.
"""

from collections.abc import Mapping

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from feedback_service.errors import Fact
from feedback_service.language import TranslatedMeta

_HIDDEN = {"csrf_token", "revision", "ban"}
LONGEST_REASON = 1_000
LONGEST_WORDS = 10_000


class NotUnderstood(Fact):
    status = 422
    said = _l("Còn chỗ chưa đúng. Xin xem lại.")


class CaseForm(FlaskForm):
    """`revision` is that of the case that the officer had before his eyes."""

    class Meta(TranslatedMeta):
        csrf = False

    revision = IntegerField(validators=[Optional()])

    def require(self) -> None:
        """Raises NotUnderstood with the first thing that is wrong."""
        if not self.validate():
            raise NotUnderstood(next(iter(self.errors.values()))[0])


class ConfirmForm(CaseForm):
    unit = StringField(validators=[Length(max=40)])
    kind = StringField(validators=[Length(max=24)])
    topic = StringField(validators=[Length(max=40)])
    dia_ban = StringField(validators=[Length(max=40)])
    ly_do_sua = StringField(validators=[Length(max=LONGEST_REASON)])


class TransferForm(CaseForm):
    don_vi_moi = StringField(validators=[Length(max=40)])
    ly_do_chuyen = TextAreaField(validators=[Length(max=LONGEST_REASON)])


class AskForm(CaseForm):
    """`viec`: "hoi" waits for a reply, "nhan" does not. `co_dau`: the SMS keeps its accents."""

    hoi = TextAreaField(validators=[Length(max=LONGEST_WORDS)])
    viec = StringField(validators=[Length(max=8)])
    co_dau = BooleanField()


class NoteForm(CaseForm):
    """`nguoi_nhac`: the id of a colleague to be told, chosen from the list."""

    ghi_chu = TextAreaField(validators=[Length(max=LONGEST_WORDS)])
    nguoi_nhac = IntegerField(validators=[Optional()])


class AnswerForm(CaseForm):
    """`ban` is the revision of the draft that the writer saw, 0 for none. `mau`: the template to begin with.
    `biet`: the remarks were read.
    """

    tra_loi = TextAreaField(validators=[Length(max=LONGEST_WORDS)])
    mau = StringField(validators=[Length(max=60)])
    biet = BooleanField()
    ban = IntegerField(validators=[Optional()])
    ly_do_tre = StringField(validators=[Length(max=300)])  # of a late case: why
    loai_tre = StringField(validators=[Length(max=24)])  # which sort of reason, for the figures


class ApproveForm(CaseForm):
    """`tra_loi_duyet`: the answer as the head wants it; absent where it goes as handed in."""

    tra_loi_duyet = TextAreaField(validators=[Length(max=LONGEST_WORDS)])


class ReturnForm(CaseForm):
    ly_do_tra = TextAreaField(validators=[Length(max=LONGEST_REASON)])


class AssignForm(CaseForm):
    nguoi_lam = SelectField(coerce=int, validate_choice=False)


class RefuseForm(CaseForm):
    ly_do_tu_choi = TextAreaField(validators=[Length(max=LONGEST_REASON)])


class SenderForm(CaseForm):
    ly_do_xem = StringField(validators=[Length(max=LONGEST_REASON)])


class MergeForm(CaseForm):
    """`ma` is the code of the case that this one is merged into."""

    ma = StringField(validators=[Length(max=60)])
    ly_do = StringField(validators=[Length(max=LONGEST_REASON)])


class PartForm(CaseForm):
    """`ma` is the code of the neighbour that goes its own way; none for the case of the page itself."""

    ma = StringField(validators=[Length(max=60)])


class NoDangerForm(CaseForm):
    ly_do_het = StringField(validators=[Length(max=LONGEST_REASON)])


def typed() -> Mapping[str, str]:
    """What was just typed, to be put back into the boxes when it could not be done."""
    return {
        name: value for name, value in request.form.items() if name not in {"csrf_token", "revision", "ban"}
    }
