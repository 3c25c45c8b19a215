"""Posts of the demonstration, in every state: drafts, waiting, looked for, out, by hand, in trouble, taken down."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.handling.public.queries import published
from feedback_service.pack.model import Pack
from feedback_service.publishing.posting.drafting import draft_result, draft_summary
from feedback_service.publishing.posting.facts import NothingToTell, NotPublished
from feedback_service.publishing.posting.frozen import content_hash
from feedback_service.publishing.posting.summaries import month_before
from feedback_service.publishing.posting.taking_down import is_down
from feedback_service.records import Case, Officer, Post, PublicText
from feedback_service.vocabulary import PostState, Role

_AGO = timedelta(days=2)


def fill_demo_posts(session: Session, pack: Pack, now: datetime) -> None:
    """Nothing where results, rules or officers are too few. Once: a second call finds the same posts."""
    people = _people(session)
    codes = _codes(session)
    if len(people) < 2 or len(codes) < 4 or len(pack.posts) < 3:
        return
    config: Config = current_app.config["SERVICE"]
    site, article, short = pack.posts[:3]
    plan = (
        (short, PostState.DRAFT),
        (article, PostState.APPROVED),
        (short, PostState.POSTED),
        (site, PostState.BY_HAND),
        (short, PostState.FAILED),
        (article, PostState.CHECKING),
        (short, PostState.TAKEN_DOWN),
    )
    for code, (rule, state) in zip(codes, plan, strict=False):
        try:
            post = draft_result(session, code, rule, people[0], config.public_base_url, pack, now - _AGO)
        except NotPublished:
            continue
        _bring(post, state, people[1], now)
    try:
        draft_summary(
            session, month_before(now.date()), article, people[0].id, config.public_base_url, pack, now
        )
    except NothingToTell:
        return


def _bring(post: Post, state: PostState, approver: Officer, now: datetime) -> None:
    if post.state != PostState.DRAFT or state == PostState.DRAFT:
        return
    post.state, post.approver_id, post.approved_at = state, approver.id, now - _AGO
    post.scheduled_for, post.content_hash = now + timedelta(hours=3), content_hash(post)
    if state in (PostState.POSTED, PostState.BY_HAND):
        post.posted_at, post.remote_url = now - _AGO, "https://www.example.vn/bai-viet"
    if state == PostState.POSTED:
        post.remote_id, post.views, post.shares, post.counted_at = "demo", 312, 9, now - timedelta(hours=6)
    if state in (PostState.FAILED, PostState.CHECKING):
        post.trouble = "190" if state == PostState.FAILED else "slow"
    if state == PostState.TAKEN_DOWN:
        is_down(post, now)


def _people(session: Session) -> list[Officer]:
    """Who writes, who approves."""
    found = [
        session.scalars(
            select(Officer).where(Officer.role == role, Officer.active).order_by(Officer.id)
        ).first()
        for role in (Role.PUBLISHER, Role.LEADER)
    ]
    return [one for one in found if one]


def _codes(session: Session) -> list[str]:
    newest = (
        select(PublicText.code)
        .join(Case, Case.id == PublicText.case_id)
        .where(*published())
        .order_by(PublicText.answered_on.desc(), PublicText.id.desc())
        .limit(7)
    )
    return list(session.scalars(newest))
