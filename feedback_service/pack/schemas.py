"""The shape of each entry of the pack's files: fields, types, what is required. Unknown fields are refused.

An entry loads into the frozen values of pack/model.py. What one entry says of another is looked at in
pack/checks.py.
"""

from datetime import timedelta
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from feedback_service.pack import model
from feedback_service.pack.schema_parts import (
    SOME,
    EntrySchema,
    RunsOf,
    TupleOf,
    a_code,
    a_count,
    choice,
    codes,
    keywords,
    text,
    word,
)
from feedback_service.pack.schemas_deadlines import DeadlineSchema as DeadlineSchema
from feedback_service.pack.schemas_map import (
    MiddleSchema,
    TilesSchema,
    a_latitude,
    a_longitude,
    tiles,
    whose_map,
)
from feedback_service.pack.schemas_rating import AfterAnswerSchema
from feedback_service.vocabulary import Channel, Kind, Visibility

_FLAGS = validate.OneOf(["danger", "sensitive", "spam"], error="must be one of: {choices}")


class EmergencyNumberSchema(EntrySchema):
    model = model.EmergencyNumber
    number = word()
    name = text(required=True)
    unverified = fields.Boolean()


class CommuneSchema(AfterAnswerSchema, TilesSchema):
    """commune.yaml: the commune, and the confidence below which a case goes to triage."""

    code = a_code(required=True)
    name = text(required=True)
    authority = text(required=True)
    brand = text(required=True)
    province = text(required=True)
    address = text(required=True)
    code_prefix = fields.String(
        required=True, validate=validate.Regexp(r"^[A-Z]{1,4}$", error="must be one to four capital letters")
    )
    sms_name = fields.String(
        required=True,
        validate=validate.Regexp(r"^[ -~]{1,30}$", error="must be without accents, at most 30 letters"),
    )
    time_zone = word()
    hotline = fields.String(required=True)
    sms_number = fields.String(required=True)
    email = fields.String(required=True)
    website = fields.String(required=True)
    emergency = TupleOf(fields.Nested(EmergencyNumberSchema), required=True)
    triage_unit = a_code(required=True)
    sealed_unit = a_code(required=True)
    publishing_unit = a_code(required=True)
    sms_price = fields.Integer(strict=True, validate=validate.Range(0, error="must not be below 0"))
    small_hamlet = fields.Integer(strict=True, validate=validate.Range(0, error="must not be below 0"))
    triage_threshold = fields.Float(
        required=True, validate=validate.Range(0, 1, error="must be between 0 and 1")
    )
    office_unit = a_code()
    map_tiles = tiles()
    map_attribution = whose_map()
    remote = fields.Boolean()
    unverified = fields.Boolean()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> tuple[model.Commune, float]:
        threshold: float = data.pop("triage_threshold")
        return model.Commune(**data), threshold


class UnitSchema(EntrySchema):
    model = model.Unit
    code = a_code(required=True)
    name = text(required=True)
    short = text(required=True)
    subjects = text(required=True)
    head_title = fields.String()
    parent = a_code()
    outside = fields.Boolean()
    phone = fields.String()
    email = fields.String()
    unverified = fields.Boolean()
    retired = fields.Boolean()
    successor = a_code()


class TopicSchema(EntrySchema):
    model = model.Topic
    code = a_code(required=True)
    number = a_count()
    name = text(required=True)
    unit = a_code(required=True)
    supports = codes()
    keywords = keywords()
    kind = choice(Kind)
    sensitive = fields.Boolean()
    unverified = fields.Boolean()


class KindSchema(EntrySchema):
    model = model.KindRule
    kind = choice(Kind, required=True)
    name = text(required=True)
    legal_basis = word()
    visibility = choice(Visibility, required=True)
    cues = keywords()
    unit = a_code()
    unit_when = a_code()
    guidance = text()
    formal = fields.Boolean()
    signed = fields.Boolean()
    letter = fields.Boolean()
    publication = text()
    steps = TupleOf(text())
    unverified = fields.Boolean()


class SignalSchema(EntrySchema):
    model = model.Signal
    code = a_code(required=True)
    flag = fields.String(required=True, validate=_FLAGS)
    any_of = keywords(required=True)
    all_of = TupleOf(word())
    numbers = TupleOf(word())
    name = text(required=True)
    seals = fields.Boolean()


class AbbreviationSchema(EntrySchema):
    """Several ways to type one word short."""

    short = TupleOf(word(), required=True, validate=SOME)
    full = word()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> tuple[model.Abbreviation, ...]:
        return tuple(model.Abbreviation(short, data["full"]) for short in data["short"])


class DaysSchema(EntrySchema):
    """One day (`day`) or a run of days (`from`, `to`, both included) of the same name."""

    day = fields.Date()
    first = fields.Date(data_key="from")
    last = fields.Date(data_key="to")
    name = word()
    source = fields.String()
    unverified = fields.Boolean()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> tuple[model.DayOff, ...]:
        day, first, last = (data.pop(key, None) for key in ("day", "first", "last"))
        if day is not None and first is None and last is None:
            first = last = day
        if first is None or last is None or (day is not None and first != day):
            raise ValidationError("must have either one `day`, or both `from` and `to`")
        if not 0 <= (last - first).days <= 31:
            raise ValidationError("`to` must be the same day as `from` or up to 31 days later")
        days = range((last - first).days + 1)
        return tuple(model.DayOff(first + timedelta(days=count), **data) for count in days)


class HoursSchema(EntrySchema):
    """The same hours on several weekdays. 0 is Monday."""

    weekdays = TupleOf(
        fields.Integer(strict=True, validate=validate.Range(0, 6, error="must be 0 (Monday) to 6 (Sunday)")),
        required=True,
        validate=SOME,
    )
    opens = fields.Time(required=True, format="%H:%M")
    closes = fields.Time(required=True, format="%H:%M")

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> tuple[model.Hours, ...]:
        if data["opens"] >= data["closes"]:
            raise ValidationError("must be later than `opens`", "closes")
        return tuple(model.Hours(day, data["opens"], data["closes"]) for day in data["weekdays"])


class CalendarSchema(EntrySchema):
    """calendar.yaml. Its days stay grouped as written, so that a fault can name the entry."""

    holidays = TupleOf(fields.Nested(DaysSchema), required=True)
    make_up_days = TupleOf(fields.Nested(DaysSchema), required=True)
    hours = RunsOf(fields.Nested(HoursSchema), required=True, validate=SOME)
    after_hours_next_day = fields.Boolean(load_default=True)


class ReceivingSchema(EntrySchema):
    """The one line of calendar.yaml that is neither a day nor an hour; loads into its value."""

    after_hours_next_day = fields.Boolean(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> bool:
        return bool(data["after_hours_next_day"])


class AreaSchema(MiddleSchema):
    model = model.Area
    code = a_code(required=True)
    name = text(required=True)
    parent = a_code()
    former = fields.Boolean()
    aliases = TupleOf(word())
    ambiguous = fields.Boolean()
    kind = fields.String(validate=validate.OneOf(["road", "landmark"], error="must be one of: {choices}"))
    within = codes()
    households = fields.Integer(strict=True, validate=validate.Range(0, error="must not be below 0"))
    latitude = a_latitude()
    longitude = a_longitude()
    remote = fields.Boolean()
    retired = fields.Boolean()
    unverified = fields.Boolean()


class ChannelSchema(EntrySchema):
    model = model.ContactChannel
    code = a_code(required=True)
    name = text(required=True)
    value = word()
    href = fields.String(required=True)
    hours = text(required=True)
    note = text(required=True)
    intake = choice(Channel)
    unverified = fields.Boolean()
