"""A book kept until now in a spreadsheet: read, looked at, taken over row by row through the one door.

workbook   bytes to rows, with guards against what is no workbook
columns    which column is what, guessed and corrected
entries    rows to submissions, or why not
importing  kept, previewed, run in the background, reported
"""
