"""A case in which more hands have a part than those of one unit.

tasks       what a supporting unit is asked to do, by a day of its own
referring   a phiếu chuyển: the case on its way to a body outside, numbered, reminded of, answered or sent back
letters     what is printed of it
petitioners who stand behind a petition of several, and who speaks for them
reminding   the worker's round: before and after the day
shown       the blocks on the case page, the list of referrals, the line above the queue
told        the words of the log
"""
