"""Registers (sổ): the books that an inspector asks for, computed from rows and events and never kept beside them.

asked       which book, of which days, as it stood on which day
standing    what a case was at a moment: status, unit, kind, limit, read back from its events
reception, hotline, transfers, extensions   the rows of each book
register    a whole book for one officer: who sees which rows, and whether senders stand in it
sheet       the book as XLSX
"""
