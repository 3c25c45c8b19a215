"""What is written in figures and signs, as it is said: for somebody who hears it once. Pure.

say("12 việc, 8,5%, hạn 05/4/2026, gọi 0262 300 0199", Manner())
"""

from feedback_service.publishing.radio.spoken.manner import Manner as Manner
from feedback_service.publishing.radio.spoken.numbers import cardinal as cardinal
from feedback_service.publishing.radio.spoken.numbers import digits as digits
from feedback_service.publishing.radio.spoken.saying import pronounced as pronounced
from feedback_service.publishing.radio.spoken.saying import say as say
