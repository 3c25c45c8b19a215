"""Letting us in anew: an administrator consents on the platform's page, and its code becomes a pair of tokens.

PKCE (RFC 7636): the verifier stays in the administrator's session, only its hash goes through the address bar.
"""

import secrets
from datetime import datetime

from feedback_service.carrier.platforms import Renewed, Renews
from feedback_service.database import transaction
from feedback_service.publishing.posting.tokens import keep_pair, row_of

VERIFIER_BYTES = 32  # 43 letters


def new_verifier() -> str:
    return secrets.token_urlsafe(VERIFIER_BYTES)


def connect(platform: Renews, provider: str, code: str, verifier: str, now: datetime) -> str:
    """The code of what went wrong, "" where we are in. No transaction is open while the platform is asked."""
    ended = platform.exchange(code, verifier)
    if not isinstance(ended, Renewed):
        return ended.code
    with transaction() as session:
        keep_pair(session, row_of(session, provider), ended, now)
    return ""
