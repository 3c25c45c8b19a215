"""`database.transaction` alone commits, so that a code is shown only after its row is durable."""

from tests.house_rules.source import sources

SQL_VERBS = {"select", "insert", "update", "delete", "text", "func"}


def test_only_the_transaction_commits() -> None:
    found = [
        f"{source.name}:{line}"
        for source in sources()
        for call, line in source.calls()
        if call.endswith(".commit") and source.name != "database.py"
    ]
    assert found == []


def test_views_hold_no_sql() -> None:
    found = [
        f"{source.name}: {imported}"
        for source in sources()
        if source.path.stem == "views" or source.path.parent.name == "views"
        for imported in source.imports()
        if imported.startswith("sqlalchemy.") and imported.rpartition(".")[2] in SQL_VERBS
    ]
    assert found == []
