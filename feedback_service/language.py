"""How the service speaks: Vietnamese unless asked for English, dates and numbers as people here write them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, get_locale, get_translations

from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Text

LANGUAGES = ("vi", "en")
COOKIE = "lang"


def init_language(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    Babel(app, locale_selector=chosen_language)
    app.after_request(_remember)
    for word in (words, day, daymonth, month, hour, weekday, number, phone):
        app.add_template_filter(word)
    app.jinja_env.globals["locale"] = language


def chosen_language() -> str:
    """Vietnamese where nobody asks: in the worker, in commands."""
    if not has_request_context():
        return "vi"
    asked = request.args.get("lang") or request.cookies.get(COOKIE, "")
    return asked if asked in LANGUAGES else "vi"


def language() -> str:
    """The language of the page being made; Vietnamese outside a request."""
    found = get_locale()
    return found.language if found and found.language in LANGUAGES else "vi"


def _remember(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in LANGUAGES and asked != request.cookies.get(COOKIE) and not g.get("no_cookies"):
        response.set_cookie(COOKIE, asked, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def words(text: Text) -> str:
    """A text of the pack in the reader's language; Vietnamese where the English is missing."""
    return (text.en or text.vi) if language() == "en" else text.vi


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(this_pack().commune.time_zone))


def _as_day(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """05/4/2026; in English 5 Apr 2026, which nobody takes for the fourth of May"""
    found = _as_day(value)
    return f"{daymonth(found)} {found.year}" if language() == "en" else f"{daymonth(found)}/{found.year}"


def daymonth(value: date | datetime) -> str:
    """05/4; in English 5 Apr"""
    found = _as_day(value)
    if language() == "en":
        return f"{found.day} {_MONTHS[found.month - 1][:3]}"
    return f"{found.day:02d}/{found.month}"


def month(value: date | datetime, short: bool = False) -> str:
    """04/2026, or short 4/26; in English April 2026 and Apr (charts show a year at most)"""
    found = _as_day(value)
    if language() == "en":
        name = _MONTHS[found.month - 1]
        return name[:3] if short else f"{name} {found.year}"
    return f"{found.month}/{found:%y}" if short else f"{found:%m/%Y}"


def hour(moment: datetime) -> str:
    """14h30; in English 14:30"""
    return clock(local(moment).time())


def clock(at: time) -> str:
    """A local hour: 14h30; in English 14:30"""
    return f"{at.hour}{':' if language() == 'en' else 'h'}{at.minute:02d}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def weekday(value: date | datetime, spoken: str = "") -> str:
    """thứ Năm; `spoken` is the language of the sentence around it, where that is not the page's."""
    return _WEEKDAYS[spoken or language()][_as_day(value).weekday()]


def number(value: float) -> str:
    """1.250 or 93,5; in English 1,250 and 93.5"""
    text = f"{value:,.1f}" if isinstance(value, float) and not value.is_integer() else f"{int(value):,}"
    return text if language() == "en" else text.translate(str.maketrans(",.", ".,"))


def phone(value: str) -> str:
    """0262 300 0199, from E.164 or as it came; short numbers stay as they are."""
    local_form = "0" + value[3:] if value.startswith("+84") else value
    if not local_form.isdigit() or len(local_form) < 10:
        return value
    return f"{local_form[:4]} {local_form[4:7]} {local_form[7:]}"


class TranslatedMeta:
    """For forms: WTForms carries no Vietnamese, so its own messages go through our catalogue too."""

    def get_translations(self, form: object) -> "_FormWords":
        return _FormWords()


class _FormWords:
    """The catalogue without filling in: WTForms fills its own messages afterwards."""

    def gettext(self, string: str) -> str:
        return str(get_translations().ugettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(get_translations().ungettext(singular, plural, n))
