"""Every message in both languages: it can be made, it fits, it says who sends it."""

from datetime import UTC, date, datetime

import pytest
from jinja2 import UndefinedError

from feedback_service.notifying.templates import (
    FOLDER,
    TEMPLATES,
    NoSuchTemplate,
    render_email,
    render_sms,
)
from feedback_service.vocabulary import Status
from tests.builders.messages import a_commune

LANGUAGES = ("vi", "en")
TEXTED = sorted({file.name.split(".")[0] for file in FOLDER.glob("*.sms.txt")})
WARNING = sorted(name for name in TEXTED if "if danger" in (FOLDER / f"{name}.vi.sms.txt").read_text())
MAILED = sorted({file.name.split(".")[0] for file in FOLDER.glob("*.email.txt")})
LONGEST: dict[str, object] = {
    "commune": a_commune(),
    "sender": "UBND xa Ea Knop",
    "hotline": "0262 300 0199",
    "look_up": "phananh.eaknop.gov.vn/tra-cuu",
    "emergency": ["113", "114", "115", "112", "111"],
    "code": "EK-4827-193K",
    "due": date(2026, 12, 28),
    "unit": "Điều tra - thi hành án",
    "unit_phone": "0262 385 1234",
    "danger": False,
    "pin": "0000",
    "text": "Xin ông/bà cho biết đoạn đường ngập ở gần nhà ai, từ ngày nào, nước cao bao nhiêu, có ảnh? " * 2,
    "reason": "nội dung đã được Tòa án nhân dân khu vực thụ lý giải quyết theo quy định của pháp luật",
    "by": datetime(2026, 12, 28, 16, 30, tzinfo=UTC),
    "status": Status.AWAITING_CITIZEN,
    "given": "EK 4827 1931 hoac la so khac",
    "rating": 4,
    "days": 15,
    "times": 3,
    "number": 1234567,
    "place": "Buôn Ea Kruê, sau nhà văn hóa cũ",
    "words": "lửa bén sang nhà bên, cháy lan",
    "more": 1234,
    "name": "Nguyễn Thị Hoàng Phương Thảo",
    "who": "Nguyễn Thị Hoàng Phương Thảo",
    "at": datetime(2026, 12, 28, 16, 30, tzinfo=UTC),
    "since": datetime(2026, 12, 28, 16, 30, tzinfo=UTC),
    "numbers": [1234567, 1234568, 1234569],
    "count": 1234,
    "gateway": "smsgate",
    "state": "silent",
    "codes": ["EK-4827-193K", "EK-4827-194A", "EK-4827-195W"],
    "units": ["Điều tra - thi hành án"] * 3,
    "mother": "EK-4827-194A",
    "desk": "https://phananh.eaknop.gov.vn/can-bo/ho-so/EK-4827-193K",
    "link": "https://phananh.eaknop.gov.vn/can-bo/dat-mat-khau/WyJ4Iiw5OTk5XQ.aaaaaa",
    "page": "phananh.eaknop.gov.vn/ket-qua/EK-4827-193K",
    "reopened": True,
    "closes": datetime(2026, 12, 28, 16, 30, tzinfo=UTC),
    "half": "2026-H2",
    "day": date(2026, 12, 28),
    "late": ["EK-4827-193K", "EK-4827-194A"],
    "today": ["EK-4827-195W"],
    "soon": ["EK-4827-196U"],
    "more_late": True,
    "new": 12,
    "step": "late_3",
    "clock": "trả lời",
    "period": "6 tháng đầu năm 2026",
    "past": True,
    "medium": "Trang thông tin điện tử",
    "title": "Đoạn đường vào buôn Ea Kruê đã được vá xong",
    "post": 1234567,
    "meaning": "Nền tảng không nhận mã truy cập.",
    "remedy": "Xin người quản trị cấp lại mã.",
}
# Mails that are about no single case: an officer's account, or what must not be named.
ABOUT_NO_CASE = {
    "report_due",
    "password_link",
    "account_idle",
    "access_review",
    "mentioned",
    "day_list",
    "unit_late",
    "post_failed",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEXTED)
def test_an_sms_fits_its_limit_with_the_longest_values(name: str, language: str) -> None:
    sms = render_sms(name, language, LONGEST)
    assert sms.segments <= TEMPLATES[name].limit, f"{len(sms.body)} characters: {sms.body}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WARNING)
def test_the_emergency_numbers_come_first_and_still_fit(name: str, language: str) -> None:
    sms = render_sms(name, language, {**LONGEST, "danger": True})
    assert "113, 114, 115, 112, 111" in sms.body[:50]
    assert sms.segments == 1, f"{len(sms.body)} characters: {sms.body}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [*Status, ""])
def test_every_status_has_words_that_fit(status: str, language: str) -> None:
    sms = render_sms("status", language, {**LONGEST, "status": status})
    assert sms.segments == 1, f"{len(sms.body)} characters: {sms.body}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEXTED)
def test_an_sms_says_who_sends_it_and_has_no_gaps(name: str, language: str) -> None:
    body = render_sms(name, language, LONGEST).body
    assert "UBND xa Ea Knop" in body
    assert not {"  ", " ,", " .", "{", "}"} & {body[at : at + 2] for at in range(len(body))}


def test_a_receipt_gives_what_is_needed_to_look_up() -> None:
    assert render_sms("receipt", "vi", LONGEST).body == (
        "UBND xa Ea Knop da nhan. Ma EK-4827-193K, PIN 0000. Hen tra loi 28/12/2026. "
        "Xem phananh.eaknop.gov.vn/tra-cuu, hoi 0262 300 0199"
    )


def test_a_short_answer_stands_in_the_sms_itself() -> None:
    body = render_sms("answer", "vi", {**LONGEST, "text": "Đèn đã sửa xong tối 3/12."}).body
    assert "tra loi EK-4827-193K: Den da sua xong toi 3/12." in body


def test_of_a_long_answer_the_sms_says_where_to_read_it() -> None:
    body = render_sms("answer", "vi", LONGEST).body
    assert "da tra loi ho so EK-4827-193K" in body
    assert "doan duong" not in body


def test_a_question_may_take_three_segments() -> None:
    sms = render_sms("question", "vi", LONGEST)
    assert sms.segments > 1
    assert "doan duong ngap" in sms.body


def test_a_value_that_is_missing_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        render_sms("receipt", "vi", {name: value for name, value in LONGEST.items() if name != "pin"})


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.name)
def test_every_file_belongs_to_a_template(file: object) -> None:
    assert str(file).rpartition("/")[2].split(".")[0] in TEMPLATES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_has_words_in_both_languages(name: str, language: str) -> None:
    assert [*FOLDER.glob(f"{name}.{language}.*.txt")]


def test_a_name_that_is_not_listed_has_no_words() -> None:
    with pytest.raises(NoSuchTemplate):
        render_sms("greeting", "vi", LONGEST)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAILED)
def test_a_mail_has_a_subject_words_and_a_signature(name: str, language: str) -> None:
    mail = render_email(name, language, LONGEST)
    assert "EK-4827-193K" in mail.subject or "smsgate" in mail.subject or name in ABOUT_NO_CASE
    assert "0262 300 0199" in mail.body
    assert "\n\n\n" not in mail.body


def test_a_mail_keeps_the_accents_and_the_whole_answer() -> None:
    mail = render_email("answer", "vi", LONGEST)
    assert "Kính gửi ông/bà" in mail.body
    assert str(LONGEST["text"]).strip() in mail.body


def test_a_subject_stays_one_line_whatever_stands_in_it() -> None:
    mail = render_email("passed_on", "vi", {**LONGEST, "unit": "Điện lực\nBcc: ai@example.com"})
    assert "\n" not in mail.subject
