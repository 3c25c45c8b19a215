"""The shape of radio.yaml and spoken_words.yaml."""

from marshmallow import fields, validate

from feedback_service.pack.model_radio import Radio, SpokenWord
from feedback_service.pack.schema_parts import SOME, EntrySchema, TupleOf, a_code, word

_HOUR = validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$", error="must be an hour like 05:30")
_LANGUAGE = validate.Regexp(r"^[a-z]{2,8}\s*(\|.*)?$", error="must be a code and a name: rad | Ê Đê")


def _between(least: int, most: int) -> fields.Integer:
    return fields.Integer(
        strict=True, validate=validate.Range(least, most, error=f"must be {least} to {most}")
    )


def _either(*words: str) -> fields.String:
    return fields.String(validate=validate.OneOf(words, error=f"must be {' or '.join(words)}"))


class RadioSchema(EntrySchema):
    model = Radio
    code = a_code(required=True)
    station = word()
    programme = word()
    opening = word()
    how_to_write = word()
    closing = word()
    slots = TupleOf(fields.String(validate=_HOUR))
    repeat_days = _between(1, 14)
    clusters = TupleOf(fields.String(validate=SOME))
    languages = TupleOf(fields.String(validate=_LANGUAGE), validate=SOME)
    speed = _between(100, 300)
    sentence_pause = _between(0, 50)
    part_pause = _between(0, 100)
    longest_sentence = _between(10, 40)
    shortest_minutes = _between(1, 30)
    longest_minutes = _between(2, 60)
    most_results = _between(1, 12)
    zero_ten = _either("linh", "lẻ")
    thousand = _either("nghìn", "ngàn")
    voice = fields.String(
        validate=validate.Regexp(r"^[a-z]{2,3}(-[a-z0-9]+)*$", error="must be a voice like vi")
    )
    machine_speed = _between(80, 260)
    unverified = fields.Boolean()


class SpokenWordSchema(EntrySchema):
    model = SpokenWord
    written = word()
    spoken = word()
    machine_only = fields.Boolean()
    unverified = fields.Boolean()
