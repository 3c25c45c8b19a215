"""The shape of posts.yaml."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from feedback_service.pack.model_posts import PostRule
from feedback_service.pack.schema_parts import EntrySchema, TupleOf, a_code, choice
from feedback_service.vocabulary import PostShape

_HASHTAG = validate.Regexp(r"^#\w+$", error="must be # and one word")
_HOUR = validate.Range(0, 24, error="must be 0 to 24")


class PostRuleSchema(EntrySchema):
    model = PostRule
    code = a_code(required=True)
    shape = choice(PostShape, required=True)
    provider = fields.String(validate=validate.Regexp(r"^[a-z]*$", error="must be one word"))
    author = fields.String(validate=validate.Length(max=50, error="must have at most 50 characters"))
    hashtags = TupleOf(fields.String(validate=_HASHTAG))
    from_hour = fields.Integer(strict=True, validate=_HOUR)
    until_hour = fields.Integer(strict=True, validate=_HOUR)
    weekly = fields.Boolean()
    unverified = fields.Boolean()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> PostRule:
        rule = PostRule(**data)
        if rule.from_hour >= rule.until_hour:
            raise ValidationError("must be later than `from_hour`", "until_hour")
        return rule
