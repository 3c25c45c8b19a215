"""A request about a call, read from what came over the wire or from what was kept of it: the same either way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from feedback_service.carrier.telephony import read_news
from feedback_service.carrier.voice import CallNews
from feedback_service.intake.voice.scripts import Place
from feedback_service.intake.voice.steps import Step
from feedback_service.vocabulary import CallSource

_STEP, _TURN, _MISSES, _CODE = "buoc", "luot", "lan", "ma"


@dataclass(frozen=True, slots=True)
class Webhook:
    """`raw` is what is kept of it: the form, and the step that the address named. `by`: webhook, spooled."""

    provider: str
    step: Step
    place: Place
    news: CallNews
    raw: bytes
    received_at: datetime
    by: str = "webhook"

    @property
    def source(self) -> CallSource:
        return CallSource(self.provider.removesuffix("-voice"))

    @property
    def event_id(self) -> str:
        """Call, step, and which of these steps: the same for every repeat, and for nothing else."""
        return f"{self.news.call_id}:{self.step}{self._which()}"[:120]

    def _which(self) -> str:
        news = self.news
        if self.step == Step.STATUS:
            return f":{'can-bo-' if news.about_officer else ''}{news.status}"
        if self.step == Step.RECORDED and news.recording:
            return f":{news.recording.source_id}:{'co' if news.recording.address else 'khong'}"
        return f":{self.place.turn}" if self.place.turn else ""


def read_webhook(
    provider: str, step: Step, asked: Mapping[str, str], form: Mapping[str, str], received_at: datetime
) -> Webhook | None:
    """`asked`: what stood in the address. None where the form names no call."""
    news = read_news(provider, form)
    if news is None:
        return None
    place = Place(_number(asked.get(_TURN, "")), _number(asked.get(_MISSES, "")), asked.get(_CODE, "")[:10])
    return Webhook(provider, step, place, news, _raw(step, place, form), received_at)


def read_kept(provider: str, raw: bytes, received_at: datetime) -> Webhook | None:
    """From the bytes that were kept."""
    said = dict(parse_qsl(raw.decode(), keep_blank_values=True))
    form = {name: value for name, value in said.items() if name not in {_STEP, _TURN, _MISSES, _CODE}}
    return read_webhook(provider, Step(said[_STEP]), said, form, received_at)


def _raw(step: Step, place: Place, form: Mapping[str, str]) -> bytes:
    """Word for word, but for a PIN: that is kept nowhere."""
    said = dict(form)
    if step == Step.CODE and place.digits and "Digits" in said:
        said["Digits"] = "*" * len(said["Digits"])
    address = {_STEP: step.value, _TURN: str(place.turn), _MISSES: str(place.misses), _CODE: place.digits}
    return urlencode([*address.items(), *said.items()]).encode()


def _number(text: str) -> int:
    return min(int(text), 10_000) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
