"""A change of the rules is tried over past cases before it is switched on, and rules that do no work are told.

groups      the pack's groups of phrases, each under its address
changes     what can be changed, as a document, and the pack with the change in it
checking    what is wrong with a change, field by field
asking      the verbs: ask for a rehearsal, switch on, drop
replaying   the worker's part: past cases, batch by batch, with the rules before and after
counting    the figures of a replay
curve       threshold, coverage, precision
reapplying  `flask load-pack` where rules were changed on screen
faults      rules that can do no work
"""
