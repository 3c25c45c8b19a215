"""Public pages and reports read cases; what moves a case is done elsewhere."""

from tests.house_rules.source import sources

READERS = ("publishing/", "reporting/")
MOVERS = ("feedback_service.intake", "feedback_service.routing")
ONLY_FINDS = "feedback_service.routing.personal_data"  # pure: where in a text something private stands


def test_public_pages_and_reports_move_no_case() -> None:
    found = [
        f"{source.name}: {imported}"
        for source in sources()
        if source.name.startswith(READERS)
        for imported in source.imports()
        if imported.startswith(MOVERS) and not imported.startswith(ONLY_FINDS)
    ]
    assert found == []
