"""The pack changed on screen: one way for every section, drawn from the schemas of its files.

addresses  a section's word in the address
labels     the names of fields and of their values
boxes      what of an entry is shown, and as what kind of box
typing     what was typed, as a file would hold it
wording    what is wrong, in the words of the person at the screen
guards     what only a change can get wrong: a code that changes, a limit in force, a unit that still leads
together   what has to change with it: the limit that is replaced, the topics of a unit that goes
drafting   the change that a form asks for, or what is wrong with it
touching   what a change touches of what is running, counted
saving     a new version, with author and reason; going back
comparing  two versions, field by field
"""
