"""The forms around signing in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from feedback_service.language import TranslatedMeta
from feedback_service.staff.passwords import LONGEST


class SignInForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    email = EmailField(
        _l("Thư điện tử cơ quan"), [InputRequired(_l("Xin ghi thư điện tử.")), Length(max=255)]
    )
    password = PasswordField(_l("Mật khẩu"), [InputRequired(_l("Xin ghi mật khẩu.")), Length(max=LONGEST)])
    next = HiddenField()


class NewPasswordForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    password = PasswordField(
        _l("Mật khẩu mới"),
        [InputRequired(_l("Xin ghi mật khẩu."))],
        description=_l("Ít nhất 14 ký tự. Bốn, năm từ ghép lại là dễ nhớ nhất."),
    )


class ForgottenForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    email = EmailField(
        _l("Thư điện tử cơ quan"), [InputRequired(_l("Xin ghi thư điện tử.")), Length(max=255)]
    )


class ChangePasswordForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    now = PasswordField(
        _l("Mật khẩu đang dùng"), [InputRequired(_l("Xin ghi mật khẩu.")), Length(max=LONGEST)]
    )
    password = PasswordField(
        _l("Mật khẩu mới"),
        [InputRequired(_l("Xin ghi mật khẩu."))],
        description=_l("Ít nhất 14 ký tự. Bốn, năm từ ghép lại là dễ nhớ nhất."),
    )
