"""What follows an answer: the sender is asked, says whether it is solved, and where it is not the case goes on.

rounds      which answer is spoken of, and what was said of it
latest      what all that was said comes to
rate        the one verb: every channel ends in it
reopening   not solved: the same case again, for another approver
asking      asked once, reminded once
links       the signed address in a mail
lots        who is called, by lot; calling: what they said on the phone
"""
