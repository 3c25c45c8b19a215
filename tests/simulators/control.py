"""What tests in other processes, and developers, tell the simulator to do: JSON or a form under /control."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from tests.simulators import control_media
from tests.simulators.answering import Answer, Request, as_json
from tests.simulators.control_page import page
from tests.simulators.twilio_rows import international
from tests.simulators.twilio_voice import call

if TYPE_CHECKING:
    from tests.simulators.town import Town

LAST = 200  # rows shown by /control/state
Wish = Mapping[str, Any]


class Control:
    def __init__(self, town: "Town") -> None:
        self._town = town
        self._verbs: dict[str, Callable[[Wish], object]] = {
            "inbound": self._inbound,
            "fault": self._fault,
            "call": self._call,
            "rotate": self._rotate,
            "phone": self._phone,
            "release": self._release,
            "export": self._export,
            "media": lambda wish: control_media.act(town, wish),
        }

    def __call__(self, request: Request) -> Answer:
        if request.method == "GET":
            return self._show(request)
        origin = request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != request.headers.get("Host"):
            return as_json({"error": "From another site"}, 403)  # a page elsewhere must not play with this
        verb = self._verbs.get(request.path.removeprefix("/control/"))
        if verb is None:
            return as_json({"error": "No such address"}, 404)
        by_hand = "json" not in request.headers.get("Content-Type", "")
        wish = request.form if by_hand else request.json
        try:
            done = verb(wish if isinstance(wish, dict) else {})
        except (KeyError, ValueError, TypeError) as error:
            return as_json({"error": f"{type(error).__name__}: {error}"}, 400)
        return _back(wish) if by_hand else as_json(done)

    def _show(self, request: Request) -> Answer:
        if request.path == "/control/state":
            return as_json(self._state())
        if request.path == "/":
            text = page(self._town, request.asked("from"))
            return Answer(200, text.encode(), "text/html; charset=utf-8")
        return as_json({"error": "No such address"}, 404)

    def _inbound(self, wish: Wish) -> object:
        provider, sender, text = str(wish.get("provider", "smsgate")), str(wish["from"]), str(wish["text"])
        statuses = [self._town.text(provider, sender, text)]
        if int(wish.get("times", 1)) > 1:  # the same text told again, not another one
            again = self._town.tell_again(provider)
            statuses += [again() for _ in range(int(wish["times"]) - 1)]
        return {"statuses": statuses}

    def _fault(self, wish: Wish) -> object:
        self._town.misbehave(str(wish["provider"]), str(wish["fault"]), int(wish.get("times", 1)))
        return {"done": True}

    def _call(self, wish: Wish) -> object:
        presses = wish.get("presses", [])
        keys = presses.split() if isinstance(presses, str) else [str(key) for key in presses]
        heard = call(
            self._town.twilio,
            international(str(wish["from"])),
            tuple(keys),
            talks=int(wish.get("talks", 12)),
            answered=str(wish.get("answered", "no-answer")),
        )
        return asdict(heard)

    def _rotate(self, wish: Wish) -> object:
        both = str(wish.get("both", "1")) not in {"0", "False", "false"}
        if wish["provider"] == "twilio":
            self._town.twilio.rotate(str(wish["token"]), both)
        else:
            self._town.smsgate.rotate(str(wish["token"]), str(wish.get("password", "")), both)
        return {"done": True}

    def _phone(self, wish: Wish) -> object:
        """`do`: die, revive, ping; `clock`: seconds that its clock is ahead; `battery` in per cent."""
        phone = self._town.smsgate
        if "clock" in wish:
            phone.clock_off = int(wish["clock"])
        if "battery" in wish:
            phone.battery = int(wish["battery"])
        if "do" in wish:
            {"die": phone.dies, "revive": phone.revive, "ping": phone.ping}[str(wish["do"])]()
        return {"alive": phone.alive, "clock": phone.clock_off, "battery": phone.battery}

    def _release(self, _: Wish) -> object:
        held = [*self._town.twilio.postman.release(), *self._town.smsgate.postman.release()]
        return {"statuses": [reply.status for reply in held]}

    def _export(self, wish: Wish) -> object:
        since, until = (datetime.fromisoformat(str(wish[name])) for name in ("since", "until"))
        return {"told": self._town.smsgate.export(since, until)}

    def _state(self) -> object:
        twilio, phone = self._town.twilio, self._town.smsgate
        return {
            "twilio": {
                "messages": twilio.messages[-LAST:],
                "received": twilio.received[-LAST:],
                "calls": twilio.calls[-LAST:],
                "faults": list(twilio.faults),
                "mischief": list(twilio.postman.mischief),
                "delivered": list(twilio.postman.delivered)[-LAST:],
            },
            "smsgate": {
                "messages": [message.shown(phone.device) for message in phone.messages[-LAST:]],
                "inbox": [row.shown() for row in phone.inbox[-LAST:]],
                "alive": phone.alive,
                "clock": phone.clock_off,
                "faults": list(phone.faults),
                "mischief": list(phone.postman.mischief),
                "delivered": list(phone.postman.delivered)[-LAST:],
                "waiting": phone.postman.waiting,
            },
            **control_media.state(self._town),
        }


def _back(wish: Wish) -> Answer:
    return Answer(303, headers={"Location": "/?" + urlencode({"from": str(wish.get("from", ""))})})
