"""Stage 3, xử lý: a case is worked on, answered, approved, and kept to its promised date.

Where to read what:

    workflow, promises                     the statuses and the clocks; deadlines/ counts the days
    answer, conversation, notes, assign,
    close, sender                          verbs
    queue, counts, queries                 reads; queue_filter, queue_rows, search_terms, marking are pure
    case_page, event_words                 the case page as a value, and its log in words
    thread, delivery_words, composing, kin the conversation on it, what became of each message, what one will be
                                           as an SMS, and what else the same phone or the same words brought
    joining/                               cases that are answered together, and texts of several matters
    danger/                                who is woken when a life may depend on it
    secrecy/                               bars, readers of sealed cases, what was looked at
    public/                                what of a case the public may see
"""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    from feedback_service.handling.views import (  # noqa: F401  they add to the desk
        answer,
        case,
        danger,
        deeds,
        files,
        joining,
        preview,
        sealed,
    )
    from feedback_service.handling.views.queue import blueprint

    return [blueprint]
