"""Writes what the citizen is to be told into the outbox, in the transaction of the event that it tells.

Nothing is sent here: a worker sends after the commit. One row for each fact and medium: the same key again
writes nothing, so a verb may be repeated.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.notifying.enough import within_limit
from feedback_service.notifying.opting_out import has_opted_out
from feedback_service.notifying.reach import takes_sms
from feedback_service.notifying.rows import sms_due_at, write_row
from feedback_service.notifying.templates import Sms, Template, find_template, render_email, render_sms
from feedback_service.pack.model import Commune, Pack
from feedback_service.records import Case, Contact
from feedback_service.vocabulary import Channel, Visibility

LANGUAGES = ("vi", "en")


def tell_citizen(
    session: Session,
    case: Case,
    template: str,
    pack: Pack,
    now: datetime,
    key: str,
    *,
    accents: bool = False,
    **personalisation: object,
) -> tuple[str, ...]:
    """Returns the media that were used: "sms", "email", both or none (anonymous, no address, opted out).

    `key` names the fact ("receipt:12"). Every template has sender, hotline, look_up, commune, emergency,
    code, due, unit, unit_phone and danger by itself; what it needs beyond stands beside its name in
    templates.py. What begins with the emergency numbers is sent by night as well. `accents`: the SMS keeps them,
    and takes more segments. Raises NoSuchTemplate, and jinja2.UndefinedError where a value is missing.
    """
    session.flush()
    contact = _contact(session, case)
    if contact is None:
        return ()
    kind = find_template(template)
    if case.visibility == Visibility.SEALED and kind.telling:
        # A phone is read by the family too: what a sealed case is about is not told to it.
        kind = find_template("news")
    language = str(contact.details.get("language", LANGUAGES[0]))
    values = {**_about_case(case, pack, language), **_local(personalisation, pack)}
    used: list[str] = []
    if contact.phone and _wants_sms(session, contact, kind):
        row = {"recipient": contact.phone, "case_id": case.id, "prefer": _gateway_of(case)}
        row |= {"urgent": bool(values["danger"]) and not kind.notice}
        came = case.sent_at if case.channel == Channel.SMS and not kind.notice else None
        used += _add_sms(session, row, kind, (language, accents), values, now, key, answers=came)
    if contact.email and not (kind.notice and has_opted_out(session, contact)):
        mail = render_email(kind.name, language, values)
        row = {"medium": "email", "recipient": contact.email, "subject": mail.subject, "body": mail.body}
        write_row(session, row | {"case_id": case.id}, kind, now, key)
        used.append("email")
    return tuple(used)


def reply_by_sms(
    session: Session,
    phone: str,
    template: str,
    pack: Pack,
    now: datetime,
    key: str,
    *,
    urgent: bool = False,
    case_id: int | None = None,
    provider: str = "",
    came_at: datetime | None = None,
    **personalisation: object,
) -> bool:
    """Answers what a phone sent, whether it opted out or not. False where the number takes no SMS, or has had its
    answers for the day.

    `key` names the event that is answered ("reply:SM123"). `danger=True` puts the emergency numbers first;
    that, and what is `urgent`, is sent by night as well, and so is the reply to a text that has just come
    (`came_at`; None: now). `provider`: the gateway that it came by, for the way back. `case_id`: on whose page
    it stands.
    Raises NoSuchTemplate, and jinja2.UndefinedError where a value is missing.
    """
    if not takes_sms(phone):
        return False
    kind = find_template(template)
    values = {**_about_commune(pack), "danger": False, **_local(personalisation, pack)}
    row: dict[str, object] = {"recipient": phone, "case_id": case_id, "prefer": provider}
    row["urgent"] = urgent or bool(values["danger"])
    answers = (came_at or now) if kind.reply else None
    return bool(_add_sms(session, row, kind, (LANGUAGES[0], False), values, now, key, answers=answers))


def mail_officer(
    session: Session,
    address: str,
    template: str,
    pack: Pack,
    now: datetime,
    key: str,
    **personalisation: object,
) -> None:
    """To an officer's own address. Raises NoSuchTemplate, and jinja2.UndefinedError where a value is missing."""
    kind = find_template(template)
    mail = render_email(kind.name, LANGUAGES[0], {**_about_commune(pack), **_local(personalisation, pack)})
    row = {"medium": "email", "recipient": address, "subject": mail.subject, "body": mail.body}
    write_row(session, row, kind, now, key)


def _contact(session: Session, case: Case) -> Contact | None:
    """Asked for by its key: a case does not bring its sender along."""
    if case.anonymous or case.contact_id is None:
        return None
    return session.get_one(Contact, case.contact_id)  # no query where the case has just been written


def _wants_sms(session: Session, contact: Contact, kind: Template) -> bool:
    if not takes_sms(contact.phone):
        return False
    return not (kind.notice and has_opted_out(session, contact))


def _about_commune(pack: Pack) -> dict[str, object]:
    config: Config = current_app.config["SERVICE"]
    return {
        "commune": pack.commune,
        "sender": pack.commune.sms_name,
        "hotline": pack.commune.hotline,
        "look_up": f"{config.public_base_url}/tra-cuu",
        "emergency": [emergency.number for emergency in pack.commune.emergency],
    }


def _about_case(case: Case, pack: Pack, language: str) -> dict[str, object]:
    unit = pack.unit_by_code.get(case.unit_code)
    return {
        **_about_commune(pack),
        "code": case.code,
        "due": case.due_on,
        "danger": case.danger,
        "unit": (getattr(unit.short, language) or unit.short.vi) if unit else "",
        "unit_phone": unit.phone if unit else "",
    }


def _local(personalisation: Mapping[str, object], pack: Pack) -> dict[str, object]:
    zone = ZoneInfo(pack.commune.time_zone)
    return {
        name: value.astimezone(zone) if isinstance(value, datetime) else value
        for name, value in personalisation.items()
    }


def _for_sms(values: Mapping[str, object]) -> dict[str, object]:
    """Without https://, which phones do not need to make a link of it: eight places of 160."""
    return {**values, "look_up": str(values["look_up"]).removeprefix("https://")}


def _add_sms(
    session: Session,
    row: Mapping[str, object],
    kind: Template,
    tongue: tuple[str, bool],
    values: Mapping[str, object],
    now: datetime,
    key: str,
    *,
    answers: datetime | None,
) -> list[str]:
    """`tongue`: the language, and whether with accents. `answers`: when the text came that this replies to."""
    urgent, commune = bool(row["urgent"]), cast(Commune, values["commune"])
    allowed = within_limit(session, kind, str(row["recipient"]), now, urgent=urgent or kind.inside)
    if allowed is None:
        return []
    sms = render_sms(allowed.name, tongue[0], _for_sms(values), tongue[1])
    words = {"medium": "sms", "body": sms.body, "segments": sms.segments}
    due = sms_due_at(commune.time_zone, now, urgent=urgent, answers=answers)
    write_row(session, {**row, **words}, allowed, now, key, due)
    return ["sms"]


def _gateway_of(case: Case) -> str:
    """The one that the citizen wrote to: its name stands before the id of the text that opened the case."""
    config: Config = current_app.config["SERVICE"]
    name = case.submission_id.partition(":")[0] if case.channel == Channel.SMS else ""
    return name if name in config.sms_gateways else ""


def preview_sms(
    case: Case, template: str, pack: Pack, accents: bool = False, **personalisation: object
) -> Sms:
    """The SMS that `tell_citizen` would write, for whoever is still writing the words. Nothing is kept."""
    values = {**_about_case(case, pack, LANGUAGES[0]), **_local(personalisation, pack)}
    return render_sms(template, LANGUAGES[0], _for_sms(values), accents)
