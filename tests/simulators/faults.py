"""What can go wrong, by name. Put as many into `faults` (or `mischief`) as messages (or webhooks) are to suffer."""

from enum import StrEnum


class Fault(StrEnum):
    """What happens to the next message that we send."""

    BUSY = "busy"  # 429 with Retry-After
    ERROR_BEFORE = "error_before"  # 500, and it was not taken
    ERROR_AFTER = "error_after"  # 500, and it was taken
    SILENCE_BEFORE = "silence_before"  # not taken, and the answer never comes
    SILENCE_AFTER = "silence_after"  # taken, and the answer never comes
    NONSENSE = "nonsense"  # taken, and the answer is no JSON
    HANG_UP = "hang_up"  # taken, and the connection is closed without an answer
    HANG_UP_BEFORE = "hang_up_before"  # not taken, and the connection is closed without an answer
    LANDLINE = "landline"  # refused: that number cannot take texts

    @property
    def taken(self) -> bool:
        """Whether the provider has the message although its answer does not say so."""
        return self in {Fault.ERROR_AFTER, Fault.SILENCE_AFTER, Fault.NONSENSE, Fault.HANG_UP}


class Mischief(StrEnum):
    """What happens to the next webhook that we get."""

    TWICE = "twice"
    LATE = "late"  # held until `release`, or for `late` seconds
    OUT_OF_ORDER = "out_of_order"  # comes after the one that follows it
    DROP = "drop"  # never comes, and the provider does not try again
    BAD_SIGNATURE = "bad_signature"
    EXTRA_PARAMS = "extra_params"  # signed, with a parameter that nobody knows
    DECOMPOSED = "decomposed"  # the text in NFD, as some phones type it
