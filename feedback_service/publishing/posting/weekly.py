"""The week's summary, proposed by itself as a draft: a person reads it, another one lets it out."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.pack.current import this_pack
from feedback_service.publishing.posting.drafting import draft_summary
from feedback_service.publishing.posting.facts import NothingToTell
from feedback_service.publishing.posting.summaries import week_before
from feedback_service.records import Officer
from feedback_service.vocabulary import Role


def propose_weekly(session: Session, *, now: datetime) -> None:
    """A work, once a week. Signed by a publisher, so that somebody else has to approve it."""
    pack = this_pack()
    config: Config = current_app.config["SERVICE"]
    span = week_before(now.astimezone(ZoneInfo(pack.commune.time_zone)).date())
    author = _publisher(session)
    for rule in pack.posts if author else ():
        if rule.weekly and author:
            with suppress(NothingToTell):
                draft_summary(session, span, rule, author, config.public_base_url, pack, now)


def _publisher(session: Session) -> int | None:
    asked = select(Officer.id).where(Officer.role == Role.PUBLISHER, Officer.active.is_(True))
    return session.scalars(asked.order_by(Officer.id).limit(1)).first()
