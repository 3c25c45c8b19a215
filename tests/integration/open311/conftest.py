import pytest
from flask.testing import FlaskClient

from tests.integration.open311.georeport_client import FORMS, Client


@pytest.fixture(params=FORMS)
def georeport(request: pytest.FixtureRequest, client: FlaskClient) -> Client:
    """The service as a client of Open311 meets it, once in each form."""
    return Client(client, request.param)
