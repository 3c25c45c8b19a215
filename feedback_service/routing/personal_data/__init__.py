"""Finds personal data in a text, so that it can be marked before anything is published. Pure.

Phones, identity numbers, plates, accounts and e-mail in every spelling, house addresses, land, names of private
persons. `mask` puts words in their place.
"""

from feedback_service.routing.personal_data.finder import find_personal_data
from feedback_service.routing.personal_data.found import Found, PersonalData
from feedback_service.routing.personal_data.masking import mask

__all__ = ["Found", "PersonalData", "find_personal_data", "mask"]
