"""Only clock.py looks at the clock; everybody else is handed `now`, and tests hand it too."""

from tests.house_rules.source import sources

READS_THE_CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}


def test_only_the_clock_reads_the_clock() -> None:
    found = [
        f"{source.name}:{line}"
        for source in sources()
        for call, line in source.calls()
        if call in READS_THE_CLOCK and source.name != "clock.py"
    ]
    assert found == []
