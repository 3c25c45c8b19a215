"""From a citizen's message to the commune's Zalo and Facebook: posted once, put right everywhere, and gone again."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from feedback_service.clock import now
from tests.builders.posts import Media, media
from tests.journeys.browsing import Person

Officer = Callable[[str], Person]
WORDS = "Đường thôn 5 bị sạt lở, xe máy không đi qua được, gọi tôi số 0905 123 456"
ANSWER = "Kính gửi bà con, xã đã cho xe chở đá lên lấp chỗ sạt dài 40 mét."
RIGHT = ANSWER.replace("40 mét", "45 mét")
TITLE, BETTER = "Chỗ sạt trên đường thôn 5 đã lấp", "Chỗ sạt trên đường vào thôn 5 đã lấp"
ROOM = "/can-bo/bai-dang"


@pytest.fixture
def platforms(app: Flask) -> Iterator[Media]:
    with media(app) as both:
        yield both


def morning() -> datetime:
    """Ten in the morning tomorrow, by the commune's clock: nothing is posted by night."""
    return (now() + timedelta(days=1)).replace(hour=3, minute=0)


def work(app: Flask, platforms: Media, hours: int = 0) -> None:
    with app.app_context():
        platforms.work(morning() + timedelta(hours=hours), minutes=10)


def published(app: Flask, officer: Officer) -> str:
    page = Person(app.test_client()).open("/gui").send("/gui", noi_dung=WORDS, dien_thoai="0905 123 456")
    code: str = re.search(r"EK-\d{4}-\d{3}[A-Z]", page.text)[0]  # type: ignore[index]
    worker = officer("officer-kt").open(f"/can-bo/ho-so/{code}")
    worker.send("/xac-nhan").open(f"/can-bo/ho-so/{code}").send("/trinh", tra_loi=ANSWER)
    officer("head-kt").open(f"/can-bo/ho-so/{code}").send("/duyet")
    words = {"tieu_de": TITLE, "tom_tat": "Mưa lớn làm sạt một đoạn đường thôn.", "tra_loi": ANSWER}
    worker.open(f"/can-bo/cong-bo/{code}").send("/soan", viec="trinh", **words)
    officer("publisher").open(f"/can-bo/cong-bo/{code}").send("/duyet")
    return code


def let_out(code: str, officer: Officer, medium: str) -> None:
    page = officer("publisher").open(ROOM).send("/soan", ma=code, noi=medium)
    assert page.sees("Bản nháp") and page.sees("Ông/bà là người soạn")
    approver = officer("leader").open(page.address)
    assert approver.send("/duyet").sees("Đã duyệt")


def read_there(platforms: Media) -> list[str]:
    """All that anybody can read on both."""
    return [
        *(str(one.form) for one in platforms.zalo.standing()),
        *(one["message"] for one in platforms.facebook.standing()),
    ]


def test_one_message_is_told_on_both_platforms_corrected_and_taken_back(
    app: Flask, officer: Officer, platforms: Media
) -> None:
    code = published(app, officer)
    for medium in ("zalo-oa", "facebook"):
        let_out(code, officer, medium)
    work(app, platforms)
    told = read_there(platforms)
    assert len(told) == 2
    assert all(f"/ket-qua/{code}" in words and "40 mét" in words for words in told)
    assert not any("0905" in words or "xe máy không đi qua" in words for words in told)

    desk = f"/can-bo/cong-bo/{code}"
    better = {"tieu_de": BETTER, "tra_loi": RIGHT, "ghi_chu": "Sửa chiều dài đoạn đường."}
    officer("publisher").open(desk).send("/dinh-chinh", viec="trinh", **better)
    officer("leader").open(desk).send("/dinh-chinh/duyet")
    work(app, platforms, hours=1)
    told = read_there(platforms)
    assert len(told) == 2
    assert all("45 mét" in words and BETTER in words and "40 mét" not in words for words in told)

    officer("leader").open(desk).send("/go", ly_do="Ghi nhầm nơi", vi_sao="wrong")
    work(app, platforms, hours=2)
    assert read_there(platforms) == []
    assert officer("publisher").open(f"{ROOM}?muc=da-go").sees("Đã gỡ")
