"""The log that hangs together.

records/audit   what is written, at every flush, in the transaction of the change
forging         the chain: a link for every entry, within a minute
verifying       recomputes all of it and compares it with the tables
exporting       the log as JSON lines, for an inspector
roots           the chain as it stood at a month's end, printed where nobody can take it back
"""
