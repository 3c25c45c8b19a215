"""The trade that a threshold makes: the higher, the fewer cases go by themselves, and the more go right. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

THRESHOLDS = tuple(range(30, 100, 5))
FEWEST_CHECKED = 20  # with fewer confirmed cases a share says nothing


@dataclass(frozen=True, slots=True)
class Point:
    """`coverage` of all proposals reach `threshold`, and `precision` of those checked are right. Whole per cent,
    rounded down; None where too few were there.
    """

    threshold: int
    coverage: int | None
    precision: int | None
    checked: int


def curve(steps: Mapping[str, Sequence[int]], thresholds: Sequence[int] = THRESHOLDS) -> list[Point]:
    """`steps` as counting.Side keeps them."""
    return [_point(steps, threshold) for threshold in thresholds]


def _point(steps: Mapping[str, Sequence[int]], threshold: int) -> Point:
    above = [step for percent, step in steps.items() if int(percent) >= threshold]
    whole = sum(step[0] for step in steps.values())
    sure, checked, right = (sum(step[place] for step in above) for place in range(3))
    precision = 100 * right // checked if checked >= FEWEST_CHECKED else None
    return Point(threshold, 100 * sure // whole if whole else None, precision, checked)


def steps_of(result: Mapping[str, Any], part: str, side: str = "after") -> Mapping[str, Sequence[int]]:
    """Of a rehearsal's result: `part` is "past" or "regression"."""
    measured: Mapping[str, Any] = result.get(part) or {}
    steps: Mapping[str, Sequence[int]] = measured.get(side, {}).get("steps", {})
    return steps
