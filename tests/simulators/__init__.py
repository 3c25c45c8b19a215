"""Providers on loopback that keep state and misbehave when told to.

twilio.py, smsgate.py   what a provider holds, and its signed webhooks, for tests to hand over by themselves
twilio_api.py, smsgate_api.py   the same by HTTP, as the provider's own API
twilio_voice.py         somebody who calls, hears, presses keys and talks
postman.py, faults.py   how webhooks and answers go wrong
town.py, control.py     all providers in one process; `make sim` runs it by hand
"""
