"""How fast the worker goes, and how long it trusts itself."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """`send_lease` is longer than the longest send (25 s of time-outs): who holds an expired one is dead or
    lost.

    `shutdown` is how long a worker that was told to stop waits for what it has begun.
    """

    threads: int = 4
    poll: timedelta = timedelta(seconds=1)
    drain: timedelta = timedelta(seconds=1)  # between two looks into the spool
    claim_lease: timedelta = timedelta(seconds=60)
    send_lease: timedelta = timedelta(seconds=120)
    job_lease: timedelta = timedelta(minutes=15)
    beat: timedelta = timedelta(seconds=15)
    longest_wait: timedelta = timedelta(seconds=15)  # between two looks for a database that is away
    shutdown: timedelta = timedelta(seconds=30)

    @property
    def room(self) -> int:
        """How many rows may be claimed and not yet begun: enough to keep the threads busy for a moment."""
        return self.threads * 5
