"""What the caller hears at each turn. Pure: the same turn always sounds the same, however often it is asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from feedback_service.carrier.voice import Ask, Connect, HangUp, Instruction, Play, Record, Say
from feedback_service.handling.deadlines.office_hours import is_staffed, next_opening
from feedback_service.intake.codes import DIGITS as CODE_DIGITS
from feedback_service.intake.pins import DIGITS as PIN_DIGITS
from feedback_service.intake.voice.words import say
from feedback_service.pack.model import Pack

REPEATS = 2  # of a question that was not answered: a call costs money, and a machine must not talk for ever
LONGEST_MESSAGE, LONGEST_SILENCE = 180, 8  # seconds; old people stop to think
RING_SECONDS = 20  # the officer's telephone: beyond it nobody is there
EMERGENCY_NUMBERS = 3  # 113, 114, 115: short, since whoever listens has called for something else
Script = tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call is: its `turn`, how often a question went unanswered, the digits of the code asked for."""

    turn: int = 0
    misses: int = 0
    digits: str = ""

    def next(self, step: str, misses: int = 0, digits: str = "") -> str:
        """The address of the step that follows. Each has a turn of its own, so that a repeat is known for one."""
        asked = {"luot": self.turn + 1, "lan": misses, "ma": digits}
        return f"{step}?{urlencode({name: value for name, value in asked.items() if value})}"


@dataclass(frozen=True, slots=True)
class Told:
    """A case as far as the telephone says it: never what it is about, and nothing of a sealed one."""

    code: str
    status: str
    due: date | None = None
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Telephone:
    """The machine at one moment. `greeting`: address of a recording, `officer`: the number that 0 rings, or ""."""

    pack: Pack
    moment: datetime
    greeting: str = ""
    officer: str = ""
    recording_days: int = 90

    def welcome(self, place: Place) -> Script:
        commune = self.pack.commune
        numbers = commune.emergency[:EMERGENCY_NUMBERS]
        hello = Play(self.greeting) if self.greeting else say("greeting", commune=commune)
        first = (say("emergency", numbers=numbers), hello) if numbers else (hello,)
        return self.menu(place, *first, *(() if self.is_staffed else (self._when("closed"),)))

    def menu(self, place: Place, *before: Say | Play, misses: int = 0, words: str = "menu") -> Script:
        keys = say(words, officer=bool(self.officer) and self.is_staffed)
        return (Ask(place.next("chon", misses), 1, (*before, keys)),)

    def menu_again(self, place: Place) -> Script:
        """Nothing or nonsense was pressed: said again, then a message is offered, then goodbye."""
        if place.misses > REPEATS:
            return self.goodbye()
        if place.misses == REPEATS:
            return (say("message_after_all"), *self.message(place))
        return self.menu(place, say("not_heard"), misses=place.misses + 1)

    def message(self, place: Place) -> Script:
        """Told before it is recorded, so that whoever minds can hang up (Luật 91/2025/QH15 Đ4)."""
        return (
            say("notice", commune=self.pack.commune, days=min(self.recording_days, 999)),
            Record(place.next("loi-nhan"), "ghi-am", LONGEST_MESSAGE, LONGEST_SILENCE),
            say("nothing_recorded"),
            HangUp(),
        )

    def officer_or_message(self, place: Place) -> Script:
        if not (self.officer and self.is_staffed):
            return (self._when("no_officer_now"), *self.message(place))
        return (
            say("connecting"),
            Connect(self.officer, place.next("sau-khi-noi"), "trang-thai", RING_SECONDS),
        )

    def nobody_answered(self, place: Place) -> Script:
        return (say("busy"), *self.message(place))

    def ask_code(self, place: Place) -> Script:
        return (Ask(place.next("ma", place.misses), CODE_DIGITS, (say("ask_code"),), seconds=10),)

    def code_again(self, place: Place, why: str) -> Script:
        if place.misses >= REPEATS:
            return self.after_look_up(place, say(why))
        said = (say(why), say("ask_code"))
        return (Ask(place.next("ma", place.misses + 1), CODE_DIGITS, said, seconds=10),)

    def ask_pin(self, place: Place, digits: str) -> Script:
        return (Ask(place.next("ma", place.misses, digits), PIN_DIGITS, (say("ask_pin"),), seconds=10),)

    def tell(self, place: Place, told: Told) -> Script:
        said = say(
            "status",
            code=told.code,
            status=told.status,
            due=told.due,
            answered=told.answered,
            today=self._today,
        )
        return self.after_look_up(place, said, said)

    def after_look_up(self, place: Place, *said: Say) -> Script:
        """Whoever presses nothing more has heard what he wanted."""
        return self.menu(place, *said, misses=REPEATS + 1, words="after_status")

    def locked(self) -> Say:
        return say("locked")

    def thanks(self, code: str, pin: str) -> Script:
        """`pin` "" where both are sent by text."""
        return (say("thanks", code=code, pin=pin), HangUp())

    def goodbye(self) -> Script:
        return (say("goodbye"), HangUp())

    @property
    def is_staffed(self) -> bool:
        return is_staffed(self.moment, self.pack.calendar, self._zone)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.pack.commune.time_zone)

    @property
    def _today(self) -> date:
        return self.moment.astimezone(self._zone).date()

    def _when(self, words: str) -> Say:
        opens = next_opening(self.moment, self.pack.calendar, self._zone)
        return say(words, opens=opens, today=self._today)


def nothing_recorded() -> Script:
    return (say("nothing_recorded"), HangUp())


def away_message(place: Place, hours: str = "") -> Script:
    """The database is away: a message can still be taken, the provider keeps it."""
    return (
        say("away", hours=hours),
        Record(place.next("loi-nhan"), "ghi-am", LONGEST_MESSAGE, LONGEST_SILENCE),
        say("nothing_recorded"),
        HangUp(),
    )


def away_thanks() -> Script:
    return (say("away_thanks"), HangUp())


def away_sorry(hours: str = "") -> Script:
    return (say("away_sorry", hours=hours), HangUp())
