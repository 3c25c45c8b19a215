"""The check for the ear: what a listener cannot follow, and what must not be heard from a loudspeaker. Pure."""

from feedback_service.publishing.radio.ear.bulletin import check_bulletin as check_bulletin
from feedback_service.publishing.radio.ear.finding import Ear as Ear
from feedback_service.publishing.radio.ear.finding import Finding as Finding
from feedback_service.publishing.radio.ear.finding import Rule as Rule
from feedback_service.publishing.radio.ear.finding import blocks as blocks
from feedback_service.publishing.radio.ear.reading_time import Pace as Pace
from feedback_service.publishing.radio.ear.reading_time import reading_seconds as reading_seconds
