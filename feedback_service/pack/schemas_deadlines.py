"""The shape of each entry of deadlines.yaml. Taken from pack/schemas.py by everybody."""

from marshmallow import fields, validate

from feedback_service.pack import model
from feedback_service.pack.schema_parts import EntrySchema, TupleOf, a_code, a_count, choice, word
from feedback_service.vocabulary import Clock, Counting, Kind


class ExtendSchema(EntrySchema):
    """By how much a limit may be made longer, and how many times."""

    model = model.Extend
    amount = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, 365, error="must be between 1 and 365")
    )
    counting = choice(Counting, required=True, validate=validate.OneOf([Counting.WORKING, Counting.CALENDAR]))
    article = word()
    times = fields.Integer(strict=True, validate=validate.Range(1, 9, error="must be between 1 and 9"))


class DeadlineSchema(EntrySchema):
    model = model.DeadlineRule
    code = a_code(required=True)
    clock = choice(Clock, required=True)
    amount = a_count()
    counting = choice(Counting, required=True)
    article = word()
    valid_from = fields.Date(required=True)
    kind = choice(Kind)
    valid_until = fields.Date()
    remote = fields.Boolean()
    extend = TupleOf(fields.Nested(ExtendSchema))
    unverified = fields.Boolean()
