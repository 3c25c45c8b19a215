"""The words of a bulletin: results first, one idea a sentence, everything in words. Pure.

What the commune says in each bulletin stands in the pack; here is only what depends on the period.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from feedback_service.handling.public.filter import PublicCase
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.composing.choosing import chosen, question_of, story_of
from feedback_service.publishing.radio.composing.gather import Gathered
from feedback_service.publishing.radio.composing.hours import friendly_hour, listed
from feedback_service.publishing.radio.composing.told import question_words, result_words, story_words
from feedback_service.publishing.radio.parts import Part, PartKind
from feedback_service.publishing.radio.spoken import cardinal, digits, say
from feedback_service.publishing.radio.spoken.days import day_month
from feedback_service.publishing.radio.spoken.dialled import phone_words
from feedback_service.publishing.radio.voice import manner_of, radio_of

_HEADLINES = 3


def compose(gathered: Gathered, pack: Pack) -> list[Part]:
    """The parts in the order in which they are heard. A part that nothing was found for is left out."""
    most = radio_of(pack).most_results
    told = chosen(gathered.results, most)
    story = story_of(told)
    short = [case for case in told if case is not story]
    question = question_of(gathered.questions)
    headlines = [case for case in (*short[: _HEADLINES - 1], story) if case]
    return [
        Part(PartKind.OPENING, _filled(radio_of(pack).opening, gathered, pack)),
        *_headlines(headlines, pack),
        *(
            Part(PartKind.RESULT, result_words(case, place, pack), case.code)
            for place, case in enumerate(short)
        ),
        *([Part(PartKind.STORY, story_words(story, pack), story.code)] if story else []),
        *_figures(gathered, pack),
        *([Part(PartKind.QUESTION, question_words(question, pack), question.code)] if question else []),
        Part(PartKind.HOW_TO_WRITE, _filled(radio_of(pack).how_to_write, gathered, pack)),
        *_emergency(pack),
        Part(PartKind.CLOSING, _filled(radio_of(pack).closing, gathered, pack)),
    ]


def title_of(gathered: Gathered, pack: Pack) -> str:
    """For the lists and the script's head; it is not read out."""
    return f"{radio_of(pack).programme}, số {gathered.number}"


def _headlines(cases: Sequence[PublicCase], pack: Pack) -> Iterator[Part]:
    if cases:
        lines = [f"{say(case.title, manner_of(pack)).rstrip('.')}." for case in cases]
        begin = (
            "Hôm nay xã kể với bà con mấy việc." if len(lines) > 1 else "Hôm nay xã kể với bà con một việc."
        )
        yield Part(PartKind.HEADLINES, "\n".join([begin, *lines]))


def _figures(gathered: Gathered, pack: Pack) -> Iterator[Part]:
    """The months' figures, the late ones too. Nothing is said of a month in which nothing happened."""
    counted, manner = gathered.counted, manner_of(pack)
    if not counted.received and not counted.answered:
        return
    lines = [f"{_span(gathered.until)}, xã nhận {cardinal(counted.received, manner)} tin của bà con."]
    if counted.answered:
        lines.append(f"Xã đã trả lời {cardinal(counted.answered, manner)} tin.")
    if counted.late:
        kept = (
            f"{_capital(cardinal(counted.on_time, manner))} tin đúng hẹn, còn " if counted.on_time else "Có "
        )
        lines.append(f"{kept}{cardinal(counted.late, manner)} tin trễ hẹn. Xã xin lỗi bà con.")
    elif counted.answered:
        lines.append("Tin nào cũng được trả lời đúng hẹn.")
    if counted.waiting:
        lines.append(f"Giờ còn {cardinal(counted.waiting, manner)} tin, xã đang làm.")
    if counted.waiting_late:
        lines.append(f"Trong đó {cardinal(counted.waiting_late, manner)} tin đã quá hẹn.")
    yield Part(PartKind.FIGURES, "\n".join(lines))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _span(until: date) -> str:
    """ "Từ đầu tháng tư đến hết ngày mùng năm"; of a month that is over the month alone."""
    month = f"tháng {'tư' if until.month == 4 else cardinal(until.month)}"
    if (until + timedelta(days=1)).day == 1:
        return f"Trong {month}"
    return f"Từ đầu {month} đến hết ngày {'mùng ' if until.day <= 10 else ''}{cardinal(until.day)}"


def _emergency(pack: Pack) -> Iterator[Part]:
    numbers = pack.commune.emergency
    if numbers:
        manner = manner_of(pack)
        lines = [f"{say(one.name.vi, manner)}: gọi số {digits(one.number)}." for one in numbers]
        yield Part(
            PartKind.EMERGENCY,
            "\n".join(["Có chuyện nguy cấp, bà con gọi thẳng, đừng chờ xã.", *lines]),
        )


def _filled(text: str, gathered: Gathered, pack: Pack) -> str:
    radio, commune, manner = radio_of(pack), pack.commune, manner_of(pack)
    on_air = gathered.on_air_on or gathered.until
    values = {
        "{dai}": radio.station,
        "{chuyen_muc}": radio.programme,
        "{xa}": commune.name.vi,
        "{so}": f"số {cardinal(gathered.number, manner)}",
        "{ngay}": f"ngày {day_month(on_air, manner)}",
        "{ky}": f"từ ngày {day_month(gathered.since, manner)} đến ngày {day_month(gathered.until, manner)}",
        "{gio_phat}": _repeats(pack),
        "{duong_day_nong}": phone_words(commune.hotline),
        "{so_nhan_tin}": phone_words(commune.sms_number),
    }
    for place, words in values.items():
        text = text.replace(place, words)
    return "\n".join(line for line in (line.strip() for line in text.splitlines()) if line)


def _repeats(pack: Pack) -> str:
    radio = radio_of(pack)
    if not radio.slots:
        return ""
    hours = listed([friendly_hour(slot) for slot in radio.slots])
    days = f", trong {cardinal(radio.repeat_days)} ngày" if radio.repeat_days > 1 else ""
    return f"Bản tin phát lại lúc {hours}{days}."
