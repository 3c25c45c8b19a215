"""What the public may see of a case.

It stands in handling and not in publishing because two rooms show it: intake on the status page of a case
(where the sender's PIN opens more), publishing on the result pages.
Rooms of one floor do not import one another.
"""
