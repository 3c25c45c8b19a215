"""Somebody may be in danger now: who is woken, in which order, until somebody says that he looks after it.

raising    mark_danger, the one verb that every channel ends in; unmark_danger
grouping   one fire that fifty people report wakes somebody once
rounds     whom to tell when; pure
waking     tells them, and goes on while nobody answers
taking     somebody looks after it: on the screen, or by SMS from a duty phone (replying)
ending     the case is answered or closed
bar        the red line on top of the officers' pages
signs      what in a text sounded like danger; pure
"""
