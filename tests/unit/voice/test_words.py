"""What the machine says: no figure is left to its reading, and every sentence can be made."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from feedback_service.carrier.voice import Ask, HangUp, Play, Record, Say
from feedback_service.intake.voice.numbers import day_in_words, hour_in_words, number_in_words
from feedback_service.intake.voice.scripts import Place, Script, Telephone, Told
from feedback_service.intake.voice.words import FOLDER, say
from feedback_service.vocabulary import Status
from tests.builders.cases import shipped_pack

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


def telephone(moment: datetime = MONDAY, **given: str) -> Telephone:
    return replace(Telephone(shipped_pack(), moment, officer="+84911111111"), **given)  # type: ignore[arg-type]


def heard(script: Script) -> str:
    parts = [part for one in script for part in (one.said if isinstance(one, Ask) else (one,))]
    return " ".join(part.text for part in parts if isinstance(part, Say))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (90, "chín mươi"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (365, "ba trăm sáu mươi lăm"),
        (400, "bốn trăm"),
    ],
)
def test_numbers_are_said_as_people_say_them(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize("number", [-1, 1000])
def test_numbers_beyond_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not said"):
        number_in_words(number)


def test_hours_and_days_are_said_in_words() -> None:
    today = date(2026, 3, 2)
    assert hour_in_words(time(7, 30)) == "bảy giờ ba mươi"
    assert hour_in_words(time(13, 0)) == "mười ba giờ"
    assert day_in_words(date(2026, 4, 5), today) == "Chủ nhật, ngày năm tháng tư"
    assert day_in_words(date(2027, 1, 4), today) == "thứ Hai, ngày bốn tháng một năm hai không hai bảy"


def test_every_sentence_of_a_call_can_be_said_and_holds_no_figure() -> None:
    day, night, place = telephone(), telephone(NIGHT), Place(turn=3)
    scripts = [
        day.welcome(Place()),
        night.welcome(Place()),
        day.menu_again(place),
        day.menu_again(replace(place, misses=2)),
        day.message(place),
        day.officer_or_message(place),
        night.officer_or_message(place),
        day.nobody_answered(place),
        day.ask_code(place),
        day.ask_pin(place, "4827193"),
        day.code_again(place, "not_told"),
        day.code_again(place, "code_short"),
        day.after_look_up(place, day.locked()),
        day.thanks("EK-4827-193K", "0471"),
        day.goodbye(),
        *(day.tell(place, Told("EK-4827-193K", status, due=date(2026, 3, 9))) for status in Status),
        day.tell(place, Told("EK-4827-193K", Status.ANSWERED, answered=date(2026, 3, 3))),
    ]
    said = [heard(script) for script in scripts]
    assert all(said)
    assert [words for words in said if re.search(r"\d|\{|<", words)] == []


def test_no_sentence_lies_unused() -> None:
    code = " ".join(file.read_text() for file in Path("feedback_service/intake/voice").glob("*.py"))
    names = {file.name.removesuffix(".vi.txt") for file in FOLDER.glob("*.txt")}
    assert {name for name in names if f'"{name}"' not in code} == set()


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        say("thanks")


def test_the_commune_may_greet_with_a_recording_of_its_own() -> None:
    (menu,) = telephone(greeting="https://eaknop.example/chao.mp3").welcome(Place())
    assert isinstance(menu, Ask)
    assert Play("https://eaknop.example/chao.mp3") in menu.said
    assert "đường dây nóng" not in heard((menu,))


def test_without_an_officers_number_nobody_is_offered() -> None:
    assert "phím không" not in heard(telephone(officer="").welcome(Place()))


def test_whoever_minds_being_recorded_hears_so_in_time() -> None:
    notice, record, *_ = telephone().message(Place())
    assert isinstance(notice, Say) and isinstance(record, Record)
    assert "ghi âm" in notice.text and "gác máy" in notice.text and "chín mươi ngày" in notice.text


@pytest.mark.parametrize("misses", range(6))
def test_a_question_without_an_answer_ends(misses: int) -> None:
    script = telephone().menu_again(Place(turn=misses + 1, misses=misses))
    (asks,) = [[one for one in script if isinstance(one, Ask)]]
    assert asks or isinstance(script[-1], HangUp)
    assert bool(asks) == (misses < 2)
