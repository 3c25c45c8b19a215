"""The part of the pack's model that knows the loudspeakers: what the bulletin says by itself, and how. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Radio:
    """The bulletin of a station. Texts are written as they are read out, in words.

    `opening`, `closing` and `how_to_write` may hold {dai}, {chuyen_muc}, {xa}, {so}, {ngay}, {ky}, {gio_phat},
    {duong_day_nong}, {so_nhan_tin}. `slots`: hours on the air, "05:00". `clusters`: groups of loudspeakers.
    `languages`: "rad | Ê Đê". `speed`: syllables a minute; outdoors 150 to 180 are understood. Pauses in tenths
    of a second. `machine_speed`: of espeak-ng, about 120 for 165 syllables a minute.
    """

    code: str
    station: str
    programme: str
    opening: str
    how_to_write: str
    closing: str
    slots: tuple[str, ...] = ()
    repeat_days: int = 3
    clusters: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("vi | Tiếng Việt",)
    speed: int = 165
    sentence_pause: int = 4
    part_pause: int = 15
    longest_sentence: int = 25
    shortest_minutes: int = 5
    longest_minutes: int = 10
    most_results: int = 5
    zero_ten: str = "linh"
    thousand: str = "nghìn"
    voice: str = "vi"
    machine_speed: int = 120
    unverified: bool = False

    @property
    def language_names(self) -> dict[str, str]:
        """By their codes (ISO 639), the first is that of the script."""
        halves = (line.partition("|") for line in self.languages)
        return {code.strip(): name.strip() or code.strip() for code, _, name in halves}


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """What stands in a text and how it is said. `machine_only`: a name that people can say themselves."""

    written: str
    spoken: str
    machine_only: bool = False
    unverified: bool = False


NO_RADIO = Radio("", "", "", "", "", "")
