"""The shape of what the map of results takes from the pack: whose tiles, and where the middle of an area is."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from feedback_service.pack.schema_parts import EntrySchema

# The host goes into a header of ours (the content security policy): nothing but letters, digits, dots and dashes.
_TILES = (
    r"https://[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:[0-9]{2,5})?"
    r"(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})/([A-Za-z0-9_.~/?&=%@-]|\{[xyz]\})+"
)
# Viet Nam with its sea and islands; two numbers that changed places fall outside.
_LATITUDES, _LONGITUDES = (6, 24), (102, 118)


def a_latitude() -> fields.Float:
    return _degrees(*_LATITUDES)


def a_longitude() -> fields.Float:
    return _degrees(*_LONGITUDES)


def tiles() -> fields.String:
    problem = "must be https://…/{{z}}/{{x}}/{{y}}.png"
    return fields.String(validate=validate.Regexp(rf"^({_TILES})?\Z", error=problem))


def whose_map() -> fields.String:
    return fields.String(validate=validate.Length(max=200))


def _degrees(least: int, most: int) -> fields.Float:
    within = validate.Range(least, most, error=f"must be {least} to {most}")
    return fields.Float(allow_nan=False, validate=within)


class MiddleSchema(EntrySchema):
    """The middle of an area in degrees; two decimals (a kilometre) are enough and all that is shown."""

    @validates_schema
    def are_a_pair(self, data: dict[str, Any], **_: Any) -> None:
        if ("latitude" in data) != ("longitude" in data):
            missing = "longitude" if "latitude" in data else "latitude"
            raise ValidationError("`latitude` and `longitude` stand together or not at all", missing)


class TilesSchema(EntrySchema):
    """No `map_tiles`: no map. No `{s}` and no `{r}`: the policy names one host, and one size of tile is enough."""

    @validates_schema
    def says_whose_map(self, data: dict[str, Any], **_: Any) -> None:
        tiles, whose = (bool(data.get(name, "").strip()) for name in ("map_tiles", "map_attribution"))
        if tiles != whose:
            missing = "map_attribution" if tiles else "map_tiles"
            raise ValidationError("`map_tiles` and `map_attribution` stand together or not at all", missing)
