"""A service request as a program posts it (GeoReport v2, POST Service Request), read into a Submission."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates, validates_schema

from feedback_service.handling.public.georeports import NotUnderstood, find_service, wrong
from feedback_service.intake.phones import NotAPhoneNumber, to_e164
from feedback_service.intake.submission import LONGEST_TEXT, SHORTEST_TEXT, Submission
from feedback_service.intake.texts import kept, one_line
from feedback_service.pack.model import Pack
from feedback_service.vocabulary import Channel

AREA = "dia_ban"
MOST_ATTRIBUTES = 30
_ATTRIBUTE = re.compile(r"attribute\[([A-Za-z0-9_.-]{1,60})\](?:\[\])?")


class PostedSchema(Schema):
    """`account_id` and `device_id` are taken and not kept: nothing here needs to know whose telephone it was."""

    class Meta:
        unknown = EXCLUDE

    service_code = fields.String(required=True, validate=validate.Length(1, 60))
    description = fields.String(load_default="")
    lat = fields.Float(allow_nan=False, validate=validate.Range(-90, 90))
    long = fields.Float(allow_nan=False, validate=validate.Range(-180, 180))
    address_string = fields.String(load_default="", validate=validate.Length(max=300))
    address_id = fields.String(load_default="", validate=validate.Length(max=60))
    media_url = fields.String(load_default="", validate=validate.Length(max=500))
    email = fields.Email(load_default="", validate=validate.Length(max=254))
    phone = fields.String(load_default="", validate=validate.Length(max=40))
    first_name = fields.String(load_default="", validate=validate.Length(max=60))
    last_name = fields.String(load_default="", validate=validate.Length(max=60))

    @validates("description")
    def _long_enough(self, value: str, data_key: str) -> None:
        if not SHORTEST_TEXT <= len(kept(value)) <= LONGEST_TEXT:
            raise ValidationError(_("từ 5 đến 10.000 chữ cái."))

    @validates("phone")
    def _can_be_called(self, value: str, data_key: str) -> None:
        if not value:
            return
        try:
            to_e164(value)
        except NotAPhoneNumber as error:
            raise ValidationError(_("số này chưa gọi được.")) from error

    @validates("media_url")
    def _an_address(self, value: str, data_key: str) -> None:
        if value and not re.fullmatch(r"https?://[^\s<>\"]+", value):
            raise ValidationError(_("phải là một địa chỉ http hoặc https."))

    @validates_schema(skip_on_field_errors=True)
    def _somewhere(self, data: dict[str, Any], **kwargs: Any) -> None:
        if ("lat" in data) != ("long" in data):
            raise ValidationError(_("cần có cả hai."), "lat, long")
        if not ("lat" in data or data["address_string"] or data["address_id"]):
            raise ValidationError(
                _("cần một trong ba: lat và long, address_string, address_id."), "address_string"
            )


def read_posted(
    given: Mapping[str, str], submission_id: str, pack: Pack, now: datetime, language: str
) -> Submission:
    """Raises NotUnderstood, and ServiceUnknown for a service that we do not have."""
    posted = _load(given)
    attributes = _attributes(given)
    area = posted["address_id"] or attributes.pop(AREA, "")
    if area and (area not in pack.area_by_code or pack.area_by_code[area].kind):
        raise wrong("address_id", _("không có địa bàn này."))
    phone = posted["phone"]
    return Submission(
        channel=Channel.OPEN311,
        text=_text(posted, attributes),
        submission_id=submission_id,
        sent_at=now,
        name=one_line(f"{posted['last_name']} {posted['first_name']}", 60),
        phone=to_e164(phone) if phone else "",
        phone_raw=one_line(phone, 40),
        email=one_line(posted["email"], 254),
        area_code=area,
        place=one_line(posted["address_string"], 300),
        latitude=posted.get("lat"),
        longitude=posted.get("long"),
        language="en" if language == "en" else "",
        topic=find_service(posted["service_code"], pack).code,
    )


def _load(given: Mapping[str, str]) -> dict[str, Any]:
    said = {name: value for name, value in given.items() if value.strip()}
    try:
        loaded: dict[str, Any] = PostedSchema().load({"description": "", **said})
    except ValidationError as error:
        raise _first_fault(error) from error
    return loaded


def _first_fault(error: ValidationError) -> NotUnderstood:
    said: dict[str, Any] = error.messages_dict
    name, words = next(iter(said.items()))
    return wrong(str(name), str(words[0]))


def _attributes(given: Mapping[str, str]) -> dict[str, str]:
    found = {
        match[1]: one_line(value, 300)
        for name, value in given.items()
        if (match := _ATTRIBUTE.fullmatch(name)) and value.strip()
    }
    if len(found) > MOST_ATTRIBUTES:
        raise wrong("attribute", _("nhiều quá."))
    return found


def _text(posted: dict[str, Any], attributes: dict[str, str]) -> str:
    """The words as sent; below them what came beside them, for the officer. A picture's address is text: nobody
    fetches it, since it may lead anywhere, into our own network as well."""
    beside = [f"{name}: {value}" for name, value in attributes.items()]
    if posted["media_url"]:
        beside.append(_("Ảnh kèm theo, xã chưa mở: %(address)s", address=one_line(posted["media_url"], 500)))
    return "\n\n".join(part for part in (kept(posted["description"]), "\n".join(beside)) if part)
