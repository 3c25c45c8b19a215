"""Discovery, the list of services and their definitions."""

from sqlalchemy.orm import Session

from tests.builders.cases import load_pack
from tests.integration.open311.georeport_client import Client


def test_discovery_leads_to_the_endpoint(georeport: Client, session: Session) -> None:
    load_pack(session)
    found = georeport.read(georeport.get("discovery"))
    (endpoint,) = found["endpoints"]
    assert found.keys() == {"changeset", "contact", "key_service", "endpoints"}
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == "http://localhost/open311/v2"
    assert endpoint["type"] == "production"
    assert endpoint["formats"] == ["text/xml", "application/json"]


def test_every_topic_is_a_service(georeport: Client, session: Session) -> None:
    pack = load_pack(session)
    services = georeport.read(georeport.get("services"))
    assert [one["service_code"] for one in services] == [topic.code for topic in pack.topics]
    for one in services:
        assert one.keys() == {
            "service_code", "service_name", "description", "metadata", "type", "keywords", "group"
        }  # fmt: skip
        assert one["type"] in {"realtime", "batch", "blackbox"}
        assert str(one["metadata"]).lower() == "true"


def test_a_definition_asks_for_the_area(georeport: Client, session: Session) -> None:
    load_pack(session)
    found = georeport.read(georeport.get("services/den-duong"))
    (attribute,) = found["attributes"]
    assert found["service_code"] == "den-duong"
    assert (attribute["code"], attribute["datatype"]) == ("dia_ban", "singlevaluelist")
    assert {"key": "buon-sue", "name": "buôn Suê"} in [
        {"key": one["key"], "name": one["name"]} for one in attribute["values"]
    ] or len(attribute["values"]) > 10


def test_services_speak_english_when_asked(georeport: Client, session: Session) -> None:
    pack = load_pack(session)
    services = georeport.read(georeport.get("services", lang="en"))
    assert services[0]["service_name"] == pack.topics[0].name.en


def test_an_unknown_service_is_404(georeport: Client, session: Session) -> None:
    load_pack(session)
    assert georeport.fault(georeport.get("services/khong-co"))[0] == 404


def test_another_jurisdiction_is_404(georeport: Client, session: Session) -> None:
    load_pack(session)
    assert georeport.get("services", jurisdiction_id="ea-knop").status_code == 200
    for what in ("services", "requests", "services/den-duong", "discovery"):
        status, said = georeport.fault(georeport.get(what, jurisdiction_id="city.gov"))
        assert (status, said.split(":")[0]) == (404, "jurisdiction_id")


def test_an_address_that_is_not_there_is_answered_in_the_form(georeport: Client, session: Session) -> None:
    load_pack(session)
    assert georeport.fault(georeport.get("nothing/here"))[0] == 404


def test_a_wrong_method_is_405(georeport: Client, session: Session) -> None:
    load_pack(session)
    answer = georeport.post("services")
    assert georeport.fault(answer)[0] == 405
    assert "GET" in answer.headers["Allow"]


def test_pages_of_others_may_read(georeport: Client, session: Session) -> None:
    load_pack(session)
    for what in ("discovery", "services", "requests", "services/khong-co"):
        assert georeport.get(what).headers["Access-Control-Allow-Origin"] == "*"


def test_what_did_not_change_is_304(georeport: Client, session: Session) -> None:
    load_pack(session)
    tag = georeport.get("services").headers["ETag"]
    address = f"/open311/v2/services.{georeport.form}"
    assert georeport.http.get(address, headers={"If-None-Match": tag}).status_code == 304
