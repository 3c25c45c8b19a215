"""One thing done to several cases: each by itself, so that one that cannot be done keeps no other from it.

deeds   what may be done so, and by whom
plan    what would happen to each of the chosen cases, before anything is done
doing   each in a savepoint of its own, with its own rights and its own revision
words   answering several cases with one text
"""
