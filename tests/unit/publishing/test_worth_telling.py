"""Which answered cases are worth telling: plain signs, the weightiest first."""

from feedback_service.publishing.worth_telling import Facts, Sign, rank, signs_of
from feedback_service.records import Case
from feedback_service.vocabulary import Kind

NOTHING = Facts({}, frozenset(), frozenset({"duong"}), {})


def a_case(number: int, **given: object) -> Case:
    return Case(**{"id": number, "kind": Kind.PHAN_ANH, "topic_code": "duong", "rating": None, **given})


def test_an_ordinary_case_has_no_sign() -> None:
    assert signs_of(a_case(1), NOTHING) == ()


def test_each_sign_is_said() -> None:
    facts = Facts({1: 3}, frozenset({1}), frozenset(), {"duong": 3})
    assert set(signs_of(a_case(1, rating=4, kind=Kind.HOI_DAP), facts)) == set(Sign)


def test_two_me_toos_are_not_many() -> None:
    assert signs_of(a_case(1), Facts({1: 2}, frozenset(), frozenset({"duong"}), {})) == ()


def test_the_weightiest_comes_first_and_of_equals_the_newest() -> None:
    facts = Facts({}, frozenset({1}), frozenset({"duong"}), {})
    cases = [a_case(1), a_case(2, rating=3), a_case(3, rating=2), a_case(4, rating=4)]
    assert [one.case.id for one in rank(cases, facts)] == [4, 2, 1]
