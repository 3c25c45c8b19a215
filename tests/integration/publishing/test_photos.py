"""Pictures beside a public text: chosen, frozen, clean, and gone as soon as somebody takes them away."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangedMeanwhile, PersonalDataFound
from feedback_service.handling.public.queries import find_public_case
from feedback_service.handling.writing.evidence import paint_over, painted_copy
from feedback_service.handling.writing.painting import Box
from feedback_service.pack.model import Pack
from feedback_service.publishing.correcting import approve_correction
from feedback_service.publishing.photos import Choice, choose_photos, make_copies
from feedback_service.publishing.public_text import (
    approve_public_text,
    draft_public_text,
    find_public_text,
    propose_public_text,
    withdraw_public_text,
)
from feedback_service.publishing.removals import remove_photo
from feedback_service.publishing.versions import correct_public_text, current_version, versions_of
from feedback_service.records import Attachment, Case, PublicPhoto, PublicText, Removal
from feedback_service.settings.rights.forgetting import emptied, forget_case
from feedback_service.vocabulary import EvidenceRole, RemovalReason, Removed, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.pictures import AUTHOR, a_picture
from tests.builders.published import ANSWER, SUMMARY, TITLE, an_answered_case

BEFORE, AFTER = EvidenceRole.BEFORE, EvidenceRole.AFTER


def proposed_with(session: Session, pack: Pack, case: Case, *choices: Choice) -> PublicText:
    writer = an_officer(session, Role.PUBLISHER, "")
    photos = (choices, make_copies(session, case, choices))
    draft_public_text(session, case, writer, TITLE, SUMMARY, ANSWER, 0, pack, NOW, photos)
    return propose_public_text(session, case, writer, pack, NOW)


def published_with(session: Session, pack: Pack, *colors: str) -> tuple[Case, list[Attachment]]:
    case = an_answered_case(session, pack)
    pictures = [a_picture(session, case, color) for color in colors]
    roles = (BEFORE, AFTER, EvidenceRole.NONE)
    chosen = [Choice(one.id, role, f"Ảnh {role.value}") for one, role in zip(pictures, roles, strict=False)]
    proposed_with(session, pack, case, *chosen)
    approve_public_text(session, case, an_officer(session, Role.LEADER, ""), pack, NOW)
    session.flush()
    return case, pictures


def test_pictures_go_with_the_text_in_their_order(session: Session, pack: Pack) -> None:
    case, _ = published_with(session, pack, "brown", "green")
    shown = find_public_case(session, case.code, pack)
    assert shown
    assert [(one.role, one.caption, one.width) for one in shown.photos] == [
        (BEFORE, "Ảnh before", 1200),
        (AFTER, "Ảnh after", 1200),
    ]
    assert shown.photos[1].url == f"/ket-qua/{case.code}/anh/2.jpg"
    text = find_public_text(session, case)
    version = text and current_version(session, text.id)
    assert version and len(version.photos["shown"]) == 2


def test_what_is_served_has_nothing_hidden_in_it(session: Session, pack: Pack, client: FlaskClient) -> None:
    case, pictures = published_with(session, pack, "brown")
    session.commit()
    answer = client.get(f"/ket-qua/{case.code}/anh/1.jpg")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    image = Image.open(BytesIO(answer.data))
    assert not image.getexif() and "comment" not in image.info and max(image.size) <= 1200
    assert AUTHOR.encode() not in answer.data and b"0905888777" not in answer.data
    assert str(pictures[0].id) not in answer.headers["Content-Disposition"].replace("1.jpg", "")
    again = client.get(f"/ket-qua/{case.code}/anh/1.jpg", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("number", ["0", "2", "99"])
def test_other_numbers_are_nothing(session: Session, pack: Pack, client: FlaskClient, number: str) -> None:
    case, _ = published_with(session, pack, "brown")
    session.commit()
    assert client.get(f"/ket-qua/{case.code}/anh/{number}.jpg").status_code == 404


def test_a_picture_is_not_served_before_its_text_is_out(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case = an_answered_case(session, pack)
    proposed_with(session, pack, case, Choice(a_picture(session, case).id))
    session.commit()
    assert client.get(f"/ket-qua/{case.code}/anh/1.jpg").status_code == 404


def test_sealed_pictures_and_those_of_others_are_not_chosen(session: Session, pack: Pack) -> None:
    case, other = an_answered_case(session, pack), an_answered_case(session, pack)
    sealed = a_picture(session, case, "red", sealed=True)
    text = proposed_with(session, pack, case, Choice(sealed.id), Choice(a_picture(session, other).id))
    assert session.scalars(select(PublicPhoto).where(PublicPhoto.public_text_id == text.id)).all() == []


def test_a_caption_with_personal_data_stops_the_approval(session: Session, pack: Pack) -> None:
    case = an_answered_case(session, pack)
    proposed_with(session, pack, case, Choice(a_picture(session, case).id, caption="Gọi 0905 777 123"))
    with pytest.raises(PersonalDataFound) as found:
        approve_public_text(session, case, an_officer(session, Role.LEADER, ""), pack, NOW)
    assert [where for _, _, where in found.value.places] == ["caption"]


def test_the_approver_sees_other_pictures_before_they_go_out(session: Session, pack: Pack) -> None:
    case = an_answered_case(session, pack)
    text = proposed_with(session, pack, case)
    seen = text.revision
    wanted = (Choice(a_picture(session, case).id),)
    choose_photos(session, text, wanted, make_copies(session, case, wanted))
    with pytest.raises(ChangedMeanwhile):
        approve_public_text(session, case, an_officer(session, Role.LEADER, ""), pack, NOW, seen)


def test_one_person_takes_a_picture_away_at_once(session: Session, pack: Pack, client: FlaskClient) -> None:
    case, pictures = published_with(session, pack, "brown", "green")
    leader = an_officer(session, Role.LEADER, "")
    remove_photo(
        session, case, leader, pictures[0].id, RemovalReason.ON_REQUEST, "Người trong ảnh xin gỡ", NOW
    )
    session.commit()
    shown = find_public_case(session, case.code, pack)
    assert shown and [one.caption for one in shown.photos] == ["Ảnh after"] and shown.title == TITLE
    assert client.get(f"/ket-qua/{case.code}/anh/2.jpg").status_code == 404
    row = session.scalars(select(Removal)).one()
    assert (row.what, row.why) == (Removed.PHOTO, RemovalReason.ON_REQUEST)
    text = find_public_text(session, case)
    assert text and [one.number for one in versions_of(session, text.id)] == [1, 2]


def test_a_picture_that_is_painted_over_later_is_gone(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case, pictures = published_with(session, pack, "brown")
    stored = painted_copy(pictures[0], [Box(0, 0, 500, 500)])
    paint_over(session, case, an_officer(session, Role.LEADER, ""), pictures[0], stored, NOW)
    session.commit()
    assert client.get(f"/ket-qua/{case.code}/anh/1.jpg").status_code == 404
    shown = find_public_case(session, case.code, pack)
    assert shown and shown.photos == ()


def test_pictures_go_with_a_withdrawn_text(session: Session, pack: Pack, client: FlaskClient) -> None:
    case, _ = published_with(session, pack, "brown")
    leader = an_officer(session, Role.LEADER, "")
    withdraw_public_text(session, case, leader, RemovalReason.WRONG, "Nhầm thôn", NOW)
    session.commit()
    assert client.get(f"/ket-qua/{case.code}/anh/1.jpg").status_code == 404


def test_a_correction_changes_the_pictures_when_it_is_let_out(session: Session, pack: Pack) -> None:
    case, pictures = published_with(session, pack, "brown", "green")
    writer = an_officer(session, Role.PUBLISHER, "")
    correct_public_text(session, case, writer, TITLE, SUMMARY, ANSWER, "Thay ảnh.", pack, NOW)
    text, wanted = find_public_text(session, case), (Choice(pictures[1].id, AFTER, "Nay"),)
    assert text
    choose_photos(session, text, wanted, make_copies(session, case, wanted))
    before = find_public_case(session, case.code, pack)
    assert before and len(before.photos) == 2
    approve_correction(session, case, an_officer(session, Role.LEADER, ""), pack, NOW)
    after = find_public_case(session, case.code, pack)
    assert after and [one.caption for one in after.photos] == ["Nay"]


def test_pictures_and_older_versions_go_when_the_words_of_the_case_go(
    session: Session, pack: Pack, client: FlaskClient
) -> None:
    case, _ = published_with(session, pack, "brown")
    forget_case(session, case, "person_request:1", emptied, NOW)
    session.commit()
    shown = find_public_case(session, case.code, pack)
    assert shown and shown.photos == () and shown.title == TITLE
    assert client.get(f"/ket-qua/{case.code}/anh/1.jpg").status_code == 404
    text = find_public_text(session, case)
    assert text
    first, second = versions_of(session, text.id)
    assert (first.title, first.photos, second.title) == ("", {}, TITLE)
    row = session.scalars(select(Removal)).one()
    assert (row.what, row.why, row.role) == (Removed.PHOTO, RemovalReason.ON_REQUEST, None)
