"""The simulator's page for a developer: text as a citizen, see what comes back, let things go wrong."""

from html import escape
from typing import TYPE_CHECKING

from tests.simulators.control_media import ACTS, shown
from tests.simulators.faults import Fault, Mischief

if TYPE_CHECKING:
    from tests.simulators.town import Bubble, Town

USUAL_NUMBER = "0905123456"
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}
fieldset{margin:0 0 1rem} input,select,button,textarea{font:inherit} textarea{width:100%}
li{margin:.4rem 0;padding:.4rem .8rem;border-radius:.6rem;list-style:none;white-space:pre-wrap;max-width:80%}
.them{background:#eee} .us{background:#dff0e4;margin-left:auto} small{color:#555} ol{padding:0}
"""


def page(town: "Town", number: str) -> str:
    number = number or USUAL_NUMBER
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Simulator: {escape(number)}</title>
<style>{STYLE}</style><h1>Simulator of SMS, voice, Zalo and Facebook</h1>
<p>Webhooks go to {escape(town.smsgate.service or "nowhere")}. Phone: {"alive" if town.smsgate.alive else "dead"},
clock {town.smsgate.clock_off:+d} s. <a href="/control/state">State as JSON</a></p>
{_numbers(town)}
<ol aria-label="Thread">{"".join(_bubble(one) for one in town.thread(number))}</ol>
{_text_form(number)}{_call_form(number)}{_fault_form(number)}{_phone_form(number)}
{shown(town)}{_media_form(number)}"""


def _numbers(town: "Town") -> str:
    links = "".join(
        f'<a href="/?from={escape(one.replace("+", "%2B"))}">{escape(one)}</a> '
        for one in town.numbers()[:20]
    )
    return f"<nav>{links}</nav>" if links else ""


def _bubble(one: "Bubble") -> str:
    side = "us" if one.ours else "them"
    note = f"{one.provider} · {one.state} · {one.at.astimezone():%H:%M:%S}"
    return f'<li class="{side}">{escape(one.text)}<br><small>{escape(note)}</small></li>'


def _form(action: str, title: str, number: str, inside: str) -> str:
    hidden = "" if 'name="from"' in inside else f'<input type="hidden" name="from" value="{escape(number)}">'
    return (
        f'<form method="post" action="/control/{action}"><fieldset><legend>{title}</legend>'
        f"{hidden}{inside} <button>Go</button></fieldset></form>"
    )


def _select(name: str, values: list[str]) -> str:
    return f'<select name="{name}" aria-label="{name}">{"".join(f"<option>{one}" for one in values)}</select>'


def _from(number: str) -> str:
    return f'<label>From <input name="from" value="{escape(number)}"></label> '


def _text_form(number: str) -> str:
    inside = (
        f"{_from(number)}{_select('provider', ['smsgate', 'twilio'])} "
        '<label>Times <input name="times" value="1" size="2"></label>'
        '<textarea name="text" rows="3" aria-label="Text" required></textarea>'
    )
    return _form("inbound", "Text as a citizen", number, inside)


def _call_form(number: str) -> str:
    inside = (
        f'{_from(number)}<label>Keys <input name="presses" value="1" size="8"></label> '
        '<label>Talks, s <input name="talks" value="12" size="3"></label> '
        + _select("answered", ["no-answer", "completed", "busy", "failed"])
    )
    return _form("call", "Call the hotline (Twilio)", number, inside)


def _fault_form(number: str) -> str:
    words = [*(word.value for word in Fault), *(word.value for word in Mischief)]
    inside = (
        f"{_select('provider', ['smsgate', 'twilio', 'zalo', 'facebook'])} {_select('fault', words)} "
        '<label>for the next <input name="times" value="1" size="2"></label>'
    )
    held = _form("release", "Held webhooks", number, "What was late or out of order arrives now:")
    return _form("fault", "Misbehave", number, inside) + held


def _phone_form(number: str) -> str:
    acts = _form("phone", "The phone", number, _select("do", ["die", "revive", "ping"]))
    clock = '<label>Seconds ahead <input name="clock" value="0" size="6"></label>'
    return acts + _form("phone", "The phone's clock", number, clock)


def _media_form(number: str) -> str:
    return _form("media", "Zalo and Facebook", number, _select("do", list(ACTS)))
