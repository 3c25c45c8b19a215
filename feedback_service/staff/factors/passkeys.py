"""Passkeys: a key in the officer's device, bound to our address (WebAuthn), so that no false page can ask for it.

To come in without a password the browser offers the keys that it has for us, and we name none: what we answer is
the same for every address that is typed, because none is. That way asks the device for its PIN or finger too.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from flask import session as cookie
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from webauthn.helpers import bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from feedback_service.records import Officer, Passkey
from feedback_service.staff.guessing import key_for

CHALLENGE_LASTS = timedelta(minutes=5)
MOST_KEYS = 10
_CHALLENGE = "challenge"
_FAULTS = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the keys belong: `origin` as browsers say it, `host` what keys are bound to."""

    origin: str
    host: str

    @classmethod
    def of(cls, base_url: str) -> "Place":
        parts = urlsplit(base_url)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.hostname or "")


def here() -> Place:
    return Place.of(current_app.config["SERVICE"].public_base_url)


def keys_of(session: Session, officer: Officer) -> Sequence[Passkey]:
    mine = select(Passkey).where(Passkey.officer_id == officer.id)
    return session.scalars(mine.order_by(Passkey.id)).all()


def options_to_make(officer: Officer, keys: Sequence[Passkey], issuer: str, now: datetime) -> dict[str, Any]:
    """What the browser needs to make a key. The handle of the officer is a number, and no address."""
    options = webauthn.generate_registration_options(
        rp_id=here().host,
        rp_name=issuer,
        user_id=f"officer-{officer.id}".encode(),
        user_name=officer.email,
        user_display_name=officer.name,
        challenge=_new_challenge(now),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential_id) for key in keys],
    )
    return options_to_json_dict(options)


def options_to_show(keys: Sequence[Passkey], now: datetime) -> dict[str, Any]:
    """What the browser needs to show a key: one of these, or, with none named, any that it has for us."""
    verified = UserVerificationRequirement.PREFERRED if keys else UserVerificationRequirement.REQUIRED
    options = webauthn.generate_authentication_options(
        rp_id=here().host,
        challenge=_new_challenge(now),
        allow_credentials=[PublicKeyCredentialDescriptor(id=key.credential_id) for key in keys],
        user_verification=verified,
    )
    return options_to_json_dict(options)


def keep_key(session: Session, officer: Officer, answer: str, name: str, now: datetime) -> bool:
    """False where the browser's answer is none to what it was asked, or there are enough keys."""
    asked = _asked(now)
    if asked is None or len(keys_of(session, officer)) >= MOST_KEYS:
        return False
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=asked[0],
            expected_rp_id=here().host,
            expected_origin=here().origin,
        )
    except _FAULTS:
        return False
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)) is not None:
        return False
    key = Passkey(officer_id=officer.id, credential_id=made.credential_id, name=name[:80], made_at=now)
    key.public_key, key.sign_count = made.credential_public_key, made.sign_count
    session.add(key)
    session.flush()
    return True


def use_key(session: Session, answer: str, now: datetime, *, alone: bool) -> Officer | None:
    """Whose key it is that signed. `alone`: there was no password, so the device has to have asked for its PIN.

    A counter that did not grow is a copied key (where devices count at all); a challenge older than the last use
    is an answer played again.
    """
    asked, credential = _asked(now), _parsed(answer)
    key = _key(session, credential)
    if asked is None or key is None or (key.used_at and asked[1] <= key.used_at):
        return None
    try:
        shown = webauthn.verify_authentication_response(
            credential=dict(credential),
            expected_challenge=asked[0],
            expected_rp_id=here().host,
            expected_origin=here().origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=alone,
        )
    except _FAULTS:
        return None
    unchanged = (Passkey.id == key.id, Passkey.sign_count == key.sign_count)
    used = update(Passkey).where(*unchanged).values(sign_count=shown.new_sign_count, used_at=now)
    taken = session.execute(used.execution_options(synchronize_session=False))
    return session.get(Officer, key.officer_id) if taken.rowcount else None  # type: ignore[attr-defined]


def door_key(answer: str) -> str:
    """Under what a try to come in by a passkey alone is counted: the key that it names, ours or not."""
    return key_for("sign-in", f"passkey {str(_parsed(answer).get('rawId', ''))[:400]}")


def drop(session: Session, officer: Officer, number: int) -> None:
    key = session.get(Passkey, number)
    if key and key.officer_id == officer.id:
        session.delete(key)
        session.flush()


def _new_challenge(now: datetime) -> bytes:
    challenge = secrets.token_bytes(32)
    cookie[_CHALLENGE] = [bytes_to_base64url(challenge), now.timestamp()]
    return challenge


def _asked(now: datetime) -> tuple[bytes, datetime] | None:
    """The challenge of this browser, once; None where there is none, or it is old."""
    kept = cookie.pop(_CHALLENGE, None)
    if not kept:
        return None
    asked_at = datetime.fromtimestamp(kept[1], tz=UTC)
    return (webauthn.base64url_to_bytes(kept[0]), asked_at) if now - asked_at <= CHALLENGE_LASTS else None


def _parsed(answer: str) -> Mapping[str, Any]:
    try:
        found = json.loads(answer)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _key(session: Session, credential: Mapping[str, Any]) -> Passkey | None:
    try:
        number = webauthn.base64url_to_bytes(str(credential.get("rawId", "")))
    except ValueError:
        return None
    return session.scalars(select(Passkey).where(Passkey.credential_id == number)).first()
