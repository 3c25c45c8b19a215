"""What the pack says of the loudspeakers, as the spoken forms, the check and the clock want it. Pure."""

import re
from collections.abc import Iterable

from feedback_service.pack.model import Pack
from feedback_service.pack.model_radio import NO_RADIO, Radio
from feedback_service.publishing.personal_data import personal_words
from feedback_service.publishing.radio.ear import Ear, Pace
from feedback_service.publishing.radio.spoken import Manner
from feedback_service.publishing.radio.spoken.dialled import phone_words

_LEAST_OF_A_PHONE = 7  # figures; shorter ones are dialled numbers like 1022


def radio_of(pack: Pack) -> Radio:
    """The station of the commune; a pack without one has a station without words."""
    return pack.radio[0] if pack.radio else NO_RADIO


def manner_of(pack: Pack) -> Manner:
    radio = radio_of(pack)
    return Manner(
        zero_ten=radio.zero_ten,
        thousand=radio.thousand,
        expansions={one.written: one.spoken for one in pack.spoken_words if not one.machine_only},
        sounds={one.written: one.spoken for one in pack.spoken_words if one.machine_only},
        dialled=frozenset(number for number in _printed(pack) if len(number) < _LEAST_OF_A_PHONE),
    )


def pace_of(pack: Pack) -> Pace:
    radio = radio_of(pack)
    return Pace(radio.speed, radio.sentence_pause, radio.part_pause)


def ear_of(pack: Pack) -> Ear:
    radio = radio_of(pack)
    own = tuple(sorted({phone_words(number) for number in _printed(pack)}, key=len, reverse=True))

    def private(text: str) -> Iterable[str]:
        for number in own:
            text = text.replace(number, "")
        return personal_words(text, pack)

    return Ear(
        manner=manner_of(pack),
        code_prefix=pack.commune.code_prefix,
        longest=radio.longest_sentence,
        private=private,
        stiff={word.stiff: word.plain for word in pack.plain_words},
        phones=spoken_numbers(pack),
        shortest_seconds=60 * radio.shortest_minutes,
        longest_seconds=60 * radio.longest_minutes,
    )


def spoken_numbers(pack: Pack) -> tuple[str, ...]:
    """The two numbers that a listener should be able to write down."""
    numbers = (pack.commune.hotline, pack.commune.sms_number)
    return tuple(dict.fromkeys(phone_words(one) for one in numbers if re.search(r"\d", one)))


def _printed(pack: Pack) -> set[str]:
    """Numbers that the commune prints itself, figures only."""
    commune = pack.commune
    told = [commune.hotline, commune.sms_number, *(unit.phone for unit in pack.units)]
    told += [one.number for one in commune.emergency]
    told += [one.value for one in pack.channels if re.fullmatch(r"[\d .+()-]+", one.value)]
    return set(filter(None, (re.sub(r"\D", "", number) for number in told)))
