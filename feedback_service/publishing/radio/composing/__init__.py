"""Composing a bulletin: what was published in a period is gathered (gather.py) and put into words (wording.py)."""

from feedback_service.publishing.radio.composing.gather import Gathered as Gathered
from feedback_service.publishing.radio.composing.gather import gather as gather
from feedback_service.publishing.radio.composing.wording import compose as compose
