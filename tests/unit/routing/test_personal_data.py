"""Personal data of fixed form is found in every spelling; what looks alike is left alone."""

import pytest

from feedback_service.routing.personal_data import PersonalData, find_personal_data


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("gọi 0905123456 nhé", PersonalData.PHONE, "0905123456"),
        ("so toi 0905 123 456", PersonalData.PHONE, "0905 123 456"),
        ("090.512.3456", PersonalData.PHONE, "090.512.3456"),
        ("+84 905 123 456", PersonalData.PHONE, "+84 905 123 456"),
        ("zalo O9O5 123 456", PersonalData.PHONE, "O9O5 123 456"),
        ("máy bàn 0262 3812 345", PersonalData.PHONE, "0262 3812 345"),
        ("mail an.nguyen@example.com.", PersonalData.EMAIL, "an.nguyen@example.com"),
        ("cccd 066301009644", PersonalData.IDENTITY, "066301009644"),
        ("CMND: 240123456", PersonalData.IDENTITY, "240123456"),
        ("xe 47E1-093.27 chạy ẩu", PersonalData.PLATE, "47E1-093.27"),
        ("xe tải 47C 123.45", PersonalData.PLATE, "47C 123.45"),
        ("stk 1902 3456 7890 123 ngân hàng", PersonalData.ACCOUNT, "1902 3456 7890 123"),
        ("Tôi là Nguyễn Văn An, thôn 3", PersonalData.NAME, "Nguyễn Văn An"),
        ("nhà bà H’Bia Niê bên cạnh", PersonalData.NAME, "H’Bia Niê"),
    ],
)
def test_personal_data_is_found(text: str, kind: PersonalData, piece: str) -> None:
    assert [(found.kind, found.text) for found in find_personal_data(text)] == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "quyết định số 1234/QĐ-UBND ngày 12/03/2026",
        "mã EK-4827-193K",
        "tiền điện 1.234.567 đồng, 150000 đồng",
        "đường Phan Chu Trinh, trường Trần Quốc Toản, thôn Vĩnh Quang",
        "gọi 113, 0262.1022 hoặc 19001909",
        "ông Chủ tịch xã",
    ],
)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert find_personal_data(text) == ()
