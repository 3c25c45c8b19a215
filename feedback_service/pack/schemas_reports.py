"""The shape of reports.yaml."""

from marshmallow import fields, validate

from feedback_service.pack.model_reports import ReportRule
from feedback_service.pack.schema_parts import SOME, EntrySchema, TupleOf, a_code, codes, word

_A_DAY = validate.Regexp(r"^([1-9]|[12]\d|30)$", error="must be 1 to 30")


def _between(least: int, most: int) -> fields.Integer:
    error = f"must be {least} to {most}"
    return fields.Integer(strict=True, validate=validate.Range(least, most, error=error))


def _lines() -> TupleOf:
    return TupleOf(fields.String(validate=SOME))


class ReportSchema(EntrySchema):
    model = ReportRule
    code = a_code(required=True)
    plan = word()
    about = word()
    first_day = _between(1, 28)
    due_day = _between(1, 28)
    due_after = _between(0, 3)
    data_after = _between(0, 20)
    opens_before = _between(1, 60)
    remind_days = TupleOf(fields.String(validate=_A_DAY))
    units = codes()
    entered = _lines()
    symbol = fields.String()
    superior = fields.String()
    recipients = _lines()
    signing = _lines()
    signer = fields.String()
    opening = fields.String()
    direction = fields.String()
    tasks = fields.String()
    closing = fields.String()
    unverified = fields.Boolean()
