"""Posts on the plan's media: composed from public texts, approved by a second person, sent by the worker.

    draft ──approve──> approved ──claim──> sending ──> posted ──> taken_down
                          ^                   │
                          └── surely not there ── checking   (its end was not seen, or the platform takes its time)

limits.py, composing.py, summaries.py   what a post says; cards.py, pictures.py what it looks like
drafting.py, deciding.py                verbs of people
claims.py, ends.py                      verbs of the worker; sending.py speaks to the platforms
standing.py                             whether what a post tells may still be read
comparing.py, mending.py, updating.py   public texts that changed since; taking_down.py off a platform
tokens.py, connecting.py, counting.py   what lets us in; views and shares
"""
