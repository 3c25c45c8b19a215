"""What a text message is taken for. The door is intake/sms.py; here is how it decides.

inbound        one text as a gateway hands it on
language       the commands (TC, BS, DG, HUY, TROGIUP), read forgivingly; courtesy: thanks and OK
pieces         a long text that came in several
earlier        what this phone sent before: the thread, the same words again, a flood
understanding  which of all this a text is
joining        a text goes into a case; rerouting: what it changes there
obeying        a command is carried out
"""
