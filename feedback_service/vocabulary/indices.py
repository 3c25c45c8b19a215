"""What can be counted for the indices that others keep on the commune."""

from enum import StrEnum


class Measure(StrEnum):
    """A raw count. What each is, word for word: reporting/indices/measures.py."""

    CARRIED = "carried"
    RECEIVED = "received"
    ANSWERED = "answered"
    ON_TIME = "on_time"
    LATE = "late"
    PASSED_ON = "passed_on"
    NOT_ACCEPTED = "not_accepted"
    REOPENED = "reopened"
    PUBLISHED = "published"
    RATED = "rated"
    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    MEDIAN_DAYS = "median_days"
    DIGITAL = "digital"
    NOT_DIGITAL = "not_digital"
    SUGGESTIONS = "suggestions"
    COMPLAINTS = "complaints"
    CALLED = "called"
    REACHED = "reached"
