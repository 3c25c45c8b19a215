"""Who is at the desk in this request."""

from flask_login import current_user

from feedback_service.records import Officer


def current_officer() -> Officer:
    """The officer signed in. Only for views behind @staff."""
    officer: Officer = current_user._get_current_object()
    return officer
