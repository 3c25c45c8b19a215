"""What the command says."""

import json

import pytest

from feedback_service.handling.deadlines.answer import Limit, deadline_answer
from feedback_service.vocabulary import Clock, Kind
from tests.builders.deadline_rules import a_rule
from tests.builders.small_pack import a_pack_with_deadlines

PACK = a_pack_with_deadlines(a_rule(10, code="general"), a_rule(5, kind=Kind.PHAN_ANH, code="reports"))


def test_json_gives_the_date_and_the_trace() -> None:
    answer = json.loads(deadline_answer(Limit(working=5), "2026-02-13T15:00", PACK, as_json=True))
    assert answer["due"] == "2026-02-27"
    assert answer["trace"] == [
        "nhận thứ Sáu 13/2",
        "nghỉ Tết 14–22/2",
        "5 ngày làm việc: 23, 24, 25, 26, 27/2",
        "hạn thứ Sáu 27/2",
    ]
    assert answer["due_at"] == "2026-02-28T00:00:00+07:00"


def test_a_kind_is_answered_by_its_rule_with_the_article() -> None:
    lines = deadline_answer(Limit(kind="PHAN_ANH"), "2026-02-13T15:00", PACK).splitlines()
    assert lines[0] == "thứ Sáu 27/2/2026"
    assert lines[-1] == "  căn cứ: Luật thử Đ1"


def test_a_kind_without_a_rule_takes_the_general_one() -> None:
    answer = deadline_answer(Limit(kind="khen"), "2026-02-13", PACK, as_json=True)
    assert json.loads(answer)["rule"] == "general"


def test_a_kind_shows_all_its_clocks_and_the_answer_stays_the_due() -> None:
    rules = (a_rule(1, clock=Clock.TRIAGE, code="t"), a_rule(30, clock=Clock.DECISION, code="d"))
    pack = a_pack_with_deadlines(a_rule(5, code="answer"), *rules)
    answer = json.loads(deadline_answer(Limit(kind="khieu_nai"), "2026-03-02T09:00", pack, as_json=True))
    assert [one["clock"] for one in answer["clocks"]] == ["triage", "answer", "decision"]
    assert answer["clocks"][1]["due"] == answer["due"]
    assert answer["clocks"][2]["begins"] == "accepted"
    words = deadline_answer(Limit(kind="khieu_nai"), "2026-03-02T09:00", pack)
    assert "giải quyết:" in words and "nếu thụ lý cùng lúc" in words
    bare = json.loads(deadline_answer(Limit(working=5), "2026-03-02T09:00", pack, as_json=True))
    assert "clocks" not in bare


def test_calendar_days_and_a_moment_of_another_time_zone() -> None:
    answer = deadline_answer(Limit(calendar=10), "2026-02-12T23:00Z", PACK, as_json=True)
    assert json.loads(answer)["due"] == "2026-02-23"


@pytest.mark.parametrize(
    ("limit", "start", "words"),
    [
        (Limit(), "2026-02-13", "đúng một"),
        (Limit(kind="khen", working=5), "2026-02-13", "đúng một"),
        (Limit(working=0), "2026-02-13", "từ 1 đến 3650"),
        (Limit(calendar=-3), "2026-02-13", "từ 1 đến 3650"),
        (Limit(calendar=0), "2026-02-13", "từ 1 đến 3650"),
        (Limit(working=99999), "2026-02-13", "từ 1 đến 3650"),
        (Limit(kind="duong"), "2026-02-13", "Không có loại “duong”. Các loại: hoi_dap"),
        (Limit(kind="khen"), "2024-02-13", "Không có thời hạn trả lời"),
        (Limit(working=5), "13/2/2026", "Không đọc được"),
        (Limit(working=5), "2026-02-30", "Không đọc được"),
        (Limit(working=5), "9999-12-31", "Năm phải từ 2000"),
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(limit: Limit, start: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        deadline_answer(limit, start, PACK)
