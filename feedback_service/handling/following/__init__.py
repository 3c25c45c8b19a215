"""Phones that want to hear what becomes of a published case.

asking      somebody types a number; the phone is asked, and nothing tells whether it follows
confirming  the phone says CO, or its six figures are typed on the page; HUY ends everything
telling     each new public version and each reopening, once

It stands in handling because two rooms need it: publishing has the page, intake hears the phone.
"""
