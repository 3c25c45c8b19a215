"""Results by area: a list by itself, and a map only where the commune has named one."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.routing.sealing import seal_case
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.maps import TILES_HOST, name_a_map
from tests.builders.published import a_published_case

PAGE = "/ket-qua/ban-do"
MIDDLE = (12.804219, 108.553407)


def publish(session: Session, pack: Pack, **amounts: int) -> None:
    """So many results by the area's code, with _ for each dash."""
    for code, amount in amounts.items():
        for _ in range(amount):
            a_published_case(session, pack, area_code=code.replace("_", "-"))
    session.commit()


def policy_of(client: FlaskClient, address: str) -> str:
    return client.get(address).headers["Content-Security-Policy"]


def test_by_itself_there_is_a_list_and_no_map(client: FlaskClient, session: Session, pack: Pack) -> None:
    publish(session, pack, buon_sue=6)
    page = client.get(PAGE)
    assert "leaflet" not in page.text and "map.js" not in page.text and "<script" not in page.text
    assert page.headers["Content-Security-Policy"] == policy_of(client, "/ket-qua")
    assert 'href="/ket-qua?dia_ban=buon-sue"' in page.text and '<td class="n">6</td>' in page.text


def test_small_numbers_are_not_said(client: FlaskClient, session: Session, pack: Pack) -> None:
    publish(session, pack, buon_sue=5, buon_trung=4, thon_vinh_quang=1)
    page = client.get(PAGE).text
    assert 'data-area="buon-sue"' in page and 'data-area="buon-trung"' not in page
    assert '<td class="n">4</td>' not in page and '<td class="n">1</td>' not in page
    assert 'href="/ket-qua?dia_ban=buon-trung"' in page and 'href="/ket-qua?dia_ban=xom-lo-gach"' in page


def test_a_named_map_without_a_place_to_show_is_not_there(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    pack = name_a_map(session, pack, NOW)
    publish(session, pack, buon_sue=6)
    assert "data-map" not in client.get(PAGE).text
    assert TILES_HOST not in policy_of(client, PAGE)


def test_a_named_map_may_show_its_tiles_on_this_page_only(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    pack = name_a_map(session, pack, NOW, buon_sue=MIDDLE)
    publish(session, pack, buon_sue=6)
    page = client.get(PAGE)
    assert f"img-src 'self' {TILES_HOST} data: blob:;" in page.headers["Content-Security-Policy"]
    assert TILES_HOST not in policy_of(client, "/ket-qua")
    again = client.get(PAGE, headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304 and TILES_HOST in again.headers["Content-Security-Policy"]


def test_the_map_knows_the_middle_of_the_area_and_nothing_more(
    client: FlaskClient, session: Session, pack: Pack
) -> None:
    pack = name_a_map(session, pack, NOW, buon_sue=MIDDLE)
    for _ in range(6):
        a_published_case(session, pack, area_code="buon-sue", latitude=12.80842, longitude=108.55341)
    session.commit()
    page = client.get(PAGE).text
    assert 'data-latitude="12.8" data-longitude="108.55"' in page
    assert "12.804" not in page and "12.808" not in page
    assert "<b>mẫu</b>" not in page


def test_what_was_sealed_since_is_counted_no_more(client: FlaskClient, session: Session, pack: Pack) -> None:
    publish(session, pack, buon_sue=6)
    case = a_published_case(session, pack, area_code="buon-sue")
    session.commit()
    assert '<td class="n">7</td>' in client.get(PAGE).text
    leader = an_officer(session, Role.LEADER, "LD")
    seal_case(session, case, leader, "Có tên trẻ em", pack, NOW)
    session.commit()
    assert '<td class="n">6</td>' in client.get(PAGE).text


def test_the_list_of_results_leads_to_it(client: FlaskClient, session: Session, pack: Pack) -> None:
    assert f'href="{PAGE}"' in client.get("/ket-qua").text
