"""A sheet of the hotline's desk as a browser sends it, and calls as an officer wrote them down."""

from datetime import timedelta

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feedback_service.clock import now as right_now
from feedback_service.intake.calls.written import Caller, Matter, WrittenCall
from tests.builders.cases import NOW
from tests.builders.desk import press

SHEET = "/can-bo/duong-day-nong"
SAID = "Bò nhà bên thả rông ăn hết hai sào bắp"
HOUR = timedelta(hours=1)
CALLER = Caller(name="chị Hạnh", phone="+84912000345", phone_raw="0912 000 345")
COWS = Matter(SAID, "hotline:bo-tha-rong")


def a_call(*matters: Matter, caller: Caller = CALLER, **given: object) -> WrittenCall:
    values = {"at": NOW - HOUR, "caller": caller, "matters": matters or (COWS,)}
    return WrittenCall(**{**values, **given})  # type: ignore[arg-type]


def boxes(**given: object) -> dict[str, object]:
    """What a browser sends for a sheet that was filled in now."""
    called = (right_now() + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M")
    usual = {"ma_gui": "phieu-0001", "noi_dung": SAID, "gio_goi": called, "ho_ten": "chị Hạnh"}
    return {**usual, "dien_thoai": "0912 000 345", "nguy": "0", "ket_qua": "to_unit", **given}


def save(client: FlaskClient, **given: object) -> TestResponse:
    return press(client, SHEET, SHEET, **boxes(**given))
