"""What the commune prints itself is no personal data in its answers."""

from dataclasses import replace

from feedback_service.pack.model import Pack, Text
from feedback_service.publishing.personal_data import marks
from tests.unit.routing.packs import a_routing_pack


def a_pack() -> Pack:
    pack = a_routing_pack()
    office = replace(pack.commune, address=Text("Số 01 Nguyễn Tất Thành, xã", ""), hotline="0262 3812 345")
    return replace(pack, commune=office)


def test_the_office_and_its_number_may_be_named() -> None:
    assert marks("", "", "Mời tới 01 Nguyễn Tất Thành hoặc gọi 02623812345.", a_pack()) == ()


def test_a_house_beside_it_may_not() -> None:
    found = marks("", "Nhà ở 91 Nguyễn Tất Thành bị ngập", "", a_pack())
    assert [(mark.field, mark.text) for mark in found] == [("summary", "91 Nguyễn Tất Thành")]
