"""Hours of the day as neighbours say them: "năm giờ rưỡi sáng". Pure."""

from feedback_service.publishing.radio.spoken import cardinal

_PARTS = ((11, "sáng"), (13, "trưa"), (18, "chiều"), (22, "tối"), (24, "đêm"))


def friendly_hour(written: str) -> str:
    """ "17:00": "năm giờ chiều"."""
    hour, minute = (int(piece) for piece in written.split(":"))
    part = next(name for before, name in _PARTS if hour < before)
    said = f"{cardinal(hour if hour <= 12 else hour - 12)} giờ"
    if minute:
        said += " rưỡi" if minute == 30 else f" {cardinal(minute)}"
    return f"{said} {part}"


def listed(pieces: list[str]) -> str:
    """ "một, hai và ba"."""
    return " và ".join(filter(None, [", ".join(pieces[:-1]), pieces[-1]])) if pieces else ""
