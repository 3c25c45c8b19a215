"""Who may know of a case: sealing, named readers, bars. From the case page, and back to it (or to the queue)."""

from collections.abc import Callable

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import IntegerField, StringField
from wtforms.validators import Length, Optional

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.handling.forms import LONGEST_REASON, CaseForm
from feedback_service.handling.secrecy.bars import bar_case, lift_bar
from feedback_service.handling.secrecy.readers import name_reader, take_off_reader
from feedback_service.handling.views.case import do
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.routing.sealing import seal_case, unseal_case
from feedback_service.staff.permissions import Action
from feedback_service.staff.step_up import require_recent
from feedback_service.vocabulary import Role

blueprint = Blueprint("secrecy", __name__, url_prefix="/can-bo")
SEALERS = (Role.CLERK, Role.HEAD, Role.LEADER)


class SecrecyForm(CaseForm):
    """All forms of this room. `ban_che` is the number of a bar, `don_vi_che` a unit's code."""

    ly_do_mat = StringField(validators=[Length(max=LONGEST_REASON)])
    ly_do_mo = StringField(validators=[Length(max=LONGEST_REASON)])
    ly_do_che = StringField(validators=[Length(max=LONGEST_REASON)])
    nguoi_xem = IntegerField(validators=[Optional()])
    can_bo_che = IntegerField(validators=[Optional()])
    don_vi_che = StringField(validators=[Length(max=40)])
    ban_che = IntegerField(validators=[Optional()])


Deed = Callable[[SecrecyForm, Session, Case, Officer], object]


@blueprint.post("/ho-so/<code>/bao-mat")
@staff(*SEALERS)
def seal(code: str) -> AnyResponse:
    return _do(
        code,
        Action.SEAL,
        lambda form, session, case, officer: seal_case(
            session, case, officer, form.ly_do_mat.data or "", this_pack(), now()
        ),
    )


@blueprint.post("/ho-so/<code>/bo-bao-mat")
@staff(Role.LEADER)
def unseal(code: str) -> AnyResponse:
    return _do(
        code,
        Action.UNSEAL,
        lambda form, session, case, officer: unseal_case(
            session, case, officer, form.ly_do_mo.data or "", this_pack(), now()
        ),
    )


@blueprint.post("/ho-so/<code>/nguoi-xem")
@staff(*SEALERS)
def name(code: str) -> AnyResponse:
    return _do(
        code,
        Action.SEAL,
        lambda form, session, case, officer: name_reader(
            session, case, officer, form.nguoi_xem.data or 0, now()
        ),
    )


@blueprint.post("/ho-so/<code>/nguoi-xem/bo")
@staff(*SEALERS)
def take_off(code: str) -> AnyResponse:
    return _do(
        code,
        Action.SEAL,
        lambda form, session, case, officer: take_off_reader(
            session, case, officer, form.nguoi_xem.data or 0, now()
        ),
    )


@blueprint.post("/ho-so/<code>/che")
@staff(Role.LEADER)
def bar(code: str) -> AnyResponse:
    return _do(
        code,
        Action.BAR,
        lambda form, session, case, officer: bar_case(
            session,
            case,
            officer,
            form.can_bo_che.data,
            form.don_vi_che.data or "",
            form.ly_do_che.data or "",
            now(),
        ),
    )


@blueprint.post("/ho-so/<code>/che/bo")
@staff(Role.LEADER)
def lift(code: str) -> AnyResponse:
    return _do(
        code,
        Action.BAR,
        lambda form, session, case, officer: lift_bar(session, case, officer, form.ban_che.data or 0, now()),
    )


def _do(code: str, action: Action, deed: Deed) -> AnyResponse:
    require_recent()
    form = SecrecyForm()
    return do(
        code,
        action,
        form,
        lambda session, case, officer: deed(form, session, case, officer),
        on_the_seen=False,  # who may know of it does not hang on what was written meanwhile
    )
