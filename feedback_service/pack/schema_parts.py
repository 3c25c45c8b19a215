"""What the schemas of the pack are made of: lists that become tuples, codes, texts, groups of phrases."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from feedback_service.pack import model

CODE = validate.Regexp(
    r"^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$", error="must be letters without accents, digits and dashes"
)
SOME = validate.Length(min=1, error="must not be empty")


class TupleOf(fields.List[Any]):
    """A list that loads into a tuple."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(value, attr, data, **kwargs))


class RunsOf(TupleOf):
    """A list of groups, each of which loads into several values: laid end to end."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return tuple(one for run in super()._deserialize(value, attr, data, **kwargs) for one in run)


class EntrySchema(Schema):
    """Loads an entry into `model`; says which fields are allowed when one is not known."""

    model: type | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        allowed = ", ".join(sorted(one.data_key or name for name, one in self.fields.items()))
        self.error_messages["unknown"] = f"this field is not known; allowed are: {allowed}"
        self.error_messages["type"] = "must be an entry with fields"

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Any:
        return self.model(**data) if self.model else data


def word(**kwargs: Any) -> fields.String:
    """A text that must be there and say something."""
    return fields.String(required=True, validate=SOME, **kwargs)


def a_code(**kwargs: Any) -> fields.String:
    return fields.String(validate=CODE, **kwargs)


def codes() -> TupleOf:
    return TupleOf(a_code())


def a_count() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(0, error="must not be below 0"))


def choice(words: type[Any], **kwargs: Any) -> fields.Enum[Any]:
    return fields.Enum(words, by_value=True, **kwargs)


class TextSchema(EntrySchema):
    model = model.Text
    vi = fields.String(required=True)
    en = fields.String(required=True)


def text(**kwargs: Any) -> fields.Nested:
    return fields.Nested(TextSchema, **kwargs)


class KeywordGroupSchema(EntrySchema):
    """Phrases that share weight, `without` and `accents`; `off` and `off_since` where they are switched off."""

    phrases = TupleOf(word(), required=True, validate=SOME)
    weight = fields.Float(
        load_default=1.0,
        validate=validate.Range(0, 5, min_inclusive=False, error="must be above 0 and at most 5"),
    )
    without = TupleOf(word(), load_default=())
    accents = fields.Boolean(load_default=False)
    off = fields.String(load_default="")
    off_since = fields.Date(load_default=None)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> tuple[model.Keyword, ...]:
        if bool(data["off"].strip()) != (data["off_since"] is not None):
            raise ValidationError("`off` (the reason) and `off_since` (the day) stand together or not at all")
        phrases = data.pop("phrases")
        return tuple(model.Keyword(phrase, **data) for phrase in phrases)


def keywords(**kwargs: Any) -> RunsOf:
    return RunsOf(fields.Nested(KeywordGroupSchema), **kwargs)
