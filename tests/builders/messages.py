"""A commune as messages need it: names and numbers, made up."""

from feedback_service.pack.model import Commune, EmergencyNumber, Text


def a_commune() -> Commune:
    same = Text("Ủy ban nhân dân xã Ea Knốp", "People's Committee of Ea Knốp commune")
    return Commune(
        code="ea-knop",
        name=same,
        authority=same,
        brand=same,
        province=same,
        address=same,
        code_prefix="EK",
        sms_name="UBND xa Ea Knop",
        time_zone="Asia/Ho_Chi_Minh",
        hotline="0262 300 0199",
        sms_number="0900 000 199",
        email="tiepnhan@eaknop.example",
        website="https://eaknop.example",
        emergency=tuple(EmergencyNumber(number, same) for number in ("113", "114", "115", "112", "111")),
        triage_unit="VP",
        sealed_unit="LD",
        publishing_unit="VHXH",
    )
