"""Stage 3, xử lý: a case is worked on, answered, approved, and kept to its promised date.

Where to read what:

    workflow, promises                     the statuses and the clocks; deadlines/ counts the days
    answer, conversation, notes, assign,
    close, sender                          verbs
    queue, queue_found, counts, queries    reads; queue_filter, queue_rows, search_terms, marking are pure;
                                           queue_paths says how far a page looks
    bulk/, saved_filters, helping          several cases at once, kept searches, cases that the unit supports
    case_page, event_words                 the case page as a value, and its log in words
    thread, delivery_words, composing, kin the conversation on it, what became of each message, what one will be
                                           as an SMS, and what else the same phone or the same words brought
    rating/                                what follows an answer: asked, rated, reopened, called by lot
    joining/                               cases that are answered together, and texts of several matters
    writing/                               answers to begin with, checks, mentions, pictures, the answer as a letter
    limits/                                the law's clocks: accepted, extended, warned of, moved
    together/                              further units, bodies outside, people who stand behind one petition
    letters/                               papers in the official layout, as DOCX and PDF
    danger/                                who is woken when a life may depend on it
    secrecy/                               bars, readers of sealed cases, what was looked at
    public/                                what of a case the public may see
"""

from collections.abc import Callable

from flask import Blueprint, Flask

from feedback_service.pack.model import Pack

Finder = Callable[[str, Pack], tuple[str, ...]]
"""Marks personal data: the pieces of a text that somebody has to look at."""
FINDER = "personal_words"  # where the application keeps it


def init_app(app: Flask, finder: Finder) -> None:
    """`finder` marks personal data. It belongs to routing, which stands above this stage, so it is handed in."""
    app.extensions[FINDER] = finder


def blueprints() -> list[Blueprint]:
    from feedback_service.handling.views import (  # noqa: F401  they add to the desk
        absences,
        answer,
        case,
        danger,
        deeds,
        evidence,
        files,
        joining,
        letter,
        limits,
        log,
        mentions,
        moves,
        petitioners,
        preview,
        referrals,
        saved_filters,
        sealed,
        together,
    )
    from feedback_service.handling.views.queue import blueprint

    return [blueprint]
