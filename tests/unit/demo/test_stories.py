"""The stories of the demonstration: they fit the pack, name nobody, and read like notices of a commune."""

from collections import Counter
from collections.abc import Callable

from feedback_service.demo.stories import Story, stories
from feedback_service.folding import fold
from feedback_service.routing.personal_data import find_personal_data
from feedback_service.vocabulary import Kind
from tests.builders.cases import shipped_pack

STORIES = stories()
LONGEST_TITLE = 90
LONGEST_PLACE = "Thôn Vĩnh Quang"


def said(story: Story) -> tuple[str, str, str]:
    return story.title, story.summary, story.answer


def is_plain(text: str) -> bool:
    return fold(text) == text.casefold()


def those(wrong: Callable[[Story], object]) -> list[str]:
    """The titles of the stories with which something is wrong."""
    return [story.title for story in STORIES if wrong(story)]


def test_codes_are_those_of_the_pack() -> None:
    pack = shipped_pack()
    assert those(lambda story: story.topic not in pack.topic_by_code) == []
    assert those(lambda story: story.unit not in pack.unit_by_code) == []
    assert those(lambda story: story.kind not in pack.kind_rule) == []


def test_what_the_commune_says_names_nobody() -> None:
    assert those(lambda story: any(map(find_personal_data, said(story)))) == []


def test_two_to_four_people_write_and_the_first_uses_accents() -> None:
    assert those(lambda story: not 2 <= len(story.texts) <= 4) == []
    assert those(lambda story: is_plain(story.texts[0])) == []


def test_a_title_fits_on_a_notice() -> None:
    assert those(lambda story: len(story.title.replace("{place}", LONGEST_PLACE)) > LONGEST_TITLE) == []


def test_an_answer_takes_two_to_four_sentences() -> None:
    assert those(lambda story: not 2 <= story.answer.count(". ") + 1 <= 4) == []
    assert those(lambda story: not story.answer.endswith(".")) == []


def test_a_place_is_the_only_gap_in_a_text() -> None:
    assert those(lambda story: "{" in " ".join((*story.texts, *said(story))).replace("{place}", "")) == []


def test_no_two_texts_are_alike() -> None:
    texts = Counter(fold(text) for story in STORIES for text in (*story.texts, story.summary, story.answer))
    assert [text for text, times in texts.items() if times > 1] == []


def test_most_stories_are_also_written_without_accents() -> None:
    assert sum(any(map(is_plain, story.texts)) for story in STORIES) > 0.9 * len(STORIES)


def test_every_legal_kind_but_spam_is_told_of() -> None:
    assert {story.kind for story in STORIES} == set(Kind) - {Kind.SPAM}


def test_a_body_outside_is_named_where_a_case_is_passed_on() -> None:
    pack = shipped_pack()
    outside = [story for story in STORIES if pack.unit_by_code[story.unit].outside]
    assert outside
    assert those(lambda story: story in outside and "đã chuyển" not in story.answer) == []
