"""The list of requests and single ones: published cases only, with every filter of the standard."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.handling.workflow import change_status
from feedback_service.records import Case, PublicText
from feedback_service.vocabulary import Publication, Status, Visibility
from tests.builders.cases import DENUNCIATION, a_case, load_pack
from tests.builders.published import a_published_case, an_answered_case
from tests.integration.open311.georeport_client import REQUEST_FIELDS, Client

TODAY = now()


def published(session: Session, days_ago: int = 0, **given: str) -> Case:
    case = a_published_case(session, load_pack(session), now=TODAY - timedelta(days=days_ago), **given)
    session.commit()
    return case


def test_a_published_case_has_all_fields(georeport: Client, session: Session) -> None:
    case = published(session)
    (found,) = georeport.read(georeport.get(f"requests/{case.code}"))
    assert found.keys() == REQUEST_FIELDS
    assert (found["service_request_id"], found["status"]) == (case.code, "closed")
    assert found["service_code"] == case.topic_code
    assert found["lat"] in (None, "") and found["long"] in (None, "")
    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert datetime.fromisoformat(found[name]).utcoffset() == timedelta(hours=7)


def test_the_list_holds_the_last_ninety_days(georeport: Client, session: Session) -> None:
    new, old = published(session, 3), published(session, 120)
    assert georeport.ids() == [new.code]
    assert georeport.ids(start_date=(TODAY - timedelta(days=130)).isoformat()) == [old.code]
    assert georeport.ids(end_date=(TODAY - timedelta(days=100)).isoformat()) == [old.code]


def test_more_than_ninety_days_at_once_are_refused(georeport: Client, session: Session) -> None:
    load_pack(session)
    answer = georeport.get("requests", start_date="2026-01-01T00:00:00Z", end_date="2026-06-01T00:00:00Z")
    assert georeport.fault(answer)[0] == 400
    answer = georeport.get("requests", start_date="2026-02-01", end_date="2026-01-01")
    assert georeport.fault(answer)[0] == 400


def test_ids_decide_alone(georeport: Client, session: Session) -> None:
    one, two, _ = published(session, 1), published(session, 200), published(session, 2)
    found = georeport.ids(service_request_id=f"{one.code},{two.code}", status="open", service_code="x")
    assert sorted(found) == sorted([one.code, two.code])


def test_services_and_status_narrow(georeport: Client, session: Session) -> None:
    case = published(session)
    assert georeport.ids(service_code=f"den-duong,{case.topic_code}") == [case.code]
    assert georeport.ids(service_code="den-duong") == []
    assert georeport.ids(status="open") == []
    assert georeport.ids(status="open,closed") == [case.code]


def test_a_reopened_case_is_open(georeport: Client, session: Session) -> None:
    case = published(session)
    tag = georeport.get("requests").headers["ETag"]
    change_status(session, case, Status.IN_PROGRESS, TODAY + timedelta(hours=1))
    session.commit()
    assert georeport.ids(status="open") == [case.code]
    address = f"/open311/v2/requests.{georeport.form}"
    assert georeport.http.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_pages_beyond_all_sense_are_refused(georeport: Client, session: Session) -> None:
    """Else somebody could have us count through 200,000 cases with each request."""
    load_pack(session)
    assert georeport.fault(georeport.get("requests", page="21"))[0] == 400
    assert georeport.get("requests", page="20").status_code == 200
    assert georeport.get("requests", page="400", page_size="50").status_code == 200


def test_pages_follow_each_other(georeport: Client, session: Session) -> None:
    cases = [published(session, days) for days in (7, 14, 21)]
    pages = [georeport.ids(page=str(number), page_size="2") for number in (1, 2, 3)]
    assert pages == [[cases[0].code, cases[1].code], [cases[2].code], []]


def test_who_asks_by_change_hears_of_old_cases_too(georeport: Client, session: Session) -> None:
    case = published(session, 200)
    text = session.scalars(select(PublicText).where(PublicText.code == case.code)).one()
    text.changed_at = TODAY
    session.commit()
    assert georeport.ids(updated_after=(TODAY - timedelta(hours=1)).isoformat()) == [case.code]
    assert georeport.ids(updated_before=(TODAY - timedelta(hours=1)).isoformat()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("start_date", "yesterday"),
        ("end_date", "9999-99-99"),
        ("updated_after", "0001-01-01T00:00:00Z"),
        ("status", "done"),
        ("page", "0"),
        ("page", "x"),
        ("page_size", "1001"),
        ("page", "9" * 30),
    ],
)
def test_what_makes_no_sense_is_400(georeport: Client, session: Session, name: str, value: str) -> None:
    load_pack(session)
    status, said = georeport.fault(georeport.get("requests", **{name: value}))
    assert (status, said.split(":")[0]) == (400, name)


def test_what_is_not_published_cannot_be_told_from_what_never_came(
    georeport: Client, session: Session
) -> None:
    pack = load_pack(session)
    cases = [a_case(session, pack), an_answered_case(session, pack), a_case(session, pack, DENUNCIATION)]
    session.commit()
    answers = {
        georeport.get(f"requests/{code}").data
        for code in (*(case.code for case in cases), "EK-0000-000W", "x", "%00")
    }
    assert len(answers) == 1
    assert georeport.ids(service_request_id=",".join(case.code for case in cases)) == []


def test_what_was_taken_back_is_410(georeport: Client, session: Session) -> None:
    case = published(session)
    text = session.scalars(select(PublicText).where(PublicText.code == case.code)).one()
    text.state = Publication.WITHDRAWN
    session.commit()
    assert georeport.fault(georeport.get(f"requests/{case.code}"))[0] == 410
    assert georeport.ids() == []


def test_a_case_that_was_sealed_is_gone(georeport: Client, session: Session) -> None:
    case = published(session)
    case.visibility = Visibility.SEALED
    session.commit()
    assert georeport.ids() == [] and georeport.get(f"requests/{case.code}").status_code == 410


def test_the_answer_is_an_update(georeport: Client, session: Session) -> None:
    case = published(session)
    (found,) = georeport.read(georeport.get("servicerequestupdates"))
    assert (found["service_request_id"], found["status"]) == (case.code, "closed")
    assert "đắp lại lề" in found["description"]
    later = (TODAY + timedelta(days=1)).isoformat()
    assert georeport.read(georeport.get("servicerequestupdates", start_date=later)) == []
