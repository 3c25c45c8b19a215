"""The outside world is a protocol: only carrier knows the library of a provider."""

from tests.house_rules.source import sources


def test_only_carrier_imports_twilio() -> None:
    found = [
        source.name
        for source in sources()
        for imported in source.imports()
        if imported.partition(".")[0] == "twilio" and not source.name.startswith("carrier/")
    ]
    assert found == []
