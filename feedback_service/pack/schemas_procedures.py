"""The shape of procedures.yaml."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from feedback_service.pack.model_procedures import Procedure
from feedback_service.pack.schema_parts import EntrySchema, TextSchema, TupleOf, a_code, text

_LONGEST_DAYS = 260  # a year of working days


class ProcedureSchema(EntrySchema):
    model = Procedure
    code = a_code(required=True)
    name = text(required=True)
    topic = a_code(required=True)
    unit = a_code(required=True)
    papers = TupleOf(fields.Nested(TextSchema))
    fee = text()
    days = fields.Integer(
        strict=True, validate=validate.Range(0, _LONGEST_DAYS, error=f"must be 0 to {_LONGEST_DAYS}")
    )
    same_day = fields.Boolean()
    where = text()
    note = text()
    article = fields.String()
    unverified = fields.Boolean()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Procedure:
        procedure = Procedure(**data)
        if procedure.days and procedure.same_day:
            raise ValidationError("either `days` or `same_day: true`", "days")
        return procedure
