"""Sheets by their addresses, and squares that count who came from where."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.publishing.placements.counting import fold_scans, places
from feedback_service.publishing.placements.placing import place, retire
from feedback_service.records import Placement, PlacementScan
from feedback_service.vocabulary import Material, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press


def a_place(session: Session, name: str = "Chợ Ea Knốp", code: str = "") -> Placement:
    made = place(session, an_officer(session, Role.PUBLISHER, ""), name, code, Material.LEAFLET, "", 200, NOW)
    session.commit()
    return made


def scans(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.coalesce(func.sum(PlacementScan.n), 0))) or 0


def test_every_sheet_is_a_pdf(client: FlaskClient, session: Session, pack: Pack) -> None:
    session.commit()
    for address in ("/to-roi.pdf", "/ap-phich.pdf?ngon_ngu=song-ngu", "/bang-ron.pdf?chu_to=1"):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.data.startswith(b"%PDF")


def test_a_sheet_that_somebody_has_is_not_sent_again(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    session.commit()
    tag = client.get("/to-roi.pdf").headers["ETag"]
    assert client.get("/to-roi.pdf", headers={"If-None-Match": tag}).status_code == 304


def test_a_sheet_for_an_unknown_place_is_not_made(client: FlaskClient, session: Session, pack: Pack) -> None:
    session.commit()
    assert client.get("/to-roi.pdf?diem=khong-co").status_code == 404


def test_a_scan_is_counted_and_leads_to_the_form(client: FlaskClient, session: Session, pack: Pack) -> None:
    spot = a_place(session)
    answer = client.get(f"/q/{spot.code}")
    answer.close()
    assert (spot.code, answer.status_code, answer.location) == ("cho-ea-knop", 302, "/gui")
    assert scans(session) == 1


def test_what_only_looks_ahead_is_not_counted(client: FlaskClient, session: Session, pack: Pack) -> None:
    spot = a_place(session)
    client.head(f"/q/{spot.code}").close()
    client.get(f"/q/{spot.code}", headers={"Sec-Purpose": "prefetch"}).close()
    assert scans(session) == 0


def test_an_old_leaflet_still_leads_to_the_form(client: FlaskClient, session: Session, pack: Pack) -> None:
    spot = a_place(session)
    retire(session, spot.id, NOW)
    session.commit()
    for code in (spot.code, "chua-tung-co", "x" * 300):
        answer = client.get(f"/q/{code}")
        answer.close()
        assert answer.location == "/gui"
    assert scans(session) == 1


def test_scans_of_a_day_are_folded_and_none_is_lost(session: Session, pack: Pack) -> None:
    spot = a_place(session)
    yesterday = NOW.date().replace(day=1)
    session.add_all(PlacementScan(placement_id=spot.id, day=yesterday, n=1) for _ in range(5))
    session.flush()
    fold_scans(session, now=NOW.replace(day=20))
    session.flush()
    assert session.scalars(select(PlacementScan.n)).all() == [5]
    assert places(session, NOW.date())[0].scans == 5


def test_a_printed_code_is_never_given_again(app: Flask, session: Session, pack: Pack) -> None:
    spot, publisher = a_place(session), an_officer(session, Role.PUBLISHER, "")
    retire(session, spot.id, NOW)
    session.commit()
    answer = press(
        at_desk(app, publisher), "/can-bo/diem-dan", "/can-bo/diem-dan",
        ten="Nhà văn hóa", ma=spot.code, loai="poster", so_ban="1",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Nhà văn hóa" in answer.text


def test_a_place_is_made_on_the_page(app: Flask, session: Session, pack: Pack) -> None:
    publisher = an_officer(session, Role.PUBLISHER, "")
    session.commit()
    desk = at_desk(app, publisher)
    answer = press(
        desk, "/can-bo/diem-dan", "/can-bo/diem-dan",
        ten="Trạm y tế", ma="", loai="banner", so_ban="2",
    )  # fmt: skip
    assert answer.status_code == 303
    assert "/bang-ron.pdf?diem=tram-y-te" in desk.get("/can-bo/diem-dan").text
