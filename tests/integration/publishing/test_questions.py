"""Questions and answers as a library: by topic, with the procedures, on paper."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NotYours
from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import find_public_text
from feedback_service.publishing.questions.naming import name_procedure
from feedback_service.vocabulary import Kind, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.published import a_published_case


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def a_question(session: Session, pack: Pack, title: str, topic: str = "ho-tich", procedure: str = "") -> None:
    case = a_published_case(session, pack, title=title, kind=Kind.HOI_DAP)
    text = find_public_text(session, case)
    assert text
    text.topic_code, text.procedure_code = topic, procedure
    session.commit()


def test_a_topic_shows_its_questions_and_procedures(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    a_question(session, pack, "Khai sinh cần gì")
    a_question(session, pack, "Đèn hư báo ai", "den-duong")
    shown = page(client, "/hoi-dap?linh_vuc=ho-tich")
    assert "Khai sinh cần gì" in shown
    assert "Đăng ký kết hôn" in shown
    assert "Đèn hư báo ai" not in shown


def test_search_finds_procedures_without_accents(client: FlaskClient, session: Session, pack: Pack) -> None:
    assert "Đăng ký kết hôn" in page(client, "/hoi-dap?q=ket hon")
    assert "Đăng ký khai tử" not in page(client, "/hoi-dap?q=ket hon")


def test_a_question_shows_the_papers_of_its_procedure(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    a_question(session, pack, "Con mới sinh thì làm gì", procedure="khai-sinh")
    assert "Giấy chứng sinh" in page(client, "/hoi-dap?q=con moi sinh")
    assert "Con mới sinh thì làm gì" in page(client, "/hoi-dap/thu-tuc/khai-sinh")


def test_what_no_unit_has_confirmed_says_so(client: FlaskClient, session: Session, pack: Pack) -> None:
    assert "chưa rà lại" in page(client, "/hoi-dap/thu-tuc/khai-sinh")


def test_paper_goes_topic_by_topic(client: FlaskClient, session: Session, pack: Pack) -> None:
    a_question(session, pack, "Đèn hư báo ai", "den-duong")
    a_question(session, pack, "Khai sinh cần gì")
    shown = page(client, "/hoi-dap/in")
    assert shown.index("Đèn hư báo ai") < shown.index("Khai sinh cần gì")
    assert "Khai sinh cần gì" not in page(client, "/hoi-dap/in?linh_vuc=den-duong")


@pytest.mark.parametrize("address", ["/hoi-dap/thu-tuc/khong-co", "/hoi-dap/thu-tuc/..", "/hoi-dap/thu-tuc/"])
def test_an_unknown_procedure_is_not_found(
    client: FlaskClient, session: Session, pack: Pack, address: str
) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["?linh_vuc='", "?q=%00", "/in?q='&linh_vuc=x", "?trang=sau-1-1"])
def test_nothing_that_is_typed_breaks_it(
    client: FlaskClient, session: Session, pack: Pack, address: str
) -> None:
    assert client.get(f"/hoi-dap{address}").status_code == 200


def while_typing(client: FlaskClient, text: str) -> str:
    answer = client.post("/gui/tuong-tu", data={"noi_dung": text})
    assert answer.headers.get("Cache-Control", "no-store") == "no-store" or answer.status_code == 204
    return answer.get_data(as_text=True)


def test_while_somebody_asks_the_answer_is_offered(client: FlaskClient, session: Session, pack: Pack) -> None:
    a_question(session, pack, "Làm giấy khai sinh cho con cần những gì")
    offered = while_typing(client, "cho toi hoi lam giay khai sinh cho con thi can nhung gi")
    assert "Làm giấy khai sinh cho con cần những gì" in offered
    assert "/hoi-dap/thu-tuc/khai-sinh" in offered


def test_what_would_be_sealed_is_offered_nothing(client: FlaskClient, session: Session, pack: Pack) -> None:
    a_question(session, pack, "Tố cáo cán bộ nhận tiền khai sinh thì gửi ai")
    assert while_typing(client, "tôi tố cáo cán bộ hộ tịch nhận hối lộ khi làm khai sinh") == ""


@pytest.mark.parametrize("text", ["", "khai sinh", "\x00 ' \" 😀 x y z", "đường thôn 4 lầy lội quá"])
def test_other_words_are_offered_no_answer(
    client: FlaskClient, session: Session, pack: Pack, text: str
) -> None:
    assert while_typing(client, text) == ""


def test_a_question_is_given_its_procedure(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack, kind=Kind.HOI_DAP)
    text = find_public_text(session, case)
    assert text
    name_procedure(session, case, an_officer(session, Role.LEADER, ""), "khai-sinh", pack, NOW)
    assert text.procedure_code == "khai-sinh"
    with pytest.raises(NotYours):
        name_procedure(session, case, an_officer(session, Role.OFFICER, "KT"), "ket-hon", pack, NOW)
    with pytest.raises(ChangeNotAllowed):
        name_procedure(session, case, an_officer(session, Role.LEADER, ""), "khong-co", pack, NOW)


def test_only_questions_name_procedures(session: Session, pack: Pack) -> None:
    case = a_published_case(session, pack)
    with pytest.raises(ChangeNotAllowed):
        name_procedure(session, case, an_officer(session, Role.LEADER, ""), "khai-sinh", pack, NOW)
