"""The part of the pack's model that knows the periodic report of the plan (part V): when, from whom, to whom. Pure."""

from dataclasses import dataclass

_AS_PLANNED = ("10", "5", "1")


@dataclass(frozen=True, slots=True)
class ReportRule:
    """`first_day` 1: calendar quarters. 15: from the 15th of the month before to the 14th of the last (NĐ 09/2019 Đ12).

    `due_day` stands `due_after` months after the last month. `data_after`: days after the end that the figures are as
    of. `entered` and `signing` are lines with a bar: "code | what a unit enters", "on behalf of | title".
    """

    code: str
    plan: str
    about: str
    first_day: int = 1
    due_day: int = 10
    due_after: int = 1
    data_after: int = 0
    opens_before: int = 15
    remind_days: tuple[str, ...] = _AS_PLANNED
    units: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()
    symbol: str = "BC-UBND"
    superior: str = ""
    recipients: tuple[str, ...] = ()
    signing: tuple[str, ...] = ()
    signer: str = ""  # printed under the signature; "" leaves room to write
    opening: str = ""
    direction: str = ""  # section I
    tasks: str = ""  # section VI
    closing: str = ""
    unverified: bool = False

    @property
    def boxes(self) -> dict[str, str]:
        """What a unit enters, by its code."""
        return {code: words for code, words in (_halves(line) for line in self.entered) if words}

    @property
    def reminders(self) -> tuple[int, ...]:
        """Days before and after the due day, the most first."""
        return tuple(sorted({int(one) for one in self.remind_days}, reverse=True))

    @property
    def forms(self) -> list[tuple[str, str]]:
        """The signing forms of NĐ 30/2020: (on whose behalf, title)."""
        return [_halves(line) for line in self.signing]


def _halves(line: str) -> tuple[str, str]:
    first, _bar, second = line.partition("|")
    return first.strip(), second.strip()
