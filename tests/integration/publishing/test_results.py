"""The list of results: search, filters, pages, and addresses that make no sense."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.publishing.public_text import withdraw_public_text
from feedback_service.vocabulary import Kind, RemovalReason, Role
from tests.builders.cases import NOW, an_officer, load_pack
from tests.builders.public_texts import published_texts
from tests.builders.published import a_published_case

CODE = re.compile(r"/ket-qua/([A-Z]{2}-\d{4}-\d{3}[A-Z])")
NEXT = re.compile(r'href="([^"]*)" rel="next"')
PREVIOUS = re.compile(r'href="([^"]*)" rel="prev"')


def codes_on(page: str) -> list[str]:
    return list(dict.fromkeys(CODE.findall(page)))


def fetch(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def follow(client: FlaskClient, page: str, link: re.Pattern[str]) -> str | None:
    found = link.search(page)
    return fetch(client, found[1].replace("&amp;", "&")) if found else None


@pytest.mark.parametrize("query", ["sạt lở", "SAT LO", "sat lo", "thon duong", "da do", "lề"])
def test_search_ignores_accents_and_case(client: FlaskClient, session: Session, query: str) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    page = client.get("/ket-qua", query_string={"q": query}).get_data(as_text=True)
    assert codes_on(page) == [case.code]


def test_search_finds_a_code(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case, _ = a_published_case(session, pack), a_published_case(session, pack)
    session.commit()
    assert codes_on(fetch(client, f"/ket-qua?q={case.code.lower()}")) == [case.code]


@pytest.mark.parametrize(
    "query", ['"', "'", "*", "a OR b", "NEAR(", "😀", "-", "\x00", ":*", "a & !b", "x" * 9000]
)
def test_nothing_that_is_typed_breaks_the_search(client: FlaskClient, session: Session, query: str) -> None:
    load_pack(session)
    assert client.get("/ket-qua", query_string={"q": query}).status_code == 200


def test_pages_neither_skip_nor_repeat(client: FlaskClient, session: Session) -> None:
    expected = published_texts(session, load_pack(session), 47)
    session.commit()
    pages = [fetch(client, "/ket-qua")]
    while (page := follow(client, pages[-1], NEXT)) is not None:
        pages.append(page)
    assert [code for page in pages for code in codes_on(page)] == expected
    back = follow(client, pages[-1], PREVIOUS)
    assert back and codes_on(back) == codes_on(pages[-2])


def test_a_page_stays_where_it_is_while_new_results_come(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    expected = published_texts(session, pack, 25)
    session.commit()
    first = fetch(client, "/ket-qua")
    a_published_case(session, pack)
    session.commit()
    second = follow(client, first, NEXT)
    assert second and codes_on(second) == expected[20:]


def test_filters_narrow_and_may_be_taken_off(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case = a_published_case(session, pack)
    session.commit()
    assert codes_on(fetch(client, "/ket-qua?don_vi=KT&trang_thai=da_tra_loi&tu=2026-03-01&den=31/3/2026"))
    for elsewhere in ("don_vi=CA", "trang_thai=da_chuyen", "tu=2026-03-03", "den=2026-03-01"):
        assert not codes_on(fetch(client, f"/ket-qua?{elsewhere}"))
    assert case.unit_code == "KT"


@pytest.mark.parametrize(
    "wrong",
    ["don_vi=XX", "linh_vuc='", "dia_ban=0", "trang_thai=?", "tu=31/2/2026", "den=nay", "trang=sau-2026-1",
     "trang=sau-20260301-99999999999999999999", "trang=---", "tu=9999999999-01-01", "trang=truoc-20260301-x"],
)  # fmt: skip
def test_what_makes_no_sense_is_left_out_and_said(client: FlaskClient, session: Session, wrong: str) -> None:
    case = a_published_case(session, load_pack(session))
    session.commit()
    page = fetch(client, f"/ket-qua?{wrong}")
    assert codes_on(page) == [case.code]
    assert "bỏ qua chỗ đó" in page


def test_a_withdrawn_result_is_gone_everywhere(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case = a_published_case(session, pack)
    session.commit()
    assert fetch(client, f"/ket-qua/{case.code}")
    withdraw_public_text(
        session, case, an_officer(session, Role.LEADER), RemovalReason.WRONG, "Nhầm thôn", NOW
    )
    session.commit()
    assert client.get(f"/ket-qua/{case.code}").status_code == 410
    for address in ("/", "/ket-qua", "/ket-qua?q=duong", f"/ho-so/{case.code}"):
        assert "đã đi lại được" not in fetch(client, address)
        assert "Nhầm thôn" not in fetch(client, address)


def test_what_was_never_published_is_not_found(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    assert client.get("/ket-qua/EK-0000-000W").status_code == 404
    assert client.get("/ket-qua/..").status_code == 404


def test_questions_have_a_page_of_their_own(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    other = a_published_case(session, pack, title="Đèn đường đã sáng lại")
    asked = a_published_case(session, pack, kind=Kind.HOI_DAP)
    session.commit()
    page = fetch(client, "/hoi-dap")
    assert asked.code in page
    assert other.code not in page


def test_a_page_that_did_not_change_is_not_sent_again(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    case = a_published_case(session, pack)
    session.commit()
    for address in (
        "/",
        "/ket-qua",
        f"/ket-qua/{case.code}",
        f"/ho-so/{case.code}",
        "/thong-ke",
        "/kenh-tiep-nhan",
    ):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304, address
        english = client.get(f"{address}?lang=en", headers={"If-None-Match": tag})
        assert english.status_code == 200
        client.delete_cookie("lang")


def test_a_new_result_is_seen_at_once(client: FlaskClient, session: Session) -> None:
    pack = load_pack(session)
    tag = client.get("/ket-qua").headers["ETag"]
    case = a_published_case(session, pack)
    session.commit()
    answer = client.get("/ket-qua", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert case.code in answer.get_data(as_text=True)
