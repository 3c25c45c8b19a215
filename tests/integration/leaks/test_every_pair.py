"""Every role against every address and every sort of case: what somebody may not see is no different from nothing."""

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.vocabulary import Role
from tests.builders.desk import at_desk
from tests.integration.leaks.planted import NOBODYS, SORTS, House, addresses, bare, planted_house

_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def house(session: Session, pack: Pack) -> House:
    return planted_house(session, pack)


def hidden(house: House, role: Role) -> list[str]:
    return [sort for sort in SORTS if (role, sort) not in house.seen]


def told(house: House, role: Role, page: str) -> list[str]:
    """What of cases that the role may not see stands in the page; and anybody's phone, which nobody asked for."""
    found = [word for sort in hidden(house, role) for word in house.cases[sort].words if word in page]
    found += [
        house.cases[sort].case.code for sort in hidden(house, role) if house.cases[sort].case.code in page
    ]
    return found + [one.phone for one in house.cases.values() if one.phone_in(page)]


def test_an_address_of_a_case_that_is_not_theirs_answers_as_for_no_case(
    app: Flask, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wrong, pairs, refused = [], 0, set()
    for role, officer in house.officers.items():
        client = at_desk(app, officer)
        token = _token(client)
        for method in ("GET", "POST"):
            for address, names_a_case in addresses(app, method):
                if not names_a_case:
                    continue
                nothing = _asked(client, method, address.format(code=NOBODYS, number=1), token)
                for sort in hidden(house, role):
                    one = house.cases[sort]
                    answer = _asked(
                        client, method, address.format(code=one.case.code, number=one.attachment), token
                    )
                    pairs += 1
                    refused.add(nothing[0])
                    if answer[0] != nothing[0] or bare(answer[1], one.case.code) != bare(nothing[1], NOBODYS):
                        wrong.append((role.value, method, address, sort, answer[0], nothing[0]))
    assert wrong == []
    assert pairs > 200
    assert refused <= {303, 403, 404, 405}  # a form that was not even read (400, 422) would prove nothing
    assert told(house, Role.ADMIN, caplog.text.replace("/can-bo/ho-so/", "")) == []


def test_no_page_tells_of_what_its_reader_may_not_see(
    app: Flask, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    leaks = []
    for role, officer in house.officers.items():
        client = at_desk(app, officer)
        for address, names_a_case in addresses(app, "GET"):
            if names_a_case:
                continue
            status, page = _asked(client, "GET", address.format(number=1))
            assert status < 500, (role, address)
            leaks += [(role.value, address, secret) for secret in told(house, role, page)]
    assert leaks == []
    assert told(house, Role.ADMIN, caplog.text) == []


@pytest.mark.parametrize("role", list(Role))
def test_no_search_finds_what_its_reader_may_not_see(app: Flask, house: House, role: Role) -> None:
    client = at_desk(app, house.officers[role])
    for sort in hidden(house, role):
        one = house.cases[sort]
        for asked in (*one.words, one.phone):
            page = client.get("/can-bo/hang-doi", query_string={"q": asked}).text
            assert one.case.code not in page
            assert not [word for word in one.words if word in page and word != asked]


def test_who_may_see_a_case_does(app: Flask, house: House) -> None:
    """Else all of the above would prove nothing."""
    page = (
        at_desk(app, house.officers[Role.OFFICER]).get(f"/can-bo/ho-so/{house.cases['own'].case.code}").text
    )
    assert all(word in page for word in house.cases["own"].words[:3])
    assert hidden(house, Role.LEADER) == ["barred"]
    assert hidden(house, Role.OFFICER) == ["other", "sealed", "barred"]


def test_strangers_are_told_nothing_at_all(app: Flask, house: House) -> None:
    client = app.test_client()
    public = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.startswith("/can-bo")
    ]
    for address in (*public, *(f"/ho-so/{one.case.code}" for one in house.cases.values())):
        page = client.get(address).data.decode(errors="replace")  # pictures and sheets too
        assert not [word for one in house.cases.values() for word in one.words if word in page], address
        assert not [one for one in house.cases.values() if one.phone_in(page)], address


def _token(client: FlaskClient) -> str:
    found = _CSRF.search(client.get("/can-bo/hang-doi").text)
    return found[1] if found else ""


def _asked(client: FlaskClient, method: str, address: str, token: str = "") -> tuple[int, str]:
    answer = client.open(address, method=method, data={"csrf_token": token} if method == "POST" else None)
    place = answer.headers.get("Location", "")
    return answer.status_code, place + (answer.text if str(answer.mimetype).startswith("text/") else "")
