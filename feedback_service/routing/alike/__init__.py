"""Cases that tell of the same, and of the same again.

shingles      what two texts have in common (pure)
sketch        a text as sixteen numbers: whoever shares one is worth comparing (pure)
judging       how alike two messages are, and why (pure)
kept          sketches in the database; they go when a case becomes sealed
candidates    who may be alike, by index look-ups alone
finding       `alike`: of the cases that an officer may see
published     the same for the public, which compares with public texts and nothing else
me_too        somebody has the same trouble as a public case tells of
sketching     the worker's errands

That a place was told of before stands in handling/repeats.py: public pages say it too.
"""
