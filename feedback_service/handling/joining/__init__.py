"""Cases that belong together: merged ones are answered once and told each, a text of several matters is split.

links        which case waits with which; the turn that whoever joins cases takes
merging      the verb and its undoing
following    what the end of a case means for those merged into it; what their senders write meanwhile
parts        the pieces of a text of several matters, pure; intake/splitting.py opens a case for each
rejoining    a split that was a mistake
shared       what must not stand in an answer that several people get
shown        the block on the case page
told         the words of the log
"""
