"""One thing done to several cases: shown first, each by itself, and nothing lost of what could not be done."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from feedback_service.handling.answer import save_draft
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Case, Event
from feedback_service.vocabulary import Role, Status, Visibility
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.queue import QUEUE, a_case_of_kt, browser_of

BULK = f"{QUEUE}/nhieu-viec"
WORDS = "Xã đã cho lấp chỗ sạt, xe máy đi lại được."


def seen(case: Case) -> str:
    return f"{case.code}.{case.revision}"


def preview(browser: FlaskClient, deed: str, *cases: Case) -> TestResponse:
    return browser.get(
        BULK, query_string=MultiDict([("viec", deed), *(("chon", case.code) for case in cases)])
    )


def do(browser: FlaskClient, deed: str, *chosen: str, **fields: Any) -> TestResponse:
    return press(browser, BULK, viec=deed, chon=list(chosen), trong=list(chosen), **fields)


def test_what_will_happen_is_shown_first_and_changes_nothing(
    app: Flask, session: Session, pack: Pack
) -> None:
    open_one, closed = a_case_of_kt(session, pack), a_case_of_kt(session, pack, status=Status.ANSWERED)
    hidden = a_case_of_kt(session, pack, unit_code="YT")
    page = preview(browser_of(app, session, Role.HEAD), "giao", open_one, closed, hidden).text
    assert seen(open_one) in page and closed.code in page
    assert hidden.code not in page
    assert "Hồ sơ đang ở bước khác" in page
    assert session.scalars(select(Case.assigned_to)).all() == [None] * 3


def test_nothing_ticked_says_so(app: Flask, session: Session, pack: Pack) -> None:
    browser = browser_of(app, session, Role.OFFICER)
    answer = browser.get(f"{BULK}?viec=chuyen&loc=tre")
    assert answer.location == f"{QUEUE}?loc=tre"
    assert "Chưa đánh dấu việc nào" in browser.get(answer.location).text


def test_several_are_given_to_a_colleague(app: Flask, session: Session, pack: Pack) -> None:
    cases = [a_case_of_kt(session, pack) for _ in range(3)]
    colleague = an_officer(session, Role.OFFICER, "KT")
    answer = do(browser_of(app, session, Role.HEAD), "giao", *map(seen, cases), nguoi_lam=colleague.id)
    assert answer.status_code == 303
    session.expire_all()
    assert {case.assigned_to for case in cases} == {colleague.id}


def test_several_go_to_another_unit_for_one_reason(app: Flask, session: Session, pack: Pack) -> None:
    cases = [a_case_of_kt(session, pack) for _ in range(2)]
    browser = browser_of(app, session, Role.OFFICER)
    answer = do(browser, "chuyen", *map(seen, cases), don_vi_moi="YT", ly_do_chuyen="Thuộc trạm y tế")
    assert answer.status_code == 303
    session.expire_all()
    assert {case.unit_code for case in cases} == {"YT"}


def test_one_that_was_changed_meanwhile_keeps_no_other_from_it(
    app: Flask, session: Session, pack: Pack
) -> None:
    first, changed, third = (a_case_of_kt(session, pack) for _ in range(3))
    before = [seen(case) for case in (first, changed, third)]
    changed.subject = "Có người vừa sửa"
    browser = browser_of(app, session, Role.OFFICER)
    page = do(browser, "chuyen", *before, don_vi_moi="YT", ly_do_chuyen="Thuộc trạm y tế").text
    session.expire_all()
    assert [case.unit_code for case in (first, changed, third)] == ["YT", "KT", "YT"]
    assert "Có người vừa sửa hồ sơ này" in page
    assert "Thuộc trạm y tế" in page
    assert seen(changed) in page  # as it stands now: once more will do


def test_what_fails_halfway_leaves_no_trace(app: Flask, session: Session, pack: Pack) -> None:
    case = a_case_of_kt(session, pack)
    browser = browser_of(app, session, Role.OFFICER)
    events = len(session.scalars(select(Event)).all())
    for unit, reason in (("KHONG-CO", "nhầm"), ("YT", " ")):
        page = do(browser, "chuyen", seen(case), don_vi_moi=unit, ly_do_chuyen=reason)
        assert "các việc này vẫn như cũ" in page.text
    session.expire_all()
    assert case.unit_code == "KT" and len(session.scalars(select(Event)).all()) == events


def test_rights_are_asked_for_each_case(app: Flask, session: Session, pack: Pack) -> None:
    own, hidden = a_case_of_kt(session, pack), a_case_of_kt(session, pack, unit_code="YT")
    sealed = a_case_of_kt(session, pack, visibility=Visibility.SEALED)
    browser = browser_of(app, session, Role.OFFICER)
    reason = "Thuộc công an"
    page = do(browser, "chuyen", seen(own), seen(hidden), seen(sealed), don_vi_moi="CA", ly_do_chuyen=reason)
    session.expire_all()
    assert [case.unit_code for case in (own, hidden, sealed)] == ["CA", "YT", "KT"]
    assert page.text.count("Không tìm thấy hồ sơ.") == 2


def test_a_deed_that_the_role_does_not_have_is_refused(app: Flask, session: Session, pack: Pack) -> None:
    case = a_case_of_kt(session, pack)
    officer = browser_of(app, session, Role.OFFICER)
    assert preview(officer, "giao", case).status_code == 403
    assert do(officer, "giao", seen(case), nguoi_lam=1).status_code == 403
    assert preview(officer, "xoa-het", case).status_code == 422
    assert preview(browser_of(app, session, Role.AUDITOR), "chuyen", case).status_code == 403


def test_one_text_is_handed_in_for_each_by_itself(app: Flask, session: Session, pack: Pack) -> None:
    cases = [a_case_of_kt(session, pack, status=Status.IN_PROGRESS) for _ in range(2)]
    browser = browser_of(app, session, Role.OFFICER)
    assert (
        do(browser, "tra-loi", *map(seen, cases), tra_loi=WORDS, ly_do_tre="Mưa lũ", biet="y").status_code
        == 303
    )
    session.expire_all()
    assert {case.status for case in cases} == {Status.AWAITING_APPROVAL}
    assert session.scalars(select(Answer.text)).all() == [WORDS, WORDS]


def test_a_draft_of_somebody_is_not_written_over(app: Flask, session: Session, pack: Pack) -> None:
    drafted, free = (a_case_of_kt(session, pack, status=Status.IN_PROGRESS) for _ in range(2))
    writer = an_officer(session, Role.OFFICER, "KT")
    save_draft(session, drafted, writer, "Đang viết dở", 0, NOW)
    browser = browser_of(app, session, Role.OFFICER)
    assert "Đã có bản trả lời đang soạn" in preview(browser, "tra-loi", drafted, free).text
    page = do(browser, "tra-loi", seen(drafted), seen(free), tra_loi=WORDS, ly_do_tre="Mưa lũ", biet="y").text
    assert "Đã có bản trả lời đang soạn" in page and WORDS in page
    session.expire_all()
    assert sorted(session.scalars(select(Answer.text))) == ["Xã" + WORDS[2:], "Đang viết dở"]


def test_each_answer_is_looked_at_before_it_goes(app: Flask, session: Session, pack: Pack) -> None:
    case = a_case_of_kt(session, pack, status=Status.IN_PROGRESS)
    browser = browser_of(app, session, Role.OFFICER)
    page = do(browser, "tra-loi", seen(case), tra_loi=WORDS, ly_do_tre="Mưa lũ")
    assert "Chưa thấy việc tiếp theo" in page.text and 'name="biet"' in page.text
    stopped = do(
        browser,
        "tra-loi",
        seen(case),
        tra_loi="Xã làm xong ngày {ngày làm xong}.",
        ly_do_tre="Mưa lũ",
        biet="y",
    )
    assert "Còn chỗ chưa điền" in stopped.text and 'name="biet"' not in stopped.text
    assert session.scalars(select(Answer)).all() == []


def test_a_template_is_copied_in_and_each_case_fills_in_its_own(
    app: Flask, session: Session, pack: Pack
) -> None:
    cases = [a_case_of_kt(session, pack, status=Status.IN_PROGRESS) for _ in range(2)]
    browser = browser_of(app, session, Role.OFFICER)
    page = do(browser, "tra-loi", *map(seen, cases), mau="duong-hu-hong", chep="y", tra_loi="Chào ông/bà.")
    assert "Chào ông/bà." in page.text and "{ma}" in page.text
    assert session.scalars(select(Answer)).all() == []
    do(
        browser,
        "tra-loi",
        *map(seen, cases),
        tra_loi="Thưa ông/bà, mã {ma} xong ngày mai.",
        ly_do_tre="Lũ",
        biet="y",
    )
    assert all(any(case.code in text for case in cases) for text in session.scalars(select(Answer.text)))


def test_no_words_answer_nobody(app: Flask, session: Session, pack: Pack) -> None:
    case = a_case_of_kt(session, pack, status=Status.IN_PROGRESS)
    page = do(browser_of(app, session, Role.OFFICER), "tra-loi", seen(case), tra_loi="  ")
    assert "Chưa có nội dung trả lời" in page.text
    assert session.scalars(select(Answer)).all() == []


def test_several_are_merged_into_the_chosen_one(app: Flask, session: Session, pack: Pack) -> None:
    lead, *others = (a_case_of_kt(session, pack) for _ in range(3))
    chosen = [seen(case) for case in (lead, *others)]
    answer = do(browser_of(app, session, Role.OFFICER), "gop", *chosen, dau=seen(lead))
    assert answer.status_code == 303
    session.expire_all()
    assert lead.status == Status.RECEIVED
    assert {case.status for case in others} == {Status.MERGED}


def test_merging_says_which_leads_and_stops_if_it_was_changed(
    app: Flask, session: Session, pack: Pack
) -> None:
    lead, other = a_case_of_kt(session, pack), a_case_of_kt(session, pack)
    before = [seen(lead), seen(other)]
    browser = browser_of(app, session, Role.OFFICER)
    assert "Xin chọn hồ sơ chính" in do(browser, "gop", *before).text
    lead.subject = "Có người vừa sửa"
    session.commit()
    assert do(browser, "gop", *before, dau=before[0]).status_code == 409
    session.expire_all()
    assert other.status == Status.RECEIVED


def test_the_list_has_a_box_for_each_case_only_where_something_can_be_done(
    app: Flask, session: Session, pack: Pack
) -> None:
    case = a_case_of_kt(session, pack)
    officer = an_officer(session, Role.OFFICER, "KT")
    session.commit()
    box = f'name="chon" value="{case.code}" form="nhieu"'
    assert box in at_desk(app, officer).get(QUEUE).text
    assert box not in browser_of(app, session, Role.AUDITOR, "").get(QUEUE).text
