"""The higher the threshold, the fewer go by themselves."""

from feedback_service.routing.rehearsing.curve import Point, curve

STEPS = {"40": [50, 40, 20], "80": [30, 30, 27], "95": [20, 20, 20]}


def test_coverage_and_precision_stand_at_each_threshold() -> None:
    assert curve(STEPS, (30, 50, 90)) == [
        Point(30, 100, 74, 90),
        Point(50, 50, 94, 50),
        Point(90, 20, 100, 20),
    ]


def test_where_too_few_were_checked_nothing_is_said() -> None:
    assert curve(STEPS, (96,)) == [Point(96, 0, None, 0)]
    assert curve({}, (50,)) == [Point(50, None, None, 0)]
