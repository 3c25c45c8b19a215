"""The leak hunt: every address that anybody may open, with secrets planted wherever somebody may write."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.handling.public.versions import let_out
from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import find_public_text
from feedback_service.records import Case
from tests.builders.cases import NOW
from tests.builders.published import TITLE
from tests.integration.publishing.hunting import (
    FOLDED,
    NAME,
    PHONE,
    addresses,
    found_in,
    hunt,
    plant,
    public_rules,
    unknown_parts,
)


@pytest.fixture
def cases(session: Session, pack: Pack) -> dict[str, Case]:
    return plant(session, pack)


def codes_of(cases: dict[str, Case]) -> list[str]:
    """And of a topic and a procedure, which some addresses take."""
    return [*(case.code for case in cases.values()), "den-duong", "PA"]


def test_every_public_address_has_a_sample(app: Flask) -> None:
    """A new part of an address: say in hunting.SAMPLES what to fetch, so that it is hunted too."""
    assert unknown_parts(app, []) == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_public_address_tells_a_secret(
    client: FlaskClient, app: Flask, cases: dict[str, Case], language: str
) -> None:
    client.set_cookie("lang", language)
    assert hunt(client, app, codes_of(cases)) == {}


def test_lists_hold_the_codes_of_published_cases_alone(
    client: FlaskClient, app: Flask, cases: dict[str, Case]
) -> None:
    public = {cases["published"].code, cases["corrected"].code}
    hidden = {case.code for case in cases.values()} - public
    told, shown = {}, ""
    for rule in public_rules(app):
        if not rule.arguments - {"form"}:
            for address in addresses(rule, []):
                page = client.get(address).data.decode("utf-8", "ignore")
                shown += page
                if found := [code for code in hidden if code in page]:
                    told[address] = found
    assert told == {}
    assert all(code in shown for code in public) and TITLE in shown  # else it would prove nothing


def test_the_hunter_sees_what_he_hunts() -> None:
    """Written in other ways, and packed."""
    assert found_in("gọi 0905.888 777 nhé".encode()) == ["905888777"]
    assert found_in(b"NGUYEN VAN KIN") == [FOLDED[0]]
    assert found_in(json.dumps({"a": NAME}).encode()) == [FOLDED[0]]
    assert found_in(b"47A 123-45") == ["47a12345"]
    assert found_in(f"tel:+84{PHONE[1:]}".encode()) == ["905888777"]
    assert found_in("Đường thôn 5".encode()) == []


def test_a_name_that_two_people_let_through_would_be_found_in_every_output(
    client: FlaskClient, app: Flask, session: Session, cases: dict[str, Case]
) -> None:
    """Else an empty hunt would prove nothing."""
    text = find_public_text(session, cases["published"])
    assert text
    text.title = f"Chỗ sạt trước nhà {NAME}"
    let_out(session, text, "", NOW)
    session.commit()
    leaks = {address.partition("?")[0] for address in hunt(client, app, codes_of(cases))}
    code = cases["published"].code
    outputs = {"/", "/ket-qua", f"/ket-qua/{code}", f"/ho-so/{code}", "/feed.atom", "/feed.json"}
    assert outputs <= leaks
    assert {"/du-lieu-mo/ket-qua.csv", "/du-lieu-mo/ket-qua.json"} <= leaks
