"""The brush: what is painted over in a picture, and the sealed original behind it."""

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import FloatField, StringField
from wtforms.validators import Length, Optional

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import Fact
from feedback_service.handling.forms import LONGEST_REASON, CaseForm, typed
from feedback_service.handling.queries import find_attachment
from feedback_service.handling.views.case import allowed_case, do
from feedback_service.handling.views.deeds import DESK
from feedback_service.handling.views.queue import blueprint
from feedback_service.handling.writing.evidence import (
    NothingPainted,
    paint_over,
    painted_copy,
    reveal_original,
)
from feedback_service.handling.writing.painting import LONGEST, Shape, read_box, read_shapes
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.signed_in import current_officer

ROWS = 3  # rectangles by numbers, for whoever has no pointer or no script; more by painting the copy again
_FIELDS = ("trai", "tren", "rong", "cao")


class PaintForm(CaseForm):
    """`net`: the shapes of the canvas. Beside it rectangles as hundredths of the picture."""

    net = StringField(validators=[Length(max=LONGEST)])


for _row in range(1, ROWS + 1):
    for _name in _FIELDS:
        setattr(PaintForm, f"{_name}_{_row}", FloatField(validators=[Optional()]))


class OriginalForm(CaseForm):
    ly_do_goc = StringField(validators=[Length(max=LONGEST_REASON)])


@blueprint.get("/ho-so/<code>/tep/<int:number>/che")
@staff(*DESK)
def brush(code: str, number: int) -> AnyResponse:
    return _page(code, number)


@blueprint.post("/ho-so/<code>/tep/<int:number>/che")
@staff(*DESK)
def paint_picture(code: str, number: int) -> AnyResponse:
    form = PaintForm()
    try:
        form.require()
        reading = db.session()
        seen = find_attachment(reading, allowed_case(reading, code, Action.NOTE), number)
        stored = painted_copy(seen, _shapes(form))
        with transaction() as session:
            case = allowed_case(session, code, Action.NOTE)
            file = find_attachment(session, case, number)
            paint_over(session, case, current_officer(), file, stored, now())
    except Fact as fact:
        if fact.status == 404:
            raise
        return _page(code, number, fact)
    return redirect(url_for("desk.case", code=code), 303)


@blueprint.post("/ho-so/<code>/tep/<int:number>/xem-goc")
@staff(*DESK)
def original(code: str, number: int) -> AnyResponse:
    form = OriginalForm()
    sees = may_anywhere(current_officer(), Action.SEE_SENDER)
    return do(
        code,
        Action.SEE_SENDER if sees else Action.REVEAL_SENDER,
        form,
        lambda session, case, officer: reveal_original(
            session, case, officer, find_attachment(session, case, number), form.ly_do_goc.data or "", now()
        ),
        on_the_seen=False,
    )


def _page(code: str, number: int, fact: Fact | None = None) -> AnyResponse:
    session = db.session()
    case = allowed_case(session, code, Action.NOTE)
    file = find_attachment(session, case, number)
    html = render_template("handling/brush.html", case=case, file=file, rows=ROWS, fact=fact, typed=typed())
    response = make_response(html, fact.status if fact else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _shapes(form: PaintForm) -> list[Shape]:
    """Raises NothingPainted for what is no shape in the picture."""
    try:
        shapes = read_shapes(form.net.data or "")
        for row in range(1, ROWS + 1):
            numbers = [form[f"{name}_{row}"].data for name in _FIELDS]
            if any(number is not None for number in numbers):
                shapes.append(read_box(*(number or 0 for number in numbers)))
    except ValueError:
        raise NothingPainted from None
    return shapes
