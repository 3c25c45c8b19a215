"""Opening a sealed case as its reader does: one button on the page that stands before it."""

from flask.testing import FlaskClient

from feedback_service.records import Case
from tests.builders.desk import press


def opened(client: FlaskClient, case: Case) -> FlaskClient:
    """The same browser, in which the sealed case is open for a quarter of an hour."""
    address = f"/can-bo/ho-so/{case.code}"
    assert press(client, f"{address}/mo-bao-mat", address).status_code == 303
    return client
