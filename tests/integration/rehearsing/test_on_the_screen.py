"""The rules on the screen: read, tried, changed by way of a rehearsal; the administrator reads no citizen's words."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Keyword, Pack
from feedback_service.records import Alarm, Case, Officer, PackVersion, Rehearsal
from feedback_service.routing.rehearsing.alarms import watch_rules
from feedback_service.routing.rehearsing.asking import measure_rules
from feedback_service.routing.rehearsing.faults import Broken, faults_of
from feedback_service.routing.rehearsing.replaying import rehearse
from feedback_service.routing.rules_lexicon import lexicon_of
from feedback_service.vocabulary import AlarmKind, RehearsalState, Role, Visibility
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.rules import (
    LAMP,
    POTHOLE,
    TOPICS,
    a_confirmed_case,
    a_pack_of_rules,
    a_topic,
    adding,
    in_force,
    rehearsed,
)

PAGE = "/can-bo/quan-tri/phan-loai"
CHANGE = f"{PAGE}/thay-doi"
NEW = {
    "cach": "them",
    "nhom": "topic:lights",
    "cum_tu": "cột điện",
    "trong_so": "2,5",
    "ly_do": "bà con hay nói",
}


@pytest.fixture
def rules(session: Session) -> Pack:
    return in_force(session, a_pack_of_rules())


@pytest.fixture
def officer(session: Session, rules: Pack) -> Officer:
    return an_officer(session, Role.ADMIN, "")


@pytest.fixture
def admin(app: Flask, session: Session, officer: Officer) -> FlaskClient:
    session.commit()
    return at_desk(app, officer)


def the_rehearsal(session: Session) -> Rehearsal:
    session.rollback()
    return session.scalars(select(Rehearsal).order_by(Rehearsal.id.desc())).first()  # type: ignore[return-value]


def run(session: Session) -> str:
    """The worker's part; the address of its page."""
    number = the_rehearsal(session).id
    session.rollback()
    rehearse(now=NOW, number=number)
    session.expire_all()
    return f"{PAGE}/thu/{number}"


def test_topics_stand_with_unit_phrases_and_faults(app: Flask, session: Session) -> None:
    in_force(session, a_pack_of_rules(*TOPICS, a_topic("empty", "KT")))
    officer = an_officer(session, Role.ADMIN, "")
    session.commit()
    page = at_desk(app, officer).get(PAGE).text
    assert f"{PAGE}/linh-vuc/roads" in page
    assert "1 quy tắc không làm được việc" in page
    assert "1 quy tắc không làm được việc" in at_desk(app, officer).get("/can-bo/quan-tri").text


def test_it_is_found_which_rule_knows_a_word(admin: FlaskClient) -> None:
    page = admin.get(f"{PAGE}?q=o ga").text
    assert "1 cụm từ có" in page and "ổ gà" in page
    assert "Chưa quy tắc nào biết" in admin.get(f"{PAGE}?q=tàu vũ trụ").text


def test_a_sentence_is_tried_and_its_words_marked(admin: FlaskClient) -> None:
    page = press(admin, f"{PAGE}/thu-cau", PAGE, cau="Xã ơi, ổ gà to lắm <script>")
    assert "<mark>ổ gà</mark>" in page.text
    assert "<script>" not in page.text.split("<main")[1]
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["linh-vuc/roads", "loai/to_cao", "linh-vuc/khong-co", "dau-hieu/x"])
def test_each_group_has_its_page(admin: FlaskClient, address: str) -> None:
    there = address in ("linh-vuc/roads", "loai/to_cao")
    assert admin.get(f"{PAGE}/{address}").status_code == (200 if there else 404)


def test_a_change_is_tried_looked_at_and_switched_on(
    session: Session, rules: Pack, officer: Officer, admin: FlaskClient
) -> None:
    a_confirmed_case(session, rules, "Ổ gà cạnh cột điện và cột điện nghiêng", "TTDV")
    session.commit()
    made = press(admin, CHANGE, PAGE, **{**NEW, "trong_so": "5"})
    assert made.status_code == 303
    assert "Sắp chạy thử" in admin.get(made.location).text
    address = run(session)
    page = admin.get(address).text
    assert "1 trong 1 việc sẽ chuyển; 1 đúng với cán bộ đã xác nhận, 0 trái." in page
    assert current_pack(session).version == rules.version
    session.rollback()
    assert press(admin, f"{address}/bat", address).status_code == 303
    session.rollback()
    assert current_pack(session).topic_by_code["lights"].keywords[-1] == Keyword("cột điện", 5.0)
    newest = session.scalars(select(PackVersion).order_by(PackVersion.id.desc())).first()
    assert newest and (newest.author, newest.reason) == (officer.name, "bà con hay nói")
    assert "bà con hay nói" in admin.get(f"{PAGE}/lich-su").text


def test_while_it_runs_the_page_loads_itself_anew_without_scripts(
    session: Session, admin: FlaskClient
) -> None:
    page = admin.get(press(admin, CHANGE, PAGE, **NEW).location).text
    assert '<noscript><meta http-equiv="refresh"' in page and "<progress" in page


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("cum_tu", "", "Xin ghi cụm từ"),
        ("cum_tu", "của tôi", "Toàn chữ thường ngày"),
        ("cum_tu", "đèn đường", "đã có cụm từ đó"),
        ("cum_tu", "a|b|c|d|e|f|g|h x|y|z|t|u|v|w|q|r", "hơn 64 cách viết"),
        ("trong_so", "nặng", "Trọng số"),
        ("tru_khi", "cột", "không bao giờ được tính"),
        ("ly_do", " ", "Xin ghi lý do"),
    ],
)
def test_a_wrong_change_is_told_beside_its_field_and_what_was_typed_stays(
    session: Session, admin: FlaskClient, box: str, typed: str, said: str
) -> None:
    page = press(admin, CHANGE, PAGE, **{**NEW, box: typed})
    assert page.status_code == 422
    assert said in page.text and f'id="{box}-loi"' in page.text
    kept = "bà con hay nói" if box != "ly_do" else "cột điện"
    assert kept in page.text
    assert session.scalar(select(func.count(Rehearsal.id))) == 0


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"cach": "nguong", "nguong": "1,5"}, "từ 0 đến 1"),
        ({"cach": "nguong", "nguong": "cao"}, "từ 0 đến 1"),
        ({"cach": "nguong", "nguong": "nan"}, "từ 0 đến 1"),
        ({"cach": "don-vi", "nhom": "topic:roads", "don_vi": "KHONG-CO"}, "Không có đơn vị này"),
        (
            {"cach": "cum", "nhom": "topic:roads", "cum_tu": "không có", "viec": "remove"},
            "Không còn cụm từ này",
        ),
        ({"cach": "ban", "ban": "99"}, "Không còn"),
    ],
)
def test_a_change_that_cannot_be_is_refused(admin: FlaskClient, form: dict[str, str], said: str) -> None:
    page = press(admin, CHANGE, PAGE, ly_do="thử", **form)
    assert page.status_code == 422
    assert said in page.text


@pytest.mark.parametrize("query", ["", "?cach=gi", "?cach=them", "?cach=them&nhom=topic:khong"])
def test_a_form_for_nothing_is_not_found(admin: FlaskClient, query: str) -> None:
    assert admin.get(CHANGE + query).status_code == 404


def test_a_phrase_is_switched_off_with_a_reason_that_is_shown(
    session: Session, rules: Pack, admin: FlaskClient
) -> None:
    form = {
        "cach": "cum",
        "nhom": "topic:roads",
        "cum_tu": "ổ gà",
        "viec": "off",
        "ly_do": "nhầm với chuồng gà",
    }
    press(admin, CHANGE, PAGE, **form)
    address = run(session)
    press(admin, f"{address}/bat", address)
    for page in (f"{PAGE}/linh-vuc/roads", PAGE):
        assert "nhầm với chuồng gà" in admin.get(page).text
    again = admin.get(f"{CHANGE}?cach=cum&nhom=topic:roads&cum_tu=ổ gà").text
    assert 'value="on"' in again and 'value="off"' not in again


def test_examples_are_masked_and_those_sealed_since_left_out(
    session: Session, rules: Pack, officer: Officer, admin: FlaskClient
) -> None:
    case = a_case(session, rules, f"{POTHOLE}, gọi tôi 0905 123 456")
    row = rehearsed(session, adding("cổng trường", weight=5.0), officer)
    page = admin.get(f"{PAGE}/thu/{row.id}").text
    assert case.code in page and "<mark>cổng trường</mark>" in page
    assert "0905 123 456" not in page and "[số điện thoại]" in page
    session.get_one(Case, case.id).visibility = Visibility.SEALED
    session.commit()
    assert case.code not in admin.get(f"{PAGE}/thu/{row.id}").text


def test_it_is_not_switched_on_where_the_rules_changed_since(
    session: Session, rules: Pack, officer: Officer, admin: FlaskClient
) -> None:
    first, second = (rehearsed(session, adding(phrase), officer).id for phrase in ("cổng trường", "cột điện"))
    assert press(admin, f"{PAGE}/thu/{first}/bat", f"{PAGE}/thu/{first}").status_code == 303
    page = admin.get(f"{PAGE}/thu/{second}").text
    assert "Quy tắc đã đổi" in page and f"{second}/bat" not in page
    assert press(admin, f"{PAGE}/thu/{second}/bat", f"{PAGE}/thu/{second}").status_code == 409
    assert press(admin, f"{PAGE}/thu/{second}/bo", f"{PAGE}/thu/{second}").status_code == 303
    assert the_rehearsal(session).state == RehearsalState.WAITING  # the measuring of what was switched on


def test_the_curve_is_measured_by_the_worker_and_only_shown_here(
    session: Session, rules: Pack, admin: FlaskClient
) -> None:
    for _ in range(20):
        a_confirmed_case(session, rules, POTHOLE, "KT")
    a_case(session, rules, LAMP)
    session.commit()
    assert "Chưa đo lần nào" in admin.get(f"{PAGE}/nguong").text
    assert press(admin, f"{PAGE}/do-lai", f"{PAGE}/nguong").status_code == 303
    number = the_rehearsal(session).id
    session.rollback()
    rehearse(now=NOW, number=number)
    page = admin.get(f"{PAGE}/nguong").text
    assert "trên 21 việc" in page and "<svg" in page
    assert "100%" in page
    assert admin.get(f"{PAGE}/thu/{number}").status_code == 404  # nobody asked for it: nothing to switch on


def test_an_auditor_reads_and_changes_nothing(
    app: Flask, session: Session, rules: Pack, officer: Officer
) -> None:
    row = rehearsed(session, adding("cổng trường"), officer)
    auditor = an_officer(session, Role.AUDITOR, "")
    session.commit()
    desk = at_desk(app, auditor)
    for page in ("", "/nguong", "/lich-su", "/linh-vuc/roads", f"/thu/{row.id}"):
        seen = desk.get(PAGE + page)
        assert seen.status_code == 200
        assert "/thay-doi" not in seen.text and f"{row.id}/bat" not in seen.text
    assert desk.get(f"{CHANGE}?cach=nguong").status_code == 403
    assert press(desk, CHANGE, PAGE, **NEW).status_code == 403
    assert press(desk, f"{PAGE}/thu/{row.id}/bat", PAGE).status_code == 403


def test_others_see_none_of_it(app: Flask, session: Session, rules: Pack) -> None:
    clerk = an_officer(session, Role.CLERK, "")
    session.commit()
    assert at_desk(app, clerk).get(PAGE).status_code == 403


def test_a_broken_rule_raises_an_alarm_that_ends_with_the_next_pack(session: Session) -> None:
    kept = in_force(session, a_pack_of_rules())
    lexicon_of(kept).broken["topic:roads#0"] = "ValueError"
    for _ in range(2):  # two messages, one alarm
        a_case(session, kept, LAMP)
    alarm = session.scalars(select(Alarm)).one()
    assert (alarm.kind, alarm.details["rule"]) == (AlarmKind.RULE, "topic:roads#0")
    assert [fault.broken for fault in faults_of(kept)] == [Broken.RAISED]
    session.commit()
    in_force(session, a_pack_of_rules(TOPICS[1]))
    watch_rules(session, now=NOW)
    session.expire_all()
    assert session.scalars(select(Alarm)).one().ended_at == NOW


def test_measuring_before_any_pack_is_there_does_nothing(session: Session) -> None:
    measure_rules(session, now=NOW)
    watch_rules(session, now=NOW)
    assert session.scalar(select(func.count(Rehearsal.id))) == 0
