"""What the map of results may take from the pack."""

import pytest

from feedback_service.pack.schemas_map import MiddleSchema as Middle
from feedback_service.pack.schemas_map import TilesSchema, a_latitude, a_longitude, tiles, whose_map

WHOSE = "© Bản đồ của ai"


class Tiles(TilesSchema):
    map_tiles = tiles()
    map_attribution = whose_map()


class Place(Middle):
    latitude = a_latitude()
    longitude = a_longitude()


@pytest.mark.parametrize(
    "address",
    [
        "https://tile.example.org/{z}/{x}/{y}.png",
        "https://a.example.vn:8443/wmts?tile={z},{y},{x}".replace(",", "/"),
    ],
)
def test_tiles_are_an_address_with_three_places(address: str) -> None:
    assert Tiles().validate({"map_tiles": address, "map_attribution": WHOSE}) == {}


@pytest.mark.parametrize(
    "address",
    [
        "http://tile.example.org/{z}/{x}/{y}.png",
        "https://tile.example.org/{z}/{x}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://x.org; script-src */{z}/{x}/{y}.png",
        "https://x.org *.evil.org/{z}/{x}/{y}.png",
        "https://u:p@x.org/{z}/{x}/{y}.png",
        "https://tile.example.org/{z}/{x}/{y}.png\n",
        "javascript:{z}{x}{y}",
    ],
)
def test_nothing_else_comes_near_the_policy_of_a_page(address: str) -> None:
    assert "map_tiles" in Tiles().validate({"map_tiles": address, "map_attribution": WHOSE})


def test_a_map_says_whose_it_is() -> None:
    assert "map_attribution" in Tiles().validate({"map_tiles": "https://t.example.org/{z}/{x}/{y}.png"})
    assert Tiles().validate({}) == {}


@pytest.mark.parametrize(
    "typed",
    [{"latitude": 12.8}, {"longitude": 108.5}, {"latitude": 108.5, "longitude": 12.8}, {"latitude": "nan"}],
)
def test_a_place_is_two_numbers_in_viet_nam(typed: dict[str, object]) -> None:
    assert Place().validate(typed) != {}
    assert Place().validate({"latitude": 12.8, "longitude": 108.55}) == {}
