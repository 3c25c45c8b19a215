"""Limits of the law on a case, beyond the one promise of the answer.

restating      another kind has other limits, counted from the true start
accepting      thụ lý: accepted in writing, decided, sent (khiếu nại, tố cáo)
extending      gia hạn, within what the law leaves
returning      back to triage, the clock runs on
lateness       why a late case is late, in one line
warnings       who hears of a limit that comes near or has passed; digests: the day's list of a unit
moved          what a changed calendar or rule would make of promises already given
clock_lines    the clocks in words, for officer, inspector and citizen
petition       the printable form of a khiếu nại
"""
