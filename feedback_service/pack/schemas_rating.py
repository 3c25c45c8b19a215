"""The shape of what commune.yaml says of the time after an answer, and of indices.yaml."""

from marshmallow import fields, validate

from feedback_service.pack.model_rating import IndexPack
from feedback_service.pack.schema_parts import EntrySchema, TupleOf, a_code, choice, word
from feedback_service.vocabulary import Measure


def _within(least: int, most: int) -> fields.Integer:
    problem = f"must be {least} to {most}"
    return fields.Integer(strict=True, validate=validate.Range(least, most, error=problem))


class AfterAnswerSchema(EntrySchema):
    reopen_days = _within(1, 365)
    most_reopened = _within(1, 20)
    ask_after_days = _within(0, 30)
    remind_after_days = _within(0, 30)
    reply_days = _within(1, 60)
    calls_share = _within(0, 100)
    calls_most = _within(0, 200)


class IndexSchema(EntrySchema):
    model = IndexPack
    code = a_code(required=True)
    name = word()
    source = word()
    asks = word()
    measures = TupleOf(choice(Measure), required=True)
    unverified = fields.Boolean()
