"""The gateways in an operator's words, for `flask doctor`: one line each, with what to do; and the open alarms."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.carrier.error_words import explain
from feedback_service.notifying.alarms import open_alarms
from feedback_service.notifying.gateway_health import GatewayFacts, GatewayState, Judged
from feedback_service.notifying.watching import gateways_now
from feedback_service.pack.current import current_pack

_REMEDIES = {
    GatewayState.SILENT: "see whether the phone has power and a network and its app runs.",
    GatewayState.UNHEARD: "register the webhooks in the app, and a ping every 5 minutes (docs/operations.md).",
    GatewayState.WRONG_SETTINGS: "put the setting or the account right and restart; what waits is then sent.",
    GatewayState.NOT_TAKING: "see to the network of this machine; what waits is then sent.",
}
_SAID = {
    GatewayState.SILENT: "its phone is silent",
    GatewayState.UNHEARD: "its phone has never been heard of",
    GatewayState.WRONG_SETTINGS: "refuses every message",
    GatewayState.NOT_TAKING: "takes no message",
    GatewayState.KEEPS: "messages are kept and sent nowhere. Set SMS_GATEWAY.",
    GatewayState.IN_ORDER: "in order",
}


def gateway_lines(session: Session, now: datetime) -> Iterator[tuple[str, bool, str]]:
    """What it is about, whether it is in order, and what is said of it. Raises NoPackLoaded."""
    for facts, judged in gateways_now(session, current_pack(session), now):
        ok = not judged.dead and judged.state != GatewayState.UNHEARD
        yield f"gateway {facts.name}", ok, _said(facts, judged)
    alarms = open_alarms(session)
    words = ", ".join(alarm.key for alarm in alarms[:5] if alarm.case_id is None)
    yield "alarms", not alarms, f"{len(alarms)} open: {words}" if alarms else "none open"


def _said(facts: GatewayFacts, judged: Judged) -> str:
    parts = [_SAID[judged.state]]
    if judged.since:
        parts[0] += f" since {judged.since.isoformat(timespec='minutes')}"
    if facts.last_inbound:
        parts.append(f"last text {facts.last_inbound.isoformat(timespec='minutes')}")
    if facts.faults:
        worst = facts.faults[0]
        meaning = explain(facts.name, worst.code).meaning
        parts.append(f"{worst.count} x error {worst.code} in 24 h ({meaning})")
    remedy = _REMEDIES.get(judged.state)
    return ", ".join(parts) + (f": {remedy}" if remedy else "")
