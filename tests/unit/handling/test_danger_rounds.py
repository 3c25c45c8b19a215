"""Whom to tell when, while nobody answers."""

from feedback_service.handling.danger.rounds import AT_MOST, EVERY, ROUNDS_FOR_ALL, whom_to_tell


def whole_story(phones: int) -> list[list[int]]:
    told: list[list[int]] = []
    while (chosen := whom_to_tell(len(told), phones)) is not None:
        told.append(list(chosen))
    return told


def test_one_after_the_other_then_all_of_them() -> None:
    assert whole_story(3)[:5] == [[0], [1], [2], [0, 1, 2], [0, 1, 2]]


def test_all_of_them_at_most_six_times() -> None:
    assert len(whole_story(2)) == 2 + ROUNDS_FOR_ALL
    assert whole_story(1) == [[0]] * (1 + ROUNDS_FOR_ALL)


def test_after_an_hour_nobody_is_told_any_more() -> None:
    assert len(whole_story(30)) * EVERY <= AT_MOST + EVERY


def test_with_nobody_on_the_list_it_is_the_leaders_at_once() -> None:
    assert whom_to_tell(0, 0) is None
