"""The shape of prints.yaml."""

from marshmallow import fields

from feedback_service.pack.model_prints import PrintedText
from feedback_service.pack.schema_parts import EntrySchema, a_code, text


class PrintedTextSchema(EntrySchema):
    model = PrintedText
    code = a_code(required=True)
    text = text(required=True)
    unverified = fields.Boolean()
