"""One demo case from a story: who wrote when and how. What the commune did stands in working.py."""

import random
import re
from datetime import datetime, timedelta

from feedback_service.demo.scene import Scene
from feedback_service.demo.stories import Story, stories
from feedback_service.demo.told import Row, Told, code_of
from feedback_service.demo.working import confirmation, work
from feedback_service.folding import fold
from feedback_service.handling.marking import deciding_words
from feedback_service.handling.promises import receipt_day
from feedback_service.pack.model import Area
from feedback_service.records import CaseReader, Event, Promise, keyring
from feedback_service.routing.proposal import Proposal, as_dict
from feedback_service.routing.sealing import visibility_of
from feedback_service.vocabulary import Channel, Clock, Kind, Publication, Status, Visibility

YEAR = timedelta(days=365)
_GROWTH = 1.7  # the way in becomes known: more cases in the later months, and a desk with work on it today
_CHANNELS = ((Channel.WEB, 40), (Channel.SMS, 33), (Channel.HOTLINE, 27))
_HOURS = (6, 7, 7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 21)
_NAMES = (
    "Y Nguôm Niê", "H’Luên Êban", "Nguyễn Thị Tâm", "Trần Văn Hòa", "Lò Thị Pọm", "Hoàng Văn Sính",
    "Y Blưm Kpă", "H’Dơi Mlô", "Nông Văn Chài", "Lục Thị Én", "Phạm Thị Thắm", "Đoàn Văn Nghị",
    "Y Khăm Byă", "H’Wen Niê", "Lương Văn Pàng", "Chu Thị Ngần", "Võ Văn Lành", "Đặng Thị Huê",
)  # fmt: skip
_PLACE = re.compile(r"(^|[.!?] )?\{place\}")


def tell(scene: Scene) -> Told:
    """One case; whatever would have happened after `scene.now` has not happened yet."""
    chance = scene.chance
    story = chance.choice(stories())
    sent = _sent_at(scene.now, chance)
    area = chance.choice([area for area in scene.pack.areas if area.is_hamlet and not area.retired])
    channel = chance.choices([c for c, _ in _CHANNELS], [weight for _, weight in _CHANNELS])[0]
    words = _words(story, area, channel, chance)
    proposal = scene.routed(words, area.code)
    confirmed = confirmation(story.kind, sent, scene)
    told = _told(story, area, channel, scene)
    told.case |= _said(words, proposal, area, channel)
    told.case |= _matter(story, proposal, scene, known=confirmed <= scene.now)
    _promise(told, sent, scene)
    details = {"channel": channel.value, "proposal": as_dict(proposal)}
    told.parts[Event] = [{"at": sent, "officer_id": None, "action": "received", "details": details}]
    _name_readers(told, sent, scene)
    if confirmed <= scene.now:
        work(told, proposal, confirmed, scene)
    return told


def placed(words: str, place: str) -> str:
    """The place in its sentence: "Thôn 5" at the beginning, "thôn 5" within."""
    within = place[:1].lower() + place[1:]
    return _PLACE.sub(lambda hit: within if hit[1] is None else hit[1] + place, words)


def _sent_at(now: datetime, chance: random.Random) -> datetime:
    """Any minute of the year, more by day than by night."""
    share: float = chance.random() ** _GROWTH
    day = now - YEAR * share
    moment = day.replace(
        hour=(chance.choice(_HOURS) - 7) % 24, minute=chance.randrange(60), second=0, microsecond=0
    )
    return moment if moment < now else moment - timedelta(days=1)


def _words(story: Story, area: Area, channel: Channel, chance: random.Random) -> str:
    """Texts mostly come without accents; what the officer writes down has them, and is the first of them."""
    plain = [words for words in story.texts if fold(words) == words.casefold()]
    if channel == Channel.HOTLINE:
        return placed(story.texts[0], area.name.vi)
    if channel == Channel.SMS and plain and chance.random() < 0.8:
        return chance.choice(plain).replace("{place}", fold(area.name.vi))
    return placed(chance.choice([words for words in story.texts if words not in plain]), area.name.vi)


def _told(story: Story, area: Area, channel: Channel, scene: Scene) -> Told:
    title, summary, answer = (
        placed(words, area.name.vi) for words in (story.title, story.summary, story.answer)
    )
    code = code_of(scene.pack.commune.code_prefix, scene.chance)
    case: Row = {
        "code": code,
        "submission_id": f"demo:{scene.chance.getrandbits(96):x}",
        "pin_hash": keyring.fingerprint(f"demo:{code}") * 2,  # no PIN opens it: nobody was given one
        "anonymous": False,
        "subject": "",
        "place": "",
        "assigned_to": None,
        "confirmed_at": None,
        "danger": story.danger,
        "status": Status.RECEIVED,
        "publication": Publication.NONE,
        "answered_on": None,
        "closed_on": None,
        "late": False,
        "late_reason": "",
        "late_because": "",
        "days_taken": None,
        "reopened_on": None,
        "rating": None,
        "rated_on": None,
        "solved": None,
        "revision": 1,
    }
    return Told(case, _contact(channel, scene.chance), title, summary, answer)


def _said(words: str, proposal: Proposal, area: Area, channel: Channel) -> Row:
    deciding = deciding_words(as_dict(proposal), words)
    return {
        "channel": channel,
        "text": words,
        "folded": fold(words),
        "why": ", ".join(f"“{word}”" for word in deciding[:3])[:200],
        "area_code": area.code,
    }


def _matter(story: Story, proposal: Proposal, scene: Scene, *, known: bool) -> Row:
    """What it is about: as the story says once an officer has read it, until then as routing guesses."""
    kind, topic, unit = proposal.kind, proposal.topic, proposal.unit
    sensitive = proposal.visibility == Visibility.SEALED
    if known or Kind.SPAM in (kind, story.kind):
        kind, topic, unit, sensitive = story.kind, story.topic, story.unit, False
    return {
        "kind": kind,
        "topic_code": topic,
        "unit_code": unit,
        "visibility": visibility_of(kind, topic, sensitive, scene.pack),
    }


def _promise(told: Told, sent: datetime, scene: Scene) -> None:
    clocks = [scene.promise(clock, told.case["kind"], sent) for clock in (Clock.TRIAGE, Clock.ANSWER)]
    told.parts[Promise] = clocks
    told.case |= {
        "sent_at": sent,
        "entered_at": sent,
        "received_on": receipt_day(sent, scene.pack),
        "due_on": min(clock["due_on"] for clock in clocks),
    }


def _name_readers(told: Told, sent: datetime, scene: Scene) -> None:
    sealed = told.case["visibility"] == Visibility.SEALED
    desk = scene.crew.desk(told.case["unit_code"], sealed) if sealed else None
    for reader in desk.readers if desk else ():
        told.add(CaseReader, {"officer_id": reader, "since": sent})


def _contact(channel: Channel, chance: random.Random) -> Row | None:
    if channel == Channel.WEB and chance.random() < 0.4:
        return None
    phone = f"+84900{chance.randrange(10**6):06d}"  # invented; the demonstration's carrier sends nothing
    details = {"phone": phone, "phone_raw": f"0{phone[3:]}"}
    if channel != Channel.SMS:
        details["name"] = chance.choice(_NAMES)
    return {"details": details, "phone_fingerprint": keyring.fingerprint(phone)}
