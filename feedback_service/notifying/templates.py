"""The words of SMS and mail, from `templates/messages/<name>.<vi|en>.<sms|email>.txt`.

As at GOV.UK Notify: a template has a name and takes personalisation, and a value that is missing is an error,
not a gap in the message. Vietnamese templates are written with their accents; SMS lose them when rendered, so
that a notice fits one segment. The first line of a mail template is its subject.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from feedback_service.notifying.segments import segments, unaccented

FOLDER = Path(__file__).parent.parent.parent / "templates" / "messages"


class NoSuchTemplate(Exception):
    """A message was asked for by a name that is not in TEMPLATES, or without words in this language and
    medium.
    """


@dataclass(frozen=True, slots=True)
class Template:
    """`limit` in segments. `dropped` names the value that is left empty where the SMS would be longer: the
    words then say where to read it. `notice`: not sent to who opted out. `telling`: says what the matter is
    about, so that a sealed case is told of by the template `news` instead. `asks_reply`: not by a gateway that
    cannot be answered. `reply`: to what a phone has just sent, so by night as well. `inside`: goes to our own
    people, who are owed no call where it does not arrive; `by_lot`: where it does not, a lot says who is called."""

    name: str
    limit: int = 1
    dropped: str = ""
    notice: bool = True
    telling: bool = False
    asks_reply: bool = False
    reply: bool = False
    inside: bool = False
    by_lot: bool = False


TEMPLATES: Mapping[str, Template] = {
    template.name: template
    for template in (
        # about a case, by tell_citizen; the values beside those that every template has
        Template("receipt", notice=False, dropped="where"),  # pin; where: PlaceQuestion or None
        Template("answered_by_phone", notice=False),  # pin; instead of the receipt
        Template("question", limit=3, dropped="text", telling=True, asks_reply=True),  # text
        Template("message", limit=3, dropped="text", telling=True, asks_reply=True),  # text
        Template("answer", dropped="text", telling=True),  # text
        Template("passed_on", telling=True),
        Template("reply_came", telling=True),  # the body outside answered us
        Template("sent_back"),  # the body outside sent it back
        Template("not_accepted", dropped="reason", telling=True),  # reason
        Template("withdrawn"),
        Template("reopened"),
        # after an answer (handling/rating); link: signed address. The last tells nothing, for sealed cases
        Template("rate_ask", asks_reply=True, by_lot=True),
        Template("rate_again", asks_reply=True, by_lot=True),
        Template("rate_quietly", by_lot=True),
        Template("call_back"),  # by: date, or datetime
        Template("not_reached"),  # we called and nobody answered
        Template("news"),
        # about limits (handling/limits)
        Template("accepted", telling=True),  # thụ lý; due
        Template("extended", dropped="reason", telling=True),  # due, reason
        Template("due_moved"),  # due: the calendar or the rule changed, and a leader took the new day
        Template("restated"),  # due: the case is of another kind, whose limit is another
        # cases that belong together (handling/joining); none says what the matter is about
        Template("merged"),
        Template("unmerged"),
        Template("split", limit=2),  # codes, units: of each matter, the mother's first
        Template("rejoined"),  # mother: its code
        # replies to what a phone sent, by reply_by_sms
        Template("status", notice=False, reply=True),  # code, status (Status or ""), due (date or None)
        Template("help", notice=False, asks_reply=True, reply=True),
        Template("stopped", notice=False, asks_reply=True, reply=True),
        Template("resumed", notice=False, asks_reply=True, reply=True),
        Template("added", notice=False, reply=True),  # code
        Template("how_to_add", notice=False, asks_reply=True, reply=True),  # code
        Template("how_to_rate", notice=False, asks_reply=True, reply=True),  # code
        Template("rated", notice=False, reply=True),  # code, rating
        Template("rated_solved", notice=False, reply=True),  # code
        Template("rate_which", notice=False, asks_reply=True, reply=True),  # code: one of several
        Template("reopened_late", notice=False, reply=True),  # code, days: a new case was opened instead
        Template("reopened_enough", notice=False, reply=True),  # code, times
        Template("not_your_phone", notice=False, reply=True),  # code
        Template("not_yet_rated", notice=False, reply=True),  # code
        Template("code_unknown", notice=False, reply=True),  # given: what was typed for a code
        Template("enough", notice=False, reply=True),  # the last reply that a number gets in a day
        # to phones on duty; number: of the alarm
        Template(
            "duty_alarm", notice=False, asks_reply=True, inside=True
        ),  # number, code, place, words, unit, more (how many say the same)
        Template("duty_sealed", notice=False, asks_reply=True, inside=True),  # number
        Template("duty_more", notice=False, asks_reply=True, inside=True),  # number, code, place, words, more
        Template("duty_noted", notice=False, inside=True),  # number, code ("" for what is sealed)
        Template("duty_taken", notice=False, inside=True),  # number, who, at
        Template("duty_which", notice=False, asks_reply=True, inside=True),  # numbers, count
        Template("duty_test", notice=False, inside=True),  # name
        Template(
            "duty_unheeded", notice=False, inside=True
        ),  # by mail: code, since, place, words, desk (address)
        # by mail to officers; step: of limits/warnings.py, code: "" for what is sealed, due, unit, clock, name, desk
        Template("limit_near", notice=False, inside=True),
        Template("task_soon", notice=False, inside=True),  # by mail: code, unit, due, desk
        Template("task_late", notice=False, inside=True),
        Template("referral_late", notice=False, inside=True),
        Template("unit_late", notice=False, inside=True),  # to whoever urges another unit: name, unit, count
        # day, unit, name, desk; late, today, soon: codes; more_late, new
        Template("day_list", notice=False, inside=True),
        Template(
            "mentioned", notice=False, inside=True
        ),  # by mail: who, desk (address); never a word of the case
        # by mail to leaders: name, code and unit ("" for what is sealed), desk (address)
        Template("approval_waits", notice=False, inside=True),
        # to officers, about their accounts, by mail
        Template("password_link", notice=False, inside=True),  # name, link
        Template("account_idle", notice=False, inside=True),  # name, closes (datetime), desk (address)
        Template("report_due", notice=False, inside=True),  # by mail: unit, period, due, past, desk (address)
        Template("access_review", notice=False, inside=True),  # name, half ("2026-H2"), desk (address)
        # to publishers, by mail: medium, title, post (number), meaning, remedy
        Template("post_failed", notice=False, inside=True),
        Template("channel_dead", notice=False, inside=True),  # by mail: gateway, state (GatewayState), since
        # to a number that called and opened no case, by reply_by_sms
        Template("call_us", notice=False, asks_reply=True),
        # to phones that follow a published result (handling/following); code, pin: six figures
        Template("follow_code", notice=False, asks_reply=True, reply=True),
        Template("following", notice=False, reply=True),  # code; it said CO
        Template("follow_news"),  # code, reopened (bool), page (its address)
        # proves whose number it is, for the rights of the person; pin: six figures
        Template("rights_code", notice=False),
    )
}


@dataclass(frozen=True, slots=True)
class Sms:
    body: str
    segments: int


@dataclass(frozen=True, slots=True)
class Email:
    subject: str
    body: str


def render_sms(name: str, language: str, values: Mapping[str, object], accents: bool = False) -> Sms:
    """Without accents unless they are asked for. Raises NoSuchTemplate, and jinja2.UndefinedError where a value is
    missing.
    """
    template = find_template(name)
    sms = _sms(name, language, values, accents)
    if sms.segments > template.limit and template.dropped:
        return _sms(name, language, {**values, template.dropped: ""}, accents)
    return sms


def is_inside(name: str) -> bool:
    """Whether it goes to our own people. A name that an older version used goes to the citizen."""
    return name in TEMPLATES and TEMPLATES[name].inside


def render_email(name: str, language: str, values: Mapping[str, object]) -> Email:
    """Raises NoSuchTemplate, and jinja2.UndefinedError where a value is missing."""
    subject, _, body = _render(f"{name}.{language}.email.txt", values).partition("\n")
    return Email(" ".join(subject.split())[:200], re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n")


def template_of(name: str) -> Template:
    """Of a message that was written: a name that is in no list any more means an ordinary notice."""
    return TEMPLATES.get(name, Template(name))


def find_template(name: str) -> Template:
    """Raises NoSuchTemplate."""
    if name not in TEMPLATES:
        raise NoSuchTemplate(name)
    return TEMPLATES[name]


def _sms(name: str, language: str, values: Mapping[str, object], accents: bool) -> Sms:
    words = " ".join(_render(f"{name}.{language}.sms.txt", values).split())
    body = unicodedata.normalize("NFC", words) if accents else unaccented(words)
    return Sms(body, segments(body).count)


def _render(file: str, values: Mapping[str, object]) -> str:
    try:
        return _environment().get_template(file).render(values)
    except TemplateNotFound:
        raise NoSuchTemplate(file) from None


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    environment.filters["moment"] = _moment
    return environment


def _day(value: date) -> str:
    """05/4/2026; a moment must be in local time already."""
    return f"{value.day:02d}/{value.month}/{value.year}"


def _moment(value: date) -> str:
    """16h30 05/4/2026, or the day alone."""
    if isinstance(value, datetime):
        return f"{value.hour}h{value.minute:02d} {_day(value)}"
    return _day(value)
