"""What is counted of a group of cases, and what may be said of it."""

from dataclasses import dataclass, field
from datetime import date

FEWEST_ANSWERED = 20  # fewer say nothing about how promises are kept
FEWEST_RATINGS = 20


@dataclass(slots=True)
class Counted:
    """Numbers of cases in a span. Those answered in it were received in it or before.

    Answered, `on_time`, `late` and `days` (working days taken → cases) go by the day of the answer, `late_reasons`
    too: their sum is `late`. `passed_on`, `not_accepted` and `withdrawn` go by the day they were closed,
    `ended_late` of them after the day promised. `published`: of those answered or passed on in the span, so many
    results the public can read today. `reopened` goes by the day the sender came back, `ratings` (levels 4, 3, 2, 1),
    `solved` and `not_solved` by the day the sender said it.

    `carried`: open when the span began. `waiting` is now, whatever the span, `waiting_late` of it past the day
    promised, `oldest` the day on which the oldest of it was received; only the total and the units have these three.
    """

    received: int = 0
    answered: int = 0
    on_time: int = 0
    late: int = 0
    reopened: int = 0
    passed_on: int = 0
    not_accepted: int = 0
    withdrawn: int = 0
    ended_late: int = 0
    published: int = 0
    solved: int = 0
    not_solved: int = 0
    ratings: tuple[int, int, int, int] = (0, 0, 0, 0)
    late_reasons: dict[str, int] = field(default_factory=dict)
    days: dict[int, int] = field(default_factory=dict)
    carried: int = 0
    waiting: int = 0
    waiting_late: int = 0
    oldest: date | None = None

    def add(self, measure: str, n: int) -> None:
        """`measure` as in records/tally.py."""
        group, _, word = measure.partition(":")
        if group == "days":
            self.days[int(word)] = self.days.get(int(word), 0) + n
        elif group == "rating":
            self.ratings = _raised(self.ratings, 4 - int(word), n)
        elif word:
            self.late_reasons[word] = self.late_reasons.get(word, 0) + n
        else:
            setattr(self, measure, getattr(self, measure) + n)

    @property
    def closed(self) -> int:
        """Ended in the span, however."""
        return self.answered + self.passed_on + self.not_accepted + self.withdrawn

    @property
    def left(self) -> int:
        """Open at the end of the span: what was open before and came in, less what ended."""
        return self.carried + self.received - self.closed

    def median_days(self) -> int | None:
        """Half of the answers took so many working days or fewer; of two in the middle the longer one."""
        return self._days_of(sum(self.days.values()) // 2 + 1)

    def p90_days(self) -> int | None:
        """Nine of ten answers took so many working days or fewer."""
        return self._days_of(-(-sum(self.days.values()) * 9 // 10))

    def _days_of(self, rank: int) -> int | None:
        passed = 0
        for days in sorted(self.days):
            passed += self.days[days]
            if passed >= rank > 0 and self.days[days] > 0:
                return days
        return None


@dataclass(slots=True)
class Waiting:
    """Open cases; `late` of them are past the promised day."""

    total: int = 0
    late: int = 0


@dataclass(slots=True)
class Figures:
    """`months` has every month of the span, by its first day and in order; the others only what occurred."""

    total: Counted = field(default_factory=Counted)
    months: dict[date, Counted] = field(default_factory=dict)
    units: dict[str, Counted] = field(default_factory=dict)
    kinds: dict[str, Counted] = field(default_factory=dict)
    topics: dict[str, Counted] = field(default_factory=dict)
    channels: dict[str, Counted] = field(default_factory=dict)
    areas: dict[str, Counted] = field(default_factory=dict)

    def carry_months(self) -> None:
        """Each month begins with what the one before it left open, the first with what the span began with."""
        carried = self.total.carried
        for month in self.months.values():
            month.carried, carried = carried, carried + month.received - month.closed


def on_time_of_100(counted: Counted) -> int | None:
    """Whole cases of a hundred whose promise was kept; None where too few were answered. What waits past its day
    or ended otherwise after it is a promise not kept. Rounded down: 99.6 is not every one."""
    promised = counted.answered + counted.ended_late + counted.waiting_late
    return 100 * counted.on_time // promised if counted.answered >= FEWEST_ANSWERED else None


def content_of_100(counted: Counted) -> int | None:
    """People of a hundred who were content or very content; None where too few rated. Rounded down."""
    rated = sum(counted.ratings)
    return 100 * sum(counted.ratings[:2]) // rated if rated >= FEWEST_RATINGS else None


def _raised(levels: tuple[int, int, int, int], at: int, n: int) -> tuple[int, int, int, int]:
    very, content, little, not_at_all = (level + n * (place == at) for place, level in enumerate(levels))
    return very, content, little, not_at_all
