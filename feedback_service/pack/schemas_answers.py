"""The shape of answers.yaml and plain_words.yaml."""

import re

from marshmallow import ValidationError, fields

from feedback_service.pack.model_answers import FIELDS, AnswerTemplate, PlainWord
from feedback_service.pack.schema_parts import SOME, EntrySchema, TupleOf, a_code, choice, codes, word
from feedback_service.vocabulary import Kind

_FIELD = re.compile(r"\{([^{}]*)\}")


def _fields_are_known(text: str) -> None:
    """A field without a space in it is one that is filled in by itself, so it has to be one that we know."""
    if re.sub(_FIELD, "", text).strip("{}") != re.sub(_FIELD, "", text) or "{" in re.sub(_FIELD, "", text):
        raise ValidationError("a brace is opened and not closed")
    for name in _FIELD.findall(text):
        if " " not in name.strip() and name not in FIELDS:
            allowed = ", ".join(sorted(FIELDS))
            raise ValidationError(
                f"{{{name}}} is no field; known are: {allowed}; what the officer fills in is said in several words"
            )


class AnswerSchema(EntrySchema):
    model = AnswerTemplate
    code = a_code(required=True)
    name = word()
    text = fields.String(required=True, validate=[SOME, _fields_are_known])
    topics = codes()
    kinds = TupleOf(choice(Kind))
    unverified = fields.Boolean()


class PlainWordSchema(EntrySchema):
    model = PlainWord
    stiff = word()
    plain = word()
