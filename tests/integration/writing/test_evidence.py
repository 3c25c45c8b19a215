"""Pictures before and after; what was painted over is served no more."""

from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.handling.writing.evidence import pair_of
from feedback_service.intake.own_view import mine
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, Event, Officer, Reading
from feedback_service.vocabulary import EvidenceRole, Role
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.desk import act, at_desk


def a_jpeg(colour: str = "white") -> bytes:
    out = BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    return a_case(session, pack)


@pytest.fixture
def worker(session: Session, case: Case) -> Officer:
    return an_officer(session, Role.OFFICER, case.unit_code)


@pytest.fixture
def photo(app: Flask, session: Session, case: Case) -> Attachment:
    content = a_jpeg()
    with app.app_context():
        name = files.put(content)
    row = Attachment(case_id=case.id, sha256=name, media_type="image/jpeg", size=len(content), added_at=NOW)
    session.add(row)
    session.commit()
    return row


def address(case: Case, photo: Attachment, rest: str = "") -> str:
    return f"/can-bo/ho-so/{case.code}/tep/{photo.id}{rest}"


def test_painting_makes_a_copy_and_seals_the_original(
    app: Flask, session: Session, case: Case, worker: Officer, photo: Attachment, pack: Pack
) -> None:
    desk = at_desk(app, worker)
    assert act(desk, case, f"tep/{photo.id}/che", net="r 0 0 500 500").status_code == 303
    session.rollback()
    copy = session.scalars(select(Attachment).where(Attachment.painted_from == photo.id)).one()
    session.refresh(photo)
    assert photo.sealed and not copy.sealed and copy.officer_id is None
    assert desk.get(address(case, photo)).status_code == 404
    with Image.open(BytesIO(desk.get(address(case, copy)).data)) as image:
        assert sum(image.getpixel((10, 10))) < 60 < sum(image.getpixel((70, 50)))  # type: ignore[arg-type]
    assert [file.url for file in mine(session, case, pack, NOW).files] == [
        f"/ho-so/{case.code}/tep/{copy.id}"
    ]


def test_numbers_alone_paint_too(
    app: Flask, session: Session, case: Case, worker: Officer, photo: Attachment
) -> None:
    desk = at_desk(app, worker)
    fields = {"trai_1": "10", "tren_1": "0", "rong_1": "50", "cao_1": "50"}
    assert act(desk, case, f"tep/{photo.id}/che", **fields).status_code == 303


@pytest.mark.parametrize("fields", [{}, {"net": "r 1 2"}, {"trai_1": "90", "rong_1": "0"}, {"trai_1": "x"}])
def test_nothing_painted_seals_nothing(
    app: Flask, session: Session, case: Case, worker: Officer, photo: Attachment, fields: dict[str, str]
) -> None:
    page = act(at_desk(app, worker), case, f"tep/{photo.id}/che", **fields)
    assert page.status_code == 422 and "Che bớt ảnh" in page.text
    session.rollback()
    session.refresh(photo)
    assert not photo.sealed


def test_the_original_opens_with_a_reason_that_is_kept(
    app: Flask, session: Session, case: Case, worker: Officer, photo: Attachment
) -> None:
    desk = at_desk(app, worker)
    act(desk, case, f"tep/{photo.id}/che", net="r 0 0 500 500")
    session.rollback()
    session.refresh(case)
    assert act(desk, case, f"tep/{photo.id}/xem-goc", ly_do_goc=" ").status_code == 422
    assert act(desk, case, f"tep/{photo.id}/xem-goc", ly_do_goc="đối chiếu biển số").status_code == 303
    assert desk.get(address(case, photo)).status_code == 200
    session.rollback()
    assert session.scalars(select(Reading.reason)).one() == "đối chiếu biển số"
    other = an_officer(session, Role.OFFICER, case.unit_code)
    session.commit()
    assert at_desk(app, other).get(address(case, photo)).status_code == 404


def test_a_picture_after_the_work_stands_beside_the_citizens(
    app: Flask, session: Session, case: Case, worker: Officer, photo: Attachment
) -> None:
    desk = at_desk(app, worker)
    added = act(desk, case, "anh", vai_anh="after", anh=(BytesIO(a_jpeg("green")), "x.jpg"))
    assert added.status_code == 303
    session.rollback()
    rows = session.scalars(select(Attachment).order_by(Attachment.id)).all()
    pair = pair_of(rows)
    assert [one.id for one in pair.before] == [photo.id]
    assert pair.after[0].role == EvidenceRole.AFTER and pair.after[0].officer_id == worker.id
    assert "Trước và sau" in desk.get(f"/can-bo/ho-so/{case.code}").text
    assert "evidence_added" in session.scalars(select(Event.action)).all()


def test_what_is_no_picture_is_refused_on_the_page(
    app: Flask, session: Session, case: Case, worker: Officer
) -> None:
    session.commit()
    page = act(at_desk(app, worker), case, "anh", vai_anh="after", anh=(BytesIO(b"MZ"), "x.jpg"))
    assert page.status_code == 422 and "Chỉ nhận ảnh" in page.text


def test_the_page_of_the_brush_works_without_script(
    app: Flask, case: Case, worker: Officer, photo: Attachment
) -> None:
    page = at_desk(app, worker).get(address(case, photo, "/che")).text
    assert 'name="trai_1"' in page and "<script>" not in page
