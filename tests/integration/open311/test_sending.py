"""POST: by key, through the one door, once however often it comes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.codes import code_for
from feedback_service.records import ApiKey, Case, Contact, Lock, Message
from feedback_service.staff.api_keys import MOST_AN_HOUR, revoke_key
from feedback_service.vocabulary import Channel, Visibility
from tests.builders.cases import NOW, load_pack
from tests.integration.open311.georeport_client import POSTED, Client, a_key


def sent(georeport: Client, key: str, **given: str) -> str:
    answer = georeport.post("requests", api_key=key, **{**POSTED, **given})
    assert answer.status_code == 200, answer.text
    (found,) = georeport.read(answer)
    return str(found["service_request_id"])


def case_of(session: Session, code: str) -> Case:
    session.expire_all()
    return session.scalars(select(Case).where(Case.code == code)).one()


def test_a_request_becomes_a_case(georeport: Client, session: Session) -> None:
    load_pack(session)
    code = sent(
        georeport,
        a_key(session),
        lat="12.8",
        long="108.4",
        first_name="Tám",
        last_name="Nguyễn Văn",
        phone="0905 888 777",
        email="tam@example.org",
        media_url="https://anh.example.org/1.jpg",
        device_id="d1",
        account_id="a1",
        **{"attribute[dia_ban]": "", "attribute[so_nha]": "ba nhà"},
    )
    case = case_of(session, code)
    assert (case.channel, case.place) == (Channel.OPEN311, "Đầu thôn 5")
    assert (case.latitude, case.longitude) == (12.8, 108.4)
    assert "https://anh.example.org/1.jpg" in case.text and "so_nha: ba nhà" in case.text
    contact = session.get_one(Contact, case.contact_id)
    assert contact.details["name"] == "Nguyễn Văn Tám"
    assert (contact.phone, contact.email) == ("+84905888777", "tam@example.org")


def test_the_service_decides_where_the_words_do_not(georeport: Client, session: Session) -> None:
    pack = load_pack(session)
    case = case_of(session, sent(georeport, a_key(session), description="Hỏng rồi, xem giúp với"))
    assert case.topic_code == "den-duong"
    assert case.unit_code == pack.topic_by_code["den-duong"].unit


def test_a_denunciation_is_sealed_whatever_the_service(georeport: Client, session: Session) -> None:
    load_pack(session)
    words = "Tôi tố cáo ông trưởng thôn ăn chặn tiền hỗ trợ hộ nghèo, tôi có giấy tờ"
    case = case_of(session, sent(georeport, a_key(session), description=words))
    assert case.visibility == Visibility.SEALED and case.topic_code != "den-duong"


def test_a_request_sent_twice_is_one_case(georeport: Client, session: Session) -> None:
    load_pack(session)
    key, other = a_key(session), a_key(session, "Khoá khác")
    assert sent(georeport, key) == sent(georeport, key)
    assert sent(georeport, other) != sent(georeport, key)
    assert sent(georeport, key, description="Đèn đường cuối thôn 7 cũng tắt") != sent(georeport, key)


def test_the_clients_own_id_decides_where_there_is_one(georeport: Client, session: Session) -> None:
    load_pack(session)
    key = a_key(session)
    one = sent(georeport, key, client_id="42")
    assert one != sent(georeport, key, client_id="43")
    assert one == sent(georeport, key, client_id="42", description="Viết thêm: đèn vẫn tắt")
    assert len(session.scalars(select(Case)).all()) == 2


@pytest.mark.parametrize("key", ["", "eak_wrong", "x" * 5000])
def test_without_a_key_nothing_is_taken(georeport: Client, session: Session, key: str) -> None:
    load_pack(session)
    for what in ("requests", "servicerequestupdates"):
        assert georeport.fault(georeport.post(what, api_key=key, **POSTED))[0] == 403
    assert session.scalars(select(Case)).all() == []


def test_a_revoked_key_works_no_more(georeport: Client, session: Session) -> None:
    load_pack(session)
    key = a_key(session)
    sent(georeport, key)
    row = session.scalars(select(ApiKey)).one()
    revoke_key(session, row.id, NOW)
    session.commit()
    assert georeport.post("requests", api_key=key, **POSTED).status_code == 403


def test_a_key_sends_so_much_an_hour(georeport: Client, session: Session) -> None:
    load_pack(session)
    key = a_key(session)
    sent(georeport, key)
    for lock in session.scalars(select(Lock).where(Lock.key.like("open311:%"))):
        lock.failures = MOST_AN_HOUR
    session.commit()
    assert georeport.fault(georeport.post("requests", api_key=key, **POSTED))[0] == 429


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("service_code", ""),
        ("description", ""),
        ("description", "x"),
        ("description", "x" * 10_001),
        ("address_string", ""),
        ("address_string", "x" * 301),
        ("address_id", "khong-co"),
        ("lat", "north"),
        ("lat", "nan"),
        ("lat", "91"),
        ("lat, long", "12.8"),
        ("phone", "12"),
        ("email", "no mail"),
        ("media_url", "file:///etc/passwd"),
        ("media_url", "javascript:alert(1)"),
    ],
)
def test_what_is_wrong_is_named(georeport: Client, session: Session, name: str, value: str) -> None:
    load_pack(session)
    given = {**POSTED, name.split(",")[0]: value}
    status, said = georeport.fault(georeport.post("requests", api_key=a_key(session), **given))
    assert (status, said.split(":")[0]) == (400, name)
    assert session.scalars(select(Case)).all() == []


def test_an_unknown_service_or_place_is_404(georeport: Client, session: Session) -> None:
    load_pack(session)
    key = a_key(session)
    for wrong in ({"service_code": "khong-co"}, {"jurisdiction_id": "city.gov"}):
        assert georeport.fault(georeport.post("requests", api_key=key, **{**POSTED, **wrong}))[0] == 404


def test_what_was_just_sent_appears_to_nobody(georeport: Client, session: Session) -> None:
    load_pack(session)
    code = sent(georeport, a_key(session))
    unknown = georeport.get(f"requests/{code_for('x', 'EK')}")
    assert georeport.get(f"requests/{code}").data == unknown.data
    assert georeport.ids() == [] and georeport.ids(service_request_id=code) == []


def test_an_update_is_added_to_the_own_case_once(georeport: Client, session: Session) -> None:
    load_pack(session)
    key = a_key(session)
    code = sent(georeport, key)
    for _ in range(2):
        answer = georeport.post(
            "servicerequestupdates",
            api_key=key,
            service_request_id=code,
            description="Đèn vẫn tắt",
            update_id="7",
        )
        (found,) = georeport.read(answer)
        assert found["service_request_id"] == code and found["update_id"]
    messages = session.scalars(select(Message).where(Message.incoming.is_(True))).all()
    assert [message.text for message in messages] == ["Đèn vẫn tắt"]


def test_the_case_of_another_key_is_not_there(georeport: Client, session: Session) -> None:
    load_pack(session)
    code = sent(georeport, a_key(session))
    given = {"api_key": a_key(session, "Khác"), "service_request_id": code, "description": "Thêm"}
    assert georeport.fault(georeport.post("servicerequestupdates", **given))[0] == 404


def test_an_update_without_words_is_400(georeport: Client, session: Session) -> None:
    load_pack(session)
    key = a_key(session)
    code = sent(georeport, key)
    answer = georeport.post("servicerequestupdates", api_key=key, service_request_id=code, description=" ")
    assert georeport.fault(answer)[0] == 400


def test_a_token_that_we_did_not_give_is_404(georeport: Client, session: Session) -> None:
    load_pack(session)
    assert georeport.fault(georeport.get("tokens/eyJ4IjoxfQ.abc"))[0] == 404
