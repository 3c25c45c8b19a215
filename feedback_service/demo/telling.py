"""One demo case from a story: who wrote when and how, what the commune did, and whether it kept its word."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from feedback_service.demo.stories import Story, stories
from feedback_service.folding import fold
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.marking import deciding_words
from feedback_service.handling.promises import local_day, promised, receipt_day, zone_of
from feedback_service.handling.public.filter import content_hash
from feedback_service.intake.codes import check_letter
from feedback_service.pack.model import Area, Pack
from feedback_service.records import Answer, Event, Message, Promise, PublicText, keyring
from feedback_service.routing.proposal import as_dict
from feedback_service.routing.rules import propose
from feedback_service.routing.sealing import visibility_of
from feedback_service.vocabulary import Channel, Clock, Publication, Role, Status, Visibility

YEAR = timedelta(days=365)
_CHANNELS = ((Channel.WEB, 40), (Channel.SMS, 33), (Channel.HOTLINE, 27))
_HOURS = (6, 7, 7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 21)
_NAMES = ("Y Nguôm Niê", "H’Luên Êban", "Nguyễn Thị Tâm", "Trần Văn Hòa", "Lò Thị Pọm", "Hoàng Văn Sính")


@dataclass(slots=True)
class Told:
    """Rows of one case, without ids."""

    case: dict[str, Any]
    contact: dict[str, Any] | None
    parts: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return str(self.case["code"])

    def rename(self, chance: random.Random) -> None:
        prefix = self.code.split("-")[0]
        self.case["code"] = _code(prefix, chance)
        for row in self.parts.get(PublicText, ()):
            row["code"] = self.case["code"]


def tell(pack: Pack, officers: dict[tuple[str, str], int], now: datetime, chance: random.Random) -> Told:
    """One case; `now` bounds what can have happened."""
    story = chance.choice(stories())
    sent = _sent_at(now, chance)
    area = chance.choice([a for a in pack.areas if not (a.former or a.retired)])
    told = _opened(pack, story, area, sent, now, chance)
    _work(told, story, pack, officers, now, chance)
    return told


def _sent_at(now: datetime, chance: random.Random) -> datetime:
    """Any minute of the year, more by day than by night; the last days are as busy as the others."""
    day = now - timedelta(seconds=chance.uniform(0, YEAR.total_seconds()))
    moment = day.replace(
        hour=(chance.choice(_HOURS) - 7) % 24, minute=chance.randrange(60), second=0, microsecond=0
    )
    return moment if moment < now else moment - timedelta(days=1)


def _opened(
    pack: Pack, story: Story, area: Area, sent: datetime, now: datetime, chance: random.Random
) -> Told:
    channel = chance.choices([c for c, _ in _CHANNELS], [weight for _, weight in _CHANNELS])[0]
    words = _words(story, area, channel, chance)
    code = _code(pack.commune.code_prefix, chance)
    proposal = propose(words, pack, area.code)
    promises = [promised(clock, story.kind, sent, pack) for clock in (Clock.TRIAGE, Clock.ANSWER)]
    visibility = visibility_of(story.kind, story.topic, False, pack)
    case = {
        "code": code,
        "submission_id": f"demo:{chance.getrandbits(96):x}",
        "pin_hash": keyring.fingerprint(f"demo:{code}") * 2,  # no PIN opens it: nobody was given one
        "channel": channel,
        "text": words,
        "folded": fold(words),
        "subject": "",
        "why": ", ".join(f"“{word}”" for word in deciding_words(as_dict(proposal), words)[:3])[:200],
        "place": "",
        "area_code": area.code,
        "anonymous": False,
        "kind": story.kind,
        "topic_code": story.topic,
        "unit_code": story.unit,
        "assigned_to": None,
        "confirmed_at": None,
        "danger": story.danger,
        "visibility": visibility,
        "status": Status.RECEIVED,
        "publication": Publication.NONE,
        "sent_at": sent,
        "entered_at": sent,
        "received_on": receipt_day(sent, pack),
        "due_on": min(promise.due_on for promise in promises),
        "answered_on": None,
        "closed_on": None,
        "late": False,
        "rating": None,
        "revision": 1,
    }
    opened = {
        "at": sent,
        "officer_id": None,
        "action": "received",
        "details": {"channel": channel.value, "proposal": as_dict(proposal)},
    }
    told = Told(case, _contact(channel, chance))
    told.parts = {Promise: [_row(promise) for promise in promises], Event: [opened]}
    return told


def _words(story: Story, area: Area, channel: Channel, chance: random.Random) -> str:
    """Texts mostly come without accents; what the officer writes down has them."""
    plain = [words for words in story.texts if fold(words) == words.casefold()]
    accented = [words for words in story.texts if words not in plain]
    choice = (
        (plain or story.texts)
        if channel == Channel.SMS and chance.random() < 0.8
        else (accented or story.texts)
    )
    words = chance.choice(choice)
    place = fold(area.name.vi) if words in plain else area.name.vi
    return words.replace("{place}", place)


def _code(prefix: str, chance: random.Random) -> str:
    digits = f"{chance.randrange(10**7):07d}"
    return f"{prefix}-{digits[:4]}-{digits[4:]}{check_letter(digits)}"


def _contact(channel: Channel, chance: random.Random) -> dict[str, Any] | None:
    if channel == Channel.WEB and chance.random() < 0.4:
        return None
    phone = f"+84900{chance.randrange(10**6):06d}"  # 0900 00… numbers of nobody
    details = {"phone": phone, "phone_raw": f"0{phone[3:]}"}
    if channel != Channel.SMS:
        details["name"] = chance.choice(_NAMES)
    return {"details": details, "phone_fingerprint": keyring.fingerprint(phone), "opted_out_at": None}


def _row(promise: Promise) -> dict[str, Any]:
    columns = [c.key for c in Promise.__table__.columns if c.key not in {"id", "case_id"}]
    return {name: getattr(promise, name) for name in columns} | {"late": False}


def _work(
    told: Told,
    story: Story,
    pack: Pack,
    officers: dict[tuple[str, str], int],
    now: datetime,
    chance: random.Random,
) -> None:
    """Confirmed within hours, answered mostly in time; what is recent is still on the desk."""
    case, events = told.case, told.parts[Event]
    officer = officers.get((Role.OFFICER, story.unit)) or officers.get((Role.CLERK, ""))
    confirmed = _office_moment(case["sent_at"] + timedelta(hours=chance.uniform(0.5, 5)), pack)
    if confirmed > now or pack.unit_by_code[story.unit].outside:
        return
    case.update(status=Status.IN_PROGRESS, confirmed_at=confirmed, assigned_to=officer)
    triage, answer = told.parts[Promise]
    triage["met_at"] = confirmed
    case["due_on"] = answer["due_on"]
    events.append(_event(confirmed, officer, "confirmed", {"changed": {}, "reason": ""}))
    allowed = (answer["due_at"] - case["sent_at"]).total_seconds()
    share = chance.betavariate(3, 2.2) if chance.random() < 0.94 else chance.uniform(1.05, 1.6)
    answered = _office_moment(case["sent_at"] + timedelta(seconds=allowed * share), pack)
    if answered > now or answered <= confirmed:
        _leave_open(told, officer, now, chance)
        return
    _answered(told, story, pack, officers, answered, now, chance)


def _office_moment(moment: datetime, pack: Pack) -> datetime:
    """The same minute on a working day, in office hours: people do not answer at night."""
    local = moment.astimezone(zone_of(pack))
    day = working_calendar(pack.calendar).working_day_from(local.date())
    hour = min(max(local.hour, 8), 16)
    return local.replace(year=day.year, month=day.month, day=day.day, hour=hour).astimezone(moment.tzinfo)


def _event(at: datetime, officer: int | None, action: str, details: dict[str, Any]) -> dict[str, Any]:
    return {"at": at, "officer_id": officer, "action": action, "details": details}


def _leave_open(told: Told, officer: int | None, now: datetime, chance: random.Random) -> None:
    case, answer = told.case, told.parts[Promise][1]
    answer["late"] = case["late"] = now >= answer["due_at"]
    asked = case["confirmed_at"] + timedelta(hours=2)
    if chance.random() < 0.15 and asked < now < answer["due_at"]:
        case["status"], answer["paused_at"] = Status.AWAITING_CITIZEN, asked
        told.parts[Event].append(_event(asked, officer, f"status:{Status.AWAITING_CITIZEN}", {}))
        told.parts[Message] = [
            _message(case, officer, asked, "Xin cho biết chỗ nào, gần nhà ai để xã xuống xem.")
        ]


def _message(case: dict[str, Any], officer: int | None, at: datetime, words: str) -> dict[str, Any]:
    return {
        "at": at,
        "incoming": False,
        "channel": case["channel"],
        "officer_id": officer,
        "text": words,
        "origin": None,
    }


def _answered(
    told: Told,
    story: Story,
    pack: Pack,
    officers: dict[tuple[str, str], int],
    at: datetime,
    now: datetime,
    chance: random.Random,
) -> None:
    case, promise = told.case, told.parts[Promise][1]
    head = officers.get((Role.HEAD, story.unit)) or officers.get((Role.LEADER, ""))
    late = at >= promise["due_at"]
    promise.update(met_at=at, late=late)
    case.update(
        status=Status.ANSWERED,
        answered_on=local_day(at, pack),
        closed_on=local_day(at, pack),
        late=late,
        rating=chance.choices((None, 4, 3, 2, 1), (50, 22, 18, 6, 4))[0],
    )
    writer = case["assigned_to"]
    submitted = max(at - timedelta(hours=3), case["confirmed_at"])
    answer = story.answer.replace("{place}", pack.area_by_code[case["area_code"]].name.vi)
    told.parts[Event] += [
        _event(submitted, writer, f"status:{Status.AWAITING_APPROVAL}", {}),
        _event(at, head, f"status:{Status.ANSWERED}", {}),
    ]
    told.parts[Message] = [_message(case, writer, at, answer)]
    told.parts[Answer] = [
        {
            "text": answer,
            "author_id": writer,
            "saved_at": submitted,
            "submitted_at": submitted,
            "returned_reason": "",
            "approver_id": head,
            "approved_at": at,
            "revision": 1,
        }
    ]
    published = _office_moment(at + timedelta(hours=chance.uniform(1, 40)), pack)
    if case["visibility"] == Visibility.LISTED and published < now and chance.random() < 0.85:
        _published(told, story, pack, officers, answer, published)


def _published(
    told: Told,
    story: Story,
    pack: Pack,
    officers: dict[tuple[str, str], int],
    answer: str,
    at: datetime,
) -> None:
    case = told.case
    area = pack.area_by_code[case["area_code"]].name.vi
    title, summary = (words.replace("{place}", area) for words in (story.title, story.summary))
    case["publication"] = Publication.PUBLISHED
    told.parts[PublicText] = [
        {
            "code": case["code"],
            "state": Publication.PUBLISHED,
            "title": title[:200],
            "summary": summary,
            "answer": answer,
            "folded": fold(f"{title} {summary} {answer}"),
            "author_id": case["assigned_to"],
            "approver_id": officers.get((Role.PUBLISHER, "")) or officers.get((Role.LEADER, "")),
            "reason": "",
            "proposed_at": at,
            "published_at": at,
            "content_hash": content_hash(title[:200], summary, answer),
            "kind": case["kind"],
            "unit_code": case["unit_code"],
            "topic_code": case["topic_code"],
            "area_code": case["area_code"],
            "received_on": case["received_on"],
            "due_on": told.parts[Promise][1]["due_on"],
            "answered_on": case["answered_on"],
            "late": case["late"],
            "revision": 1,
        }
    ]
