"""A new officer: an address, a role, and for some roles a unit."""

from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length, ValidationError

from feedback_service.language import TranslatedMeta, words
from feedback_service.pack.model import Pack
from feedback_service.staff.officers import UNIT_ROLES
from feedback_service.vocabulary import Role

ROLE_NAMES = {
    Role.CLERK: _l("Tiếp nhận"),
    Role.OFFICER: _l("Cán bộ đơn vị"),
    Role.HEAD: _l("Người đứng đầu đơn vị"),
    Role.PUBLISHER: _l("Biên tập"),
    Role.LEADER: _l("Lãnh đạo xã"),
    Role.ADMIN: _l("Quản trị"),
    Role.AUDITOR: _l("Thanh tra, chỉ xem"),
}


class RoleForm(FlaskForm):
    """A role, and for some roles a unit."""

    class Meta(TranslatedMeta):
        pass

    vai_tro = SelectField(_l("Vai trò"), coerce=str)
    don_vi = SelectField(_l("Đơn vị"), description=_l("Chỉ cần cho cán bộ và người đứng đầu đơn vị."))

    def for_pack(self, pack: Pack) -> Self:
        self.vai_tro.choices = [(role.value, name) for role, name in ROLE_NAMES.items()]
        self.don_vi.choices = [("", _("Không thuộc đơn vị"))] + [
            (unit.code, words(unit.name)) for unit in pack.units if not (unit.outside or unit.retired)
        ]
        return self

    def validate_don_vi(self, field: SelectField) -> None:
        if self.vai_tro.data in UNIT_ROLES and not field.data:
            raise ValidationError(_("Vai trò này cần một đơn vị."))


class NewOfficerForm(RoleForm):
    ho_ten = StringField(_l("Họ và tên"), [InputRequired(_l("Xin ghi họ và tên.")), Length(max=120)])
    email = EmailField(
        _l("Thư điện tử cơ quan"),
        [
            InputRequired(_l("Xin ghi thư điện tử.")),
            Length(max=255),
            Email(_l("Địa chỉ thư này chưa đúng, ví dụ ten@xa.gov.vn.")),
        ],
    )
