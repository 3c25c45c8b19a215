"""A client of GeoReport v2 that reads both forms into the same records, and holds them against the standard."""

from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.staff.api_keys import make_key
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer

FORMS = ("json", "xml")
REQUEST_FIELDS = frozenset(
    {
        *("service_request_id", "status", "status_notes", "service_name", "service_code", "description"),
        *("agency_responsible", "service_notice", "requested_datetime", "updated_datetime"),
        *("expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url"),
    }
)
POSTED = {
    "service_code": "den-duong",
    "description": "Đèn đường đầu thôn 5 tắt đã ba đêm, đường tối quá",
    "address_string": "Đầu thôn 5",
}


@dataclass(frozen=True, slots=True)
class Client:
    """`form` is json or xml; what it reads is the same."""

    http: FlaskClient
    form: str

    def get(self, what: str, **asked: str) -> TestResponse:
        return self.http.get(f"/open311/v2/{what}.{self.form}", query_string=asked)

    def post(self, what: str, **given: str) -> TestResponse:
        return self.http.post(f"/open311/v2/{what}.{self.form}", data=given)

    def read(self, answer: TestResponse) -> Any:
        types = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
        assert answer.content_type == types[self.form], answer.text
        return answer.json if self.form == "json" else _of_xml(ET.fromstring(answer.text))  # noqa: S314

    def ids(self, **asked: str) -> list[str]:
        answer = self.get("requests", **asked)
        assert answer.status_code == 200, answer.text
        return [one["service_request_id"] for one in self.read(answer)]

    def fault(self, answer: TestResponse) -> tuple[int, str]:
        """The code inside, which is that of the answer, and what is said."""
        (error,) = self.read(answer)
        assert int(error["code"]) == answer.status_code
        return answer.status_code, error["description"]


def a_key(session: Session, name: str = "Ứng dụng của tỉnh") -> str:
    key = make_key(session, an_officer(session, Role.ADMIN), name, "", NOW)[1]
    session.commit()
    return key


_LISTS = frozenset(
    {
        *("services", "attributes", "values", "service_requests", "service_request_updates"),
        *("errors", "endpoints", "formats"),
    }
)


def _of_xml(element: ET.Element) -> Any:
    if element.tag in _LISTS:
        return [_of_xml(inner) for inner in element]
    if len(element):
        return {inner.tag: _of_xml(inner) for inner in element}
    return element.text or ""
