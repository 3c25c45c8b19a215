"""The shape of retention.yaml and rights.yaml."""

from typing import Any

from marshmallow import ValidationError, fields, post_load

from feedback_service.pack.model_rights import RetentionRule, RightRule
from feedback_service.pack.schema_parts import EntrySchema, a_code, a_count, choice, word
from feedback_service.vocabulary import Kind, PersonAsks

_LONGEST_YEARS = 100


class RetentionSchema(EntrySchema):
    model = RetentionRule
    code = a_code(required=True)
    article = word()
    kind = choice(Kind)
    years = fields.Integer(strict=True)
    forever = fields.Boolean()
    unverified = fields.Boolean()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> RetentionRule:
        rule = RetentionRule(**data)
        if rule.forever == bool(rule.years):
            raise ValidationError("either `years` (1 to 100) or `forever: true`", "years")
        if not 0 <= rule.years <= _LONGEST_YEARS:
            raise ValidationError("must be 1 to 100", "years")
        return rule


class RightSchema(EntrySchema):
    model = RightRule
    asks = choice(PersonAsks, required=True)
    respond = a_count()
    days = a_count()
    article = word()
    unverified = fields.Boolean()
