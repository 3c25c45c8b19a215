"""Which gateways refuse everything at the moment, as this process has seen: told within minutes, where an alarm
about a dead channel takes longer.
"""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from threading import Lock

from feedback_service.carrier.protocols import ErrorClass, Outcome, Refused, Sent

IN_A_ROW = 3
FOR = timedelta(minutes=15)


class Troubles:
    """A gateway is in trouble when its last three ends within 15 minutes were faults of its settings."""

    def __init__(self) -> None:
        self._faults: dict[str, deque[datetime]] = defaultdict(lambda: deque(maxlen=IN_A_ROW))
        self._lock = Lock()

    def note(self, name: str, outcome: Outcome, now: datetime) -> None:
        with self._lock:
            if isinstance(outcome, Refused) and outcome.error_class == ErrorClass.CONFIGURATION:
                self._faults[name].append(now)
            elif isinstance(outcome, Sent):
                self._faults[name].clear()

    def down(self, name: str, now: datetime) -> bool:
        with self._lock:
            faults = self._faults[name]
            return len(faults) == IN_A_ROW and now - faults[0] <= FOR
