"""The shape of media.yaml."""

from marshmallow import fields, validate

from feedback_service.pack.model_media import Medium
from feedback_service.pack.schema_parts import EntrySchema, a_code, choice, codes, text, word
from feedback_service.vocabulary import Every, MediumForm

_MOST_TIMES = 31


class MediumSchema(EntrySchema):
    model = Medium
    code = a_code(required=True)
    name = text(required=True)
    lead = a_code(required=True)
    supports = codes()
    cadence = text(required=True)
    article = word()
    form = choice(MediumForm)
    every = choice(Every)
    times = fields.Integer(
        strict=True, validate=validate.Range(1, _MOST_TIMES, error=f"must be 1 to {_MOST_TIMES}")
    )
    unverified = fields.Boolean()
