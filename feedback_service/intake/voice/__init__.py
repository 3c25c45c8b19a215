"""The machine that answers the telephone: a message, a look-up by keys, or an officer.

steps       what happens at each step of a call; answering keeps it and says what comes next
scripts     what the caller hears, as instructions; words and numbers make the sentences
look_up     a case by the digits of its code
voicemail   a recorded message becomes a case
"""
