"""The public text as it is written: what happened, what the commune did, and a line that says both."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from feedback_service.language import TranslatedMeta
from feedback_service.publishing.public_text import LONGEST_TEXT, LONGEST_TITLE

LONGEST_NOTE = 300
_TOO_LONG = _l("Dài quá. Người đọc chỉ có vài phút.")


class PublicTextForm(FlaskForm):
    """`revision` is that of the text that the writer saw, 0 for none."""

    class Meta(TranslatedMeta):
        pass

    tieu_de = StringField(_l("Tên việc"), [Length(max=LONGEST_TITLE, message=_TOO_LONG)])
    tom_tat = TextAreaField(_l("Bà con báo"), [Length(max=LONGEST_TEXT, message=_TOO_LONG)])
    tra_loi = TextAreaField(_l("Xã đã làm"), [Length(max=LONGEST_TEXT, message=_TOO_LONG)])
    revision = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class ProposedTextForm(PublicTextForm):
    """Before a second person is asked, all three must be there."""

    tieu_de = StringField(
        _l("Tên việc"),
        [InputRequired(_l("Xin ghi tên việc, một dòng.")), Length(max=LONGEST_TITLE, message=_TOO_LONG)],
    )
    tom_tat = TextAreaField(
        _l("Bà con báo"),
        [InputRequired(_l("Xin viết lại việc bà con báo, một hai câu.")), Length(max=LONGEST_TEXT)],
    )
    tra_loi = TextAreaField(
        _l("Xã đã làm"), [InputRequired(_l("Xin viết xã đã làm gì.")), Length(max=LONGEST_TEXT)]
    )


class CorrectionForm(PublicTextForm):
    """Of a text that is out: `revision` is that of the correction that the writer saw, 0 for none."""

    ghi_chu = StringField(_l("Đã sửa gì"), [Length(max=LONGEST_NOTE, message=_TOO_LONG)])
    vi_sao = StringField(_l("Vì sao sửa"), [Length(max=24)])


class ProposedCorrectionForm(ProposedTextForm, CorrectionForm):
    """The readers are told what was put right, so it has to be said."""

    ghi_chu = StringField(
        _l("Đã sửa gì"),
        [InputRequired(_l("Xin ghi đã sửa gì; bà con sẽ đọc câu này.")), Length(max=LONGEST_NOTE)],
    )
