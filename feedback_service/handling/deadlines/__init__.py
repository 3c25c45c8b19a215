"""What the law's clock says. Pure: a calendar, a rule and a moment go in, a date and its reasons come out.

working_days   which days count
received       on which day a message counts as received
rule_choice    which limit applies
promises       the promised date
pauses         the date after a pause
countdown      how long is left
steps          the reasons as data; step_words and day_words put them in words
answer         what the command prints
"""
