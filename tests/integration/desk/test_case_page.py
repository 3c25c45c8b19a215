"""The case page: what it shows to whom, and what may be done from it."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.answer import current_answer
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, Event, Message, Note, Officer, Reading
from feedback_service.records.erasing import erasing
from feedback_service.vocabulary import Role, Status
from tests.builders.cases import DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import act, at_desk, press

ANSWER = "Chào bà con, sáng thứ Sáu đơn vị sẽ cho xe lên lấp đoạn lún."


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    found = a_case(session, pack, name="Trần Văn Kín")
    found.unit_code = "KT"
    session.commit()
    return found


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    return somebody(session, Role.OFFICER)


@pytest.fixture
def desk(app: Flask, officer: Officer) -> FlaskClient:
    return at_desk(app, officer)


@pytest.fixture
def heads_desk(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    return at_desk(app, somebody(session, Role.HEAD))


def somebody(session: Session, role: Role, unit: str = "KT") -> Officer:
    found = an_officer(session, role, unit)
    session.commit()
    return found


def page_of(case: Case, browser: FlaskClient) -> str:
    return browser.get(f"/can-bo/ho-so/{case.code}").text


def now_of(session: Session, case: Case) -> Case:
    """As it stands in the database now: what this session read before is let go."""
    session.rollback()
    session.refresh(case)
    return case


def actions(session: Session, case: Case) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Event.action).where(Event.case_id == case.id).order_by(Event.id)))


def test_the_page_says_what_was_written_and_why_it_is_here(case: Case, desk: FlaskClient) -> None:
    page = page_of(case, desk)
    assert "xe máy không đi qua được" in page
    assert "<mark>" in page
    assert "Đề xuất Phòng Kinh tế vì có “" in page
    assert "Xem căn cứ" in page
    assert "ngày làm việc" in page


def test_a_case_out_of_sight_and_no_case_answer_alike(
    app: Flask, session: Session, pack: Pack, desk: FlaskClient
) -> None:
    other, sealed = a_case(session, pack), a_case(session, pack, DENUNCIATION)
    other.unit_code = sealed.unit_code = "YT"
    session.commit()
    answers = [desk.get(f"/can-bo/ho-so/{code}") for code in (other.code, sealed.code, "EK-0000-000W")]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({answer.text for answer in answers}) == 1


def test_every_deed_on_a_case_out_of_sight_finds_nothing(
    session: Session, pack: Pack, case: Case, desk: FlaskClient
) -> None:
    case.unit_code = "YT"
    session.commit()
    for deed in ("xac-nhan", "chuyen", "hoi", "ghi-chu", "nhap", "trinh", "nguoi-gui"):
        assert press(desk, f"/can-bo/ho-so/{case.code}/{deed}", revision=case.revision).status_code == 404


def test_one_click_takes_the_case(session: Session, case: Case, desk: FlaskClient) -> None:
    values = {"unit": case.unit_code, "kind": case.kind.value, "topic": case.topic_code}
    assert act(desk, case, "xac-nhan", **values).status_code == 303
    assert now_of(session, case).status == Status.IN_PROGRESS


def test_a_correction_without_a_reason_keeps_what_was_chosen(
    session: Session, case: Case, desk: FlaskClient
) -> None:
    answer = act(desk, case, "xac-nhan", unit="YT", kind=case.kind.value, topic=case.topic_code, ly_do_sua="")
    assert answer.status_code == 422
    assert "Xin ghi lý do" in answer.text
    assert '<option value="YT" selected>' in answer.text
    assert now_of(session, case).unit_code == "KT"


@pytest.mark.parametrize("kind", ["khong-co", "", "<script>"])
def test_a_kind_that_is_none_changes_nothing(
    session: Session, case: Case, desk: FlaskClient, kind: str
) -> None:
    act(desk, case, "xac-nhan", unit="KT", kind=kind, topic=case.topic_code)
    assert now_of(session, case).kind == case.kind


def test_a_case_handed_on_is_gone_from_the_unit(session: Session, case: Case, desk: FlaskClient) -> None:
    answer = act(desk, case, "chuyen", don_vi_moi="YT", ly_do_chuyen="việc của trạm")
    assert answer.status_code == 303
    assert answer.location.startswith("/can-bo/hang-doi")
    assert now_of(session, case).unit_code == "YT"


def test_a_question_goes_out_and_stands_in_the_conversation(
    session: Session, case: Case, desk: FlaskClient
) -> None:
    act(desk, case, "hoi", hoi="Đoạn nào, gần nhà ai?")
    assert now_of(session, case).status == Status.AWAITING_CITIZEN
    assert "Đoạn nào, gần nhà ai?" in page_of(case, desk)


def test_a_note_stays_between_officers(session: Session, case: Case, desk: FlaskClient) -> None:
    act(desk, case, "ghi-chu", ghi_chu="Đã gọi anh Tư xe ben")
    assert session.scalars(select(Note.text)).one() == "Đã gọi anh Tư xe ben"
    assert session.scalars(select(Message)).all() == []


def test_an_answer_goes_from_draft_to_the_citizen(
    session: Session, case: Case, desk: FlaskClient, heads_desk: FlaskClient
) -> None:
    act(desk, case, "nhap", tra_loi=ANSWER, ban=0)
    draft = current_answer(session, now_of(session, case))
    assert draft is not None
    act(desk, case, "trinh", tra_loi=ANSWER, ban=draft.revision)
    assert now_of(session, case).status == Status.AWAITING_APPROVAL
    assert act(heads_desk, case, "duyet").status_code == 303
    assert now_of(session, case).status == Status.ANSWERED
    assert ANSWER in page_of(case, desk)


def test_whoever_wrote_the_answer_is_offered_no_approval(
    session: Session, case: Case, heads_desk: FlaskClient
) -> None:
    act(heads_desk, case, "trinh", tra_loi=ANSWER, ban=0)
    assert "Duyệt và gửi" not in page_of(case, heads_desk)
    assert act(heads_desk, now_of(session, case), "duyet").status_code == 403
    assert now_of(session, case).status == Status.AWAITING_APPROVAL


def test_an_officer_cannot_approve(session: Session, case: Case, desk: FlaskClient) -> None:
    act(desk, case, "trinh", tra_loi=ANSWER, ban=0)
    assert act(desk, now_of(session, case), "duyet").status_code == 403


def test_a_returned_answer_says_what_to_change(
    session: Session, case: Case, desk: FlaskClient, heads_desk: FlaskClient
) -> None:
    act(desk, case, "trinh", tra_loi=ANSWER, ban=0)
    act(heads_desk, now_of(session, case), "tra-lai", ly_do_tra="Ghi rõ ngày nào")
    page = page_of(case, desk)
    assert "Ghi rõ ngày nào" in page
    assert ANSWER in page


def test_the_script_keeps_a_draft_and_hears_its_revision(
    session: Session, case: Case, desk: FlaskClient
) -> None:
    first = keep_quietly(desk, case, ANSWER, 0)
    second = keep_quietly(desk, case, ANSWER + " Xin bà con đi chậm.", first.get_json()["revision"])
    assert second.status_code == 200
    assert "Đã lưu nháp" in second.get_json()["said"]


def test_a_second_writer_is_told_and_nothing_is_overwritten(
    session: Session, case: Case, desk: FlaskClient
) -> None:
    keep_quietly(desk, case, ANSWER, 0)
    refused = keep_quietly(desk, case, "Bản viết từ trang cũ", 0)
    assert refused.status_code == 409
    assert refused.get_json()["other"] == ANSWER
    draft = current_answer(session, case)
    assert draft is not None
    assert draft.text == ANSWER


def keep_quietly(browser: FlaskClient, case: Case, text: str, revision: int):  # type: ignore[no-untyped-def]
    token = browser.get(f"/can-bo/ho-so/{case.code}").text.split('name="csrf_token" value="')[1].split('"')[0]
    return browser.post(
        f"/can-bo/ho-so/{case.code}/nhap",
        data={"csrf_token": token, "tra_loi": text, "ban": revision},
        headers={"Accept": "application/json"},
    )


def test_the_later_of_two_keeps_both_texts_before_his_eyes(
    session: Session, case: Case, desk: FlaskClient
) -> None:
    act(desk, case, "nhap", tra_loi=ANSWER, ban=0)
    answer = act(desk, now_of(session, case), "trinh", tra_loi="Bản viết từ trang cũ", ban=0)
    assert answer.status_code == 409
    assert "Bản viết từ trang cũ" in answer.text
    assert ANSWER in answer.text


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        ("hoi", {"hoi": "Còn câu này"}),
        ("chuyen", {"don_vi_moi": "YT", "ly_do_chuyen": "Còn câu này"}),
        ("trinh", {"tra_loi": "Còn câu này", "ban": 0}),
    ],
)
def test_what_was_done_to_an_older_page_is_not_done(
    session: Session, case: Case, desk: FlaskClient, deed: str, fields: dict[str, object]
) -> None:
    old = case.revision
    act(desk, case, "hoi", hoi="Đoạn nào?")
    before = actions(session, now_of(session, case))
    answer = act(desk, case, deed, **fields, revision=old)
    assert answer.status_code == 409
    assert "Còn câu này" in answer.text
    assert actions(session, now_of(session, case)) == before


def test_a_head_gives_the_case_to_an_officer(
    session: Session, case: Case, officer: Officer, heads_desk: FlaskClient
) -> None:
    act(heads_desk, case, "giao", nguoi_lam=officer.id)
    assert now_of(session, case).assigned_to == officer.id


def test_a_case_is_not_given_to_another_unit(session: Session, case: Case, heads_desk: FlaskClient) -> None:
    stranger = somebody(session, Role.OFFICER, "YT")
    assert act(heads_desk, case, "giao", nguoi_lam=stranger.id).status_code == 403
    assert now_of(session, case).assigned_to is None


def test_refusing_needs_a_reason(session: Session, case: Case, heads_desk: FlaskClient) -> None:
    assert act(heads_desk, case, "tu-choi", ly_do_tu_choi=" ").status_code == 422
    assert (
        act(heads_desk, now_of(session, case), "tu-choi", ly_do_tu_choi="Việc của tòa án").status_code == 303
    )
    assert now_of(session, case).status == Status.NOT_ACCEPTED


def test_the_unit_reads_the_text_and_not_the_sender(case: Case, desk: FlaskClient) -> None:
    page = page_of(case, desk)
    assert "Trần Văn Kín" not in page
    assert "123 456" not in page
    assert "Có để lại số điện thoại" in page


def test_looking_at_the_sender_needs_a_reason_and_leaves_a_trace(
    session: Session, case: Case, officer: Officer, desk: FlaskClient
) -> None:
    assert act(desk, case, "nguoi-gui", ly_do_xem="").status_code == 422
    act(desk, case, "nguoi-gui", ly_do_xem="Gọi hỏi đường vào")
    assert "Trần Văn Kín" in page_of(case, desk)
    reading = session.scalars(select(Reading)).one()
    assert (reading.officer_id, reading.case_id, reading.reason) == (officer.id, case.id, "Gọi hỏi đường vào")
    assert "sender_seen" in actions(session, case)


def test_what_one_saw_the_next_does_not(
    app: Flask, session: Session, case: Case, desk: FlaskClient, heads_desk: FlaskClient
) -> None:
    act(desk, case, "nguoi-gui", ly_do_xem="Gọi hỏi đường vào")
    assert "Trần Văn Kín" not in page_of(case, heads_desk)


def test_a_clerk_sees_the_sender_by_a_click_that_is_kept(app: Flask, session: Session, case: Case) -> None:
    clerk = at_desk(app, somebody(session, Role.CLERK, "VP"))
    assert "Trần Văn Kín" not in page_of(case, clerk)
    act(clerk, case, "nguoi-gui")
    assert "Trần Văn Kín" in page_of(case, clerk)
    assert session.scalars(select(Reading.reason)).one() == ""


def test_an_auditor_reads_and_changes_nothing(app: Flask, session: Session, case: Case) -> None:
    auditor = at_desk(app, somebody(session, Role.AUDITOR, "VP"))
    page = page_of(case, auditor)
    assert case.text in page
    assert page.count('<form method="post"') == 1  # to sign out
    for deed in ("hoi", "ghi-chu", "chuyen", "xac-nhan", "nhap", "nguoi-gui", "duyet", "giao", "tu-choi"):
        address = f"/can-bo/ho-so/{case.code}/{deed}"
        assert press(auditor, address, revision=case.revision).status_code == 403


def test_a_photo_is_shown_to_whoever_may_see_the_case(
    app: Flask, session: Session, case: Case, desk: FlaskClient
) -> None:
    photo = keep_file(app, session, case, a_jpeg(), "image/jpeg")
    answer = desk.get(f"/can-bo/ho-so/{case.code}/tep/{photo.id}")
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    stranger = at_desk(app, somebody(session, Role.OFFICER, "YT"))
    assert stranger.get(f"/can-bo/ho-so/{case.code}/tep/{photo.id}").status_code == 404


def test_a_pdf_goes_to_disk_and_never_into_the_page(
    app: Flask, session: Session, case: Case, desk: FlaskClient
) -> None:
    pdf = keep_file(app, session, case, b"%PDF-1.4 ...", "application/pdf")
    answer = desk.get(f"/can-bo/ho-so/{case.code}/tep/{pdf.id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_belongs_to_its_case(
    app: Flask, session: Session, pack: Pack, case: Case, desk: FlaskClient
) -> None:
    other = a_case(session, pack)
    other.unit_code = "YT"
    photo = keep_file(app, session, other, a_jpeg(), "image/jpeg")
    assert desk.get(f"/can-bo/ho-so/{case.code}/tep/{photo.id}").status_code == 404


def a_jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "JPEG")
    return out.getvalue()


def keep_file(app: Flask, session: Session, case: Case, content: bytes, kind: str) -> Attachment:
    sha256 = app.extensions["carrier"].files.put(content)
    kept = Attachment(case_id=case.id, sha256=sha256, media_type=kind, size=len(content), added_at=NOW)
    session.add(kept)
    session.commit()
    return kept


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> đường hư", "{{ 7*7 }} đường hư", "\u202eđường hư"]
)
def test_what_a_citizen_writes_is_text_and_nothing_else(
    app: Flask, session: Session, pack: Pack, desk: FlaskClient, text: str
) -> None:
    strange = a_case(session, pack, text)
    strange.unit_code = "KT"
    session.commit()
    page = page_of(strange, desk)
    assert "<script>alert" not in page
    assert "49 đường" not in page


def test_the_page_speaks_english_too(case: Case, desk: FlaskClient) -> None:
    assert desk.get(f"/can-bo/ho-so/{case.code}?lang=en").status_code == 200


def test_no_page_of_a_case_is_kept_by_the_browser(case: Case, desk: FlaskClient) -> None:
    assert desk.get(f"/can-bo/ho-so/{case.code}").headers["Cache-Control"] == "no-store"


UNSURE = "Xin xã xem giúp chuyện này với, tôi đi lại nhiều lần rồi mà chưa xong"


@pytest.fixture
def clerk(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    return at_desk(app, somebody(session, Role.CLERK, "VP"))


def unsure_case(session: Session, pack: Pack, units: tuple[str, ...]) -> Case:
    """As one that routing left to a person, with these units as the best."""
    case = a_case(session, pack, UNSURE)
    first = session.scalars(select(Event).where(Event.case_id == case.id)).first()
    assert first is not None
    top = [{"unit": unit, "topic": "", "score": 0.4, "share": 0.4} for unit in units]
    proposal = {**first.details["proposal"], "confident": False, "unit": units[0], "top": top}
    with erasing(session, "a scene of a test"):
        first.details = {**first.details, "proposal": proposal}
    case.unit_code, case.topic_code = "VP", ""
    session.commit()
    return case


def test_where_it_is_not_sure_a_person_decides_among_three(
    session: Session, pack: Pack, clerk: FlaskClient
) -> None:
    page = page_of(unsure_case(session, pack, ("KT", "CA", "YT")), clerk)
    assert "Chưa đủ chắc, xin một người quyết định." in page
    for unit in ("KT", "CA", "YT"):
        assert f'name="unit" value="{unit}"' in page


def test_one_click_gives_it_to_one_of_them(session: Session, pack: Pack, clerk: FlaskClient) -> None:
    case = unsure_case(session, pack, ("KT", "CA", "YT"))
    values = {"unit": "CA", "kind": case.kind.value, "topic": "", "ly_do_sua": "Theo gợi ý"}
    assert act(clerk, case, "xac-nhan", **values).status_code == 303
    assert now_of(session, case).unit_code == "CA"


def test_a_body_outside_is_named_and_not_given_by_a_click(
    session: Session, pack: Pack, clerk: FlaskClient
) -> None:
    outside = next(unit for unit in pack.units if unit.outside)
    page = page_of(unsure_case(session, pack, (outside.code, "CA", "YT")), clerk)
    assert "Nếu là việc ngoài xã" in page
    assert f'name="unit" value="{outside.code}"' not in page


def test_the_auditor_sees_what_it_rests_on(app: Flask, session: Session, pack: Pack, case: Case) -> None:
    page = page_of(case, at_desk(app, somebody(session, Role.AUDITOR)))
    assert "Xem căn cứ" in page
    assert "<code>topic:duong-thon#" in page
    assert "routing-" in page


def test_several_matters_fill_the_boxes_of_the_split(
    session: Session, pack: Pack, clerk: FlaskClient
) -> None:
    text = "Đèn đường trước nhà tôi hỏng cả tháng. Ngoài ra hàng xóm hát karaoke ồn ào đến khuya."
    case = a_case(session, pack, text)
    case.unit_code = "TTDV"
    first = session.scalars(select(Event).where(Event.case_id == case.id)).first()
    assert first is not None
    cut = text.index("Ngoài")
    pieces = (("TTDV", "den-duong", 0, cut), ("CA", "tieng-on", cut, len(text)))
    matters = [
        {"unit": unit, "topic": topic, "kind": "phan_anh", "start": start, "end": end, "share": 0.9}
        for unit, topic, start, end in pieces
    ]
    with erasing(session, "a scene of a test"):
        first.details = {**first.details, "proposal": {**first.details["proposal"], "matters": matters}}
    session.commit()
    page = page_of(case, clerk)
    assert "Tin này có vẻ nói thêm 1 việc nữa" in page
    assert "\nNgoài ra hàng xóm hát karaoke ồn ào đến khuya.</textarea>" in page
