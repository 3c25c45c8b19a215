"""Posts on the plan's media: composed from public texts, approved by a second person, sent by the worker.

    draft ──approve──> approved ──claim──> sending ──> posted ──> taken_down
                          ^                   │
                          └── surely not there ── checking   (its end was not seen, or the platform takes its time)

limits.py, composing.py, summaries.py, cards.py   what a post says and looks like
drafting.py, deciding.py                          verbs of people
claims.py, ends.py                                verbs of the worker; sending.py speaks to the platforms
tokens.py, connecting.py                          what lets us in
counting.py, comparing.py                         views and shares; public texts that changed since
"""
