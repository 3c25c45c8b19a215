"""What helps an officer to write, and what looks at the words before they go.

filling     answers of the pack, filled in from the case
checking    what stops an answer and what only warns; pure
handing_in  the answer handed in or approved after the check
mentions    officers called by name in a note
changes     what the head changed, word by word; pure
painting    what is painted over in a picture; pure but for Pillow
evidence    pictures before and after, painted copies, the sealed original
letter      the answer as an official letter
"""
